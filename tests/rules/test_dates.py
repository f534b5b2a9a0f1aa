"""One rule for each kind of date."""

import pytest

from chibo.rules.dates import AGE_AT_ADMISSION, DayOf, check_day, check_end, check_entry, check_person, check_term
from chibo.rules.refusal import RuleRefused
from tests.rules.making import on

TODAY = on("20/11/2026")
SPANS = {
    "birth": ("01/01/1900", "20/11/2026"),
    "admission": ("03/02/1930", "20/11/2026"),
    "recognition": ("03/02/1930", "20/11/2026"),
    "card": ("03/02/1930", "20/11/2026"),
    "entry": ("03/02/1930", "31/12/2028"),
    "office": ("03/02/1930", "31/12/2028"),
    "condition": ("03/02/1930", "31/12/2028"),
    "watch": ("03/02/1930", "31/12/2028"),
    "term": ("03/02/1930", "31/12/2028"),
    "term_end": ("03/02/1930", "31/12/2034"),
    "end": ("03/02/1930", "31/12/2036"),
    "list": ("03/02/1930", "31/12/2027"),
    "meeting": ("06/07/2018", "31/12/2028"),
    "figure": ("06/07/2018", "31/12/2028"),
    "task": ("06/07/2018", "31/12/2031"),
    "topic": ("01/01/2018", "31/12/2028"),
}


def code_of(rule, *values):
    try:
        rule(*values)
    except RuleRefused as refused:
        return refused.code.value
    return ""


def days(*texts):
    return [on(text) if text else None for text in texts]


def test_every_kind_of_day_has_its_span():
    assert set(SPANS) == {kind.value for kind in DayOf}


@pytest.mark.parametrize(("kind", "span"), SPANS.items())
def test_a_day_is_bounded_on_both_sides(kind, span):
    first, last = days(*span)
    before, after = first.fromordinal(first.toordinal() - 1), last.fromordinal(last.toordinal() + 1)
    assert [code_of(check_day, DayOf(kind), day, TODAY) for day in (first, last, None)] == ["", "", ""]
    assert code_of(check_day, DayOf(kind), before, TODAY) == "day_out_of_range"
    ahead = "day_in_future" if last == TODAY else "day_out_of_range"
    assert [code_of(check_day, DayOf(kind), day, TODAY) for day in (after, after.max)] == [ahead, ahead]
    assert code_of(check_day, DayOf(kind), after.min, TODAY) == "day_out_of_range"


def test_the_refusal_tells_the_kind_and_the_span():
    with pytest.raises(RuleRefused) as refused:
        check_day(DayOf.TERM, on("01/01/2062"), TODAY)
    assert refused.value.detail == {"day": DayOf.TERM, "first": on("03/02/1930"), "last": on("31/12/2028")}


def test_the_last_years_of_the_calendar_are_judged_too():
    assert code_of(check_day, DayOf.END, TODAY.max, TODAY.max) == ""


@pytest.mark.parametrize(
    ("born", "admitted", "recognized", "code"),
    [
        ("01/01/1980", "03/02/2010", "03/02/2011", ""),
        ("", "03/02/2010", "", ""),
        ("01/01/1980", "03/02/2010", "03/02/2010", ""),
        ("01/01/1980", "03/02/2010", "02/02/2010", "recognized_before_admission"),
        ("03/02/2010", "03/02/2010", "", "admitted_before_birth"),
        ("03/02/1992", "03/02/2010", "", ""),
        ("04/02/1992", "03/02/2010", "", "admitted_too_young"),
        ("29/02/1992", "28/02/2010", "", "admitted_too_young"),
        ("29/02/1992", "01/03/2010", "", ""),
        ("01/01/1980", "21/11/2026", "", "day_in_future"),
        ("21/11/2026", "03/02/2010", "", "day_in_future"),
        ("01/01/1980", "03/02/2010", "21/11/2026", "day_in_future"),
        ("31/12/1899", "03/02/1950", "", "day_out_of_range"),
        ("01/01/1900", "02/02/1930", "", "day_out_of_range"),
    ],
)
def test_the_days_of_a_person(born, admitted, recognized, code):
    assert code_of(check_person, *days(born, admitted, recognized), TODAY) == code


def test_the_age_is_told():
    with pytest.raises(RuleRefused) as refused:
        check_person(*days("04/02/1992", "03/02/2010", ""), TODAY)
    assert refused.value.detail == {"age": AGE_AT_ADMISSION}


@pytest.mark.parametrize(
    ("starts", "code"),
    [("03/02/2010", ""), ("02/02/2010", "entered_before_admission"), ("01/01/2029", "day_out_of_range")],
)
def test_nobody_is_on_a_list_before_the_admission(starts, code):
    assert code_of(check_entry, on(starts), on("03/02/2010"), TODAY) == code


@pytest.mark.parametrize(
    ("ends", "code"),
    [
        ("", ""),
        ("01/10/2026", ""),
        ("30/09/2026", "ends_before_start"),
        ("01/01/2037", "day_out_of_range"),
    ],
)
def test_nothing_ends_before_it_begins(ends, code):
    assert code_of(check_end, *days(ends), on("01/10/2026"), TODAY) == code


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [
        ("01/01/2025", "02/01/2025", ""),
        ("01/01/2025", "31/12/2030", ""),
        ("01/01/2025", "01/01/2031", "term_too_long"),
        ("01/01/2025", "01/01/2025", "term_out_of_order"),
        ("01/01/2025", "31/12/2024", "term_out_of_order"),
        ("01/01/2029", "31/12/2033", "day_out_of_range"),
        ("01/01/2025", "01/01/2035", "day_out_of_range"),
        ("29/02/2024", "28/02/2030", ""),
        ("29/02/2024", "01/03/2030", "term_too_long"),
    ],
)
def test_a_term_lasts_no_longer_than_six_years(starts, ends, code):
    assert code_of(check_term, *days(starts, ends), TODAY) == code
