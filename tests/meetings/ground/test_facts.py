"""From rows to the facts that the rules judge."""

from datetime import datetime, timedelta

import pytest

from chibo.rules.census import Mark
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.workflow import MeetingState
from meetings.ground.facts import facts_of, load_record
from meetings.models import Assignment, Attendance
from members.selectors import rulebook_of
from tests.factories.meetings import HANOI, STARTS_AT, DraftFactory, ItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db


def facts(meeting):
    return facts_of(load_record(meeting), rulebook_of(meeting.organization))


def thematic(cast, **values):
    return MeetingFactory(
        organization=cast.cell,
        kind="thematic",
        period="2026-Q4",
        starts_at=STARTS_AT + timedelta(minutes=90),
        **values,
    )


def test_a_plan_gives_its_dates_in_local_time_and_its_gaps(cast):
    meeting = MeetingFactory(organization=cast.cell, place="")
    ItemFactory(meeting=meeting, position=1, presenter=None, minutes=15)
    ItemFactory(meeting=meeting, position=2, minutes=30)
    DraftFactory(meeting=meeting)

    found = facts(meeting)

    assert (found.kind, found.period) == (MeetingKind.REGULAR, Period.month(2026, 12))
    assert found.state is MeetingState.PLANNED
    assert found.starts_at.isoformat() == "2026-12-03T19:30:00+07:00"
    assert (found.agenda_items, found.planned_minutes, found.items_without_presenter) == (2, 45, (1,))
    assert (found.has_place, found.has_chair, found.has_minute_taker, found.drafts) == (False, False, False, 1)


def test_a_late_evening_belongs_to_its_local_day(cast):
    meeting = MeetingFactory(organization=cast.cell, starts_at=datetime(2026, 12, 3, 0, 30, tzinfo=HANOI))

    assert f"{facts(meeting).held_on:%d/%m}" == "03/12"


def test_combined_meetings_share_their_time_whichever_points_to_the_other(cast):
    regular = MeetingFactory(organization=cast.cell, opened_at=STARTS_AT, closed_at=STARTS_AT + timedelta(minutes=80))
    ItemFactory(meeting=regular, minutes=80)
    later = thematic(
        cast,
        combined_with=regular,
        opened_at=STARTS_AT + timedelta(minutes=85),
        closed_at=STARTS_AT + timedelta(minutes=130),
    )
    ItemFactory(meeting=later, minutes=45)

    for meeting in (regular, later):
        found = facts(meeting)
        assert (found.is_combined, found.occasion_minutes, found.planned_minutes) == (True, 125, 125)


def test_a_cancelled_partner_counts_no_more(cast):
    regular = MeetingFactory(organization=cast.cell)
    thematic(cast, combined_with=regular, state="cancelled")

    assert not facts(regular).is_combined


def test_attendance_is_counted_from_the_frozen_roll(cast):
    meeting = MeetingFactory(organization=cast.cell, state="in_session", opened_at=STARTS_AT)
    lines = (
        (cast.official, "official", "", Mark.PRESENT),
        (cast.probationary, "probationary", "", Mark.UNEXCUSED),
        (cast.exempt, "official", "exempt", Mark.EXCUSED),
        (cast.member.member, "official", "", ""),
    )
    for member, standing, conditions, mark in lines:
        Attendance.objects.create(
            meeting=meeting,
            member=member,
            name=member.full_name,
            name_key=member.name_key,
            standing=standing,
            conditions=conditions,
            mark=mark,
        )

    found = facts(meeting)

    assert (found.present, found.expected, found.unmarked) == (1, 3, 1)


def test_one_report_of_ten_is_one_of_ten(cast):
    """Whatever its deadline was: what was reported since the last meeting was asked for as well."""
    held_at = STARTS_AT - timedelta(days=30)
    given = MeetingFactory(
        organization=cast.cell, period="2026-11", starts_at=held_at, opened_at=held_at, closed_at=STARTS_AT
    )
    for _ in range(10):
        Assignment.objects.create(
            organization=cast.cell,
            meeting=given,
            member=cast.official,
            title="Thu đảng phí",
            due_on=(STARTS_AT - timedelta(days=10)).date(),
            created_at=held_at,
        )
    meeting = MeetingFactory(organization=cast.cell)
    task, long_ago = Assignment.objects.order_by("pk")[:2]

    for row, reported_at in ((task, STARTS_AT - timedelta(days=5)), (long_ago, held_at - timedelta(days=1))):
        row.progress, row.reported_at = "done", reported_at
        row.save()

    found = facts(meeting)
    assert (found.assignments_reported, found.assignments_due) == (1, 9)
    long_ago.progress = "open"
    long_ago.reported_at = None
    long_ago.save()
    found = facts(meeting)
    assert (found.assignments_reported, found.assignments_due) == (1, 10)
