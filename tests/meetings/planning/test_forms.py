"""The form of a meeting: which fields there are, what they offer, what becomes of odd input."""

from datetime import date, datetime, time

import pytest

from chibo.rules.periods import MeetingKind, Period
from meetings.planning.forms import ChangeForm, PlanForm, current, suggested
from meetings.planning.selectors import Suggestion, planning_options
from tests.factories.meetings import HANOI, MeetingFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db

SENT = {"period": "2026-12", "starts_on": "03/12/2026", "starts_time": "19h30", "minutes": "90", "place": ""}


def options(cast, kind=MeetingKind.REGULAR, meeting=None):
    return planning_options(cast.secretary, cast.cell, kind, cast.now, meeting)


def test_each_kind_has_the_fields_that_mean_something_for_it(cast):
    bare = {kind: set(PlanForm(options=options(cast, kind)).fields) for kind in MeetingKind}
    common = {"starts_on", "starts_time", "minutes", "place", "chair", "minute_taker"}
    assert bare == {
        MeetingKind.REGULAR: common | {"period"},
        MeetingKind.THEMATIC: common | {"period", "topic"},
        MeetingKind.EXTRAORDINARY: common,
        MeetingKind.COMMITTEE: common,
    }
    MeetingFactory(organization=cast.cell)
    assert "combined_with" in PlanForm(options=options(cast, MeetingKind.THEMATIC)).fields


def test_topics_and_partners_are_named_so_that_they_can_be_told_apart(cast):
    TopicFactory(organization=cast.cell, year=2027, quarter=1, title="Nêu gương")
    MeetingFactory(organization=cast.cell)
    fields = PlanForm(options=options(cast, MeetingKind.THEMATIC)).fields
    assert [label for _, label in fields["topic"].choices][1:] == ["Quý I/2027: Nêu gương"]
    assert [label for _, label in fields["combined_with"].choices] == [
        "Không kết hợp",
        "Sinh hoạt thường kỳ tháng 12 năm 2026, 19:30 03/12/2026",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("period", "2026-13"),
        ("period", "tháng 12"),
        ("period", "9" * 5000),
        ("period", ""),
        ("minutes", "0"),
        ("minutes", "601"),
        ("minutes", "chín mươi"),
        ("place", "N" * 201),
        ("starts_time", "25:00"),
        ("chair", "999999"),
        ("minute_taker", "bí thư"),
    ],
)
def test_what_cannot_be_planned_is_refused_beside_its_field(cast, name, value):
    assert list(PlanForm(SENT | {name: value}, options=options(cast)).errors) == [name]


def test_a_meeting_without_a_duty_belongs_to_the_month_of_its_day(cast):
    form = PlanForm(
        SENT | {"period": "2026-12", "starts_on": "02/01/2027"}, options=options(cast, MeetingKind.COMMITTEE)
    )
    assert form.is_valid()
    assert form.plan.period == Period.month(2027, 1)
    assert form.plan.starts_at == datetime(2027, 1, 2, 19, 30, tzinfo=HANOI)


def test_the_topic_of_the_quarter_is_proposed_and_none_of_another_year(cast):
    TopicFactory(organization=cast.cell, year=2027, quarter=4)
    mine = TopicFactory(organization=cast.cell, year=2026, quarter=4)
    chosen = options(cast, MeetingKind.THEMATIC)
    at = datetime(2026, 12, 7, 20, 0, tzinfo=HANOI)
    values = suggested(Suggestion(Period.parse("2026-Q4"), at, 45, "Trường học"), chosen)
    assert (values["topic"], values["starts_on"], values["starts_time"]) == (mine, date(2026, 12, 7), time(20, 0))
    empty = suggested(Suggestion(None, None, 45, ""), chosen)
    assert (empty["period"], empty["topic"], empty["starts_on"], empty["starts_time"]) == (None, None, None, None)


@pytest.mark.parametrize("tells", [True, False])
def test_a_change_asks_for_a_reason_once_people_were_told(cast, meeting, tells):
    form = ChangeForm(initial=current(meeting), options=options(cast, meeting=meeting), tells=tells)
    assert ("reason" in form.fields) is tells
    assert (form["period"].value(), form["starts_time"].value(), form["revision"].value()) == (
        "2026-12",
        time(19, 30),
        1,
    )
