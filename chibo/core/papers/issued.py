"""Resolutions, notices and the packet for those who read on paper."""

from dataclasses import dataclass
from datetime import datetime

from chibo.core.papers.facts import Facts
from chibo.core.papers.shared import AssignmentRow, Letterhead, QualityScore, ResultRow, Signature
from chibo.core.wording import capitalized, date_words, hour_words, local_date


@dataclass(frozen=True, slots=True)
class ResolutionPaper(Facts):
    """A resolution, or another paper of the same build (conclusion, decision): `kind_title` in capitals.

    `opening` tells of the meeting and `body` is the text with its own headings, both html; `enactment` is the sentence
    that leads into the body; `vote_sentence` closes it.
    """

    letterhead: Letterhead
    abstract: str
    body: str
    signature: Signature
    kind_title: str = "NGHỊ QUYẾT"
    bases: tuple[str, ...] = ()
    opening: str = ""
    enactment: str = ""
    results: tuple[ResultRow, ...] = ()
    assignments: tuple[AssignmentRow, ...] = ()
    score: QualityScore | None = None
    vote_sentence: str = ""
    recipients: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Title of the file."""
        number = f" {self.letterhead.number_line.removeprefix('Số ')}" if self.letterhead.number_line else ""
        return f"{capitalized(self.kind_title.lower())}{number} – {self.abstract}"


@dataclass(frozen=True, slots=True)
class AgendaRow(Facts):
    """One item of a programme; `kind` as printed ("Thông báo", "Thảo luận"), `minutes` planned, 0 for none."""

    title: str
    presenter: str = ""
    kind: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class NoticePaper(Facts):
    """The notice of a meeting: time, place, content, programme. `body` is html, said before them."""

    letterhead: Letterhead
    abstract: str
    addressees: str
    starts_at: datetime
    place: str
    signature: Signature
    content: str = ""
    body: str = ""
    requests: tuple[str, ...] = ()
    agenda: tuple[AgendaRow, ...] = ()
    recipients: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Title of the file."""
        return f"Thông báo – {self.abstract}"

    @property
    def time_line(self) -> str:
        """Such as "19 giờ 30 phút, ngày 03 tháng 02 năm 2026."."""
        return f"{hour_words(self.starts_at)}, {date_words(local_date(self.starts_at))}."


@dataclass(frozen=True, slots=True)
class CirculatedText(Facts):
    """A draft in the packet: `label` such as "Dự thảo lần 2", `text` is html."""

    title: str
    text: str
    label: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class PacketPaper(Facts):
    """All that was circulated for a meeting in one file, for those who read on paper; `large` prints at 18 pt."""

    notice: NoticePaper
    texts: tuple[CirculatedText, ...] = ()
    large: bool = False

    @property
    def title(self) -> str:
        """Title of the file."""
        return f"Tài liệu sinh hoạt – {self.notice.abstract}"
