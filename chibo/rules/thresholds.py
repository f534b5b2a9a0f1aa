"""The figures of the regulations: each with its source and the days between which it is in force.

What binds the whole Party stands in ``DEFAULTS``. What a local instrument says stands in ``SUGGESTED`` and binds nobody
until a committee adopts the instrument (``instruments.py``). A figure adopted, or of a committee's own
(``members.LocalRule``), comes in as the same dataclass with a ``path``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from chibo.rules.sources import cite

HD12_SINCE, HD42_SINCE, CT50_SINCE = date(2018, 7, 6), date(2025, 10, 28), date(2025, 7, 23)
BEFORE_HD42, BEFORE_CT50 = date(2025, 10, 27), date(2025, 7, 22)


class Figure(StrEnum):
    """Codes of the figures. Days, minutes and counts are whole numbers; shares are fractions of one."""

    __hash__ = str.__hash__  # they are the keys of every lookup

    REGULAR_DAY = "regular_day_of_month"
    REGULAR_LATEST_DAY = "regular_latest_day"
    MINUTES_REGULAR = "min_minutes_regular"
    MINUTES_COMBINED = "min_minutes_combined"
    THEMATIC_PER_QUARTER = "thematic_per_quarter_min"
    PAPERS_DAYS_MIN = "documents_days_before_min"
    PAPERS_DAYS_TARGET = "documents_days_before_target"
    COMMITTEE_DAYS = "committee_meeting_days_before"
    PUBLISH_DAYS = "publish_days_after_max"
    SCORE_WORKING_DAYS = "score_report_working_days_max"
    ATTENDANCE_TARGET = "attendance_target"
    QUORUM_SHARE = "quorum_warning"
    REMINDER_FIRST = "reminder_first_days_before"
    REMINDER_SECOND = "reminder_second_days_before"
    REMINDER_LAST = "reminder_last_days_before"
    THEMATIC_ALERT_DAYS = "thematic_alert_days_before"
    ASSIGNMENT_DAYS = "assignment_report_days_before"


@dataclass(frozen=True, slots=True)
class Threshold:
    """One figure in force from ``since`` to ``until`` (both inclusive) under the organisations whose path starts so.

    ``is_adopted``: it came with an instrument that the committee at ``path`` adopted; its own figure goes before it.
    """

    code: str
    title: str
    value: Fraction
    source: str
    since: date
    until: date | None = None
    path: str = ""
    is_adopted: bool = False

    def in_force(self, on: date, path: str) -> bool:
        return self.since <= on and (self.until is None or on <= self.until) and path.startswith(self.path)

    @property
    def number(self) -> int:
        """The value as a whole number. Raises ValueError for a share."""
        if self.value.denominator != 1:
            raise ValueError(f"{self.code} is a share, not a whole number: {self.value}")
        return self.value.numerator

    @property
    def citation(self) -> str:
        return cite(self.source)


def _row(code: Figure, title: str, value: str, source: str, since: date, until: date | None = None) -> Threshold:
    return Threshold(code.value, title, Fraction(value), source, since, until)


DEFAULTS: tuple[Threshold, ...] = (
    _row(Figure.REGULAR_DAY, "Ngày sinh hoạt thường kỳ trong tháng", "3", "KN", HD12_SINCE, BEFORE_CT50),
    _row(Figure.REGULAR_DAY, "Ngày sinh hoạt thường kỳ trong tháng", "3", "CT50", CT50_SINCE),
    _row(Figure.REGULAR_LATEST_DAY, "Ngày muộn nhất của kỳ thường kỳ (tuần đầu của tháng)", "7", "CT50", CT50_SINCE),
    _row(Figure.MINUTES_REGULAR, "Thời gian tối thiểu một kỳ thường kỳ (phút)", "90", "HD12", HD12_SINCE, BEFORE_HD42),
    _row(Figure.MINUTES_REGULAR, "Thời gian tối thiểu một kỳ thường kỳ (phút)", "90", "HD42", HD42_SINCE),
    _row(
        Figure.MINUTES_COMBINED,
        "Thời gian tối thiểu khi kết hợp thường kỳ và chuyên đề (phút)",
        "120",
        "HD12",
        HD12_SINCE,
        BEFORE_HD42,
    ),
    _row(
        Figure.MINUTES_COMBINED,
        "Thời gian tối thiểu khi kết hợp thường kỳ và chuyên đề (phút)",
        "120",
        "HD42",
        HD42_SINCE,
    ),
    _row(Figure.THEMATIC_PER_QUARTER, "Số kỳ chuyên đề tối thiểu mỗi quý", "1", "HD12", HD12_SINCE, BEFORE_HD42),
    _row(Figure.THEMATIC_PER_QUARTER, "Số kỳ chuyên đề tối thiểu mỗi quý", "1", "HD42", HD42_SINCE),
    _row(Figure.PAPERS_DAYS_MIN, "Gửi tài liệu trước ít nhất (ngày)", "1", "HD42", HD42_SINCE),
    _row(Figure.PAPERS_DAYS_TARGET, "Nên gửi tài liệu trước (ngày)", "5", "KN", HD12_SINCE),
    _row(Figure.COMMITTEE_DAYS, "Chi ủy thống nhất nội dung trước kỳ sinh hoạt (ngày)", "0", "HD42", HD42_SINCE),
    _row(Figure.PUBLISH_DAYS, "Ban hành nghị quyết, kết luận sau kỳ sinh hoạt (ngày)", "2", "HD42", HD42_SINCE),
    _row(Figure.ATTENDANCE_TARGET, "Tỷ lệ đảng viên dự sinh hoạt", "9/10", "HD42", HD42_SINCE),
    _row(Figure.QUORUM_SHARE, "Tỷ lệ đảng viên chính thức có mặt (khuyến nghị)", "2/3", "KN", HD12_SINCE),
    _row(Figure.REMINDER_FIRST, "Nhắc lịch lần đầu trước (ngày)", "5", "KN", HD12_SINCE),
    _row(Figure.REMINDER_SECOND, "Nhắc lịch lần hai trước (ngày)", "3", "KN", HD12_SINCE),
    _row(Figure.REMINDER_LAST, "Nhắc lịch lần cuối trước (ngày)", "1", "KN", HD12_SINCE),
    _row(Figure.THEMATIC_ALERT_DAYS, "Nhắc khi quý chưa có chuyên đề, trước (ngày)", "45", "KN", HD12_SINCE),
    _row(Figure.ASSIGNMENT_DAYS, "Báo cáo nhiệm vụ được phân công trước kỳ sinh hoạt (ngày)", "0", "KN", HD12_SINCE),
)

SUGGESTED: tuple[Threshold, ...] = (
    _row(
        Figure.COMMITTEE_DAYS, "Chi ủy thống nhất nội dung trước kỳ sinh hoạt (ngày)", "3", "LC08", date(2025, 11, 28)
    ),
    _row(Figure.SCORE_WORKING_DAYS, "Gửi kết quả tự chấm điểm (ngày làm việc)", "3", "LC", date(2026, 1, 26)),
)
"""Figures of local instruments: each binds only under the committees that adopted its instrument."""

FIGURE_TITLES = {row.code: row.title for row in (*DEFAULTS, *SUGGESTED)}
SHARE_FIGURES = frozenset(row.code for row in (*DEFAULTS, *SUGGESTED) if row.value.denominator != 1)


class ThresholdConflict(Exception):
    """Two rows of the same figure are in force on the same day for the same unit: the table is wrong."""


def threshold(
    code: str, on: date, *, path: str = "", local: Iterable[Threshold] = (), defaults: tuple[Threshold, ...] = DEFAULTS
) -> Threshold | None:
    """The one row in force on that day for the unit at ``path``, or None where nothing is prescribed.

    The nearest committee's figure wins over a farther one and over the default; what it set itself wins over what
    came with an instrument that it adopted. Raises ThresholdConflict when two rows tie.
    """
    rows = [row for row in (*local, *defaults) if row.code == code and row.in_force(on, path)]
    first = max(((len(row.path), not row.is_adopted) for row in rows), default=None)
    nearest = [row for row in rows if (len(row.path), not row.is_adopted) == first]
    if len(nearest) > 1:
        raise ThresholdConflict(code, on, path)
    return nearest[0] if nearest else None


@dataclass(frozen=True)
class Rulebook:
    """The figures as they bind one unit. The one thing that timeline, reminders, warnings and report all ask.

    ``path`` is the unit's place in the tree, ``local`` the figures set by its committees, ``holidays`` the public
    holidays that are no working days. Answers are remembered per day, so one rulebook serves all meetings of the unit.
    """

    path: str = ""
    local: tuple[Threshold, ...] = ()
    holidays: frozenset[date] = frozenset()
    defaults: tuple[Threshold, ...] = DEFAULTS
    _known: dict[tuple[Figure, date], Threshold | None] = field(default_factory=dict, compare=False, repr=False)

    def __hash__(self) -> int:
        return hash((self.path, len(self.local)))

    def row(self, code: Figure, on: date) -> Threshold | None:
        """The row in force, or None. Raises ThresholdConflict."""
        key = (code, on)
        if key not in self._known:
            self._known[key] = threshold(code.value, on, path=self.path, local=self.local, defaults=self.defaults)
        return self._known[key]

    def need(self, code: Figure, on: date) -> Threshold:
        """The row in force. Raises LookupError where nothing is prescribed on that day."""
        row = self.row(code, on)
        if row is None:
            raise LookupError(f"{code} is not prescribed on {on}")
        return row
