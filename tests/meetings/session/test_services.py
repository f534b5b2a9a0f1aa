"""Deeds in the room: opening, roll call, speeches, votes, conclusions, assignments, the close."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from chibo.core.models import AuditEntry, OutboundMessage
from chibo.rules.assigning import Progress
from chibo.rules.census import Condition, Mark
from chibo.rules.refusal import RuleRefused
from chibo.rules.voting import Matter
from chibo.rules.workflow import MeetingState
from meetings.assignments import services as assignments
from meetings.codes import SpeechKind
from meetings.labels import refusal_sentences
from meetings.models import Assignment, Ballot, Meeting, Speech
from meetings.session import services as session
from resolutions import services as resolutions
from tests.factories.members import ConditionFactory, MemberFactory, MembershipFactory
from tests.meetings import staging


def deeds(meeting):
    return list(
        AuditEntry.objects.filter(target=f"meeting:{meeting.pk}").order_by("pk").values_list("action", flat=True)
    )


def open_now(cast, meeting, **values):
    given = {"actor": cast.secretary, "now": cast.now, "meeting": meeting, "opened_at": cast.now, **values}
    return session.open_meeting(**given)


def speak(cast, meeting, member, text="Nhất trí với báo cáo.", **values):
    return session.record_speech(
        actor=cast.minute_taker, now=cast.now, meeting=meeting, item=None, member=member, text=text, **values
    )


def vote(cast, meeting, votes, matter=Matter.RESOLUTION, **values):
    return session.record_ballot(
        actor=cast.minute_taker,
        now=cast.now,
        meeting=meeting,
        matter=matter,
        subject="nghị quyết",
        votes=votes,
        **values,
    )


def assign(cast, meeting, member, **values):
    given = {"title": "Thu đảng phí", "due_on": cast.on + timedelta(days=7), **values}
    return session.assign(actor=cast.minute_taker, now=cast.now, meeting=meeting, member=member, **given)


# Opening ----------------------------------------------------------------------------------------------------------


def test_opening_freezes_the_roll_of_the_day(cast):
    meeting = staging.opened(cast)
    rows = {row.name: (row.standing, row.conditions, row.mark) for row in meeting.attendances.all()}
    assert meeting.state == MeetingState.IN_SESSION
    assert len(rows) == 10
    assert rows["Ông Thị Dự"] == ("probationary", "", "")
    assert rows["Lưu Thị Khách"] == ("official", "visiting", "")
    assert rows["Tạ Thị Miên"] == ("official", "exempt", "")
    cast.official.full_name = "Tên đã đổi"
    cast.official.save()
    assert staging.line(meeting, cast.official).name == "Cao Văn Chính"


def test_opening_without_circulation_asks_for_a_reason(cast):
    meeting = staging.planned(cast)
    with pytest.raises(RuleRefused) as refused:
        open_now(cast, meeting)
    assert (refused.value.code, refused.value.missing) == ("advised", ("circulated",))
    assert open_now(cast, meeting, reason="Phát trực tiếp").state == MeetingState.IN_SESSION


def test_opening_needs_a_minute_taker_who_may_be_named_at_once(cast):
    meeting = staging.planned(cast, minute_taker=None)
    with pytest.raises(RuleRefused) as refused:
        open_now(cast, meeting, reason="Phát trực tiếp")
    assert refusal_sentences(refused.value) == ["Chưa cử thư ký."]
    opened = open_now(cast, meeting, reason="Phát trực tiếp", minute_taker=cast.member.member)
    assert opened.minute_taker == cast.member.member
    assert opened.chair == cast.secretary.member


def test_opening_refuses_officers_from_elsewhere_and_hours_to_come(cast):
    meeting = staging.planned(cast)
    with pytest.raises(RuleRefused, match="not_on_roll"):
        open_now(cast, meeting, reason="x", chair=cast.neighbour.member)
    with pytest.raises(RuleRefused, match="opens_in_future"):
        open_now(cast, meeting, opened_at=cast.now + timedelta(minutes=1), reason="x")


def test_opening_twice_is_refused_by_the_table(cast):
    meeting = staging.opened(cast)
    with pytest.raises(RuleRefused) as refused:
        open_now(cast, meeting, reason="x")
    assert refused.value.code == "state"
    assert meeting.attendances.count() == 10


@pytest.mark.parametrize("who", ["member", "committee_member", "neighbour_secretary", "supervisor", "officer"])
def test_only_those_who_run_the_meeting_open_it(cast, who):
    meeting = staging.planned(cast)
    with pytest.raises(PermissionDenied):
        open_now(cast, meeting, actor=getattr(cast, who), reason="x")


def test_the_roll_is_that_of_the_day_it_began_though_written_down_after_midnight(cast):
    meeting = staging.planned(cast)
    began = cast.now.replace(hour=23, minute=30)
    newcomer, leaver = MemberFactory(full_name="Bạch Thị Mới"), MemberFactory(full_name="Đinh Văn Đi")
    MembershipFactory(member=newcomer, organization=cast.cell, starts_on=cast.on + timedelta(days=1))
    MembershipFactory(member=leaver, organization=cast.cell, ends_on=cast.on)
    open_now(cast, meeting, now=began + timedelta(hours=1), opened_at=began, reason="Phát trực tiếp")
    assert {newcomer.pk, leaver.pk} & set(meeting.attendances.values_list("member", flat=True)) == {leaver.pk}


def test_the_trail_keeps_why_and_under_whom_the_meeting_began(cast):
    meeting = staging.planned(cast)
    open_now(cast, meeting, reason=" Phát trực tiếp ", minute_taker=cast.member.member)
    entry = AuditEntry.objects.get(action="meeting.opened")
    officers = {"chair": cast.secretary.member.pk, "minute_taker": cast.member.member.pk}
    assert (entry.actor, entry.data) == (cast.secretary, {"reason": "Phát trực tiếp", **officers})


def test_everything_that_bears_on_a_person_is_frozen_with_the_roll(cast):
    ConditionFactory(member=cast.visiting, condition=Condition.REDUCED.value)
    assert staging.line(staging.opened(cast), cast.visiting).conditions == "reduced,visiting"


# Roll call --------------------------------------------------------------------------------------------------------


def test_the_roll_call_counts_and_freezes(cast):
    meeting = staging.called(cast)
    assert (meeting.present, meeting.expected) == (6, 8)
    row = staging.line(meeting, cast.official)
    assert (row.mark, row.reason, row.marked_by) == (Mark.EXCUSED, "đi viện", cast.minute_taker)
    assert "meeting.roll_called" in deeds(meeting)


def test_an_excused_absence_names_its_reason(cast):
    meeting = staging.opened(cast)
    with pytest.raises(RuleRefused) as refused:
        staging.call(cast, meeting, cast.member, Mark.EXCUSED, "  ")
    assert refusal_sentences(refused.value) == ["Vắng có lý do thì phải ghi lý do: Nguyễn Văn Ân."]
    assert staging.line(meeting, cast.member).mark == ""


def test_an_exempt_member_counts_only_when_present(cast):
    meeting = staging.called(cast)
    staging.call(cast, meeting, cast.exempt, Mark.PRESENT)
    meeting.refresh_from_db()
    assert (meeting.present, meeting.expected) == (7, 9)


def test_a_reason_goes_with_the_absence_it_explained(cast):
    meeting = staging.called(cast)
    staging.call(cast, meeting, cast.official, Mark.PRESENT, "đi viện")
    assert staging.line(meeting, cast.official).reason == ""


def test_lines_of_another_meeting_are_left_alone(cast):
    meeting, other = staging.opened(cast), staging.opened(cast, key="2026-10", starts_at=cast.now - timedelta(days=30))
    foreign = staging.line(other, cast.member)
    session.call_roll(
        actor=cast.secretary, now=cast.now, meeting=meeting, marks=[session.MarkInput(foreign.pk, Mark.PRESENT)]
    )
    foreign.refresh_from_db()
    assert foreign.mark == ""


def test_a_foreign_line_does_not_stop_those_after_it(cast):
    meeting = staging.opened(cast)
    marks = [session.MarkInput(pk, Mark.PRESENT) for pk in (0, staging.line(meeting, cast.member).pk)]
    session.call_roll(actor=cast.secretary, now=cast.now, meeting=meeting, marks=marks)
    assert staging.line(meeting, cast.member).mark == Mark.PRESENT


def test_an_answer_says_who_wrote_it_when_and_the_same_one_again_changes_neither(cast):
    meeting, later = staging.opened(cast), cast.now + timedelta(minutes=5)
    pk = staging.line(meeting, cast.member).pk
    for actor, now in ((cast.minute_taker, cast.now), (cast.secretary, later)):
        session.call_roll(actor=actor, now=now, meeting=meeting, marks=[session.MarkInput(pk, Mark.PRESENT)])
    row = staging.line(meeting, cast.member)
    assert (row.marked_by, row.marked_at) == (cast.minute_taker, cast.now)
    assert deeds(meeting).count("meeting.roll_called") == 1
    session.call_roll(actor=cast.secretary, now=later, meeting=meeting, marks=[session.MarkInput(pk, None)])
    row.refresh_from_db()
    assert (row.mark, row.marked_by, row.marked_at) == ("", cast.secretary, later)
    meeting.refresh_from_db()
    assert meeting.present == 0


# Speeches ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["probationary", "visiting"])
def test_probationary_and_visiting_members_speak(cast, who):
    meeting = staging.called(cast)
    assert speak(cast, meeting, getattr(cast, who)).pk
    meeting.refresh_from_db()
    assert meeting.speakers == 1


def test_a_speech_needs_words_and_a_person_of_the_roll(cast):
    meeting = staging.called(cast)
    with pytest.raises(RuleRefused, match="empty"):
        speak(cast, meeting, cast.probationary, "  ")
    with pytest.raises(RuleRefused, match="not_on_roll"):
        speak(cast, meeting, cast.neighbour.member)


def test_the_same_words_may_be_said_twice(cast):
    """A request is known by its token, never by what it says."""
    meeting = staging.called(cast)
    assert speak(cast, meeting, cast.probationary) != speak(cast, meeting, cast.probationary)
    assert deeds(meeting).count("meeting.speech_recorded") == 2


def test_a_reserved_opinion_is_never_removed(cast):
    meeting = staging.called(cast)
    reserved = speak(cast, meeting, cast.committee_member.member, kind=SpeechKind.RESERVED)
    with pytest.raises(RuleRefused) as refused:
        session.remove_entry(actor=cast.secretary, now=cast.now, entry=reserved)
    assert refusal_sentences(refused.value) == ["Ý kiến bảo lưu đã ghi thì không xóa được."]
    assert Speech.objects.filter(pk=reserved.pk).exists()


# Votes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("votes", "matter", "is_carried"),
    [
        ((4, 0, 0), Matter.RESOLUTION, True),
        ((3, 1, 0), Matter.RESOLUTION, False),  # three of six is not more than a half
        ((4, 0, 0), Matter.ADMISSION, True),  # four of six is two thirds
        ((3, 0, 1), Matter.STRIKING_OFF, False),
    ],
)
def test_the_absent_stay_in_the_electorate(cast, votes, matter, is_carried):
    """Six electors: seven official ones less the exempt who is absent; two of them are not in the room."""
    meeting = staging.called(cast)
    ballot = vote(cast, meeting, votes, matter)
    assert (ballot.electorate, ballot.is_carried) == (6, is_carried)
    meeting.refresh_from_db()
    assert meeting.resolution_carried is is_carried


def test_more_hands_than_electors_in_the_room_are_refused(cast):
    """Six are present, but the probationary and the visiting one do not vote."""
    meeting = staging.called(cast)
    with pytest.raises(RuleRefused) as refused:
        vote(cast, meeting, (4, 1, 0))
    assert refusal_sentences(refused.value) == ["Tổng số phiếu 5 nhiều hơn 4 đảng viên chính thức đang có mặt."]
    assert not Ballot.objects.exists()


def test_an_exempt_member_who_came_votes(cast):
    meeting = staging.called(cast)
    staging.call(cast, meeting, cast.exempt, Mark.PRESENT)
    assert vote(cast, meeting, (5, 0, 0)).electorate == 7


def test_a_vote_needs_the_roll_call(cast):
    meeting = staging.opened(cast)
    with pytest.raises(RuleRefused) as refused:
        vote(cast, meeting, (1, 0, 0))
    assert refusal_sentences(refused.value) == ["Chưa điểm danh xong."]


def test_nobody_votes_where_nobody_is_on_the_roll(cast):
    meeting = staging.opened(cast)
    meeting.attendances.all().delete()
    with pytest.raises(RuleRefused) as refused:
        vote(cast, meeting, (0, 0, 0))
    assert refused.value.code == "blocked"


@pytest.mark.parametrize("matter", [Matter.AGENDA, Matter.DISCIPLINE])
def test_what_is_carried_without_being_a_resolution_makes_none(cast, matter):
    meeting = staging.called(cast)
    assert vote(cast, meeting, (4, 0, 0), matter).is_carried
    meeting.refresh_from_db()
    assert not meeting.resolution_carried


def test_two_votes_with_the_same_words_and_figures_are_two(cast):
    meeting = staging.called(cast)
    first, second = (vote(cast, meeting, (4, 0, 0), Matter.ADMISSION) for _ in range(2))
    assert first != second
    assert deeds(meeting).count("meeting.ballot_recorded") == 2


def test_a_vote_recorded_by_mistake_is_taken_back_with_what_it_carried(cast):
    meeting = staging.called(cast)
    session.remove_entry(actor=cast.secretary, now=cast.now, entry=vote(cast, meeting, (4, 0, 0)))
    meeting.refresh_from_db()
    assert meeting.resolution_carried is False
    assert deeds(meeting)[-1] == "meeting.entry_removed"


def test_votes_that_differ_in_one_thing_keep_it(cast):
    meeting = staging.called(cast)
    draft = meeting.drafts.create(kind="resolution", title="Dự thảo", created_at=cast.now)
    version = draft.versions.create(number=1, body="<p>Điều 1</p>", created_at=cast.now)
    same = {"matter": Matter.MINUTES, "subject": "việc", "votes": (1, 1, 1), "item": None, "draft": None}
    others = [
        {"matter": Matter.AGENDA},
        {"subject": "việc khác"},
        {"votes": (2, 1, 1)},
        {"votes": (1, 2, 1)},
        {"votes": (1, 1, 2)},
        {"item": meeting.items.first()},
        {"draft": version},
    ]
    now = {"actor": cast.minute_taker, "now": cast.now, "meeting": meeting}
    rows = {session.record_ballot(**now, **{**same, **given}).pk: {**same, **given} for given in ({}, *others)}
    assert len(rows) == len(others) + 1
    assert {
        row.pk: {
            "matter": row.matter,
            "subject": "việc" if row.draft else row.subject,
            "votes": (row.in_favor, row.against, row.abstain),
            "item": row.item,
            "draft": row.draft,
        }
        for row in Ballot.objects.all()
    } == rows


def test_a_vote_on_a_draft_takes_its_subject_from_it(cast):
    meeting = staging.called(cast)
    draft = meeting.drafts.create(kind="resolution", title="Dự thảo nghị quyết về vệ sinh", created_at=cast.now)
    version = draft.versions.create(number=1, body="<p>Điều 1</p>", created_at=cast.now)
    assert vote(cast, meeting, (4, 0, 0), draft=version).subject == "nghị quyết về vệ sinh"


def test_a_vote_on_which_a_resolution_rests_is_not_taken_back(cast):
    """Its draft is abandoned first; then the vote is like any other."""
    meeting = staging.voted(cast)
    ballot = Ballot.objects.get()
    drafted = resolutions.draft_resolution(actor=cast.secretary, now=cast.now, ballot=ballot)
    with pytest.raises(RuleRefused) as refused:
        session.remove_entry(actor=cast.minute_taker, now=cast.now, entry=ballot)
    assert refusal_sentences(refused.value) == [
        f"Biểu quyết này đã có dự thảo nghị quyết “{drafted.title}”. Đồng chí bỏ dự thảo trước."
    ]
    resolutions.abandon_resolution(actor=cast.secretary, now=cast.now, resolution=drafted, reason="Biểu quyết lại")
    session.remove_entry(actor=cast.minute_taker, now=cast.now, entry=Ballot.objects.get())
    meeting.refresh_from_db()
    assert not meeting.resolution_carried


def test_space_around_words_is_no_part_of_them(cast):
    meeting, now = staging.called(cast), {"actor": cast.minute_taker, "now": cast.now}
    session.record_ballot(**now, meeting=meeting, matter=Matter.AGENDA, subject=" việc ", votes=(1, 0, 0))
    session.record_speech(**now, meeting=meeting, item=None, member=cast.official, text=" việc ")
    assign(cast, meeting, cast.official, title=" việc ")
    assert [row.subject for row in Ballot.objects.all()] == ["việc"]
    assert [row.text for row in Speech.objects.all()] == ["việc"]
    assert [row.title for row in Assignment.objects.all()] == ["việc"]


def test_a_vote_is_another_once_the_electorate_is(cast):
    meeting = staging.called(cast)
    first = vote(cast, meeting, (1, 0, 0))
    staging.call(cast, meeting, cast.exempt, Mark.PRESENT)
    assert [first.electorate, vote(cast, meeting, (1, 0, 0)).electorate] == [6, 7]


def test_a_vote_of_another_meeting_is_another(cast):
    before = staging.called(cast, key="2026-10", starts_at=cast.now - timedelta(days=30))
    meeting = staging.called(cast)
    assert vote(cast, before, (1, 0, 0)) != vote(cast, meeting, (1, 0, 0))


def test_speeches_that_differ_in_one_thing_keep_it(cast):
    meeting = staging.called(cast)
    same = {"item": None, "member": cast.official, "kind": SpeechKind.SPEECH, "text": "Nhất trí"}
    others = [
        {"item": meeting.items.first()},
        {"member": cast.probationary},
        {"kind": SpeechKind.RESERVED},
        {"text": "Chưa nhất trí"},
    ]
    now = {"actor": cast.minute_taker, "now": cast.now, "meeting": meeting}
    rows = {session.record_speech(**now, **{**same, **given}).pk: {**same, **given} for given in ({}, *others)}
    assert {row.pk: {name: getattr(row, name) for name in same} for row in Speech.objects.all()} == rows
    meeting.refresh_from_db()
    assert meeting.speakers == 2


def test_tasks_that_differ_in_one_thing_keep_it(cast):
    meeting = staging.called(cast)
    same = {
        "title": "Thu",
        "member": cast.official,
        "helper": None,
        "due_on": cast.on + timedelta(days=7),
        "under": None,
    }
    others = [
        {"title": "Nộp"},
        {"member": cast.probationary},
        {"helper": cast.deputy.member},
        {"due_on": cast.on + timedelta(days=8)},
        {"under": meeting.items.first()},
    ]
    now = {"actor": cast.minute_taker, "now": cast.now, "meeting": meeting}
    rows = {session.assign(**now, **{**same, **given}).pk: {**same, **given} for given in ({}, *others)}
    assert {
        row.pk: {name: getattr(row, "item" if name == "under" else name) for name in same}
        for row in Assignment.objects.all()
    } == rows


def test_guests_that_differ_in_name_or_post_keep_it(cast):
    meeting = staging.called(cast)
    now = {"actor": cast.minute_taker, "now": cast.now, "meeting": meeting}
    people = [("Yến", "Đảng ủy viên"), ("Yến", "Phó Bí thư"), ("Lan", "Phó Bí thư")]
    for name, post in people:
        session.add_guest(**now, name=name, post=post)
    assert list(meeting.guests.values_list("name", "post")) == people


# Conclusions, assignments, guests -----------------------------------------------------------------------------------


def test_a_stale_conclusion_overwrites_nothing(cast):
    item = staging.called(cast).items.first()
    first = {"actor": cast.minute_taker, "now": cast.now, "item": item, "revision": 1, "proceedings": ""}
    session.conclude_item(**first, conclusion="<p>Của thư ký</p>")
    with pytest.raises(RuleRefused, match="stale"):
        session.conclude_item(**first | {"actor": cast.secretary}, conclusion="<p>Của bí thư</p>")
    item.refresh_from_db()
    assert (item.conclusion, item.revision) == ("<p>Của thư ký</p>", 2)


def test_an_assignment_tells_both(cast):
    meeting = staging.called(cast)
    helper = cast.deputy.member
    assign(cast, meeting, cast.member.member, helper=helper)
    told = OutboundMessage.objects.filter(kind="assigned", channel="app").values_list("recipient", flat=True)
    assert sorted(told) == sorted({f"member:{cast.member.member.pk}", f"member:{helper.pk}"})


def test_an_assignment_goes_to_the_roll_of_the_day(cast):
    with pytest.raises(RuleRefused, match="not_on_roll"):
        assign(cast, staging.called(cast), cast.neighbour.member)


def test_a_reported_assignment_is_not_removed(cast):
    task = assign(cast, staging.called(cast), cast.member.member)
    assignments.report_assignment(
        actor=cast.member, now=cast.now, assignment=task, progress=Progress.DONE, report="Đã thu đủ."
    )
    task.refresh_from_db()
    with pytest.raises(RuleRefused, match="already_reported"):
        session.remove_entry(actor=cast.secretary, now=cast.now, entry=task)


def test_a_guest_is_recorded_without_space_around(cast):
    meeting = staging.called(cast)
    session.add_guest(
        actor=cast.minute_taker, now=cast.now, meeting=meeting, name=" Hoàng Thị Yến ", post="Đảng ủy viên"
    )
    assert list(meeting.guests.values_list("name", "post")) == [("Hoàng Thị Yến", "Đảng ủy viên")]


def test_a_task_is_due_from_the_day_of_the_meeting_on_though_given_later(cast):
    meeting, later = staging.called(cast), cast.now + timedelta(days=2)
    given = {"actor": cast.minute_taker, "now": later, "meeting": meeting, "member": cast.official}
    assert session.assign(**given, title="Nộp ngay", due_on=cast.on).due_on == cast.on
    with pytest.raises(RuleRefused, match="due_before_meeting"):
        session.assign(**given, title="Nộp hôm qua", due_on=cast.on - timedelta(days=1))


@pytest.mark.parametrize("as_helper", [False, True])
def test_nobody_who_is_away_is_given_a_task(cast, as_helper):
    person, helper = (cast.official, cast.away) if as_helper else (cast.away, None)
    with pytest.raises(RuleRefused, match="cannot_take_part"):
        assign(cast, staging.called(cast), person, helper=helper)
    assert not Assignment.objects.exists()


def test_the_notice_of_a_task_says_what_until_when_and_leads_to_it(cast):
    task = assign(cast, staging.called(cast), cast.member.member)
    notice = OutboundMessage.objects.get(kind="assigned", channel="app")
    assert notice.body == "Thu đảng phí\nThời hạn: 27/11/2026."
    assert notice.link == reverse("meetings:assignment", args=[task.pk])


def test_what_is_taken_back_leaves_its_trace_and_counts_no_more(cast):
    meeting = staging.called(cast)
    first, second = (speak(cast, meeting, cast.probationary, words) for words in ("Một ý.", "Hai ý."))
    speak(cast, meeting, cast.visiting)
    for entry, speakers in ((first, 2), (second, 1)):
        trace = {"kind": "speech", "pk": entry.pk}
        session.remove_entry(actor=cast.secretary, now=cast.now, entry=entry)
        assert AuditEntry.objects.order_by("pk").last().data == trace
        meeting.refresh_from_db()
        assert meeting.speakers == speakers


def test_every_deed_of_the_room_is_in_the_trail_in_order(cast):
    meeting = staging.held(cast, items=1)
    session.add_guest(actor=cast.secretary, now=cast.now, meeting=meeting, name="Yến", post="")
    assert deeds(meeting)[2:] == [
        "meeting.opened",
        *["meeting.roll_called"] * 3,
        "meeting.ballot_recorded",
        "meeting.item_concluded",
        "meeting.closed",
        "meeting.guest_added",
    ]


# The close ----------------------------------------------------------------------------------------------------------


def test_closing_without_a_full_roll_call_is_refused(cast):
    meeting = staging.opened(cast)
    with pytest.raises(RuleRefused) as refused:
        session.close_meeting(actor=cast.secretary, now=cast.now, meeting=meeting, closed_at=cast.now)
    assert (refused.value.code, refused.value.missing) == ("blocked", ("roll_call",))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.IN_SESSION


@pytest.mark.parametrize("minutes", [-100, -101, 1])
def test_the_end_lies_after_the_start_and_not_ahead(cast, minutes):
    meeting = staging.called(cast)
    closed_at = cast.now + timedelta(minutes=minutes)
    with pytest.raises(RuleRefused, match="closes_before_start"):
        session.close_meeting(actor=cast.secretary, now=cast.now, meeting=meeting, closed_at=closed_at)


def test_what_is_recorded_after_the_reading_has_to_be_read_again(cast):
    meeting = staging.read_back(cast)
    assert meeting.minutes.read_back_at
    speak(cast, meeting, cast.probationary)
    meeting.minutes.refresh_from_db()
    assert (meeting.minutes.read_back_at, meeting.minutes.approved_by_votes) == (None, None)


def test_the_close_freezes_what_was_counted(cast):
    meeting = staging.voted(cast)
    speak(cast, meeting, cast.probationary)
    Meeting.objects.update(expected=0, present=0, speakers=0, resolution_carried=False)
    closed = session.close_meeting(actor=cast.secretary, now=cast.now, meeting=meeting, closed_at=cast.now)
    closed.refresh_from_db()
    assert (closed.state, closed.closed_at) == (MeetingState.HELD, cast.now)
    assert (closed.expected, closed.present, closed.speakers, closed.resolution_carried) == (8, 6, 1, True)
