"""Whole numbers out of what was sent."""

import pytest

from chibo.core.numbers import whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("007", 7),
        ("٣", 3),  # a telephone may write its own digits
        ("9" * 18, 999_999_999_999_999_999),
        ("9" * 19, None),
        ("9" * 5000, None),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("½", None),
        (" 1", None),
        ("ba", None),
    ],
)
def test_digits_are_a_number_and_nothing_else_is(text, number):
    assert whole_number(text) == number
