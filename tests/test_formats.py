"""Dates are day first everywhere: Django's stock Vietnamese formats read 05/03/2026 as 3 May."""

from datetime import date, datetime, time

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone


class DateForm(forms.Form):
    on = forms.DateField()


class InstantForm(forms.Form):
    at = forms.DateTimeField()


class ClockForm(forms.Form):
    at = forms.TimeField()


def test_a_form_reads_the_fifth_of_march():
    form = DateForm({"on": "05/03/2026"})
    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 3, 5)


def test_a_form_accepts_the_twenty_fifth_of_march():
    form = DateForm({"on": "25/03/2026"})
    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 3, 25)


@pytest.mark.parametrize("typed", ["5/3/2026", "05-03-2026", "05.03.2026", "2026-03-05"])
def test_other_ways_to_write_the_same_day(typed):
    form = DateForm({"on": typed})
    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 3, 5)


@pytest.mark.parametrize("typed", ["03/25/2026", "05/03/26", "31/02/2026", "hôm nay"])
def test_what_is_no_such_day_is_refused(typed):
    assert "on" in DateForm({"on": typed}).errors


def test_a_form_shows_a_date_day_first():
    assert 'value="05/03/2026"' in str(DateForm(initial={"on": date(2026, 3, 5)})["on"])


@pytest.mark.parametrize("typed", ["05/03/2026 19:30", "19:30, 05/03/2026", "2026-03-05T19:30"])
def test_an_instant_is_read_in_hanoi_time(typed):
    form = InstantForm({"at": typed})
    assert form.is_valid()
    assert form.cleaned_data["at"] == timezone.make_aware(datetime(2026, 3, 5, 19, 30))  # noqa: DTZ001 - made aware
    assert form.cleaned_data["at"].utcoffset().total_seconds() == 7 * 3600


@pytest.mark.parametrize("typed", ["19:30", "19h30", "19.30"])
def test_a_time_of_day_is_read(typed):
    form = ClockForm({"at": typed})
    assert form.is_valid()
    assert form.cleaned_data["at"] == time(19, 30)


def test_templates_print_day_first():
    printed = Template("{{ day }} – {{ at }} – {{ share }}").render(
        Context({"day": date(2026, 3, 5), "at": datetime(2026, 3, 5, 19, 30), "share": 91.7})  # noqa: DTZ001 - printed
    )
    assert printed == "05/03/2026 – 19:30, 05/03/2026 – 91,7"
