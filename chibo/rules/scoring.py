"""The self-score of a meeting: the lines in force with their points, and the bands of the total.

The seven lines of HD 42 (mục II) are the default. A committee may set its own lines and points from a day on; the bands
are of a hundred points, so that every sheet adds up to that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chibo.rules.assessment import Assessment, Obligation, Verdict
from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.sources import cite


class Rating(StrEnum):
    GOOD = "good"
    FAIR = "fair"
    AVERAGE = "average"
    POOR = "poor"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the score sheet in force from ``since``; ``points`` is its maximum.

    ``evidence`` are the obligations whose records speak about it. Where they decide it (``is_proposed``), full points
    are proposed once all of them are met; elsewhere they only inform whoever scores.
    """

    code: str
    title: str
    points: int
    since: date
    until: date | None = None
    evidence: tuple[Obligation, ...] = ()
    is_proposed: bool = False


SINCE = date(2025, 10, 28)

CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        "time", "Thời gian, thời lượng", 5, SINCE, evidence=(Obligation.HELD, Obligation.DURATION), is_proposed=True
    ),
    Criterion("attendance", "Tỷ lệ đảng viên dự", 5, SINCE, evidence=(Obligation.ATTENDANCE,), is_proposed=True),
    Criterion(
        "preparation",
        "Công tác chuẩn bị",
        10,
        SINCE,
        evidence=(Obligation.COMMITTEE, Obligation.PAPERS),
        is_proposed=True,
    ),
    Criterion("conduct", "Tổ chức sinh hoạt (nội dung, trình tự, điều hành)", 40, SINCE),
    Criterion("principles", "Nguyên tắc tổ chức và sinh hoạt đảng", 5, SINCE),
    Criterion(
        "results",
        "Kết quả lãnh đạo thực hiện nghị quyết, kết luận kỳ trước",
        30,
        SINCE,
        evidence=(Obligation.ASSIGNMENTS,),
    ),
    Criterion("closing", "Kết thúc", 5, SINCE),
)

BANDS: tuple[tuple[int, Rating], ...] = ((90, Rating.GOOD), (70, Rating.FAIR), (50, Rating.AVERAGE), (0, Rating.POOR))


def criteria(on: date) -> tuple[Criterion, ...]:
    """The lines of HD 42 on that day."""
    return tuple(row for row in CRITERIA if row.since <= on and (row.until is None or on <= row.until))


@dataclass(frozen=True, slots=True)
class LocalSheet:
    """The lines that the committee at ``path`` set for everything below it, from ``since`` to ``until`` inclusive."""

    criteria: tuple[Criterion, ...]
    basis: str
    since: date
    until: date | None = None
    path: str = ""

    def in_force(self, on: date, path: str) -> bool:
        return self.since <= on and (self.until is None or on <= self.until) and path.startswith(self.path)


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The lines in force on one day, and what is said of them as a whole: "7 tiêu chí, tổng 100 điểm"."""

    criteria: tuple[Criterion, ...]
    basis: str
    since: date

    @classmethod
    def of(cls, on: date, *, path: str = "", local: Iterable[LocalSheet] = ()) -> "ScoreSheet":
        """The sheet in force for the unit at ``path``: that of the nearest committee, or else the lines of HD 42."""
        sheets = [one for one in local if one.in_force(on, path)]
        nearest = max(sheets, key=lambda one: len(one.path), default=None)
        if nearest is not None:
            return cls(nearest.criteria, nearest.basis, nearest.since)
        return cls(criteria(on), cite("HD42"), SINCE)

    @property
    def count(self) -> int:
        return len(self.criteria)

    @property
    def most(self) -> int:
        """The highest total, of which the self-score is a part."""
        return sum(row.points for row in self.criteria)

    def total(self, points: Mapping[str, int]) -> int:
        """The sum of the sheet. Raises RuleRefused: ``points`` naming each line that is missing or out of its range."""
        wrong = tuple(row for row in self.criteria if not 0 <= points.get(row.code, -1) <= row.points)
        if wrong:
            names = ", ".join(row.title for row in wrong)
            raise RuleRefused(Refusal.POINTS, tuple(row.code for row in wrong), names=names)
        return sum(points[row.code] for row in self.criteria)

    def proposal(self, found: Mapping[Obligation, Assessment]) -> dict[str, int]:
        """Full points for the lines that the records bear out; whoever scores may change every one of them."""
        return {row.code: row.points for row in self.criteria if row.is_proposed and _borne_out(row, found)}


def _borne_out(row: Criterion, found: Mapping[Obligation, Assessment]) -> bool:
    judged = [found[one].verdict for one in row.evidence if one in found]
    return bool(judged) and all(verdict is Verdict.MET for verdict in judged)


def rating(points: int) -> Rating:
    """Tốt from 90, khá from 70, trung bình from 50, kém below."""
    return next(band for floor, band in BANDS if points >= floor)
