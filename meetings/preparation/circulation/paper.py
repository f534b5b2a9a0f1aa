"""The notice of a meeting, and the packet for those who read on paper."""

from dataclasses import dataclass
from datetime import datetime

from chibo.core.papers import Letterhead, Signature
from chibo.core.wording import date_words, hour_words, local_date


@dataclass(frozen=True, slots=True)
class PrintedAgendaRow:
    """One item of a programme; `kind` as printed ("Thông báo", "Thảo luận"), `minutes` planned, 0 for none."""

    title: str
    presenter: str = ""
    kind: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class NoticePaper:
    """The notice of a meeting: time, place, programme."""

    letterhead: Letterhead
    abstract: str
    addressees: str
    starts_at: datetime
    place: str
    signature: Signature
    agenda: tuple[PrintedAgendaRow, ...] = ()
    recipients: tuple[str, ...] = ()

    @property
    def time_line(self) -> str:
        """Such as "19 giờ 30 phút, ngày 03 tháng 02 năm 2026."."""
        return f"{hour_words(self.starts_at)}, {date_words(local_date(self.starts_at))}."


@dataclass(frozen=True, slots=True)
class CirculatedText:
    """A draft in the packet: `label` such as "Dự thảo lần 2", `text` is html."""

    title: str
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class PacketPaper:
    """All that was circulated for a meeting in one file, for those who read on paper; `large` prints at 18 pt."""

    notice: NoticePaper
    texts: tuple[CirculatedText, ...] = ()
    large: bool = False

    @property
    def title(self) -> str:
        """Title of the file."""
        return f"Tài liệu sinh hoạt – {self.notice.abstract}"
