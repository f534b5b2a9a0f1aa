"""Months and quarters: keys, limits, names."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from chibo.rules.periods import MeetingKind, Period, year_periods


@pytest.mark.parametrize(
    ("key", "first", "last", "label"),
    [
        ("2026-01", date(2026, 1, 1), date(2026, 1, 31), "tháng 01 năm 2026"),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), "tháng 02 năm 2026"),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), "tháng 02 năm 2028"),
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31), "tháng 3 năm 2026"),
        ("2026-04", date(2026, 4, 1), date(2026, 4, 30), "tháng 4 năm 2026"),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), "tháng 12 năm 2026"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "quý I năm 2026"),
        ("2026-Q2", date(2026, 4, 1), date(2026, 6, 30), "quý II năm 2026"),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30), "quý III năm 2026"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "quý IV năm 2026"),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31), "tháng 12 năm 9999"),
    ],
)
def test_a_key_and_its_period(key, first, last, label):
    period = Period.parse(key)
    assert (period.key, period.starts_on, period.ends_on, period.label) == (key, first, last, label)


@pytest.mark.parametrize(("key", "label"), [("1-12", "tháng 12 năm 1"), ("0001-Q4", "quý IV năm 1")])
def test_a_stored_key_of_any_year_is_read(key, label):
    assert Period.parse(key).label == label


@pytest.mark.parametrize(
    "key",
    [
        "",
        "2026",
        "2026-",
        "2026-0",
        "2026-00",
        "2026-1",
        "2026-13",
        "2026-001",
        "2026-Q",
        "2026-Q0",
        "2026-Q5",
        "2026-q1",
        "2026-Q01",
        " 2026-01",
        "2026-01\n",
        "2026--1",
        "0000-01",
        "12026-01",
        "2026-٠٣",
        "quý I",
    ],
)
def test_what_is_no_key_is_refused(key):
    with pytest.raises(ValueError, match=r".*"):
        Period.parse(key)


@pytest.mark.parametrize(
    ("kind", "day", "key"),
    [
        (MeetingKind.REGULAR, date(2026, 1, 1), "2026-01"),
        (MeetingKind.REGULAR, date(2026, 12, 31), "2026-12"),
        (MeetingKind.COMMITTEE, date(2028, 2, 29), "2028-02"),
        (MeetingKind.EXTRAORDINARY, date(2026, 3, 31), "2026-03"),
        (MeetingKind.THEMATIC, date(2026, 1, 1), "2026-Q1"),
        (MeetingKind.THEMATIC, date(2026, 3, 31), "2026-Q1"),
        (MeetingKind.THEMATIC, date(2026, 4, 1), "2026-Q2"),
        (MeetingKind.THEMATIC, date(2026, 6, 30), "2026-Q2"),
        (MeetingKind.THEMATIC, date(2026, 7, 1), "2026-Q3"),
        (MeetingKind.THEMATIC, date(2026, 9, 30), "2026-Q3"),
        (MeetingKind.THEMATIC, date(2026, 10, 1), "2026-Q4"),
        (MeetingKind.THEMATIC, date(2026, 12, 31), "2026-Q4"),
        (MeetingKind.THEMATIC, datetime(2026, 12, 31, 8, tzinfo=UTC), "2026-Q4"),
    ],
)
def test_the_period_of_a_meeting(kind, day, key):
    assert Period.of(kind, day).key == key


@pytest.mark.parametrize(
    ("key", "before"),
    [("2026-01", "2025-12"), ("2026-12", "2026-11"), ("2026-Q1", "2025-Q4"), ("2026-Q4", "2026-Q3")],
)
def test_the_period_before_and_after(key, before):
    assert Period.parse(key).previous.key == before
    assert Period.parse(before).following == Period.parse(key)


@pytest.mark.parametrize("kind", [MeetingKind.REGULAR, MeetingKind.COMMITTEE, MeetingKind.EXTRAORDINARY])
def test_a_year_has_twelve_months(kind):
    keys = [period.key for period in year_periods(kind, 2026)]
    assert (len(keys), keys[0], keys[-1]) == (12, "2026-01", "2026-12")


def test_a_year_has_four_thematic_quarters():
    keys = [period.key for period in year_periods(MeetingKind.THEMATIC, 2026)]
    assert keys == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]


@pytest.mark.parametrize("kind", [MeetingKind.REGULAR, MeetingKind.THEMATIC])
def test_the_periods_of_a_year_follow_one_another_without_a_gap(kind):
    for year in (2026, 2028):
        periods = year_periods(kind, year)
        assert (periods[0].starts_on, periods[-1].ends_on) == (date(year, 1, 1), date(year, 12, 31))
        for earlier, later in pairwise(periods):
            assert (later.starts_on - earlier.ends_on).days == 1
            assert later.previous == earlier


def test_periods_sort_by_time():
    keys = ["2026-12", "2025-12", "2026-01", "2026-02"]
    assert [period.key for period in sorted(map(Period.parse, keys))] == ["2025-12", "2026-01", "2026-02", "2026-12"]


@pytest.mark.parametrize(("key", "label"), [("2026-02", "tháng 02"), ("2026-03", "tháng 3"), ("2026-Q3", "quý III")])
def test_the_short_name(key, label):
    assert Period.parse(key).short_label == label
