"""A resolution: what it prints, in the order in which it is printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from chibo.core.papers import Facts, Letterhead, Signature
from meetings.minutes.paper import AssignmentRow


@dataclass(frozen=True, slots=True)
class ResolutionPaper(Facts):
    """A resolution: `opening` tells of the meeting and `body` is the text with its own headings, both html.

    `enactment` is the sentence that leads into the body; `vote_sentence` closes it.
    """

    FORMER: ClassVar[Mapping[str, str]] = {"kind_title": "NGHỊ QUYẾT"}

    letterhead: Letterhead
    abstract: str
    body: str
    signature: Signature
    opening: str = ""
    enactment: str = ""
    assignments: tuple[AssignmentRow, ...] = ()
    vote_sentence: str = ""
    recipients: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Title of the file."""
        number = f" {self.letterhead.number_line.removeprefix('Số ')}" if self.letterhead.number_line else ""
        return f"Nghị quyết{number} – {self.abstract}"
