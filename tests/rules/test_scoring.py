"""The score sheet: lines, sums, bands."""

from datetime import date

import pytest

from chibo.rules.refusal import RuleRefused
from chibo.rules.scoring import CRITERIA, criteria, rating, total

TODAY = date(2026, 12, 3)
FULL = {
    "time": 5,
    "attendance": 5,
    "preparation": 10,
    "conduct": 40,
    "principles": 5,
    "results": 30,
    "closing": 5,
}


def test_the_sheet():
    assert {row.code: row.points for row in criteria(TODAY)} == FULL
    assert sum(FULL.values()) == 100


@pytest.mark.parametrize(("day", "lines"), [(date(2025, 10, 27), 0), (date(2025, 10, 28), 7), (TODAY, 7)])
def test_the_sheet_in_force_on_a_day(day, lines):
    assert len(criteria(day)) == lines
    assert len(CRITERIA) == 7


@pytest.mark.parametrize(
    ("changes", "points"), [({}, 100), ({"conduct": 31, "results": 27}, 88), (dict.fromkeys(FULL, 0), 0)]
)
def test_the_total(changes, points):
    assert total({**FULL, **changes}, TODAY) == points


def test_points_of_no_line_do_not_count():
    assert total({**FULL, "bonus": 7}, TODAY) == 100


@pytest.mark.parametrize(
    ("points", "wrong"),
    [
        ({**FULL, "conduct": 41}, ("conduct",)),
        ({**FULL, "time": -1}, ("time",)),
        ({**FULL, "closing": 6, "time": 6}, ("time", "closing")),
        ({code: points for code, points in FULL.items() if code != "results"}, ("results",)),
        ({}, ("time", "attendance", "preparation", "conduct", "principles", "results", "closing")),
    ],
)
def test_points_out_of_range_or_missing_are_named(points, wrong):
    with pytest.raises(RuleRefused) as refusal:
        total(points, TODAY)
    assert (refusal.value.code, refusal.value.missing) == ("points", wrong)


@pytest.mark.parametrize(
    ("points", "band"),
    [
        (100, "good"),
        (90, "good"),
        (89, "fair"),
        (70, "fair"),
        (69, "average"),
        (50, "average"),
        (49, "poor"),
        (0, "poor"),
    ],
)
def test_the_bands(points, band):
    assert rating(points).value == band
