"""Who can come, who is expected and who votes, line by line."""

import pytest

from chibo.rules.census import CensusLine, Condition, Mark, Standing, can_come, conditions_here

OFFICIAL, PROBATIONARY = Standing.OFFICIAL, Standing.PROBATIONARY
PRESENT, EXCUSED, UNEXCUSED = Mark.PRESENT, Mark.EXCUSED, Mark.UNEXCUSED
AWAY, VISITING, EXEMPT, REDUCED, SUSPENDED = Condition


@pytest.mark.parametrize(
    ("standing", "conditions", "mark", "expected", "elector"),
    [
        (OFFICIAL, (), PRESENT, True, True),
        (OFFICIAL, (), EXCUSED, True, True),
        (OFFICIAL, (), UNEXCUSED, True, True),
        (OFFICIAL, (), None, True, True),
        (PROBATIONARY, (), PRESENT, True, False),
        (PROBATIONARY, (), UNEXCUSED, True, False),
        (OFFICIAL, (AWAY,), EXCUSED, False, False),
        (OFFICIAL, (AWAY,), PRESENT, True, True),
        (OFFICIAL, (AWAY,), None, False, False),
        (PROBATIONARY, (AWAY,), PRESENT, True, False),
        (OFFICIAL, (AWAY, SUSPENDED), PRESENT, False, False),
        (OFFICIAL, (VISITING,), PRESENT, True, False),
        (OFFICIAL, (VISITING,), UNEXCUSED, True, False),
        (OFFICIAL, (EXEMPT,), PRESENT, True, True),
        (OFFICIAL, (EXEMPT,), EXCUSED, False, False),
        (OFFICIAL, (EXEMPT,), UNEXCUSED, False, False),
        (OFFICIAL, (EXEMPT,), None, False, False),
        (PROBATIONARY, (EXEMPT,), PRESENT, True, False),
        (OFFICIAL, (REDUCED,), PRESENT, True, True),
        (OFFICIAL, (REDUCED,), EXCUSED, True, True),
        (OFFICIAL, (SUSPENDED,), PRESENT, False, False),
        (OFFICIAL, (SUSPENDED,), UNEXCUSED, False, False),
        (OFFICIAL, (SUSPENDED, EXEMPT), PRESENT, False, False),
        (OFFICIAL, (AWAY, REDUCED), PRESENT, True, True),
        (OFFICIAL, (AWAY, REDUCED), EXCUSED, False, False),
        (OFFICIAL, (VISITING, EXEMPT), PRESENT, True, False),
        (OFFICIAL, (VISITING, EXEMPT), EXCUSED, False, False),
    ],
)
def test_a_line_of_the_roll(standing, conditions, mark, expected, elector):
    line = CensusLine(standing, frozenset(conditions), mark)
    assert (line.is_expected, line.is_elector) == (expected, elector)


@pytest.mark.parametrize(
    ("conditions", "answer"),
    [
        ((), True),
        ((VISITING,), True),
        ((EXEMPT,), True),
        ((REDUCED,), True),
        ((EXEMPT, REDUCED, VISITING), True),
        ((AWAY,), False),
        ((SUSPENDED,), False),
        ((AWAY, EXEMPT), False),
        ((SUSPENDED, VISITING), False),
    ],
)
def test_who_can_come(conditions, answer):
    assert can_come(conditions) is answer


@pytest.mark.parametrize(
    ("conditions", "mark", "attends", "takes_part"),
    [
        ((), None, True, True),
        ((EXEMPT,), None, True, True),
        ((VISITING,), EXCUSED, True, True),
        ((AWAY,), None, True, False),
        ((AWAY,), EXCUSED, True, False),
        ((AWAY,), PRESENT, True, True),
        ((SUSPENDED,), None, False, False),
        ((SUSPENDED,), PRESENT, False, False),
        ((SUSPENDED, AWAY), PRESENT, False, False),
    ],
)
def test_who_is_called_and_who_takes_part(conditions, mark, attends, takes_part):
    line = CensusLine(OFFICIAL, frozenset(conditions), mark)
    assert (line.may_attend, line.takes_part) == (attends, takes_part)


def test_nobody_is_expected_who_takes_no_part():
    lines = [CensusLine(OFFICIAL, frozenset({one}), mark) for one in Condition for mark in (None, *Mark)]
    assert [line for line in lines if line.is_expected and not line.takes_part] == []


@pytest.mark.parametrize(
    ("held", "is_visiting", "here"),
    [
        ((), False, set()),
        ((), True, {VISITING}),
        ((AWAY,), False, {AWAY}),
        ((AWAY,), True, {VISITING}),
        ((AWAY, SUSPENDED), True, {VISITING, SUSPENDED}),
        ((VISITING, EXEMPT), False, {EXEMPT}),
        ((EXEMPT,), True, {EXEMPT, VISITING}),
    ],
)
def test_the_conditions_that_count_in_a_cell(held, is_visiting, here):
    assert conditions_here(held, is_visiting=is_visiting) == here


def test_a_line_says_who_is_visiting():
    assert CensusLine(OFFICIAL, frozenset({VISITING, REDUCED})).is_visiting
    assert not CensusLine(OFFICIAL, frozenset({EXEMPT})).is_visiting
