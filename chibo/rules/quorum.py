"""Presence against the roll. Shares are fractions; no float ever decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from chibo.rules.census import CensusLine, Mark
from chibo.rules.thresholds import Figure, Rulebook


@dataclass(frozen=True, slots=True)
class AttendanceCount:
    """The figures of a roll call. ``unmarked`` are expected members whom nobody has marked yet."""

    on_roll: int
    expected: int
    present: int
    excused: int
    unexcused: int
    unmarked: int

    @property
    def rate(self) -> Fraction | None:
        """Present ÷ expected, or None where nobody is expected."""
        return Fraction(self.present, self.expected) if self.expected else None


def count_attendance(lines: Iterable[CensusLine]) -> AttendanceCount:
    """Count a roll call. Expected leaves out exempt members who are absent and members away (HD 42; design 5)."""
    lines = list(lines)
    expected = [line for line in lines if line.is_expected]

    def marked(mark: Mark | None) -> int:
        return sum(1 for line in expected if line.mark is mark)

    return AttendanceCount(
        on_roll=len(lines),
        expected=len(expected),
        present=marked(Mark.PRESENT),
        excused=marked(Mark.EXCUSED),
        unexcused=marked(Mark.UNEXCUSED),
        unmarked=marked(None),
    )


@dataclass(frozen=True, slots=True)
class Quorum:
    """Official members present against those that advice asks for."""

    needed: int
    present: int

    @property
    def met(self) -> bool:
        return self.present >= self.needed


def quorum(lines: Iterable[CensusLine], share: Fraction) -> Quorum:
    """``ceil(share × electorate)`` of official members, at least one: two thirds of seven is five.

    No figure is in force for an ordinary cell meeting, so the answer is advice and never blocks.
    """
    electors = [line for line in lines if line.is_elector]
    present = sum(1 for line in electors if line.mark is Mark.PRESENT)
    return Quorum(needed=max(ceil(share * len(electors)), 1), present=present)


def advised_quorum(lines: Iterable[CensusLine], book: Rulebook, on: date) -> Quorum:
    """The quorum by the figure in force on that day; nobody is needed where there is none yet."""
    lines, row = list(lines), book.row(Figure.QUORUM_SHARE, on)
    found = quorum(lines, row.value if row else Fraction(0))
    return found if row else Quorum(needed=0, present=found.present)
