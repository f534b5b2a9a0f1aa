"""Which reminders a meeting asks for, when, and until when they are of use."""

from dataclasses import replace
from datetime import UTC

import pytest

from chibo.rules.reminders import due_reminders, member_reminders, reminders
from chibo.rules.thresholds import DEFAULTS, Figure, Rulebook
from chibo.rules.workflow import MeetingState
from tests.rules.making import LAO_CAI, at, finished, local_book, own_figure, regular

NOW = at("20/11/2026 08:00")


def circulated(circulated_at="25/11/2026 08:00", **changes):
    return regular(state=MeetingState.CIRCULATED, circulated_at=circulated_at, **changes)


def told(found):
    """Kind, audience, and the two moments on a Vietnamese clock."""
    return [
        (each.notice.value, each.audience.value, f"{each.due_at:%d/%m %H:%M}", f"{each.useful_until:%d/%m %H:%M}")
        for each in found
    ]


def test_members_are_reminded_five_three_and_one_days_before():
    assert told(member_reminders(circulated(), LAO_CAI)) == [
        ("meeting_comes", "members", "28/11 07:00", "30/11 07:00"),
        ("meeting_comes", "members", "30/11 07:00", "02/12 07:00"),
        ("meeting_comes", "members", "02/12 07:00", "03/12 19:00"),
    ]


@pytest.mark.parametrize(
    ("circulated_at", "days"),
    [
        ("28/11/2026 06:59", ["28/11", "30/11", "02/12"]),
        ("28/11/2026 07:00", ["30/11", "02/12"]),
        ("29/11/2026 20:00", ["30/11", "02/12"]),
        ("01/12/2026 20:00", ["02/12"]),
        ("02/12/2026 07:00", []),
        ("03/12/2026 08:00", []),
    ],
)
def test_a_reminder_before_the_circulation_is_left_out(circulated_at, days):
    found = member_reminders(circulated(circulated_at), LAO_CAI)
    assert [f"{each.due_at:%d/%m}" for each in found] == days


@pytest.mark.parametrize(
    ("starts_at", "days"),
    [
        ("03/03/2026 19:00", ["26/02", "28/02", "02/03"]),
        ("03/03/2028 19:00", ["27/02", "29/02", "02/03"]),
        ("03/01/2027 00:15", ["29/12", "31/12", "02/01"]),
    ],
)
def test_days_are_counted_over_ends_of_months(starts_at, days):
    facts = circulated("01/01/2026 08:00", starts_at=starts_at)
    assert [f"{each.due_at:%d/%m}" for each in member_reminders(facts, LAO_CAI)] == days


def test_a_committee_may_set_its_own_days_and_equal_ones_are_sent_once():
    book = local_book(own_figure(Figure.REMINDER_FIRST, "7"), own_figure(Figure.REMINDER_SECOND, "1"))
    assert [f"{each.due_at:%d/%m}" for each in member_reminders(circulated(), book)] == ["26/11", "02/12"]


def test_organisers_are_asked_while_nothing_is_circulated():
    assert told(reminders(regular(), NOW, LAO_CAI)) == [
        ("papers_window_opens", "organisers", "28/11 07:00", "02/12 07:00"),
        ("papers_last_day", "organisers", "02/12 07:00", "03/12 19:00"),
    ]


def test_a_window_of_one_day_is_told_once():
    book = local_book(own_figure(Figure.PAPERS_DAYS_MIN, "6"))
    assert told(reminders(regular(), NOW, book)) == [("papers_last_day", "organisers", "27/11 07:00", "03/12 19:00")]


def test_nobody_is_asked_where_nothing_is_prescribed():
    assert reminders(regular(starts_at="03/10/2025 19:00"), at("01/10/2025 08:00"), LAO_CAI) == []


@pytest.mark.parametrize(
    ("missing", "notices"),
    [(Figure.PAPERS_DAYS_MIN, []), (Figure.PAPERS_DAYS_TARGET, ["papers_last_day"])],
)
def test_without_a_last_day_nobody_is_asked_and_without_an_advised_one_once(missing, notices):
    book = Rulebook(defaults=tuple(row for row in DEFAULTS if row.code != missing))
    assert [each.notice for each in reminders(regular(), NOW, book)] == notices


def test_after_the_circulation_members_are_reminded_and_the_unread_are_named():
    assert [(each.notice.value, each.audience.value) for each in reminders(circulated(), NOW, LAO_CAI)] == [
        ("meeting_comes", "members"),
        ("meeting_comes", "members"),
        ("meeting_comes", "members"),
        ("papers_unread", "organisers"),
    ]
    assert told(reminders(circulated(), NOW, LAO_CAI))[-1] == (
        "papers_unread",
        "organisers",
        "02/12 17:00",
        "03/12 19:00",
    )


@pytest.mark.parametrize(("circulated_at", "asked"), [("02/12/2026 16:59", True), ("02/12/2026 17:00", False)])
def test_nobody_has_opened_papers_that_went_out_this_minute(circulated_at, asked):
    notices = [each.notice.value for each in reminders(circulated(circulated_at), NOW, LAO_CAI)]
    assert ("papers_unread" in notices) is asked


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (
            {"resolution_issued_at": None, "score_sent_at": None},
            [
                ("resolution_due", "organisers", "05/12 07:00", "12/12 07:00"),
                ("score_due", "organisers", "08/12 07:00", "15/12 07:00"),
            ],
        ),
        ({"resolution_issued_at": None}, [("resolution_due", "organisers", "05/12 07:00", "12/12 07:00")]),
        ({"score_sent_at": None}, [("score_due", "organisers", "08/12 07:00", "15/12 07:00")]),
        ({}, []),
        ({"resolution_issued_at": None, "resolution_carried": False}, []),
        (
            {
                "state": MeetingState.HELD,
                "resolution_issued_at": None,
                "resolution_carried": False,
                "minutes_locked_at": None,
            },
            [],
        ),
        ({"state": MeetingState.IN_SESSION, "resolution_issued_at": None, "closed_at": None}, []),
    ],
)
def test_after_the_meeting_organisers_are_asked_for_what_is_open(changes, found):
    assert told(reminders(finished(**changes), at("04/12/2026 08:00"), LAO_CAI)) == found


def test_the_score_is_asked_for_on_the_last_working_day():
    book = local_book(*LAO_CAI.local, holidays=("07/12/2026", "08/12/2026"))
    assert told(reminders(finished(score_sent_at=None), at("04/12/2026 08:00"), book)) == [
        ("score_due", "organisers", "10/12 07:00", "17/12 07:00")
    ]


@pytest.mark.parametrize("state", [MeetingState.IN_SESSION, MeetingState.CANCELLED])
def test_a_meeting_going_on_or_cancelled_reminds_nobody(state):
    facts = regular(state=state, circulated_at="25/11/2026 08:00")
    assert reminders(facts, at("02/12/2026 18:00"), LAO_CAI) == []


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("28/11/2026 06:59", []),
        ("28/11/2026 07:00", ["28/11"]),
        ("01/12/2026 12:00", ["28/11", "30/11"]),
        ("02/12/2026 17:00", ["28/11", "30/11", "02/12", "02/12"]),
    ],
)
def test_those_whose_moment_has_come(now, due):
    for instant in (at(now), at(now).astimezone(UTC)):
        assert [f"{each.due_at:%d/%m}" for each in due_reminders(circulated(), instant, LAO_CAI)] == due


@pytest.mark.parametrize(
    ("now", "stale"),
    [
        ("28/11/2026 07:00", [False, False, False]),
        ("30/11/2026 06:59", [False, False, False]),
        ("30/11/2026 07:00", [True, False, False]),
        ("02/12/2026 07:00", [True, True, False]),
        ("03/12/2026 18:59", [True, True, False]),
        ("03/12/2026 19:00", [True, True, True]),
    ],
)
def test_a_worker_that_was_down_drops_what_is_of_no_use_any_more(now, stale):
    assert [each.is_stale(at(now)) for each in member_reminders(circulated(), LAO_CAI)] == stale


def test_the_keys_of_a_meeting():
    assert [each.key for each in reminders(circulated(), NOW, LAO_CAI)] == [
        "20261203:meeting_comes:5d",
        "20261203:meeting_comes:3d",
        "20261203:meeting_comes:1d",
        "20261203:papers_unread:20261202",
    ]


@pytest.mark.parametrize(
    ("starts_at", "anew"), [("04/12/2026 19:00", True), ("03/12/2026 19:30", False), ("03/12/2027 19:00", True)]
)
def test_another_day_reminds_anew_and_another_hour_does_not(starts_at, anew):
    before, after = (
        {each.key for each in reminders(facts, NOW, LAO_CAI)}
        for facts in (circulated(), circulated(starts_at=starts_at))
    )
    assert (before & after, before == after) == ((set(), False) if anew else (before, True))


@pytest.mark.parametrize(
    ("moved_at", "days"),
    [("30/11/2026 06:59", ["30/11", "02/12"]), ("30/11/2026 07:00", ["02/12"]), (None, ["28/11", "30/11", "02/12"])],
)
def test_a_reminder_before_the_move_to_this_day_is_left_out(moved_at, days):
    found = member_reminders(circulated(moved_at=moved_at), LAO_CAI)
    assert [f"{each.due_at:%d/%m}" for each in found] == days


def test_the_same_meeting_has_the_same_keys_whatever_the_zone_of_its_start():
    moved = replace(circulated(), starts_at=at("03/12/2026 19:00").astimezone(UTC))
    assert reminders(moved, NOW, LAO_CAI) == reminders(circulated(), NOW, LAO_CAI)


@pytest.mark.parametrize("facts", [regular(), circulated(), finished(resolution_issued_at=None, score_sent_at=None)])
def test_keys_are_unique_within_a_meeting(facts):
    keys = [each.key for each in reminders(facts, at("04/12/2026 08:00"), LAO_CAI)]
    assert len(keys) == len(set(keys)) >= 2
