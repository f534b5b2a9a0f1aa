"""Corrections until the lock: what they change, what they leave, what they refuse."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from chibo.core.models import AuditEntry
from chibo.rules.census import Mark
from chibo.rules.refusal import RuleRefused
from chibo.rules.sessions import Post
from chibo.rules.workflow import MeetingState
from meetings.access import get_entry
from meetings.codes import MeetingDeed
from meetings.corrections import services as corrections
from meetings.corrections.selectors import roll_difference
from meetings.ground.facts import load_record
from meetings.labels import refusal_sentences
from meetings.minutes import services as minutes
from meetings.minutes.documents import frozen_paper, minutes_paper
from meetings.minutes.services import MinutesTexts
from meetings.models import Ballot, Minutes
from meetings.planning import services as planning
from meetings.score import services as score
from meetings.session import services as session
from members.models import Membership
from tests.factories.members import ConditionFactory, MemberFactory, MembershipFactory
from tests.meetings import staging

pytestmark = pytest.mark.django_db

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def doing(cast, meeting):
    return {"actor": cast.secretary, "now": cast.now, "meeting": meeting}


def code_of(deed, **values):
    with pytest.raises(RuleRefused) as refused:
        deed(**values)
    return refused.value.code


# The opening --------------------------------------------------------------------------------------------------------


def test_an_opening_by_mistake_is_undone_and_the_meeting_can_be_moved_or_cancelled(cast):
    meeting = staging.opened(cast)
    opened_at = meeting.opened_at
    corrections.undo_opening(**doing(cast, meeting))
    meeting.refresh_from_db()
    assert (meeting.state, meeting.opened_at, meeting.expected) == (MeetingState.PLANNED, None, 0)
    assert not meeting.attendances.exists()
    assert not Minutes.objects.filter(meeting=meeting).exists()
    entry = AuditEntry.objects.get(action=MeetingDeed.OPENING_UNDONE)
    assert (datetime.fromisoformat(entry.data["opened_at"]), entry.data["marks"]) == (opened_at, 0)
    planning.cancel_meeting(**doing(cast, meeting), reason="Nhầm ngày")
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CANCELLED


def test_what_was_circulated_is_circulated_still(cast):
    meeting = staging.opened(cast)
    meeting.circulated_at = cast.now - DAY
    meeting.save()
    corrections.undo_opening(**doing(cast, meeting))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CIRCULATED


def test_a_meeting_opened_again_has_a_roll_of_its_own(cast):
    meeting = staging.called(cast)
    assert code_of(corrections.undo_opening, **doing(cast, meeting)) == "roll_was_called"
    corrections.undo_opening(**doing(cast, meeting), with_roll=True)
    newcomer = MemberFactory(full_name="Bạch Thị Mới")
    MembershipFactory(member=newcomer, organization=cast.cell)
    session.open_meeting(**doing(cast, meeting), opened_at=cast.now, reason="Phát trực tiếp")
    assert meeting.attendances.filter(member=newcomer, mark="").exists()
    assert not meeting.attendances.exclude(mark="").exists()


def guest(cast, meeting):
    session.add_guest(**doing(cast, meeting), name="Đại biểu", post="")


def speech(cast, meeting):
    session.record_speech(**doing(cast, meeting), item=None, member=cast.official, text="Nhất trí")


def conclusion(cast, meeting):
    given = {"actor": cast.secretary, "now": cast.now, "item": meeting.items.first(), "revision": 1}
    session.conclude_item(**given, proceedings="", conclusion="<p>Thống nhất</p>")


def task(cast, meeting):
    session.assign(**doing(cast, meeting), title="Việc", member=cast.official, due_on=cast.on)


def texts(cast, meeting):
    minutes.save_minutes(**doing(cast, meeting), revision=1, texts=MinutesTexts(opening="<p>Mở đầu</p>"))


def points(cast, meeting):
    score.save_score(**doing(cast, meeting), points=staging.POINTS, remedy="")


def another_chair(cast, meeting):
    corrections.hand_over(**doing(cast, meeting), post=Post.CHAIR, after=cast.deputy.member, at=cast.now)


@pytest.mark.parametrize("record", [guest, speech, conclusion, task, texts, points, another_chair])
def test_nothing_that_was_recorded_is_lost_by_undoing(cast, record):
    meeting = staging.opened(cast)
    record(cast, meeting)
    assert code_of(corrections.undo_opening, **doing(cast, meeting), with_roll=True) == "has_records"
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.IN_SESSION


@pytest.mark.parametrize("stage", [staging.planned, staging.locked])
def test_only_a_session_is_corrected(cast, stage):
    meeting = stage(cast)
    for deed, values in (
        (corrections.undo_opening, {}),
        (corrections.correct_times, {"opened_at": cast.now}),
        (corrections.update_roll, {"seen": ""}),
        (corrections.hand_over, {"post": Post.CHAIR, "after": cast.deputy.member, "at": cast.now}),
    ):
        assert code_of(deed, **doing(cast, meeting), **values) == "state"


# Times --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("years", [1, -1, 1000])
def test_a_meeting_is_not_opened_in_another_year(cast, years):
    meeting = staging.planned(cast)
    opened_at = cast.now.replace(year=cast.now.year - years)
    given = {**doing(cast, meeting), "opened_at": opened_at, "reason": "Phát trực tiếp"}
    assert code_of(session.open_meeting, **given) == ("far_from_plan" if years > 0 else "opens_in_future")
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.PLANNED


def test_times_are_corrected_until_the_lock_and_the_minutes_say_so(cast):
    meeting = staging.read_back(cast)
    before = (meeting.opened_at, meeting.closed_at)
    opened_at, closed_at = cast.now - 150 * MINUTE, cast.now - 30 * MINUTE
    corrections.correct_times(**doing(cast, meeting), opened_at=opened_at, closed_at=closed_at)
    meeting.refresh_from_db()
    assert (meeting.opened_at, meeting.closed_at) == (opened_at, closed_at)
    assert meeting.minutes.read_back_at is None
    assert minutes_paper(load_record(meeting)).duration_minutes == 120
    entry = AuditEntry.objects.get(action=MeetingDeed.TIMES_CORRECTED)
    assert [datetime.fromisoformat(at) for at in (*entry.data["before"], *entry.data["after"])] == [
        *before,
        opened_at,
        closed_at,
    ]


def test_the_end_is_not_written_before_the_close(cast):
    meeting = staging.called(cast)
    corrections.correct_times(**doing(cast, meeting), opened_at=cast.now - DAY, closed_at=cast.now)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.closed_at) == (MeetingState.IN_SESSION, None)


@pytest.mark.parametrize(
    ("opened", "closed", "code"),
    [
        (MINUTE, None, "opens_in_future"),
        (-400 * DAY, None, "far_from_plan"),
        (-2 * DAY, -MINUTE, "too_long"),
        (-MINUTE, -2 * MINUTE, "closes_before_start"),
        (-MINUTE, MINUTE, "closes_before_start"),
        (-2 * DAY, None, "too_long"),  # against the end that stands
    ],
)
def test_times_that_cannot_be_are_refused_and_nothing_changes(cast, opened, closed, code):
    meeting = staging.held(cast)
    before = (meeting.opened_at, meeting.closed_at)
    given = {"opened_at": cast.now + opened, "closed_at": cast.now + closed if closed else None}
    assert code_of(corrections.correct_times, **doing(cast, meeting), **given) == code
    meeting.refresh_from_db()
    assert (meeting.opened_at, meeting.closed_at) == before


# The roll -----------------------------------------------------------------------------------------------------------


def leave(member, on):
    Membership.objects.filter(member=member).update(ends_on=on)


def test_the_roll_follows_what_became_known_after_the_opening(cast):
    """One died before the day, one was entered late, one was suspended, one is spelt anew."""
    meeting = staging.called(cast)
    leave(cast.exempt, cast.on - 3 * DAY)
    newcomer = MemberFactory(full_name="Bạch Thị Mới")
    MembershipFactory(member=newcomer, organization=cast.cell)
    ConditionFactory(member=cast.official, condition="suspended")
    cast.probationary.full_name = "Ông Thị Dự (Lan)"
    cast.probationary.save()
    difference = roll_difference(meeting)
    assert difference.sentences == [
        "Thêm: Bạch Thị Mới (chính thức).",
        "Bỏ: Tạ Thị Miên không có trong danh sách ngày họp.",
        "Sửa: Cao Văn Chính → Cao Văn Chính (chính thức, đình chỉ sinh hoạt).",
        "Sửa: Ông Thị Dự → Ông Thị Dự (Lan) (dự bị).",
    ]
    corrections.update_roll(**doing(cast, meeting), seen=difference.key)
    assert roll_difference(meeting).is_empty
    assert staging.line(meeting, newcomer).mark == ""
    assert staging.line(meeting, cast.probationary).mark == Mark.PRESENT  # what was answered stays
    assert not meeting.attendances.filter(member=cast.exempt).exists()
    meeting.refresh_from_db()
    assert (meeting.expected, meeting.present) == (8, 6)


def test_votes_are_counted_again_by_the_new_roll(cast):
    meeting = staging.voted(cast, votes=(4, 0, 0))
    for number in range(2):
        MembershipFactory(member=MemberFactory(full_name=f"Bạch Thị Mới {number}"), organization=cast.cell)
    corrections.update_roll(**doing(cast, meeting), seen=roll_difference(meeting).key)
    ballot = Ballot.objects.get()
    assert (ballot.electorate, ballot.is_carried) == (8, False)
    meeting.refresh_from_db()
    assert not meeting.resolution_carried


def test_a_difference_that_grew_meanwhile_is_shown_again(cast):
    meeting = staging.called(cast)
    leave(cast.exempt, cast.on - DAY)
    seen = roll_difference(meeting).key
    leave(cast.away, cast.on - DAY)
    assert code_of(corrections.update_roll, **doing(cast, meeting), seen=seen) == "roll_changed"
    assert meeting.attendances.filter(member=cast.exempt).exists()


@pytest.mark.parametrize("part", ["speech", "task", "helper", "chair"])
def test_who_took_part_is_not_dropped(cast, part):
    meeting = staging.called(cast)
    person = cast.secretary.member if part == "chair" else cast.official
    if part == "speech":
        speech(cast, meeting)
    if part == "task":
        task(cast, meeting)
    if part == "helper":
        session.assign(**doing(cast, meeting), title="Việc", member=cast.deputy.member, helper=person, due_on=cast.on)
    leave(person, cast.on - DAY)
    with pytest.raises(RuleRefused) as refused:
        corrections.update_roll(actor=cast.deputy, now=cast.now, meeting=meeting, seen=roll_difference(meeting).key)
    assert refusal_sentences(refused.value) == [
        f"Buổi này đã ghi ý kiến hoặc phần việc của {person.full_name} nên không bỏ khỏi danh sách được."
    ]


# Hand-over ----------------------------------------------------------------------------------------------------------


def test_the_minutes_name_both_who_chaired_and_the_last_signs(cast):
    meeting = staging.held(cast)
    at = cast.now - 40 * MINUTE
    corrections.hand_over(**doing(cast, meeting), post=Post.CHAIR, after=cast.deputy.member, at=at)
    meeting.refresh_from_db()
    assert meeting.chair == cast.deputy.member
    paper = minutes_paper(load_record(meeting))
    assert paper.chair.name == "Lê Văn Đức"
    assert paper.chaired_by == (
        "đồng chí Trần Thị Hoa, Bí thư Chi bộ; từ 07 giờ 50 phút: đồng chí Lê Văn Đức, Phó Bí thư Chi bộ"
    )
    assert paper.written_by == "đồng chí Ngô Thu Hằng"


def test_a_hand_over_stands_in_the_locked_minutes_for_good(cast):
    meeting = staging.held(cast)
    given = doing(cast, meeting) | {"post": Post.MINUTE_TAKER, "at": cast.now}
    corrections.hand_over(**given, after=cast.committee_member.member)
    minutes.read_back(**doing(cast, meeting), votes=6)
    minutes.lock_minutes(**doing(cast, meeting))
    paper = frozen_paper(Minutes.objects.get(meeting=meeting))
    assert [(row.before.name, row.after.name) for row in paper.hand_overs] == [("Ngô Thu Hằng", "Phạm Minh Ánh")]


def test_the_new_minute_taker_writes_and_the_old_one_no_more(cast):
    meeting = staging.called(cast)
    corrections.hand_over(**doing(cast, meeting), post=Post.MINUTE_TAKER, after=cast.member.member, at=cast.now)
    meeting.refresh_from_db()
    session.add_guest(actor=cast.member, now=cast.now, meeting=meeting, name="Đại biểu", post="")
    with pytest.raises(PermissionDenied):
        session.add_guest(actor=cast.minute_taker, now=cast.now, meeting=meeting, name="Khách", post="")


def test_a_hand_over_by_mistake_is_taken_back_last_first(cast):
    meeting = staging.called(cast)
    given = doing(cast, meeting) | {"post": Post.CHAIR}
    first = corrections.hand_over(**given, after=cast.deputy.member, at=cast.now - 20 * MINUTE)
    second = corrections.hand_over(**given, after=cast.committee_member.member, at=cast.now - 10 * MINUTE)
    assert code_of(session.remove_entry, actor=cast.secretary, now=cast.now, entry=first) == "handed_on"
    for entry in (second, first):
        found = get_entry(cast.secretary, "hand-over", entry.pk, cast.on)
        session.remove_entry(actor=cast.secretary, now=cast.now, entry=found)
    meeting.refresh_from_db()
    assert meeting.chair == cast.secretary.member


def test_nobody_takes_over_from_himself_or_before_the_last_change(cast):
    meeting = staging.called(cast)
    given = doing(cast, meeting) | {"post": Post.CHAIR}
    assert code_of(corrections.hand_over, **given, after=cast.secretary.member, at=cast.now) == "same_person"
    corrections.hand_over(**given, after=cast.deputy.member, at=cast.now - 10 * MINUTE)
    late = {"after": cast.committee_member.member, "at": cast.now - 11 * MINUTE}
    assert code_of(corrections.hand_over, **given, **late) == "outside_session"
