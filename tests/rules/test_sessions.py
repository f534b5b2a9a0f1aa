"""What may be put right about a session: its times, its opening, who chairs and writes."""

from datetime import datetime, timedelta

import pytest

from chibo.rules.census import Condition, Mark, Standing
from chibo.rules.local_time import LOCAL
from chibo.rules.refusal import RuleRefused
from chibo.rules.sessions import Records, check_end, check_hand_over, check_start, check_undone
from tests.rules.making import line

PLANNED = datetime(2026, 12, 3, 19, 30, tzinfo=LOCAL)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def refusal(check, *args, **values):
    """The code of the refusal, "" without one."""
    try:
        check(*args, **values)
    except RuleRefused as refused:
        return refused.code
    return ""


@pytest.mark.parametrize(
    ("opened_at", "code"),
    [
        (PLANNED, ""),
        (PLANNED - 31 * DAY, ""),
        (PLANNED + 31 * DAY, ""),
        (PLANNED - 31 * DAY - MINUTE, "far_from_plan"),
        (PLANNED + 31 * DAY + MINUTE, "far_from_plan"),
        (PLANNED.replace(year=2025), "far_from_plan"),
        (datetime(1, 1, 2, tzinfo=LOCAL), "far_from_plan"),
        (PLANNED + 40 * DAY, "opens_in_future"),
        (datetime(9999, 12, 30, tzinfo=LOCAL), "opens_in_future"),
    ],
)
def test_when_a_meeting_may_have_begun(opened_at, code):
    assert refusal(check_start, opened_at, planned_at=PLANNED, now=PLANNED + 35 * DAY) == code


@pytest.mark.parametrize(
    ("length", "code"),
    [
        (timedelta(0), "closes_before_start"),
        (-MINUTE, "closes_before_start"),
        (MINUTE, ""),
        (DAY, ""),
        (DAY + MINUTE, "too_long"),
        (3 * DAY, "closes_before_start"),  # not over yet
    ],
)
def test_when_a_meeting_may_have_ended(length, code):
    assert refusal(check_end, PLANNED + length, opened_at=PLANNED, now=PLANNED + 2 * DAY) == code


@pytest.mark.parametrize("name", ["guests", "speeches", "ballots", "assignments", "texts"])
@pytest.mark.parametrize("with_roll", [True, False])
def test_an_opening_with_records_stays(name, with_roll):
    assert refusal(check_undone, Records(**{name: 1}), with_roll=with_roll) == "has_records"


def test_the_roll_call_goes_only_where_it_is_said_so():
    assert refusal(check_undone, Records(), with_roll=False) == ""
    assert refusal(check_undone, Records(marks=3), with_roll=False) == "roll_was_called"
    assert refusal(check_undone, Records(marks=3), with_roll=True) == ""


@pytest.mark.parametrize(
    ("who", "at", "closed_at", "code"),
    [
        (line(), PLANNED, None, ""),
        (line(), PLANNED + 60 * MINUTE, None, ""),
        (line(), PLANNED + 61 * MINUTE, None, "outside_session"),
        (line(), PLANNED - MINUTE, None, "outside_session"),
        (line(), PLANNED + 40 * MINUTE, PLANNED + 30 * MINUTE, "outside_session"),
        (line(), PLANNED + 30 * MINUTE, PLANNED + 30 * MINUTE, ""),
        (None, PLANNED, None, "not_on_roll"),
        (line(Standing.OFFICIAL, Condition.SUSPENDED), PLANNED, None, "cannot_take_part"),
        (line(Standing.OFFICIAL, Condition.AWAY, mark=Mark.EXCUSED), PLANNED, None, "cannot_take_part"),
        (line(Standing.OFFICIAL, Condition.AWAY, mark=Mark.PRESENT), PLANNED, None, ""),
    ],
)
def test_who_may_take_over_and_when(who, at, closed_at, code):
    now = PLANNED + 60 * MINUTE
    given = {"at": at, "opened_at": PLANNED, "closed_at": closed_at, "now": now}
    assert refusal(check_hand_over, "Hoa", who, **given) == code
