"""The public holidays that are no working days."""

from datetime import date

import pytest

from chibo.core.calendar import public_holidays


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 2, 16),  # the eve of Tết Bính Ngọ
        date(2026, 2, 17),
        date(2026, 4, 26),  # the Hùng kings, 10/3 of the lunar year
        date(2026, 4, 27),  # the Monday instead of that Sunday
        date(2026, 4, 30),
        date(2026, 5, 1),
        date(2026, 9, 2),
    ],
)
def test_days_off_in_2026(day):
    assert day in public_holidays(2026)


@pytest.mark.parametrize("day", [date(2026, 2, 3), date(2026, 3, 8), date(2026, 12, 25), date(2026, 11, 20)])
def test_commemorations_are_working_days(day):
    assert day not in public_holidays(2026)


def test_a_deadline_may_cross_the_turn_of_the_year():
    assert {date(2026, 1, 1), date(2027, 1, 1)} <= public_holidays(2026)
    assert date(2027, 1, 1) in public_holidays(2027)
    assert {day.year for day in public_holidays(2026)} == {2025, 2026, 2027}


def test_the_answer_is_remembered():
    assert public_holidays(2026) is public_holidays(2026)
