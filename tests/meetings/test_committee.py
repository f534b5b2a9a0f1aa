"""Họp chi ủy: called, counted and seen by the serving chi ủy alone."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from chibo.home.selectors import home_page
from chibo.rules.census import Mark
from chibo.rules.periods import MeetingKind
from chibo.rules.powers import Power
from chibo.rules.voting import Matter
from meetings.access import get_meeting, may, visible_meetings
from meetings.ground.facts import load_record
from meetings.ground.selectors import count_able
from meetings.minutes.documents import minutes_paper
from meetings.notices.messages import readers
from meetings.preparation.circulation import services as circulation
from meetings.session import services as session
from meetings.session.services import MarkInput
from tests.meetings import staging

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting(cast):
    """A họp chi ủy that was called: secretary, deputy and one more, who takes the minutes."""
    meeting = staging.opened(cast, kind=MeetingKind.COMMITTEE, minute_taker=cast.committee_member.member)
    marks = [MarkInput(row.pk, Mark.PRESENT) for row in meeting.attendances.all()]
    session.call_roll(actor=cast.secretary, now=cast.now, meeting=meeting, marks=marks)
    return meeting


@pytest.fixture
def planned(cast):
    return staging.planned(cast, kind=MeetingKind.COMMITTEE, minute_taker=cast.committee_member.member)


SERVING = ("secretary", "deputy", "committee_member")
NOT_SERVING = ("member", "minute_taker", "neighbour_secretary", "supervisor", "officer", "technician", "nobody")


def test_the_roll_is_that_of_the_serving_committee(cast, sitting):
    on_roll = set(sitting.attendances.values_list("member", flat=True))
    assert on_roll == {getattr(cast, name).member.pk for name in SERVING}


def test_votes_are_of_the_serving_committee(cast, sitting):
    ballot = session.record_ballot(
        actor=cast.secretary,
        now=cast.now,
        meeting=sitting,
        matter=Matter.RESOLUTION,
        subject="nội dung",
        votes=(2, 1, 0),
    )
    assert (ballot.electorate, ballot.is_carried) == (3, True)


@pytest.mark.parametrize("who", SERVING)
def test_it_is_seen_by_those_who_serve(cast, planned, who):
    assert planned in visible_meetings(getattr(cast, who), cast.on)
    assert get_meeting(getattr(cast, who), planned.pk, Power.READ_SCHEDULE, cast.on) == planned


@pytest.mark.parametrize("who", NOT_SERVING)
def test_it_is_not_there_for_anybody_else(cast, planned, who):
    user = getattr(cast, who)
    assert planned not in visible_meetings(user, cast.on)
    with pytest.raises(Http404):
        get_meeting(user, planned.pk, Power.READ_SCHEDULE, cast.on)
    assert not any(may(user, power, planned, cast.on) for power in Power)


def test_no_service_takes_a_member_of_the_cell_for_one_of_the_committee(cast, planned):
    with pytest.raises(PermissionDenied):
        circulation.record_download(actor=cast.member, now=cast.now, meeting=planned, large=False)


def test_it_hides_nothing_from_the_members_of_the_cell(cast, planned):
    """The nearest meeting of a plain member is the one of the cell."""
    coming = staging.planned(cast, key="2026-12", starts_at=cast.now.replace(month=12, day=3))
    assert home_page(cast.member, cast.now).next_meeting.meeting == coming
    assert home_page(cast.deputy, cast.now).next_meeting.meeting == planned


def test_it_is_sent_to_those_who_serve(cast, planned):
    assert {person.pk for person in readers(planned)} == {getattr(cast, name).member.pk for name in SERVING}
    assert count_able(planned) == 3


def test_only_those_who_serve_are_offered_a_part(cast, client, planned):
    client.force_login(cast.secretary)
    page = client.get(reverse("meetings:agenda", args=[planned.pk])).content.decode()
    assert cast.deputy.member.full_name in page
    assert cast.member.member.full_name not in page


def test_the_paper_says_that_the_committee_met(cast, sitting):
    session.close_meeting(actor=cast.secretary, now=cast.now, meeting=sitting, closed_at=cast.now)
    sitting.refresh_from_db()
    paper = minutes_paper(load_record(sitting))
    assert paper.time_and_place.endswith("Chi ủy họp phiên tháng 11 năm 2026.")
    assert paper.census.lines[0] == "Tổng số chi ủy viên: 03 đồng chí."
    assert paper.end_line.startswith("Cuộc họp kết thúc hồi ")
