"""A wrong table of figures stops the start."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from django.core.checks import run_checks

from chibo.core import checks
from chibo.rules.thresholds import Threshold

FIRST = Threshold("minutes", "Thời gian", Fraction(90), "HD12", date(2018, 1, 1), date(2025, 10, 27))
SECOND = replace(FIRST, since=date(2025, 10, 28), until=None)


def test_our_own_figures_are_in_order():
    assert checks.check_thresholds() == []


def test_rows_that_follow_each_other_are_in_order():
    assert list(checks.faults((FIRST, SECOND, replace(FIRST, code="other")))) == []


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        ((FIRST, replace(SECOND, since=date(2025, 10, 27))), "2025-10-27"),
        ((replace(FIRST, until=date(2025, 10, 28)), SECOND), "2025-10-28"),
        ((replace(FIRST, until=None), SECOND), "2025-10-28"),
        ((FIRST, FIRST), "2018-01-01"),
    ],
)
def test_two_figures_on_one_day_are_found(rows, day):
    found = list(checks.faults(rows))
    assert {fault.id for fault in found} == {"chibo.E002"}
    assert f"Two rows of minutes are in force on {day}." in [fault.msg for fault in found]


def test_a_row_that_ends_before_it_begins_is_found():
    (fault,) = checks.faults((replace(FIRST, until=date(2017, 12, 31)),))
    assert fault.id == "chibo.E001"


def test_the_start_asks(monkeypatch):
    monkeypatch.setattr(checks, "DEFAULTS", (FIRST, FIRST))
    assert "chibo.E002" in {message.id for message in run_checks()}
