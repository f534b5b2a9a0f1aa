"""One line of the roll on the day of a meeting: what decides who is expected and who votes."""

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """Official members vote; probationary members speak (Điều lệ, Điều 3)."""

    OFFICIAL = "official"
    PROBATIONARY = "probationary"


class Condition(StrEnum):
    """Dated conditions of a member that change the counts (QĐ thi hành Điều lệ, mục 9.3)."""

    AWAY = "away"  # sinh hoạt tạm thời nơi khác
    VISITING = "visiting"  # sinh hoạt tạm thời đến
    EXEMPT = "exempt"  # miễn công tác và sinh hoạt
    REDUCED = "reduced"  # giảm công tác và sinh hoạt
    SUSPENDED = "suspended"  # đình chỉ sinh hoạt


class Mark(StrEnum):
    """The three answers of a roll call (HD 42)."""

    PRESENT = "present"
    EXCUSED = "absent_excused"
    UNEXCUSED = "absent_unexcused"


@dataclass(frozen=True, slots=True)
class CensusLine:
    """One member on the roll that day; ``mark`` is None until the roll is called."""

    standing: Standing
    conditions: frozenset[Condition] = frozenset()
    mark: Mark | None = None

    @property
    def is_expected(self) -> bool:
        """Whether an absence counts: not for those away, suspended, or exempt and absent (design 5, Attendance)."""
        if self.conditions & {Condition.AWAY, Condition.SUSPENDED}:
            return False
        return Condition.EXEMPT not in self.conditions or self.mark is Mark.PRESENT

    @property
    def is_elector(self) -> bool:
        """Whether the line counts in the denominator of a vote, present or not."""
        return self.standing is Standing.OFFICIAL and self.is_expected and Condition.VISITING not in self.conditions
