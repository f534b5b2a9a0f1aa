"""A regular and a thematic meeting of one occasion."""

from dataclasses import replace
from datetime import UTC

import pytest

from chibo.rules.local_time import countable, whole_minutes
from chibo.rules.occasions import (
    PARTNER_KINDS,
    Half,
    Occurrence,
    both_minutes,
    came_after,
    check_occasion,
    counts_together,
    may_combine,
    minutes_left,
    pair_up,
)
from chibo.rules.periods import MeetingKind
from chibo.rules.refusal import RuleRefused
from chibo.rules.thresholds import Figure, Rulebook
from chibo.rules.workflow import MeetingState
from tests.rules.making import BOOK, at, local_book, on, own_figure

REGULAR = Half(1, MeetingKind.REGULAR, at("03/12/2026 19:00"), MeetingState.PLANNED, ref=11)
THEMATIC = Half(1, MeetingKind.THEMATIC, at("03/12/2026 20:30"), MeetingState.PLANNED, ref=12)
LIVING = [state for state in MeetingState if state not in (MeetingState.LOCKED, MeetingState.CANCELLED)]


DAY = at("03/12/2026 19:00")


def took(state):
    """A meeting of that state on one and the same day."""
    return Occurrence(state, DAY)


def code_of(mine: Half, other: Half) -> str:
    with pytest.raises(RuleRefused) as refusal:
        check_occasion(mine, other)
    return refusal.value.code


def test_a_regular_and_a_thematic_meeting_in_either_order():
    for mine, other in ((REGULAR, THEMATIC), (THEMATIC, REGULAR), (THEMATIC, replace(REGULAR, ref=None))):
        assert may_combine(mine, other)
        check_occasion(mine, other)


@pytest.mark.parametrize(
    "changes",
    [
        {"cell": 2},
        {"starts_at": at("04/12/2026 00:00")},
        {"starts_at": at("02/12/2026 23:59")},
        {"kind": MeetingKind.REGULAR},
        {"kind": MeetingKind.COMMITTEE},
        {"kind": MeetingKind.EXTRAORDINARY},
        {"state": MeetingState.LOCKED},
        {"state": MeetingState.CANCELLED},
    ],
)
def test_what_makes_no_occasion(changes):
    strange = replace(THEMATIC, **changes)
    assert not may_combine(REGULAR, strange)
    assert (code_of(REGULAR, strange), code_of(strange, REGULAR)) == ("not_same_occasion", "not_same_occasion")


@pytest.mark.parametrize("kind", [MeetingKind.COMMITTEE, MeetingKind.EXTRAORDINARY])
def test_two_of_another_kind_make_none(kind):
    assert not may_combine(replace(REGULAR, kind=kind), replace(THEMATIC, kind=kind))
    assert kind not in PARTNER_KINDS


@pytest.mark.parametrize("state", LIVING)
def test_any_meeting_that_is_not_locked_may_be_followed(state):
    check_occasion(THEMATIC, replace(REGULAR, state=state))


def test_the_day_is_counted_in_viet_nam():
    """Half past midnight there is still the day before in UTC."""
    early, late = at("03/12/2026 00:30"), at("03/12/2026 23:30")
    first, second = (replace(REGULAR, starts_at=early.astimezone(UTC)), replace(THEMATIC, starts_at=late))
    assert early.astimezone(UTC).date() != late.date()
    assert may_combine(first, second)


@pytest.mark.parametrize(
    ("mine", "other"),
    [
        (replace(THEMATIC, partner=13), REGULAR),
        (THEMATIC, replace(REGULAR, partner=13)),
        (replace(THEMATIC, ref=None), replace(REGULAR, partner=13)),
    ],
)
def test_an_occasion_is_of_two(mine, other):
    assert code_of(mine, other) == "occasion_taken"


def test_the_partners_of_today_may_stay_partners():
    check_occasion(replace(THEMATIC, partner=11), replace(REGULAR, partner=12))


@pytest.mark.parametrize("state", MeetingState)
def test_a_cancelled_meeting_follows_nobody(state):
    cancelled, other = MeetingState.CANCELLED, took("held")
    assert counts_together(took(state), other) is counts_together(other, took(state)) is (state is not cancelled)


@pytest.mark.parametrize(
    ("planned", "opened", "answer"),
    [
        ("03/12/2026 20:30", "", True),
        ("04/12/2026 00:30", "", False),
        ("04/12/2026 20:30", "03/12/2026 20:40", True),  # the day it was held, whatever was planned
        ("03/12/2026 20:30", "05/12/2026 20:30", False),
    ],
)
def test_two_days_are_two_occasions(planned, opened, answer):
    other = Occurrence("held", at(planned), at(opened) if opened else None)
    assert counts_together(took("planned"), other) is counts_together(other, took("planned")) is answer


@pytest.mark.parametrize(
    ("opened", "closed", "answer"),
    [("19:00", "20:30", True), ("19:00", "20:31", False), ("19:00", "", False), ("", "", False)],
)
def test_a_meeting_came_after_one_that_was_over(opened, closed, answer):
    other = Occurrence("held", DAY, *(at(f"03/12/2026 {hour}") if hour else None for hour in (opened, closed)))
    assert came_after(Occurrence("held", DAY, at("03/12/2026 20:30")), other) is answer
    assert not came_after(Occurrence("planned", DAY), other)


@pytest.mark.parametrize(
    ("links", "pairs"),
    [
        ({1: (None, "held"), 2: (1, "held")}, {1: 2, 2: 1}),
        ({1: (2, "planned"), 2: (None, "locked")}, {1: 2, 2: 1}),
        ({1: (None, "held"), 2: (1, "cancelled")}, {}),
        ({1: (None, "cancelled"), 2: (1, "held")}, {}),
        ({2: (1, "held")}, {}),
        ({1: (None, "held"), 2: (None, "held")}, {}),
        ({1: (None, "held"), 2: (1, "held"), 3: (None, "held"), 4: (3, "locked")}, {1: 2, 2: 1, 3: 4, 4: 3}),
    ],
)
def test_who_follows_whom(links, pairs):
    assert pair_up({ref: (other, took(state)) for ref, (other, state) in links.items()}) == pairs


@pytest.mark.parametrize(
    ("opened", "closed", "minutes"),
    [
        ("19:00", "20:30", 90),
        ("19:00", "19:00", 0),
        ("19:00", None, None),
        (None, "20:30", None),
        (None, None, None),
    ],
)
def test_the_length_of_a_meeting(opened, closed, minutes):
    instants = [at(f"03/12/2026 {hour}") if hour else None for hour in (opened, closed)]
    assert whole_minutes(*instants) == minutes


@pytest.mark.parametrize(("year", "counted"), [(1, 1000), (999, 1000), (1000, 1000), (2026, 2026), (9999, 9000)])
def test_days_are_counted_from_any_stored_instant(year, counted):
    assert countable(DAY.replace(year=year, month=2, day=28)).year == counted


def test_seconds_make_no_minute():
    opened_at = at("03/12/2026 19:00")
    assert whole_minutes(opened_at, at("03/12/2026 20:30").replace(second=59, microsecond=999_999)) == 90
    assert whole_minutes(opened_at.astimezone(UTC), at("03/12/2026 20:30")) == 90


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        (("19:00", "20:15"), ("20:15", "21:00"), 120),
        (("19:00", "20:15"), ("20:30", "21:15"), 120),  # the pause between them is no meeting
        (("20:30", "21:15"), ("19:00", "20:15"), 120),
        (("19:00", "20:15"), ("20:00", "20:45"), 105),  # no minute counts twice
        (("19:00", "21:00"), ("19:30", "20:00"), 120),
        (("19:00", "20:15"), ("20:15", "20:15"), 75),
        (("19:00", ""), ("20:15", "21:00"), None),
        (("19:00", "20:15"), ("20:15", ""), None),
        (("", ""), ("", ""), None),
    ],
)
def test_the_length_of_the_occasion(first, second, both):
    halves = [
        Occurrence("held", DAY, *(at(f"03/12/2026 {hour}") if hour else None for hour in one))
        for one in (first, second)
    ]
    assert both_minutes(*halves) == both


@pytest.mark.parametrize(("first", "rest"), [(75, 45), (90, 30), (89, 31), (91, 30), (120, 30), (200, 30)])
def test_the_minutes_left_for_the_second(first, rest):
    assert minutes_left(first, on("03/12/2026"), BOOK) == rest


def test_a_figure_of_the_committee_decides_what_is_left():
    book = local_book(own_figure(Figure.MINUTES_COMBINED, "150"))
    assert minutes_left(90, on("03/12/2026"), book) == 60
    assert minutes_left(10, on("03/12/2026"), Rulebook(defaults=())) == 30
