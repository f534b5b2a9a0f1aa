"""One line of the roll on the day of a meeting: what decides who can come, who is expected and who votes."""

from collections.abc import Iterable
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


CANNOT_COME = frozenset({Condition.AWAY, Condition.SUSPENDED})
"""Who is in such a condition is not reckoned with before a meeting: sent no papers, given no part in it."""

NEED_NOT_COME = frozenset({Condition.AWAY, Condition.EXEMPT})
"""Whose absence is no absence, and who counts like everybody else when present (QĐ thi hành Điều lệ, mục 9.3)."""


def can_come(conditions: Iterable[Condition]) -> bool:
    """Whether a meeting may reckon with somebody in these conditions (QĐ thi hành Điều lệ, mục 9.3)."""
    return CANNOT_COME.isdisjoint(conditions)


def conditions_here(held: Iterable[Condition], *, is_visiting: bool) -> frozenset[Condition]:
    """The conditions that count in one cell, from those that the person holds.

    Being away is away from one's own cell, so a visiting member is never away where he or she visits; and the list of
    the cell says who is visiting, nothing else does.
    """
    if is_visiting:
        return (frozenset(held) - {Condition.AWAY}) | {Condition.VISITING}
    return frozenset(held) - {Condition.VISITING}


@dataclass(frozen=True, slots=True)
class CensusLine:
    """One member on the roll that day; ``mark`` is None until the roll is called."""

    standing: Standing
    conditions: frozenset[Condition] = frozenset()
    mark: Mark | None = None

    @property
    def may_attend(self) -> bool:
        """Whether the roll call has an answer for the member: everybody's but who is suspended."""
        return Condition.SUSPENDED not in self.conditions

    @property
    def takes_part(self) -> bool:
        """Whether the member may speak and be given a task: not somebody away, unless he or she has come."""
        return self.may_attend and (can_come(self.conditions) or self.mark is Mark.PRESENT)

    @property
    def is_visiting(self) -> bool:
        """Whether the member belongs to another cell: expected here, no elector, not part of the total."""
        return Condition.VISITING in self.conditions

    @property
    def is_expected(self) -> bool:
        """Whether an absence counts: not that of the suspended, nor of who need not come (QĐ 294, 6.3.2b)."""
        return self.may_attend and (NEED_NOT_COME.isdisjoint(self.conditions) or self.mark is Mark.PRESENT)

    @property
    def is_elector(self) -> bool:
        """Whether the line counts in the denominator of a vote, present or not."""
        return self.standing is Standing.OFFICIAL and self.is_expected and not self.is_visiting
