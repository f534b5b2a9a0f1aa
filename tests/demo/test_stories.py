"""What is told of the thirteen cells: which meetings there are, when, what goes wrong, and the words of each."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from chibo.core.calendar import public_holidays
from chibo.demo.cells import STORIES
from chibo.demo.past import Past, _occasions
from chibo.demo.sitting import Place
from chibo.demo.span import span_of
from members.models import Member, Organization
from topics.models import Topic

SPAN = span_of(datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
SECRETARY = Member(pk=1, full_name="Trần Thị Hoa")
SPEAKERS = tuple(Member(pk=pk, full_name=f"Đảng viên {pk}") for pk in range(2, 9))
NUMBERED = list(enumerate(STORIES.values(), 1))


@pytest.fixture(autouse=True)
def _led_by_one(monkeypatch):
    monkeypatch.setattr("chibo.demo.sitting.leader", lambda _cell, _on: SECRETARY)


def past(number, story, span=SPAN):
    place = Place(Organization(), story, SECRETARY, SPEAKERS, None, span.now)
    return Past(place, span, number, {quarter: Topic(title="Nêu gương") for quarter in span.quarters})


def occasions(number, story, span=SPAN):
    told = past(number, story, span)
    return [occasion for month in span.months for occasion in _occasions(told, month)]


def everything(span=SPAN):
    """Every meeting of every cell."""
    return [one for number, story in NUMBERED for occasion in occasions(number, story, span) for one in occasion]


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2027, 2, 28), date(2027, 6, 3), date(2028, 3, 31)], ids=str)
def test_nobody_is_called_together_on_a_public_holiday(day):
    span = span_of(datetime.combine(day, time(20), SPAN.now.tzinfo))
    days = [one.starts_at.date() for one in everything(span)]
    assert len(days) > 150
    assert [day for day in days if day in public_holidays(day.year)] == []
