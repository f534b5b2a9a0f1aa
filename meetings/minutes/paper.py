"""Minutes: what happened at a meeting, in the order in which it is printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import ClassVar

from chibo.core.papers import Facts, Letterhead, Person
from chibo.core.wording import capitalized, date_words, hour_words, local_date, two_digits
from chibo.rules.wording import percent


@dataclass(frozen=True, slots=True)
class Absence(Facts):
    """A member who was not there; `reason` is empty when none was given."""

    name: str
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.reason})" if self.reason else self.name


@dataclass(frozen=True, slots=True)
class PrintedCensus(Facts):
    """The roll of the day by category, and who was there. `expected` is the denominator of `present_percent`."""

    total: int
    official: int
    probationary: int
    expected: int
    present: int
    present_percent: str
    temporary_here: int = 0
    temporarily_away: int = 0
    exempt: int = 0
    suspended: int = 0
    absent_excused: tuple[Absence, ...] = ()
    absent_unexcused: tuple[Absence, ...] = ()
    of_committee: bool = False

    @property
    def lines(self) -> list[str]:
        """The sentences under "Thành phần"; a category without anybody is left out, absences never are."""
        special = [
            ("sinh hoạt tạm thời đến", self.temporary_here),
            ("sinh hoạt tạm thời nơi khác", self.temporarily_away),
            ("miễn công tác, sinh hoạt", self.exempt),
            ("đình chỉ sinh hoạt", self.suspended),
        ]
        named = "; ".join(f"{title}:\u00a0{two_digits(number)}" for title, number in special if number)
        roll = f"chính thức: {two_digits(self.official)}; dự bị: {two_digits(self.probationary)}"
        lines = [
            f"Tổng số chi ủy viên: {two_digits(self.total)} đồng chí."
            if self.of_committee
            else f"Tổng số đảng viên: {two_digits(self.total)} đồng chí ({roll}).",
            f"{capitalized(named)}." if named else "",
            f"Có mặt: {two_digits(self.present)}/{two_digits(self.expected)} đồng chí phải dự"
            + (f" (đạt {self.present_percent})." if self.present_percent else "."),
            _absence_line("Vắng có lý do", self.absent_excused),
            _absence_line("Vắng không lý do", self.absent_unexcused),
        ]
        return [line for line in lines if line]


def _absence_line(title: str, absences: tuple[Absence, ...]) -> str:
    if not absences:
        return f"{title}: không có."
    return f"{title}: {two_digits(len(absences))} đồng chí, gồm: {'; '.join(map(str, absences))}."


@dataclass(frozen=True, slots=True)
class PrintedSpeech(Facts):
    """What one person said, html."""

    speaker: Person
    text: str

    @property
    def lead(self) -> str:
        """Such as "- Đồng chí Trần Thị Hoa: "."""
        return f"- {capitalized(str(self.speaker))}: "


@dataclass(frozen=True, slots=True)
class HandedOver(Facts):
    """Who took over from whom, and when; `post` is "chair" or "minute_taker"."""

    post: str
    before: Person
    after: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class ReservedOpinion(Facts):
    """A minority opinion kept on record under its owner's name (Điều lệ Đảng, Điều 9 khoản 5); text is html."""

    name: str
    text: str

    @property
    def lead(self) -> str:
        """Such as "- Đồng chí Trần Thị Hoa bảo lưu: "."""
        return f"- Đồng chí {self.name} bảo lưu: "


@dataclass(frozen=True, slots=True)
class PrintedBallot(Facts):
    """Figures of one vote; shares are of the electorate, the silent included. `sentence` tells the result."""

    subject: str
    electorate: int
    in_favor: int
    against: int
    abstain: int
    in_favor_percent: str
    against_percent: str
    abstain_percent: str
    carried: bool
    sentence: str

    @property
    def line(self) -> str:
        """All figures in one sentence, then the result."""
        silent = self.electorate - self.in_favor - self.against - self.abstain
        figures = [
            ("tán thành", self.in_favor, self.in_favor_percent),
            ("không tán thành", self.against, self.against_percent),
            ("không có ý kiến", self.abstain, self.abstain_percent),
        ]
        if silent > 0:
            figures.append(("không tham gia biểu quyết", silent, percent(Fraction(silent, self.electorate))))
        told = "; ".join(_figure(*figure) for figure in figures)
        return f"Tổng số đảng viên chính thức được tính để biểu quyết: {two_digits(self.electorate)}; {told}."

    @property
    def lead(self) -> str:
        """Such as "Biểu quyết về …: "."""
        return f"Biểu quyết về {self.subject}: "

    @property
    def result(self) -> str:
        """The frozen sentence, or a plain one when none was frozen."""
        return self.sentence or f"Kết quả: {'thông qua' if self.carried else 'không thông qua'}."


def _figure(title: str, votes: int, share: str) -> str:
    return f"{title}:\u00a0{two_digits(votes)} ({share})" if votes and share else f"{title}:\u00a0{two_digits(votes)}"


@dataclass(frozen=True, slots=True)
class MinutesItem(Facts):
    """One item of the agenda as it went: proceedings and conclusion are html; all but the title may be empty."""

    title: str
    presenter: Person | None = None
    proceedings: str = ""
    speeches: tuple[PrintedSpeech, ...] = ()
    reserved: tuple[ReservedOpinion, ...] = ()
    conclusion: str = ""
    ballots: tuple[PrintedBallot, ...] = ()

    @property
    def lead(self) -> str:
        """Such as "Đồng chí Trần Thị Hoa, Bí thư Chi bộ, trình bày: "."""
        if self.presenter is None:
            return ""
        comma = "," if self.presenter.role else ""
        return f"{capitalized(str(self.presenter))}{comma} trình bày{': ' if self.proceedings else '.'}"


@dataclass(frozen=True, slots=True)
class AssignmentRow(Facts):
    """One line of the table of assigned work; `due` as printed ("15/02/2026", "thường xuyên")."""

    content: str
    responsible: str
    supporting: str
    due: str


@dataclass(frozen=True, slots=True)
class CriterionRow(Facts):
    """One criterion of the quality score; points as printed ("4,5")."""

    title: str
    most: str
    points: str


@dataclass(frozen=True, slots=True)
class PrintedScore(Facts):
    """The self-score of a meeting: "96" of "100", rating "Tốt", and what is done about lost points."""

    criteria: tuple[CriterionRow, ...]
    total: str
    most: str
    rating: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Approval(Facts):
    """A show of hands among those present: `in_favor` of `out_of`."""

    in_favor: int
    out_of: int

    def __str__(self) -> str:
        """Such as "nhất trí thông qua (28/28 …)", or "thông qua (26/28 …)" when not everybody agreed."""
        word = "nhất trí thông qua" if self.in_favor == self.out_of else "thông qua"
        return f"{word} ({two_digits(self.in_favor)}/{two_digits(self.out_of)} đồng chí tán thành)"


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of the minutes and the template (`parts/<name>.html`) that prints what stands under it."""

    level: int  # 2 or 3, as in <h2> and <h3>
    heading: str
    name: str
    item: MinutesItem | None = None


@dataclass(frozen=True, slots=True)
class MinutesPaper(Facts):
    """Minutes of a meeting. `thematic` chooses the order of a thematic session.

    `subject` is the line under BIÊN BẢN; `occasion` names the meeting in a sentence ("sinh hoạt thường kỳ tháng 02 năm
    2026"); `follows` tells what a combined session came after. html: opening, self_criticism, closing.
    """

    FORMER: ClassVar[Mapping[str, str]] = {"held_by": "Chi bộ"}

    letterhead: Letterhead
    subject: str
    occasion: str
    place: str
    started_at: datetime
    ended_at: datetime
    duration_minutes: int
    census: PrintedCensus
    chair: Person
    minute_taker: Person
    thematic: bool = False
    follows: str = ""
    guests: tuple[Person, ...] = ()
    presenters: tuple[Person, ...] = ()
    opening: str = ""
    agenda_approval: Approval | None = None
    items: tuple[MinutesItem, ...] = ()
    self_criticism: str = ""
    assignments: tuple[AssignmentRow, ...] = ()
    score: PrintedScore | None = None
    guest_remarks: tuple[PrintedSpeech, ...] = ()
    closing: str = ""
    minutes_approval: Approval | None = None
    recipients: tuple[str, ...] = ()
    by_committee: bool = False
    hand_overs: tuple[HandedOver, ...] = ()

    @property
    def title(self) -> str:
        """Title of the file."""
        return f"Biên bản – {self.subject}"

    @property
    def chaired_by(self) -> str:
        """Who chaired, one after the other; who signs is the last."""
        return self._one_after_the_other(self.chair, "chair")

    @property
    def written_by(self) -> str:
        """Who took the minutes, one after the other; who signs is the last."""
        return self._one_after_the_other(self.minute_taker, "minute_taker")

    def _one_after_the_other(self, last: Person, post: str) -> str:
        changes = [change for change in self.hand_overs if change.post == post]
        first = changes[0].before if changes else last
        return "; ".join([str(first), *(f"từ {hour_words(change.at)}: {change.after}" for change in changes)])

    @property
    def time_and_place(self) -> str:
        """When and where the meeting was, and what it was, in one sentence."""
        when = f"Hồi {hour_words(self.started_at)}, {date_words(local_date(self.started_at))}, tại {self.place}"
        held_by = "Chi ủy" if self.by_committee else "Chi bộ tổ chức"
        told = [when, self.follows, f"{held_by} {self.occasion}"]
        return ", ".join(part for part in told if part) + "."

    @property
    def end_line(self) -> str:
        """The last sentence, with the hour of the end and the minutes in between."""
        same_day = local_date(self.started_at) == local_date(self.ended_at)
        day = "cùng ngày" if same_day else date_words(local_date(self.ended_at))
        ended = f"hồi {hour_words(self.ended_at)}, {day} (thời lượng {self.duration_minutes} phút)"
        return f"{'Cuộc họp' if self.by_committee else 'Buổi sinh hoạt'} kết thúc {ended}."

    @property
    def read_back_line(self) -> str:
        """That the minutes were read back, and how many agreed; "" when nothing was recorded."""
        if self.minutes_approval is None:
            return ""
        return f"Thư ký đọc lại biên bản; hội nghị {self.minutes_approval}."

    @property
    def outline(self) -> list[Part]:
        """The headings in order, numbered, none of them without something to print."""
        return _thematic_outline(self) if self.thematic else _regular_outline(self)


_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def _has_opening(paper: MinutesPaper) -> bool:
    return bool(paper.opening or paper.agenda_approval)


def _numbered(parts: list[Part]) -> list[Part]:
    """Put "I- ", "II- " before the headings of level 2 and "1. ", "2. " before those of level 3 below them."""
    numbered: list[Part] = []
    chapter = section = 0
    for part in parts:
        chapter, section = (chapter + 1, 0) if part.level == 2 else (chapter, section + 1)  # noqa: PLR2004 - <h2>
        number = f"{_ROMAN[chapter - 1]}- " if section == 0 else f"{section}. "
        numbered.append(Part(part.level, number + part.heading, part.name, part.item))
    return numbered


def _regular_outline(paper: MinutesPaper) -> list[Part]:
    """Order of Hướng dẫn 42-HD/BTCTW, 28/10/2025: opening, conduct item by item, closing."""
    inner = [Part(3, item.title, "item", item) for item in paper.items]
    if paper.self_criticism:
        inner.append(Part(3, "Tự phê bình và phê bình; biểu dương, nhắc nhở", "self_criticism"))
    if paper.assignments:
        inner.append(Part(3, "Phân công nhiệm vụ", "assignments"))
    if paper.score:
        inner.append(Part(3, "Chấm điểm chất lượng buổi sinh hoạt", "score"))
    parts = [Part(2, "Mở đầu", "opening")] if _has_opening(paper) else []
    parts += [Part(2, "Nội dung", "nothing"), *inner] if inner else []
    return _numbered([*parts, Part(2, "Kết thúc", "closing")])


def _thematic_outline(paper: MinutesPaper) -> list[Part]:
    """Order of a thematic session in Hướng dẫn 42-HD/BTCTW, 28/10/2025."""
    items = paper.items
    chapters = [
        ("Mục đích, yêu cầu", "opening", _has_opening(paper)),
        ("Báo cáo đề dẫn", "lead_papers", any(item.lead or item.proceedings for item in items)),
        ("Thảo luận", "discussion", any(item.speeches or item.reserved for item in items)),
        ("Tự phê bình và phê bình; biểu dương, nhắc nhở", "self_criticism", bool(paper.self_criticism)),
        ("Kết luận", "conclusions", any(item.conclusion for item in items) or bool(paper.assignments)),
        ("Biểu quyết", "ballots", any(item.ballots for item in items)),
        ("Chấm điểm chất lượng buổi sinh hoạt", "score", paper.score is not None),
        ("Kết thúc", "closing", True),
    ]
    return _numbered([Part(2, heading, name) for heading, name, printed in chapters if printed])
