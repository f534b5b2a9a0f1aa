"""Who is expected and who votes, line by line."""

import pytest

from chibo.rules.census import CensusLine, Condition, Mark, Standing

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
        (OFFICIAL, (AWAY,), PRESENT, False, False),
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
        (OFFICIAL, (AWAY, REDUCED), PRESENT, False, False),
        (OFFICIAL, (VISITING, EXEMPT), PRESENT, True, False),
        (OFFICIAL, (VISITING, EXEMPT), EXCUSED, False, False),
    ],
)
def test_a_line_of_the_roll(standing, conditions, mark, expected, elector):
    line = CensusLine(standing, frozenset(conditions), mark)
    assert (line.is_expected, line.is_elector) == (expected, elector)
