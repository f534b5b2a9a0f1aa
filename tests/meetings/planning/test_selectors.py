"""What may be chosen for a meeting, and what a new one starts from."""

from datetime import date, datetime, time, timedelta

import pytest

from chibo.rules.conduct import last_day
from chibo.rules.periods import MeetingKind, Period
from meetings.planning.selectors import free_periods, next_duty, planning_options, suggest, year_of
from members.selectors import rulebook_of
from tests.factories.meetings import HANOI, STARTS_AT, MeetingFactory
from tests.factories.members import MemberFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db

REGULAR, THEMATIC = MeetingKind.REGULAR, MeetingKind.THEMATIC
LATER = STARTS_AT + timedelta(days=4)


def thematic(cast, **values):
    return MeetingFactory(
        **{"organization": cast.cell, "kind": THEMATIC.value, "period": "2026-Q4", "starts_at": LATER, **values}
    )


def keys(periods) -> list[str]:
    return [period.key for period in periods]


# Periods ----------------------------------------------------------------------------------------------------------


def test_months_without_a_meeting_are_free_two_back_and_a_year_ahead(cast):
    MeetingFactory(organization=cast.cell)
    MeetingFactory(organization=cast.cell, period="2027-01", state="cancelled")
    MeetingFactory(organization=cast.neighbour_cell, period="2027-02")
    MeetingFactory(organization=cast.cell, period="2027-03", kind="extraordinary")

    free = keys(free_periods(cast.cell, REGULAR, cast.on))

    months = [f"2026-{month:02}" for month in (9, 10, 11)] + [f"2027-{month:02}" for month in range(1, 12)]
    assert free == months
    assert keys(free_periods(cast.cell, REGULAR, cast.on, keep="2026-12")) == sorted([*months, "2026-12"])


def test_all_quarters_are_free_one_back_and_a_year_ahead(cast):
    thematic(cast)
    quarters = ["2026-Q3", "2026-Q4", "2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4"]
    assert keys(free_periods(cast.cell, THEMATIC, cast.on)) == quarters


@pytest.mark.parametrize("kind", [MeetingKind.EXTRAORDINARY, MeetingKind.COMMITTEE])
def test_other_meetings_belong_to_their_day(cast, kind):
    assert free_periods(cast.cell, kind, cast.on) == []
    assert next_duty(cast.cell, kind, cast.on) is None
    assert suggest(cast.cell, kind, None, cast.now).starts_at is None


def test_the_next_duty_can_still_be_met_on_its_last_day(cast):
    last, _ = last_day(REGULAR, Period.month(2026, 11), rulebook_of(cast.cell))
    assert next_duty(cast.cell, REGULAR, last) == Period.month(2026, 11)
    assert next_duty(cast.cell, REGULAR, last + timedelta(days=1)) == Period.month(2026, 12)
    MeetingFactory(organization=cast.cell)
    assert next_duty(cast.cell, REGULAR, last + timedelta(days=1)) == Period.month(2027, 1)


def test_the_next_quarter_is_the_first_without_a_living_meeting_of_the_cell(cast):
    thematic(cast, state="cancelled")
    thematic(cast, organization=cast.neighbour_cell)
    assert next_duty(cast.cell, THEMATIC, cast.on) == Period.quarter(2026, 4)
    thematic(cast)
    assert next_duty(cast.cell, THEMATIC, cast.on) == Period.quarter(2027, 1)
    for quarter in range(1, 5):
        thematic(cast, period=f"2027-Q{quarter}")
    assert next_duty(cast.cell, THEMATIC, cast.on) == Period.quarter(2026, 4)  # a second one, where all are met


# What a new one starts from ---------------------------------------------------------------------------------------


def test_a_regular_meeting_starts_on_the_usual_day_at_the_usual_place(cast):
    cast.cell.regular_day, cast.cell.regular_time = 5, time(14, 0)
    found = suggest(cast.cell, REGULAR, None, cast.now)
    assert (found.period, found.starts_at) == (Period.month(2026, 12), datetime(2026, 12, 5, 14, 0, tzinfo=HANOI))
    assert (found.minutes, found.place, found.partner) == (90, "Nhà văn hóa thôn", None)
    cast.cell.regular_time = None
    assert suggest(cast.cell, REGULAR, Period.month(2027, 2), cast.now).starts_at.time() == time(19, 30)


@pytest.mark.parametrize(("day", "month"), [(19, 12), (20, 11), (21, 11)])
def test_a_quarter_starts_on_its_first_usual_day_that_lies_ahead(cast, day, month):
    cast.cell.regular_day = day
    assert suggest(cast.cell, THEMATIC, Period.quarter(2026, 4), cast.now).starts_at.date() == date(2026, month, day)


def test_a_quarter_without_a_usual_day_ahead_starts_in_its_first_month(cast):
    cast.cell.regular_day = 3
    assert suggest(cast.cell, THEMATIC, Period.quarter(2026, 3), cast.now).starts_at.date() == date(2026, 7, 3)


@pytest.mark.parametrize(("planned", "rest"), [(90, 30), (80, 40), (100, 30)])
def test_a_thematic_meeting_follows_the_next_regular_one_for_the_rest_of_the_time(cast, planned, rest):
    later = MeetingFactory(organization=cast.cell, period="2027-01", starts_at=STARTS_AT + timedelta(days=20))
    partner = MeetingFactory(organization=cast.cell, place="Đình làng", planned_minutes=planned)
    found = suggest(cast.cell, THEMATIC, Period.quarter(2026, 4), cast.now)
    assert (found.partner, found.place, found.starts_at) == (
        partner,
        "Đình làng",
        STARTS_AT + timedelta(minutes=planned),
    )
    assert found.minutes == rest
    assert later.starts_at > partner.starts_at


@pytest.mark.parametrize(
    "values",
    [
        {"state": "cancelled"},
        {"starts_at": datetime(2026, 11, 20, 8, 30, tzinfo=HANOI)},  # this very moment is no longer ahead
        {"starts_at": datetime(2027, 1, 1, 8, 0, tzinfo=HANOI)},
        {"kind": "extraordinary"},
    ],
)
def test_a_thematic_meeting_follows_nothing_else(cast, values):
    MeetingFactory(organization=cast.cell, **values)
    MeetingFactory(organization=cast.neighbour_cell)
    assert suggest(cast.cell, THEMATIC, Period.quarter(2026, 4), cast.now).partner is None


def test_a_thematic_meeting_follows_none_that_is_combined_already(cast):
    regular = MeetingFactory(organization=cast.cell)
    thematic(cast, combined_with=regular)
    assert suggest(cast.cell, THEMATIC, Period.quarter(2026, 4), cast.now).partner is None


def test_a_year_is_four_quarters_of_three_months_and_a_topic(cast):
    held = MeetingFactory(organization=cast.cell)
    year = year_of(cast.cell, 2026, cast.now, plans=True)
    assert [quarter.label for quarter in year] == ["Quý I", "Quý II", "Quý III", "Quý IV"]
    labels = [duty.label for quarter in year for duty in quarter.duties]
    assert labels[:4] == ["Tháng 01", "Tháng 02", "Tháng 3", "Chuyên đề"]
    assert labels[-4:] == ["Tháng 10", "Tháng 11", "Tháng 12", "Chuyên đề"]
    *_, december, topic = year[-1].duties
    assert december.url == f"/meetings/{held.pk}/"
    assert topic.url == f"/meetings/new/?organization={cast.cell.pk}&kind=thematic&period=2026-Q4"
    assert year[0].duties[0].url == ""  # missed, and not to be planned any more
    assert year_of(cast.cell, 2026, cast.now, plans=False)[-1].duties[-1].url == ""


# Choices ----------------------------------------------------------------------------------------------------------


def partners(cast, kind, meeting=None):
    return list(planning_options(cast.secretary, cast.cell, kind, cast.now, meeting).partners)


def test_a_meeting_may_follow_one_of_the_other_kind_that_is_ahead_and_alone(cast):
    last = MeetingFactory(organization=cast.cell, period="2027-01", starts_at=LATER)
    first, other = MeetingFactory(organization=cast.cell), thematic(cast)
    MeetingFactory(organization=cast.neighbour_cell)
    for state in ("held", "locked", "cancelled"):
        MeetingFactory(organization=cast.cell, state=state, period=f"2026-0{len(state)}")
    assert partners(cast, THEMATIC) == [first, last]
    assert partners(cast, REGULAR) == [other]
    assert partners(cast, MeetingKind.EXTRAORDINARY) == []


def test_a_meeting_keeps_its_partner_among_the_choices_and_one_that_is_followed_has_none(cast):
    regular = MeetingFactory(organization=cast.cell)
    mine = thematic(cast, combined_with=regular)
    assert partners(cast, THEMATIC) == []
    assert partners(cast, THEMATIC, mine) == [regular]
    assert partners(cast, REGULAR, regular) == []


def test_officers_chair_and_whoever_can_come_takes_the_minutes(cast):
    stranger = MemberFactory()
    meeting = MeetingFactory(organization=cast.cell, chair=stranger, minute_taker=stranger)
    found = planning_options(cast.secretary, cast.cell, REGULAR, cast.now)
    officers = {user.member for user in (cast.secretary, cast.deputy, cast.committee_member)}
    assert set(found.chairs) == officers
    assert (len(found.minute_takers), cast.away in found.minute_takers) == (9, False)
    changed = planning_options(cast.secretary, cast.cell, REGULAR, cast.now, meeting)
    assert (changed.chairs[-1], changed.minute_takers[-1]) == (stranger, stranger)
    assert set(planning_options(cast.secretary, cast.neighbour_cell, REGULAR, cast.now).chairs) == {
        cast.neighbour_secretary.member
    }


def test_topics_are_those_of_the_cell_for_this_year_and_the_next(cast):
    rows = [TopicFactory(organization=cast.cell, year=year, quarter=1) for year in (2028, 2027, 2026, 2025)]
    TopicFactory(organization=cast.neighbour_cell)
    found = planning_options(cast.secretary, cast.cell, THEMATIC, cast.now)
    assert list(found.topics) == [rows[2], rows[1]]
    assert keys(found.periods) == keys(free_periods(cast.cell, THEMATIC, cast.on))


def test_a_missed_duty_leads_nowhere_and_one_that_can_be_met_to_its_planning(cast):
    meeting = MeetingFactory(organization=cast.cell, period="2026-12")
    months = [duty for quarter in year_of(cast.cell, 2026, cast.now, plans=True) for duty in quarter.duties]
    found = {duty.label: (duty.verdict, duty.url) for duty in months}
    planning = f"/meetings/new/?organization={cast.cell.pk}&kind="
    assert found["Tháng 11"] == ("missed", "")
    assert found["Tháng 12"][1] == f"/meetings/{meeting.pk}/"
    assert found["Chuyên đề"][1] == f"{planning}thematic&period=2026-Q4"
    unplanned = [duty for quarter in year_of(cast.cell, 2026, cast.now, plans=False) for duty in quarter.duties]
    assert [duty.url for duty in unplanned if duty.url] == [f"/meetings/{meeting.pk}/"]
