"""Presence against the roll."""

from fractions import Fraction

import pytest

from chibo.rules.census import Condition, Mark, Standing
from chibo.rules.quorum import AttendanceCount, count_attendance, quorum
from tests.rules.making import line

TWO_THIRDS = Fraction(2, 3)


def test_a_roll_call_is_counted():
    lines = [
        line(),
        line(Standing.PROBATIONARY),
        line(Standing.OFFICIAL, Condition.VISITING),
        line(mark=Mark.EXCUSED),
        line(mark=Mark.UNEXCUSED),
        line(mark=None),
        line(Standing.OFFICIAL, Condition.EXEMPT, mark=Mark.EXCUSED),
        line(Standing.OFFICIAL, Condition.EXEMPT),
        line(Standing.OFFICIAL, Condition.AWAY, mark=None),
        line(Standing.OFFICIAL, Condition.SUSPENDED),
    ]
    count = count_attendance(iter(lines))
    assert count == AttendanceCount(on_roll=10, expected=7, present=4, excused=1, unexcused=1, unmarked=1)
    assert count.rate == Fraction(4, 7)


def test_nobody_expected_has_no_rate():
    assert count_attendance([]) == AttendanceCount(0, 0, 0, 0, 0, 0)
    assert count_attendance([]).rate is None
    assert count_attendance([line(Standing.OFFICIAL, Condition.AWAY, mark=None)]).rate is None


@pytest.mark.parametrize(
    ("electors", "needed"),
    [(1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 4), (7, 5), (8, 6), (9, 6), (20, 14), (30, 20), (31, 21)],
)
def test_two_thirds_are_rounded_up(electors, needed):
    absent = [line(mark=Mark.EXCUSED)] * (electors - needed)
    enough, short = [line()] * needed + absent, [line()] * (needed - 1) + [line(mark=Mark.UNEXCUSED), *absent]
    assert (quorum(enough, TWO_THIRDS).needed, quorum(enough, TWO_THIRDS).met) == (needed, True)
    assert (quorum(short, TWO_THIRDS).needed, quorum(short, TWO_THIRDS).met) == (needed, False)


def test_only_electors_make_a_quorum():
    others = [line(Standing.PROBATIONARY), line(Standing.OFFICIAL, Condition.VISITING)]
    answer = quorum([line(), line(mark=Mark.EXCUSED), line(mark=None), *others], TWO_THIRDS)
    assert (answer.needed, answer.present, answer.met) == (2, 1, False)


@pytest.mark.parametrize("lines", [[], [line(Standing.PROBATIONARY)]])
def test_a_cell_without_electors_has_no_quorum(lines):
    assert not quorum(iter(lines), TWO_THIRDS).met
