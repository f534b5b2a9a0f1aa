"""Local instruments bind where a committee adopted them, between its days and within their own validity."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from chibo.rules import instruments
from chibo.rules.instruments import ADOPTABLE, Adoption, adopted, ensure_adoptable, instrument, withdrawn
from chibo.rules.refusal import RuleRefused
from chibo.rules.sources import SOURCES, Certainty
from chibo.rules.thresholds import SUGGESTED, Figure, Rulebook, Threshold
from tests.rules.making import BOOK, CELL, COMMITTEE, adopting, on, own_figure

MARCH, MAY = date(2026, 3, 1), date(2026, 5, 31)


def days(book, day, code=Figure.SCORE_WORKING_DAYS):
    """The figure that binds that day, None for none."""
    row = book.row(code, on(day))
    return row.number if row else None


def test_every_local_instrument_can_be_adopted_and_no_other():
    assert set(ADOPTABLE) == {key for key, row in SOURCES.items() if row.certainty is Certainty.LOCAL and row.issued_on}
    assert {instrument(key).key for key in ADOPTABLE} == {"LC", "LC08"}
    for key in ("HD42", "LOCAL", "x", ""):
        with pytest.raises(RuleRefused) as refused:
            instrument(key)
        assert refused.value.code == "unknown_instrument"


def test_no_figure_stands_in_two_of_them():
    pairs = {(row.code, row.source) for row in SUGGESTED}
    assert len({code for code, _ in pairs}) == len(pairs)


@pytest.mark.parametrize(
    ("day", "value"), [("28/02/2026", None), ("01/03/2026", 3), ("31/05/2026", 3), ("01/06/2026", None)]
)
def test_it_binds_from_the_first_day_to_the_last(day, value):
    assert days(adopting("LC", since=MARCH, until=MAY), day) == value


@pytest.mark.parametrize(("day", "value"), [("25/01/2026", None), ("26/01/2026", 3), ("03/12/2026", 3)])
def test_it_never_binds_before_its_own_figures_do(day, value):
    assert days(adopting("LC"), day) == value


def test_it_brings_its_own_figures_alone():
    book = adopting("LC")
    assert days(book, "03/12/2026", Figure.COMMITTEE_DAYS) == 0
    assert days(adopting("LC08"), "03/12/2026", Figure.COMMITTEE_DAYS) == 3
    assert days(adopting("LC08", "LC"), "03/12/2026") == 3


def test_it_binds_nobody_beside_the_committee():
    book = adopting("LC")
    assert days(Rulebook("0001.0005.0001.", book.local), "03/12/2026") is None
    assert days(BOOK, "03/12/2026") is None


def test_a_figure_that_changes_within_the_instrument_changes_where_it_is_adopted(monkeypatch):
    [first] = [row for row in SUGGESTED if row.source == "LC"]
    rows = (replace(first, until=date(2026, 3, 31)), replace(first, value=Fraction(5), since=date(2026, 4, 1)))
    monkeypatch.setattr(instruments, "SUGGESTED", rows)
    book = adopting("LC", since=MARCH, until=MAY)
    assert [days(book, day) for day in ("31/03/2026", "01/04/2026", "01/06/2026")] == [3, 5, None]
    later = adopted(Adoption("LC", date(2026, 4, 1)), COMMITTEE)
    assert [(row.since, row.value) for row in later] == [(date(2026, 4, 1), 5)]


def test_a_committees_own_figure_goes_before_the_one_it_adopted():
    own = own_figure(Figure.SCORE_WORKING_DAYS, "5", path=COMMITTEE)
    assert days(Rulebook(CELL, (*adopting("LC").local, own)), "03/12/2026") == 5


@pytest.mark.parametrize(("path", "value"), [("0001.", 3), (CELL, 7)])
def test_the_nearer_committee_goes_before_the_farther_whichever_adopted(path, value):
    own = own_figure(Figure.SCORE_WORKING_DAYS, "7", path=path)
    assert days(Rulebook(CELL, (*adopting("LC").local, own)), "03/12/2026") == value


def test_an_adopted_figure_cites_its_instrument():
    row = adopting("LC").need(Figure.SCORE_WORKING_DAYS, on("03/12/2026"))
    assert (row.citation, row.is_adopted) == ("QĐ 29-QĐ/TU (Lào Cai), 26/01/2026", True)
    assert not Threshold("x", "", Fraction(1), "LC", MARCH).is_adopted


@pytest.mark.parametrize(
    ("key", "since", "before", "code"),
    [
        ("LC", date(2026, 1, 25), (), "not_issued_yet"),
        ("LC", date(2026, 1, 26), (), None),
        ("HD42", MARCH, (), "unknown_instrument"),
        ("LC", MARCH, (Adoption("LC", MAY),), "already_adopted"),
        ("LC", MAY, (Adoption("LC", MARCH),), "already_adopted"),
        ("LC", MAY, (Adoption("LC", MARCH, MAY),), "already_adopted"),
        ("LC", date(2026, 6, 1), (Adoption("LC", MARCH, MAY),), None),
        ("LC", MARCH, (Adoption("LC08", MARCH),), None),
    ],
)
def test_when_it_may_be_adopted(key, since, before, code):
    if code is None:
        ensure_adoptable(key, since, before)
        return
    with pytest.raises(RuleRefused) as refused:
        ensure_adoptable(key, since, before)
    assert refused.value.code == code


def test_it_is_withdrawn_from_a_day_on():
    adoption = Adoption("LC", MARCH)
    assert withdrawn(adoption, date(2026, 6, 1)) == Adoption("LC", MARCH, MAY)
    assert withdrawn(adoption, MARCH) is None


@pytest.mark.parametrize(
    ("adoption", "day", "code"),
    [
        (Adoption("LC", MARCH), date(2026, 2, 28), "withdrawn_before_adopted"),
        (Adoption("LC", MARCH, MAY), date(2026, 4, 1), "already_ended"),
    ],
)
def test_when_it_may_not_be_withdrawn(adoption, day, code):
    with pytest.raises(RuleRefused) as refused:
        withdrawn(adoption, day)
    assert refused.value.code == code
