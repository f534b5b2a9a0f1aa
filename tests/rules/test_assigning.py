"""Tasks given at a meeting and the reports on them."""

from datetime import timedelta
from typing import Any

import pytest

from chibo.rules.assigning import (
    REPORTED,
    Assignee,
    Progress,
    check_assignment,
    check_removal,
    check_report,
    is_asked_for,
    is_overdue,
)
from chibo.rules.census import Condition, Mark, Standing
from chibo.rules.refusal import RuleRefused
from tests.rules.making import line, on

HELD = on("03/12/2026")
DAY = timedelta(days=1)
ROLL = {
    1: line(),
    2: line(Standing.PROBATIONARY),
    3: line(Standing.OFFICIAL, Condition.VISITING),
    4: line(mark=Mark.EXCUSED),
    5: line(Standing.OFFICIAL, Condition.EXEMPT, mark=None),
    6: line(Standing.OFFICIAL, Condition.AWAY, mark=None),
    7: line(Standing.OFFICIAL, Condition.SUSPENDED, mark=None),
}


def give(person: int = 1, helper: int | None = None, **changes: Any) -> None:
    given: dict[str, Any] = {"title": "Thu đảng phí", "due_on": HELD + DAY, "held_on": HELD, "roll": ROLL, **changes}
    check_assignment(
        person=Assignee(person, f"Số {person}"), helper=Assignee(helper, f"Số {helper}") if helper else None, **given
    )


def refused(call, *arguments: Any, **given: Any) -> tuple[str, dict[str, object]]:
    with pytest.raises(RuleRefused) as refusal:
        call(*arguments, **given)
    return refusal.value.code, refusal.value.detail


@pytest.mark.parametrize("person", [1, 2, 3, 4, 5])
def test_whoever_can_come_may_be_given_a_task(person):
    give(person)
    give(person, helper=1 if person != 1 else 2)


@pytest.mark.parametrize("due_on", [HELD, HELD + DAY, HELD + 400 * DAY])
def test_a_deadline_from_the_day_of_the_meeting_on(due_on):
    give(due_on=due_on)


def test_a_deadline_within_five_years():
    give(due_on=HELD.replace(year=HELD.year + 5))
    with pytest.raises(RuleRefused) as refused:
        give(due_on=HELD.replace(year=HELD.year + 6))
    assert refused.value.code == "day_out_of_range"


@pytest.mark.parametrize("due_on", [HELD - DAY, on("01/01/2000")])
def test_a_deadline_before_the_meeting_is_refused(due_on):
    assert refused(give, due_on=due_on) == ("due_before_meeting", {})


def test_nobody_helps_himself():
    assert refused(give, 1, helper=1) == ("own_helper", {})


@pytest.mark.parametrize(("person", "helper", "named"), [(9, None, "Số 9"), (9, 1, "Số 9"), (1, 9, "Số 9")])
def test_both_stand_on_the_roll_of_the_day(person, helper, named):
    assert refused(give, person, helper) == ("not_on_roll", {"name": named})


@pytest.mark.parametrize(("person", "helper", "named"), [(6, None, "Số 6"), (7, None, "Số 7"), (1, 6, "Số 6")])
def test_those_who_cannot_come_are_given_nothing(person, helper, named):
    assert refused(give, person, helper) == ("cannot_take_part", {"name": named})


@pytest.mark.parametrize("title", ["", "  ", "\n"])
def test_a_task_has_words(title):
    assert refused(give, title=title)[0] == "empty"


@pytest.mark.parametrize("progress", [Progress.DONE, Progress.PARTLY, Progress.NOT_DONE])
def test_a_report_says_how_far_the_task_got(progress):
    check_report(progress, "Đã thu 20/22.")
    assert progress in REPORTED
    assert refused(check_report, progress, " \n")[0] == "empty"


def test_no_report_leaves_a_task_open():
    assert refused(check_report, Progress.OPEN, "Đang làm.")[0] == "report_open"
    assert set(REPORTED) == set(Progress) - {Progress.OPEN}


def test_only_a_task_without_report_is_taken_back():
    check_removal(Progress.OPEN)
    assert {refused(check_removal, progress)[0] for progress in REPORTED} == {"already_reported"}


@pytest.mark.parametrize(("days", "answer"), [(-1, False), (0, False), (1, True)])
def test_a_task_is_overdue_after_its_last_day(days, answer):
    assert is_overdue(Progress.OPEN, HELD, HELD + days * DAY) is answer
    assert not any(is_overdue(progress, HELD, HELD + days * DAY) for progress in REPORTED)


def test_codes_as_the_database_keeps_them_are_understood():
    assert is_overdue("open", HELD, HELD + DAY)
    check_removal("open")
    check_report("done", "Xong.")


@pytest.mark.parametrize(
    ("progress", "due_on", "reported_on", "is_asked"),
    [
        (Progress.OPEN, "01/01/2026", None, True),
        (Progress.DONE, "30/11/2026", None, False),
        (Progress.DONE, "01/12/2026", None, True),
        (Progress.DONE, "30/11/2026", "03/11/2026", True),
        (Progress.PARTLY, "01/01/2026", "28/11/2026", True),
        (Progress.NOT_DONE, "30/11/2026", "02/11/2026", False),
    ],
)
def test_what_was_reported_since_the_last_meeting_is_still_among_what_was_asked_for(
    progress, due_on, reported_on, is_asked
):
    told = on(reported_on) if reported_on else None
    assert is_asked_for(progress, on(due_on), told, month=on("01/12/2026"), since=on("03/11/2026")) is is_asked
