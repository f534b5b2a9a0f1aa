"""One cell to which everything happens: its year is played by the services, and every fault shows where it was told."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models import F

from chibo.core.models import AuditEntry, Channel, Delivery, OutboundMessage
from chibo.demo.after import follow_up
from chibo.demo.cells import Fault, Story
from chibo.demo.load import load
from chibo.demo.past import live_through, past_of
from chibo.demo.span import span_of
from chibo.demo.texts import remarks
from chibo.demo.texts.trades import Trade
from chibo.demo.traces import date_histories, settle_messages
from chibo.rules.agendas import ItemKind
from chibo.rules.assessment import Obligation, Verdict
from chibo.rules.assigning import Progress
from chibo.rules.census import Mark
from chibo.rules.scoring import criteria
from chibo.rules.voting import Matter
from chibo.rules.workflow import MeetingState
from compliance.selectors import findings_of
from meetings.codes import Disposition, SpeechKind
from meetings.models import (
    Acknowledgement,
    AgendaItem,
    Assignment,
    Attendance,
    Ballot,
    DraftComment,
    Guest,
    Meeting,
    Minutes,
    QualityScore,
    Speech,
)
from members.models import Organization
from members.selectors import supervisors_of
from tests.factories.core import MessageFactory
from tests.prepared import prepared

NOW = datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TOLD = {
    "2026-10": Fault.HELD_LATE,
    "2026-09": Fault.SHORT,
    "2026-08": Fault.PAPERS_LATE,
    "2026-07": Fault.LOW_ATTENDANCE,
    "2026-06": Fault.MINUTES_LATE,
    "2026-05": Fault.RESOLUTION_LATE,
    "2026-04": Fault.SCORE_LATE,
    "2026-03": Fault.NO_SCORE,
    "2026-02": Fault.NOT_HELD,
}
SPAN = span_of(NOW)
STORY = Story(
    "Nhà văn hóa thôn",
    Trade.VILLAGE,
    faults={SPAN.back(month): TOLD[month.key] for month in SPAN.months if month.key in TOLD},
    idle_quarters=frozenset(range(4)),
    reserved=frozenset({0}),
    is_full=True,
)


def live():
    load(now=NOW, password="Trinh-dien-Kien-Thuy", cells=0)
    past = past_of(Organization.objects.cells()[0], 1, SPAN)
    follow_up(live_through(replace(past, place=replace(past.place, story=STORY))))
    settle_messages(NOW)
    date_histories()
    return past.place.cell


@pytest.fixture(scope="module")
def year(django_db_setup, django_db_blocker):
    with prepared(live, django_db_blocker) as cell:
        yield cell


@pytest.fixture
def cell(year, db):
    return year


def meeting_of(fault):
    return Meeting.objects.get(period=next(period for period, told in TOLD.items() if told == fault))


def held():
    return Meeting.objects.filter(state=MeetingState.LOCKED)


# What went wrong ----------------------------------------------------------------------------------------------


def test_the_report_finds_each_fault_in_its_month_and_no_other(cell):
    found = [
        (finding.period.key, finding.assessment.obligation, finding.assessment.reported)
        for finding in findings_of([cell], 2026, NOW)[cell.pk]
        if finding.assessment.reported in {Verdict.LATE, Verdict.MISSED} and finding.period.months == 1
    ]
    assert found == [
        ("2026-02", Obligation.HELD, Verdict.MISSED),
        ("2026-03", Obligation.SCORE, Verdict.MISSED),
        ("2026-04", Obligation.SCORE, Verdict.LATE),
        ("2026-05", Obligation.RESOLUTION, Verdict.LATE),
        ("2026-06", Obligation.MINUTES, Verdict.LATE),
        ("2026-06", Obligation.RESOLUTION, Verdict.LATE),
        ("2026-06", Obligation.SCORE, Verdict.LATE),
        ("2026-07", Obligation.ATTENDANCE, Verdict.MISSED),
        ("2026-08", Obligation.PAPERS, Verdict.LATE),
        ("2026-09", Obligation.DURATION, Verdict.MISSED),
        ("2026-10", Obligation.HELD, Verdict.LATE),
    ]


def test_whoever_departs_from_the_rule_says_why_and_nobody_else_does(cell):
    entries = AuditEntry.objects.filter(action__startswith="meeting.", data__has_key="reason").exclude(data__reason="")
    assert {(entry.target, entry.data["reason"]) for entry in entries} == {
        (f"meeting:{meeting_of(fault).pk}", reason)
        for fault, reason in (
            (Fault.HELD_LATE, remarks.MOVED),
            (Fault.PAPERS_LATE, remarks.HURRIED),
            (Fault.SHORT, remarks.UNFINISHED),
            (Fault.LOW_ATTENDANCE, remarks.UNFINISHED),
        )
    }


def test_whoever_is_absent_is_excused_with_a_reason_but_where_attendance_is_low(cell):
    low = meeting_of(Fault.LOW_ATTENDANCE)
    unexcused = Attendance.objects.filter(mark=Mark.UNEXCUSED)
    assert {row.meeting for row in unexcused} == {low}
    assert set(Attendance.objects.exclude(reason="").values_list("mark", flat=True)) == {Mark.EXCUSED}
    assert not Attendance.objects.filter(mark=Mark.EXCUSED, reason="").exists()
    assert Meeting.objects.filter(pk=low.pk, present__lt=F("expected") * 0.9, present__gt=F("expected") * 0.7).exists()
    assert not held().exclude(pk=low.pk).filter(present__lt=F("expected") * 0.9).exists()


def test_whoever_chairs_writes_or_presents_is_there(cell):
    for meeting in held():
        needed = {meeting.chair_id, meeting.minute_taker_id, *meeting.items.values_list("presenter_id", flat=True)}
        there = set(meeting.attendances.filter(mark=Mark.PRESENT).values_list("member_id", flat=True))
        assert needed <= there, meeting.period


def test_the_self_score_is_lower_for_what_went_wrong_and_within_the_sheet(cell):
    most = {row.code: row.points for row in criteria(NOW.date())}
    less = {Fault.SHORT: "time", Fault.HELD_LATE: "time", Fault.LOW_ATTENDANCE: "attendance"}
    less = {meeting_of(fault).pk: code for fault, code in (less | {Fault.PAPERS_LATE: "preparation"}).items()}
    scores = list(QualityScore.objects.all())
    assert len(scores) == held().count()
    for score in scores:
        assert all(0 < score.points[code] <= points for code, points in most.items())
        lowered = {code for code in ("time", "attendance", "preparation") if score.points[code] < most[code]}
        assert lowered == {less[score.meeting_id]} if score.meeting_id in less else lowered == set()
        assert score.total == sum(score.points.values())
        assert score.remedy in remarks.REMEDIES


# What every month leaves --------------------------------------------------------------------------------------


def test_all_who_are_there_vote_and_one_is_against_where_an_opinion_is_reserved(cell):
    reserved = Speech.objects.get(kind=SpeechKind.RESERVED)
    assert (reserved.meeting.period, reserved.item.kind) == ("2026-11", ItemKind.DECISION)
    ballots = list(Ballot.objects.select_related("meeting"))
    assert len(ballots) == 2 * held().count()
    for ballot in ballots:
        is_divided = ballot.meeting == reserved.meeting and ballot.matter == Matter.RESOLUTION
        assert (ballot.against, ballot.abstain, ballot.is_carried) == (int(is_divided), 0, True)
        assert 0 < ballot.in_favor + ballot.against <= min(ballot.electorate, ballot.meeting.present)


def test_members_read_the_papers_before_the_meeting_but_not_all_of_them(cell):
    for meeting in held():
        opened = Acknowledgement.objects.filter(version__draft__meeting=meeting)
        assert 0 < opened.count() < meeting.expected
        assert not opened.exclude(opened_at__gt=meeting.circulated_at, opened_at__lt=meeting.starts_at).exists()
        assert opened.values("member").distinct().count() == opened.count()


def test_a_comment_is_answered_the_same_day_and_taken_into_the_version_that_is_voted_on(cell):
    comments = list(DraftComment.objects.select_related("version__draft"))
    assert comments
    for comment in comments:
        meeting = comment.version.draft.meeting
        assert meeting.circulated_at < comment.created_at < comment.answered_at < meeting.starts_at
        assert (comment.disposition, comment.answer) == (Disposition.ACCEPTED, remarks.ANSWERS[0])
        newest = comment.version.draft.versions.latest("number")
        assert (newest.number, "Sơ kết giữa tháng" in newest.body) == (2, True)
        assert meeting.ballots.get(matter=Matter.RESOLUTION).draft == newest


def test_papers_sent_on_the_day_itself_leave_no_time_for_a_comment(cell):
    assert not DraftComment.objects.filter(version__draft__meeting=meeting_of(Fault.PAPERS_LATE)).exists()


def test_tasks_fall_due_before_the_next_meeting_and_have_two_people_or_one(cell):
    for meeting in held():
        tasks = list(meeting.assignments.order_by("due_on"))
        days = [(task.due_on - meeting.starts_on).days for task in tasks]
        assert days == [24, 25, 26, 27]
        assert sum(task.helper is not None for task in tasks) == 2
        assert all(task.helper != task.member for task in tasks)
        assert len({task.title for task in tasks}) == 4


def test_most_tasks_are_done_in_time_some_in_part_and_some_are_left(cell):
    due = Assignment.objects.filter(due_on__lte=NOW.date())
    found = Counter(due.values_list("progress", flat=True))
    assert found[Progress.DONE] > found[Progress.OPEN] > 0
    assert found[Progress.DONE] > found[Progress.PARTLY] > 0
    assert not due.exclude(progress=Progress.OPEN).filter(reported_at__date__gte=F("due_on")).exists()
    assert set(due.filter(progress=Progress.DONE).values_list("report", flat=True)) <= set(remarks.REPORTS_DONE)
    assert set(due.filter(progress=Progress.PARTLY).values_list("report", flat=True)) <= set(remarks.REPORTS_PARTLY)
    assert not Assignment.objects.filter(due_on__gt=NOW.date()).exclude(progress=Progress.OPEN).exists()


def test_the_supervisor_is_a_guest_now_and_then_and_speaks_in_the_minutes(cell):
    supervisor = supervisors_of(cell, NOW.date())[0]
    guests = list(Guest.objects.select_related("meeting__minutes"))
    assert 0 < len(guests) < held().count()
    assert {guest.name for guest in guests} == {supervisor.full_name}
    with_remark = held().exclude(minutes__guest_remark="")
    assert {guest.meeting_id for guest in guests} == set(with_remark.values_list("pk", flat=True))


# What the past leaves behind ----------------------------------------------------------------------------------


def test_kept_versions_are_of_the_day_of_their_meeting(cell):
    for model in (AgendaItem, Minutes):
        kept = model.history.select_related("meeting")
        assert kept.count() > held().count()
        assert [row for row in kept if row.history_date != row.meeting.starts_at] == []


def test_letters_went_when_they_were_written_and_nothing_of_the_past_is_carried_by_hand_any_more(cell):
    messages = OutboundMessage.objects.filter(about__in=[f"meeting:{meeting.pk}" for meeting in held()])
    assert set(messages.values_list("channel", flat=True)) >= {Channel.EMAIL, Channel.PAPER, Channel.APP}
    assert set(messages.values_list("state", flat=True)) == {Delivery.SENT}
    sent = messages.exclude(channel=Channel.APP)
    assert not sent.exclude(sent_at=F("created_at")).exists()
    assert set(messages.filter(channel=Channel.EMAIL).values_list("attempts", flat=True)) == {1}


def test_old_news_were_read_some_hours_later_and_the_last_days_news_wait(cell):
    meeting = meeting_of(Fault.HELD_LATE)
    about, days = (
        f"meeting:{meeting.pk}",
        {"news": timedelta(days=1), "edge": timedelta(days=3), "old": timedelta(days=3, seconds=1)},
    )
    rows = {
        name: MessageFactory(channel=Channel.APP, state=Delivery.SENT, about=about, created_at=NOW - age)
        for name, age in days.items()
    }
    coming = MessageFactory(
        channel=Channel.APP, state=Delivery.SENT, about="meeting:0", created_at=NOW - timedelta(days=9)
    )
    settle_messages(NOW)
    for row in (*rows.values(), coming):
        row.refresh_from_db()
    assert rows["old"].read_at == rows["old"].created_at + timedelta(hours=5)
    assert [rows["news"].read_at, rows["edge"].read_at, coming.read_at] == [None, None, None]


def test_paper_for_a_coming_meeting_waits_for_whoever_carries_it(cell):
    coming = Meeting.objects.exclude(state=MeetingState.LOCKED).get()
    paper = MessageFactory(channel=Channel.PAPER, about=f"meeting:{coming.pk}", created_at=NOW)
    letter = MessageFactory(about=f"meeting:{coming.pk}", created_at=NOW)
    settle_messages(NOW)
    paper.refresh_from_db()
    letter.refresh_from_db()
    assert (paper.state, letter.state, letter.sent_at) == (Delivery.QUEUED, Delivery.SENT, NOW)
