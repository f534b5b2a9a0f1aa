"""Deadlines: met, late, missed, due, not due; and working days over the holidays."""

from datetime import UTC

import pytest

from chibo.rules.assessment import Obligation
from chibo.rules.deadlines import Deadline, add_working_days, undone
from tests.rules.making import at, on

# Public holidays as an administrator enters them: New Year 2026, Tết 2026, Hùng Kings, 30/4–1/5, National Day.
HOLIDAYS = frozenset(
    on(day)
    for day in (
        *("01/01/2026", "16/02/2026", "17/02/2026", "18/02/2026", "19/02/2026", "20/02/2026", "27/04/2026"),
        *("30/04/2026", "01/05/2026", "01/09/2026", "02/09/2026"),
    )
)


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        ("27/11/2026 23:59", "not_due"),
        ("28/11/2026 00:00", "due"),
        ("02/12/2026 23:59", "due"),
        ("03/12/2026 00:00", "missed"),
        ("03/12/2027 00:00", "missed"),
    ],
)
def test_what_is_not_done(now, verdict):
    assert undone(at(now), on("28/11/2026"), on("02/12/2026")).value == verdict
    assert undone(at(now).astimezone(UTC), on("28/11/2026"), on("02/12/2026")).value == verdict


DEADLINE = Deadline(
    Obligation.PAPERS,
    rule=None,
    opens_on=on("28/11/2026"),
    until_on=on("02/12/2026"),
    done="Xong {0:%d/%m/%Y}, hạn {1:%d/%m/%Y}, {2}.",
    pending="Hạn {0:%d/%m}, từ {1:%d/%m}.",
    extra=("hai",),
)


def judged(**changes):
    return DEADLINE.judge(**{"done_at": None, "now": at("30/11/2026 08:00"), **changes})


@pytest.mark.parametrize(
    ("done_at", "verdict"),
    [
        ("01/01/2026 08:00", "met"),
        ("02/12/2026 23:59", "met"),
        ("03/12/2026 00:00", "late"),
        ("01/03/2027 00:00", "late"),
    ],
)
def test_what_is_done_is_met_or_late_and_never_missed(done_at, verdict):
    for now in ("30/11/2026 08:00", "01/01/2028 08:00"):
        found = judged(done_at=at(done_at), now=at(now))
        assert (found.verdict.value, found.is_open) == (verdict, False)
        assert judged(done_at=at(done_at).astimezone(UTC), now=at(now)).figures == found.figures


@pytest.mark.parametrize(
    ("changes", "verdict", "is_open"),
    [
        ({}, "due", True),
        ({"now": at("27/11/2026 08:00")}, "not_due", False),
        ({"now": at("03/12/2026 08:00")}, "missed", True),
        ({"started": False}, "not_due", False),
        ({"started": False, "now": at("03/12/2027 08:00")}, "not_due", False),
        ({"over": True}, "missed", False),
        ({"over": True, "now": at("01/11/2026 08:00")}, "missed", False),
    ],
)
def test_what_is_undone_may_be_open(changes, verdict, is_open):
    found = judged(**changes)
    assert (found.verdict.value, found.is_open, found.done_at) == (verdict, is_open, None)
    assert found.figures == "Hạn 02/12, từ 28/11."


def test_a_deed_done_is_worded_with_its_own_day_and_the_last_one():
    assert judged(done_at=at("01/12/2026 09:00")).figures == "Xong 01/12/2026, hạn 02/12/2026, hai."
    assert judged(done_at=at("02/12/2026 00:30").astimezone(UTC)).figures == "Xong 02/12/2026, hạn 02/12/2026, hai."


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("30/11/2026", 0, "30/11/2026"),
        ("30/11/2026", 3, "03/12/2026"),
        ("03/12/2026", 3, "08/12/2026"),
        ("04/12/2026", 3, "09/12/2026"),
        ("05/12/2026", 3, "09/12/2026"),
        ("06/12/2026", 3, "09/12/2026"),
        ("13/02/2026", 3, "25/02/2026"),
        ("14/02/2026", 1, "23/02/2026"),
        ("28/08/2026", 3, "04/09/2026"),
        ("31/08/2026", 1, "03/09/2026"),
        ("24/04/2026", 3, "04/05/2026"),
        ("31/12/2025", 3, "06/01/2026"),
        ("25/02/2028", 3, "01/03/2028"),
        ("03/12/2026", -1, "03/12/2026"),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(start, days, end):
    assert add_working_days(on(start), days, HOLIDAYS) == on(end)


def test_without_a_list_of_holidays_only_weekends_are_left_out():
    assert add_working_days(on("13/02/2026"), 3, frozenset()) == on("18/02/2026")
