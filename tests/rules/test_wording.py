"""Numbers in words."""

from datetime import date
from fractions import Fraction

import pytest

from chibo.rules.wording import day, percent


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ("0", "0%"),
        ("1", "100%"),
        ("1/2", "50%"),
        ("9/10", "90%"),
        ("11/12", "91,7%"),
        ("2/3", "66,7%"),
        ("1/3", "33,3%"),
        ("1/8", "12,5%"),
        ("19/20", "95%"),
        ("1/16", "6,3%"),
        ("5/16", "31,3%"),
        ("1/1000", "0,1%"),
        ("1/2000", "0,1%"),
        ("1/2001", "0%"),
        ("8995/10000", "90%"),
        ("89949/100000", "89,9%"),
        ("3/2", "150%"),
    ],
)
def test_a_share_in_percent(share, words):
    assert percent(Fraction(share)) == words


@pytest.mark.parametrize(
    ("on", "words"),
    [(date(2026, 12, 3), "03/12/2026"), (date(2026, 3, 5), "05/03/2026"), (date(2028, 2, 29), "29/02/2028")],
)
def test_a_day(on, words):
    assert day(on) == words
