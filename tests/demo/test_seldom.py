"""What does not come every month, played by the services in one cell, and where each of it shows."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from chibo.core.models import AuditEntry, OutboundMessage
from chibo.demo.after import follow_up
from chibo.demo.cells import Fault, Story
from chibo.demo.load import load
from chibo.demo.past import live_through, past_of
from chibo.demo.seldom import CANDIDATE
from chibo.demo.span import span_of
from chibo.demo.texts import remarks
from chibo.demo.texts.trades import Trade
from chibo.rules.periods import MeetingKind
from chibo.rules.sessions import Post
from chibo.rules.voting import Matter
from chibo.rules.workflow import MeetingState, ResolutionState
from meetings.access import may_read_papers
from meetings.codes import FollowUpDeed, MeetingDeed
from meetings.ground.facts import load_record
from meetings.minutes.documents import frozen_paper
from meetings.models import FollowUp, HandOver, Meeting, QualityScore
from members.models import Organization, User
from members.selectors import committee_members
from resolutions.models import Resolution
from tests.prepared import prepared

NOW = datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SPAN = span_of(NOW, months=3)
STORY = Story(
    "Nhà văn hóa thôn",
    Trade.VILLAGE,
    faults={2: Fault.SCORE_FORGOTTEN},
    idle_quarters=frozenset(range(4)),
    committee=frozenset({0}),
    admission=frozenset({1}),
    called_off=frozenset({2}),
    chair_left=frozenset({0}),
    is_full=True,
)


def live():
    load(now=NOW, password="Trinh-dien-Kien-Thuy", cells=0)
    past = past_of(Organization.objects.cells()[0], 1, SPAN)
    follow_up(live_through(replace(past, place=replace(past.place, story=STORY))))
    return past.place.cell


@pytest.fixture(scope="module")
def months(django_db_setup, django_db_blocker):
    with prepared(live, django_db_blocker) as cell:
        yield cell


@pytest.fixture
def cell(months, db):
    return months


def test_the_committee_met_before_the_cell_and_nobody_else_reads_its_papers(cell):
    meeting = Meeting.objects.get(kind=MeetingKind.COMMITTEE)
    serving = {member.pk for member, _ in committee_members(cell, meeting.starts_on)}
    assert set(meeting.attendances.values_list("member_id", flat=True)) == serving
    assert meeting.state == MeetingState.LOCKED
    assert may_read_papers(User.objects.get(username="chiuyvien"), meeting, NOW.date())
    assert not may_read_papers(User.objects.get(username="dangvien"), meeting, NOW.date())
    assert not FollowUp.objects.filter(meeting=meeting).exists()


def test_an_admission_is_decided_by_two_thirds_at_a_meeting_of_its_own(cell):
    meeting = Meeting.objects.get(kind=MeetingKind.EXTRAORDINARY, state=MeetingState.LOCKED)
    ballot = meeting.ballots.get(matter=Matter.ADMISSION)
    assert ballot.in_favor * 3 >= ballot.electorate * 2
    issued = Resolution.objects.get(meeting=meeting, state=ResolutionState.ISSUED)
    assert issued.title == f"Đề nghị kết nạp quần chúng {CANDIDATE}"
    given_up = Resolution.objects.get(meeting=meeting, state=ResolutionState.ABANDONED)
    assert (given_up.reason, given_up.number) == (remarks.DRAFT_GIVEN_UP, None)
    assert issued.created_at > given_up.created_at


def test_a_meeting_that_was_called_off_told_everybody_why(cell):
    meeting = Meeting.objects.get(state=MeetingState.CANCELLED)
    assert (meeting.reason, meeting.opened_at) == (remarks.CALLED_OFF, None)
    told = OutboundMessage.objects.filter(about=f"meeting:{meeting.pk}", kind="cancelled")
    assert told.filter(body__contains=remarks.CALLED_OFF).exists()


def test_the_minutes_name_the_chair_who_left_and_the_one_who_went_on(cell):
    entry = HandOver.objects.select_related("meeting__minutes").get()
    paper = frozen_paper(entry.meeting.minutes)
    assert entry.post == Post.CHAIR
    assert [(row.before.name, row.after.name) for row in paper.hand_overs] == [
        (entry.before.full_name, entry.after.full_name)
    ]
    marks = {row.member_id: row.mark for row in load_record(entry.meeting).attendances}
    assert marks[entry.after_id] == "present"


def test_a_forgotten_score_was_given_weeks_later_by_a_paper_of_its_own(cell):
    score = QualityScore.objects.exclude(document=None).select_related("meeting").get()
    assert score.meeting.period == SPAN.months[0].key
    sent = FollowUp.objects.get(meeting=score.meeting, deed=FollowUpDeed.SCORE_SENT)
    assert (sent.at.date() - score.meeting.starts_on).days >= 20
    assert AuditEntry.objects.filter(action=MeetingDeed.SCORED_LATE, target=f"meeting:{score.meeting_id}").exists()
