"""Numbers in words."""

from fractions import Fraction

import pytest

from chibo.rules.wording import Share, percent


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
        ("1/2001", "0,1%"),
        ("1/100000", "0,1%"),
        ("9999/10000", "99,9%"),
        ("10001/10000", "100%"),
        ("8995/10000", "90%"),
        ("89949/100000", "89,9%"),
        ("3/2", "150%"),
    ],
)
def test_a_share_in_percent(share, words):
    assert percent(Fraction(share)) == words


@pytest.mark.parametrize(
    ("part", "whole", "reaches"), [(9, 10, True), (899, 1000, False), (27, 30, True), (26, 29, False), (0, 5, False)]
)
def test_a_share_is_compared_exactly(part, whole, reaches):
    assert Share(part, whole).reaches(Share(9, 10)) is reaches


def test_a_share_is_put_into_words_when_it_is_read():
    assert f"{Share(11, 12)}" == "91,7%"
