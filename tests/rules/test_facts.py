"""What the rules are told about a meeting."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.rules.making import at, regular


def test_instants_of_any_zone_are_kept_as_local_ones():
    facts = replace(
        regular(),
        starts_at=datetime(2026, 12, 2, 17, 30, tzinfo=UTC),
        circulated_at=datetime(2026, 11, 30, 17, 0, tzinfo=UTC),
        score_sent_at=datetime(2026, 12, 4, 20, 0, tzinfo=UTC),
    )
    assert facts.held_on == date(2026, 12, 3)
    assert [f"{instant:%d/%m %H:%M}" for instant in (facts.starts_at, facts.circulated_at, facts.score_sent_at)] == [
        "03/12 00:30",
        "01/12 00:00",
        "05/12 03:00",
    ]
    assert facts.opened_at is None


def test_facts_of_one_instant_are_equal_in_any_zone():
    assert replace(regular(), starts_at=at("03/12/2026 19:00").astimezone(UTC)) == regular()


@pytest.mark.parametrize(
    ("opened_at", "day"),
    [(None, 3), ("03/12/2026 19:05", 3), ("04/12/2026 00:10", 4), ("02/12/2026 19:00", 2)],
)
def test_the_day_it_was_opened_counts_and_before_that_the_planned_day(opened_at, day):
    assert regular(opened_at=opened_at).held_on == date(2026, 12, day)


@pytest.mark.parametrize(
    ("opened_at", "closed_at", "minutes"),
    [
        (None, None, None),
        ("03/12/2026 19:00", None, None),
        ("03/12/2026 19:00", "03/12/2026 20:30", 90),
        ("03/12/2026 23:00", "04/12/2026 00:30", 90),
        ("31/12/2026 23:00", "01/01/2027 01:00", 120),
    ],
)
def test_length_in_minutes(opened_at, closed_at, minutes):
    assert regular(opened_at=opened_at, closed_at=closed_at).minutes == minutes


def test_a_minute_that_is_not_over_does_not_count():
    facts = regular(opened_at="03/12/2026 19:00", closed_at="03/12/2026 20:30")
    assert replace(facts, closed_at=facts.closed_at.replace(minute=29, second=59)).minutes == 89
