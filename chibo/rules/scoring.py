"""The self-score of a regular meeting: criteria with their points, bands of the total (HD 42, mục II; local points)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chibo.rules.refusal import RuleRefused


class Rating(StrEnum):
    GOOD = "good"
    FAIR = "fair"
    AVERAGE = "average"
    POOR = "poor"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the score sheet in force from ``since``; ``points`` is its maximum."""

    code: str
    title: str
    points: int
    since: date
    until: date | None = None


SINCE = date(2025, 10, 28)

CRITERIA: tuple[Criterion, ...] = (
    Criterion("time", "Thời gian, thời lượng", 5, SINCE),
    Criterion("attendance", "Tỷ lệ đảng viên dự", 5, SINCE),
    Criterion("preparation", "Công tác chuẩn bị", 10, SINCE),
    Criterion("conduct", "Tổ chức sinh hoạt (nội dung, trình tự, điều hành)", 40, SINCE),
    Criterion("principles", "Nguyên tắc tổ chức và sinh hoạt đảng", 5, SINCE),
    Criterion("results", "Kết quả lãnh đạo thực hiện nghị quyết, kết luận kỳ trước", 30, SINCE),
    Criterion("closing", "Kết thúc", 5, SINCE),
)

BANDS: tuple[tuple[int, Rating], ...] = ((90, Rating.GOOD), (70, Rating.FAIR), (50, Rating.AVERAGE), (0, Rating.POOR))


def criteria(on: date) -> tuple[Criterion, ...]:
    """The lines in force on that day."""
    return tuple(row for row in CRITERIA if row.since <= on and (row.until is None or on <= row.until))


def total(points: Mapping[str, int], on: date) -> int:
    """The sum of the sheet. Raises RuleRefused("points") naming each line that is missing or out of its range."""
    wrong = tuple(row.code for row in criteria(on) if not 0 <= points.get(row.code, -1) <= row.points)
    if wrong:
        raise RuleRefused("points", wrong)
    return sum(points[row.code] for row in criteria(on))


def rating(points: int) -> Rating:
    """Tốt from 90, khá from 70, trung bình from 50, kém below."""
    return next(band for floor, band in BANDS if points >= floor)
