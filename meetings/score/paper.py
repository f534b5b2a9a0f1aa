"""The self-score as a paper of its own, for one that was forgotten before the minutes were locked."""

from dataclasses import dataclass

from chibo.core.papers import Facts, Letterhead, Signature
from meetings.minutes.paper import PrintedScore


@dataclass(frozen=True, slots=True)
class ScorePaper(Facts):
    """`subject` names the meeting; `note` says when its minutes were locked and that the score was given after that."""

    letterhead: Letterhead
    subject: str
    note: str
    score: PrintedScore
    signature: Signature
    recipients: tuple[str, ...]

    @property
    def title(self) -> str:
        """Title of the file."""
        return f"Phiếu tự chấm điểm – {self.subject}"
