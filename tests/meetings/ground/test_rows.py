"""Every field of the facts comes from its row: one thing changes in the database, that field changes, and no other."""

from dataclasses import fields
from datetime import date, timedelta

import pytest

from chibo.rules.census import Mark
from chibo.rules.facts import MeetingFacts
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.workflow import MeetingState
from meetings.codes import FollowUpDeed
from meetings.ground.facts import facts_of, load_record
from meetings.ground.year import year_facts
from meetings.models import Assignment, Attendance, Ballot, FollowUp, Meeting, Minutes
from members.selectors import rulebook_of
from tests.factories.meetings import STARTS_AT, DraftFactory, ItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db

LATER = STARTS_AT + timedelta(days=3)
HOUR = timedelta(hours=1)
FIELDS = {field.name for field in fields(MeetingFacts)} - {"named"}  # whose rows are in ``test_people``


@pytest.fixture
def meeting(cast):
    """Held and read, with a partner, two items, a paper, three on the roll, and a task due from the meeting before."""
    row = MeetingFactory(
        organization=cast.cell,
        state="held",
        opened_at=STARTS_AT,
        closed_at=STARTS_AT + 2 * HOUR,
        locked_at=STARTS_AT + 3 * HOUR,  # without the state that would make the database refuse what is tried here
        chair=cast.secretary.member,
        minute_taker=cast.minute_taker.member,
    )
    partner = {"kind": "thematic", "period": "2026-Q4", "starts_at": STARTS_AT + 2 * HOUR, "combined_with": row}
    MeetingFactory(organization=cast.cell, **partner)
    ItemFactory(meeting=row, position=1, presenter=cast.official, minutes=45, conclusion="<p>Thống nhất</p>")
    ItemFactory(meeting=row, position=2, presenter=cast.official, minutes=45, kind="information")
    DraftFactory(meeting=row)
    for person, mark in ((cast.official, Mark.PRESENT), (cast.exempt, Mark.PRESENT), (cast.visiting, Mark.UNEXCUSED)):
        on_roll(row, person, mark)
    Minutes.objects.create(meeting=row)
    assigned(cast, before(cast), title="Việc đã giao")
    return row


def on_roll(meeting, member, mark, **values):
    names = {"name": member.full_name, "name_key": member.name_key, "standing": "official"}
    Attendance.objects.create(meeting=meeting, member=member, mark=mark, **names, **values)


def before(cast, **values):
    """The meeting of the month before."""
    given = {"organization": cast.cell, "period": "2026-11", "starts_at": STARTS_AT - timedelta(days=30), **values}
    return Meeting.objects.filter(**given).first() or MeetingFactory(**given)


def assigned(cast, meeting, **values):
    given = {"title": "Thu đảng phí", "member": cast.official, "due_on": date(2026, 11, 20), "created_at": STARTS_AT}
    Assignment.objects.create(organization=meeting.organization, meeting=meeting, **{**given, **values})


def vote(meeting, **values):
    given = {"matter": "resolution", "is_carried": True, "in_favor": 2, **values}
    Ballot.objects.create(meeting=meeting, electorate=3, held_at=STARTS_AT, subject="nghị quyết", **given)


def column(**values):
    return lambda _cast, row: Meeting.objects.filter(pk=row.pk).update(**values)


def of_partner(**values):
    return lambda _cast, row: Meeting.objects.filter(combined_with=row).update(**values)


def item(position, **values):
    return lambda _cast, row: row.items.filter(position=position).update(**values)


def line(name, **values):
    return lambda cast, row: row.attendances.filter(member=getattr(cast, name)).update(**values)


def follow_up(deed):
    return lambda _cast, row: FollowUp.objects.create(meeting=row, deed=deed, at=LATER)


def task(**values):
    return lambda cast, _row: assigned(cast, before(cast), **values)


# What both builders take from the rows: (what changes, the fields that change with it).
KEPT = [
    (column(kind="thematic"), {"kind": MeetingKind.THEMATIC}),
    (column(period="2026-10"), {"period": Period.month(2026, 10)}),
    (column(state="circulated"), {"state": MeetingState.CIRCULATED}),
    (column(starts_at=STARTS_AT + HOUR), {"starts_at": STARTS_AT + HOUR}),
    (column(committee_agreed_at=LATER), {"committee_agreed_at": LATER}),
    (column(circulated_at=LATER), {"circulated_at": LATER}),
    (column(opened_at=STARTS_AT + HOUR), {"opened_at": STARTS_AT + HOUR}),
    (column(closed_at=LATER), {"closed_at": LATER}),
    (column(locked_at=LATER), {"minutes_locked_at": LATER}),
    (of_partner(state="cancelled"), {"is_combined": False}),
    (of_partner(opened_at=STARTS_AT + 2 * HOUR, closed_at=STARTS_AT + 3 * HOUR), {"occasion_minutes": 180}),
    (of_partner(opened_at=STARTS_AT + HOUR, closed_at=STARTS_AT + 3 * HOUR), {"occasion_minutes": 180}),
    (of_partner(opened_at=STARTS_AT + 2 * HOUR), {}),
    (of_partner(starts_at=LATER), {"is_combined": False}),
    (follow_up(FollowUpDeed.RESOLUTION_ISSUED), {"resolution_issued_at": LATER}),
    (follow_up(FollowUpDeed.SCORE_SENT), {"score_sent_at": LATER}),
]

# What the page of one meeting counts anew.
COUNTED = [
    (column(place=""), {"has_place": False}),
    (column(chair=None), {"has_chair": False}),
    (column(minute_taker=None), {"has_minute_taker": False}),
    (column(expected=9, present=8, resolution_carried=True), {}),
    (lambda _cast, row: ItemFactory(meeting=row, minutes=0, conclusion="<p>Có</p>"), {"agenda_items": 3}),
    (item(1, minutes=60), {"planned_minutes": 105}),
    (lambda _cast, row: ItemFactory(meeting=row.combined_by, minutes=30, presenter=None), {"planned_minutes": 120}),
    (item(2, presenter=None), {"items_without_presenter": (2,)}),
    (item(1, conclusion=""), {"items_without_conclusion": (1,)}),
    (item(2, kind="decision"), {"items_without_conclusion": (2,)}),
    (item(2, kind="discussion"), {"items_without_conclusion": (2,)}),
    (column(moved_at=LATER), {"moved_at": LATER}),
    (lambda _cast, row: DraftFactory(meeting=row), {"drafts": 2}),
    (lambda _cast, row: DraftFactory(meeting=row.combined_by), {}),
    (line("visiting", mark=Mark.PRESENT), {"present": 3}),
    (line("visiting", mark=Mark.EXCUSED), {}),
    (line("visiting", mark=""), {"unmarked": 1}),
    (line("visiting", conditions="away"), {"expected": 2}),
    (line("visiting", conditions="reduced,suspended"), {"expected": 2}),
    (line("exempt", conditions="visiting"), {"quorum_met": False}),
    (line("exempt", standing="probationary"), {"quorum_met": False}),
    (line("visiting", conditions="", standing="probationary"), {}),
    (lambda _cast, row: Minutes.objects.filter(meeting=row).update(read_back_at=LATER), {"read_back_at": LATER}),
    (lambda _cast, row: Minutes.objects.create(meeting=row.combined_by, read_back_at=LATER), {}),
    (lambda _cast, row: vote(row), {"resolution_carried": True}),
    (lambda _cast, row: vote(row, is_carried=False), {}),
    (lambda _cast, row: vote(row, matter="agenda"), {}),
    (lambda _cast, row: vote(row, matter="admission"), {"resolution_carried": True}),
    (lambda _cast, row: vote(row, matter="rating"), {}),
    (lambda _cast, row: vote(row, matter="agenda", against=1), {"impossible_votes": 1}),
    (lambda _cast, row: Minutes.objects.filter(meeting=row).update(approved_by_votes=0), {"approved_by": 0}),
    (lambda _cast, row: vote(row.combined_by), {}),
    (task(), {"assignments_due": 2}),
    (task(progress="done", due_on=date(2026, 12, 1)), {"assignments_due": 2}),
    (task(progress="done", due_on=date(2026, 11, 30)), {}),
    (task(reported_at=LATER), {"assignments_due": 2, "assignments_reported": 1}),
    (task(progress="done", reported_at=LATER), {"assignments_due": 2, "assignments_reported": 1}),
    (lambda cast, _row: Assignment.objects.update(reported_at=LATER), {"assignments_reported": 1}),
    (assigned, {}),
    (lambda cast, row: assigned(cast, row.combined_by), {}),
    (lambda cast, _row: assigned(cast, before(cast, organization=cast.neighbour_cell)), {}),
]  # fmt: skip

# What a report on a year takes from the columns frozen at the close, and what it does not ask for.
FROZEN = [
    (column(expected=9), {"expected": 9}),
    (column(present=8), {"present": 8}),
    (column(resolution_carried=True), {"resolution_carried": True}),
    (column(place="", chair=None, minute_taker=None), {}),
    (line("visiting", mark=Mark.PRESENT), {}),
    (lambda _cast, row: vote(row), {}),
]
LEFT_OUT = {
    "moved_at",
    "has_place",
    "agenda_items",
    "planned_minutes",
    "items_without_presenter",
    "drafts",
    "unmarked",
    "quorum_met",
    "items_without_conclusion",
    "has_chair",
    "has_minute_taker",
    "impossible_votes",
    "read_back_at",
    "approved_by",
    "assignments_due",
    "assignments_reported",
}


def in_full(meeting) -> MeetingFacts:
    row = Meeting.objects.get(pk=meeting.pk)
    return facts_of(load_record(row), rulebook_of(row.organization))


def in_the_year(meeting) -> MeetingFacts:
    (found,) = (
        row for row in year_facts([meeting.organization_id], 2026)[meeting.organization_id] if row.ref == meeting.pk
    )
    return found  # fmt: skip


def values(facts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in FIELDS}


@pytest.mark.parametrize(
    ("read", "change", "expected"),
    [(in_full, *row) for row in (*KEPT, *COUNTED)] + [(in_the_year, *row) for row in (*KEPT, *FROZEN)],
)
def test_one_row_changes_one_field(cast, meeting, read, change, expected):
    old = values(read(meeting))

    change(cast, Meeting.objects.get(pk=meeting.pk))

    assert {name: value for name, value in values(read(meeting)).items() if value != old[name]} == expected


def named(*tables) -> set[str]:
    return {name for table in tables for _, changes in table for name in changes}


def test_every_field_is_in_the_tables(cast, meeting):
    assert named(KEPT, COUNTED) == FIELDS - {"ref"}
    assert named(KEPT, FROZEN) == FIELDS - {"ref"} - LEFT_OUT
    assert (in_full(meeting).ref, in_the_year(meeting).ref) == (meeting.pk, meeting.pk)


def test_a_year_leaves_what_it_does_not_ask_for_as_if_it_were_in_order(meeting):
    silent = MeetingFacts(MeetingKind.REGULAR, Period.month(2026, 12), MeetingState.HELD, STARTS_AT)
    found = in_the_year(meeting)
    assert {name: getattr(found, name) for name in LEFT_OUT} == {name: getattr(silent, name) for name in LEFT_OUT}


def test_before_the_opening_nothing_of_the_day_is_there(cast, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=None, closed_at=None, locked_at=None)
    vote(meeting)
    FollowUp.objects.create(meeting=meeting, deed=FollowUpDeed.SCORE_SENT, at=LATER)
    found = in_full(meeting)
    assert (found.expected, found.present, found.unmarked, found.quorum_met) == (0, 0, 1, False)
    assert (found.resolution_carried, found.read_back_at, found.score_sent_at) == (False, None, None)


def test_a_meeting_of_the_committee_is_combined_with_nothing_and_in_no_report(cast, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(kind="committee")
    assert not in_full(meeting).is_combined
    assert [row.kind for row in year_facts([cast.cell.pk], 2026)[cast.cell.pk]] == [
        MeetingKind.THEMATIC,
        MeetingKind.REGULAR,
    ]
