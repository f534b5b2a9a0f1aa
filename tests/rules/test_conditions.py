"""Facts in, unmet conditions out: the warnings of every screen."""

from datetime import UTC

import pytest

from chibo.rules.conditions import overlaps, planned_span, unmet, unmet_to_issue, unmet_to_plan
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.thresholds import Figure
from chibo.rules.workflow import Advice, Need
from tests.rules.making import BOOK, CELL, at, finished, local_book, own_figure, regular

BEFORE = at("29/11/2026 09:00")


def test_a_meeting_done_as_it_should_be_has_nothing_unmet():
    assert unmet(finished(), BEFORE, BOOK) == ()


@pytest.mark.parametrize(
    ("changes", "condition"),
    [
        ({"agenda_items": 0}, "agenda"),
        ({"has_place": False}, "place"),
        ({"has_chair": False}, "chair"),
        ({"has_minute_taker": False}, "minute_taker"),
        ({"unmarked": 1}, "roll_call"),
        ({"closed_at": None}, "ended"),
        ({"read_back_at": None}, "read_back"),
        ({"items_without_presenter": (2,)}, "presenters"),
        ({"committee_agreed_at": None}, "committee_agreed"),
        ({"planned_minutes": 89}, "planned_time"),
        ({"drafts": 0}, "drafts"),
        ({"circulated_at": None}, "circulated"),
        ({"quorum_met": False}, "quorum"),
        ({"closed_at": "03/12/2026 20:29"}, "duration"),
        ({"items_without_conclusion": (1, 3)}, "conclusions"),
        ({"period": "2026-11"}, "right_period"),
        ({"starts_at": "08/12/2026 19:00"}, "usual_days"),
        ({"is_combined": True, "planned_minutes": 119}, "planned_time"),
        ({"is_combined": True, "planned_minutes": 120, "occasion_minutes": 119}, "duration"),
    ],
)
def test_each_condition_alone(changes, condition):
    assert [found.value for found in unmet(finished(**changes), BEFORE, BOOK)] == [condition]


@pytest.mark.parametrize(
    "changes",
    [
        {"agenda_items": 1, "drafts": 1},
        {"planned_minutes": 90},
        {"closed_at": "03/12/2026 20:30"},
        {"starts_at": "07/12/2026 19:00"},
        {"starts_at": "01/12/2026 19:00"},
        {"is_combined": True, "planned_minutes": 120, "occasion_minutes": 120},
        {"is_combined": True, "planned_minutes": 120, "occasion_minutes": None},
        {"kind": MeetingKind.THEMATIC, "planned_minutes": 30, "closed_at": "03/12/2026 19:30"},
        {"kind": MeetingKind.THEMATIC, "starts_at": "20/12/2026 19:00"},
        {"kind": MeetingKind.EXTRAORDINARY, "starts_at": "20/12/2026 19:00", "planned_minutes": 15},
    ],
)
def test_what_is_just_enough(changes):
    assert unmet(finished(**changes), BEFORE, BOOK) == ()


def test_a_fresh_plan_lacks_most_things():
    assert [found.value for found in unmet(regular(), BEFORE, BOOK)] == [
        "agenda",
        "roll_call",
        "ended",
        "read_back",
        "committee_agreed",
        "planned_time",
        "drafts",
        "circulated",
    ]


@pytest.mark.parametrize(
    ("now", "in_time"),
    [
        ("20/11/2026 08:00", True),
        ("02/12/2026 23:59", True),
        ("03/12/2026 00:00", False),
        ("03/12/2026 18:59", False),
    ],
)
def test_papers_go_out_on_the_day_before_at_the_latest(now, in_time):
    for instant in (at(now), at(now).astimezone(UTC)):
        assert (Advice.LEAD_TIME not in unmet(regular(), instant, BOOK)) is in_time


def test_before_the_guidance_no_lead_time_is_prescribed():
    facts = regular(starts_at="03/10/2025 19:00")
    assert Advice.LEAD_TIME not in unmet(facts, at("03/10/2025 18:00"), BOOK)


def test_a_cells_own_minutes_bind_its_plan():
    book = local_book(own_figure(Figure.MINUTES_REGULAR, "60", path=CELL))
    assert Advice.PLANNED_TIME in unmet(finished(planned_minutes=59), BEFORE, book)
    assert Advice.PLANNED_TIME not in unmet(finished(planned_minutes=60), BEFORE, book)


def test_the_roll_is_not_called_before_the_opening():
    assert Need.ROLL_CALL in unmet(regular(unmarked=0), BEFORE, BOOK)
    assert Need.ROLL_CALL not in unmet(regular(opened_at="03/12/2026 19:00"), at("03/12/2026 19:05"), BOOK)


@pytest.mark.parametrize(
    ("kind", "period", "starts_at", "advice"),
    [
        ("regular", "2026-12", "03/12/2026 19:00", []),
        ("regular", "2026-12", "07/12/2026 23:00", []),
        ("regular", "2026-12", "08/12/2026 00:00", ["usual_days"]),
        ("regular", "2026-12", "31/12/2026 19:00", ["usual_days"]),
        ("regular", "2026-12", "01/01/2027 00:00", ["right_period"]),
        ("regular", "2026-12", "30/11/2026 23:59", ["right_period"]),
        ("regular", "2026-12", "20/01/2027 19:00", ["right_period"]),
        ("regular", "2026-11", "03/11/2026 19:00", ["not_past"]),
        ("regular", "2026-11", "20/11/2026 09:59", ["not_past", "usual_days"]),
        ("regular", "2026-11", "20/11/2026 10:00", ["usual_days"]),
        ("thematic", "2026-Q4", "31/12/2026 19:00", []),
        ("thematic", "2026-Q4", "01/01/2027 08:00", ["right_period"]),
        ("thematic", "2026-Q4", "15/11/2026 14:00", ["not_past"]),
        ("extraordinary", "2026-12", "28/12/2026 14:00", []),
        ("committee", "2026-12", "28/12/2026 14:00", []),
    ],
)
def test_advice_against_a_date(kind, period, starts_at, advice):
    for starts in (at(starts_at), at(starts_at).astimezone(UTC)):
        found = unmet_to_plan(
            kind=MeetingKind(kind),
            period=Period.parse(period),
            starts_at=starts,
            now=at("20/11/2026 10:00"),
            book=BOOK,
        )
        assert [condition.value for condition in found] == advice


def test_before_the_directive_no_day_was_the_latest():
    said = {"kind": MeetingKind.REGULAR, "period": Period.parse("2025-06"), "now": at("01/06/2025 08:00")}
    assert unmet_to_plan(**said, starts_at=at("30/06/2025 19:00"), book=BOOK) == ()


@pytest.mark.parametrize(
    ("start", "planned", "advice"),
    [
        ("01/12/2026", "10/12/2026 19:00", []),
        ("01/12/2026", "11/12/2026 19:00", ["usual_days"]),
        ("02/12/2026", "10/12/2026 19:00", ["usual_days"]),
    ],
)
def test_the_latest_day_is_that_of_the_first_of_the_month_as_in_the_report(start, planned, advice):
    book = local_book(own_figure(Figure.REGULAR_LATEST_DAY, "10", since=start))
    said = {"kind": MeetingKind.REGULAR, "period": Period.parse("2026-12"), "now": BEFORE, "book": book}
    assert [found.value for found in unmet_to_plan(**said, starts_at=at(planned))] == advice


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        (("14:00", 90), ("15:30", 30), False),
        (("15:30", 30), ("14:00", 90), False),
        (("14:00", 91), ("15:30", 30), True),
        (("14:00", 90), ("14:30", 10), True),
        (("14:00", 90), ("14:00", 90), True),
        (("14:00", 30), ("16:00", 30), False),
    ],
)
def test_two_meetings_may_touch_but_not_overlap(first, second, answer):
    spans = [planned_span(at(f"03/12/2026 {hour}"), minutes) for hour, minutes in (first, second)]
    assert overlaps(*spans) is answer


def test_a_planned_span_may_pass_midnight():
    assert planned_span(at("03/12/2026 23:00"), 90) == (at("03/12/2026 23:00"), at("04/12/2026 00:30"))


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, []),
        ({"minutes_locked": False}, ["minutes_locked"]),
        ({"vote_carried": False}, ["vote_carried"]),
        ({"has_text": False}, ["text"]),
        ({"has_signer": False}, ["signer"]),
        ({"in_term": False}, ["term"]),
        ({"in_term": False, "minutes_locked": False}, ["minutes_locked", "term"]),
    ],
)
def test_what_a_resolution_needs(changes, missing):
    said = dict.fromkeys(("minutes_locked", "vote_carried", "has_text", "has_signer", "in_term"), True)
    assert [need.value for need in unmet_to_issue(**{**said, **changes})] == missing
