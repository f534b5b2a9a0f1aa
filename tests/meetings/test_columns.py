"""Every deed on a row that is there writes these columns to the database, and no others."""

from datetime import timedelta

import pytest

from chibo.rules.assigning import Progress
from chibo.rules.census import Mark
from chibo.rules.periods import MeetingKind, Period
from meetings.assignments import services as assignments
from meetings.codes import Disposition, DraftKind
from meetings.minutes import services as minutes
from meetings.models import Meeting
from meetings.planning import services as planning
from meetings.preparation.agenda import services as agenda
from meetings.preparation.circulation import services as circulation
from meetings.preparation.drafts import services as drafts
from meetings.score import services as score
from meetings.session import services as session
from tests.factories.topics import TopicFactory
from tests.meetings import staging

pytestmark = pytest.mark.django_db

TEXT = drafts.DraftContent(body="<p>Dự thảo</p>")


def columns(row) -> dict[str, object]:
    stored = type(row).objects.get(pk=row.pk)
    return {field.attname: getattr(stored, field.attname) for field in row._meta.concrete_fields}


def written(row, deed, cast, who="secretary", **given) -> dict[str, object]:
    """What the deed changes in the row, as the database has it afterwards."""
    before = columns(row)
    deed(actor=getattr(cast, who), now=cast.now, **given)
    return {name: value for name, value in columns(row).items() if value != before[name]}


def spoil(meeting) -> None:
    """Frozen counts that are wrong: whoever counts again puts them right."""
    Meeting.objects.filter(pk=meeting.pk).update(expected=99, present=98, speakers=97, resolution_carried=False)


COUNTS = {"expected": 8, "present": 6, "speakers": 0, "resolution_carried": True}


# Before the meeting -----------------------------------------------------------------------------------------------


def test_a_change_writes_the_whole_plan(cast):
    meeting, starts_at = staging.planned(cast), cast.now + timedelta(days=40)
    kinds = {"kind": MeetingKind.THEMATIC, "key": "2026-Q4", "starts_at": starts_at + timedelta(hours=2)}
    partner = staging.planned(cast, **kinds, topic=TopicFactory(organization=cast.committee))
    plan = planning.MeetingPlan(
        kind=MeetingKind.REGULAR,
        period=Period.month(2026, 12),
        starts_at=starts_at,
        minutes=120,
        place=" Trường học ",
        topic=partner.topic,
        chair=cast.deputy.member,
        minute_taker=cast.member.member,
        combined_with=partner,
    )
    given = {"meeting": meeting, "plan": plan, "revision": 2, "reason": " Bận mùa "}
    assert written(meeting, planning.change_meeting, cast, **given) == {
        "period": "2026-12",
        "starts_at": starts_at,
        "moved_at": cast.now,
        "planned_minutes": 120,
        "place": "Trường học",
        "topic_id": partner.topic.pk,
        "chair_id": cast.deputy.member.pk,
        "minute_taker_id": cast.member.member.pk,
        "combined_with_id": partner.pk,
        "revision": 3,
        "reason": "Bận mùa",
    }


def test_a_plan_writes_who_made_it_and_why(cast):
    stored = columns(staging.planned(cast))
    assert {name: stored[name] for name in ("created_by_id", "created_at", "reason", "planned_minutes", "place")} == {
        "created_by_id": cast.secretary.pk,
        "created_at": cast.now,
        "reason": "Họp bù theo lịch của Đảng ủy",
        "planned_minutes": 90,
        "place": "Nhà văn hóa thôn",
    }


def test_a_cancellation_writes_when_and_why(cast):
    meeting = staging.planned(cast)
    assert written(meeting, planning.cancel_meeting, cast, meeting=meeting, reason=" Mưa bão ") == {
        "state": "cancelled",
        "cancelled_at": cast.now,
        "reason": "Mưa bão",
    }


def test_the_agenda_writes_its_items_and_the_next_revision(cast):
    meeting = staging.planned(cast)
    item = meeting.items.first()
    rows = [agenda.ItemInput(item.pk, "information", " Thời sự ", cast.official.pk, 25, " Công văn 12 ")]
    deed, given = agenda.save_agenda, {"meeting": meeting, "revision": 2, "items": rows}
    before = columns(item)
    assert written(meeting, deed, cast, **given) == {"revision": 3}
    assert {name: value for name, value in columns(item).items() if value != before[name]} == {
        "kind": "information",
        "title": "Thời sự",
        "presenter_id": cast.official.pk,
        "minutes": 25,
        "basis": "Công văn 12",
    }


def test_agreeing_and_sending_write_when(cast):
    meeting = staging.planned(cast)
    assert written(meeting, circulation.agree_content, cast, meeting=meeting) == {"committee_agreed_at": cast.now}
    given = {"meeting": meeting, "reason": "Gấp"}
    sent = {"state": "circulated", "circulated_at": cast.now}
    assert written(meeting, circulation.circulate_meeting, cast, **given) == sent


def test_a_version_and_an_answer_are_written(cast):
    now, meeting = {"actor": cast.secretary, "now": cast.now}, staging.planned(cast)
    paper = drafts.add_draft(**now, meeting=meeting, kind=DraftKind.PAPER, title="Báo cáo", content=TEXT)
    assert written(paper, drafts.add_version, cast, draft=paper, revision=1, content=TEXT) == {"revision": 2}
    newest = paper.versions.get(number=2)
    assert (newest.created_by, newest.created_at, newest.body) == (cast.secretary, cast.now, TEXT.body)
    comment = drafts.add_comment(**now, version=newest, text=" Ghi rõ thời hạn ")
    author = cast.secretary.member
    assert (comment.text, comment.created_at, comment.member) == ("Ghi rõ thời hạn", cast.now, author)
    given = {"comment": comment, "disposition": Disposition.PARTLY, "answer": " Đã có "}
    assert written(comment, drafts.answer_comment, cast, "deputy", **given) == {
        "disposition": "partly",
        "answer": "Đã có",
        "answered_at": cast.now,
        "answered_by_id": cast.deputy.pk,
    }


# In the room ------------------------------------------------------------------------------------------------------


def test_the_opening_writes_the_hour_and_who_is_named_at_it(cast):
    meeting, opened_at = staging.planned(cast, minute_taker=None), cast.now - timedelta(minutes=5)
    people = {"chair": cast.deputy.member, "minute_taker": cast.member.member}
    given = {"meeting": meeting, "opened_at": opened_at, "reason": "Phát trực tiếp", **people}
    assert written(meeting, session.open_meeting, cast, **given) == {
        "state": "in_session",
        "opened_at": opened_at,
        "chair_id": cast.deputy.member.pk,
        "minute_taker_id": cast.member.member.pk,
    }


def test_the_roll_call_writes_mark_reason_and_who_called(cast):
    meeting = staging.called(cast)
    line = staging.line(meeting, cast.deputy)
    given = {"meeting": meeting, "marks": [session.MarkInput(line.pk, Mark.EXCUSED, " đi công tác ")]}
    changed = {"mark": "absent_excused", "reason": "đi công tác", "marked_by_id": cast.secretary.pk}
    assert written(line, session.call_roll, cast, **given) == changed
    later = {"now": cast.now + timedelta(minutes=1), "actor": cast.deputy}
    session.call_roll(**later, **given)
    line.refresh_from_db()
    assert (line.marked_at, line.marked_by) == (cast.now, cast.secretary)  # the same answer again is not a new one


def test_a_conclusion_is_written_to_its_item(cast):
    item = staging.called(cast).items.first()
    texts = {"proceedings": "<p>Bàn</p>", "conclusion": "<p>Nhất trí</p>"}
    given = {"item": item, "revision": 1, **texts}
    assert written(item, session.conclude_item, cast, **given) == {**texts, "revision": 2}


def test_the_close_writes_the_hour_and_counts_again(cast):
    meeting, closed_at = staging.called(cast), cast.now - timedelta(minutes=1)
    spoil(meeting)
    counts = {**COUNTS, "resolution_carried": False}
    changed = written(meeting, session.close_meeting, cast, meeting=meeting, closed_at=closed_at)
    del counts["resolution_carried"]
    assert changed == {"state": "held", "closed_at": closed_at, **counts}


# The minutes and after --------------------------------------------------------------------------------------------


def test_the_minutes_write_their_texts_and_forget_the_reading(cast):
    meeting = staging.read_back(cast)
    texts = {"opening": "<p>Một</p>", "criticism": "<p>Hai</p>", "guest_remark": "<p>Ba</p>", "closing": "<p>Bốn</p>"}
    type(meeting.minutes).objects.update(saved_at=None)
    given = {"meeting": meeting, "revision": 2, "texts": minutes.MinutesTexts(**texts)}
    assert written(meeting.minutes, minutes.save_minutes, cast, **given) == {
        **texts,
        "revision": 3,
        "saved_at": cast.now,
        "read_back_at": None,
        "approved_by_votes": None,
    }


def test_the_reading_writes_when_and_how_many_approve(cast):
    meeting = staging.held(cast)
    given = {"meeting": meeting, "votes": 5}
    changed = {"read_back_at": cast.now, "approved_by_votes": 5}
    assert written(meeting.minutes, minutes.read_back, cast, **given) == changed


def test_the_lock_writes_what_is_printed_and_counts_again(cast):
    meeting = staging.read_back(cast)
    spoil(meeting)
    row, before = meeting.minutes, columns(meeting)
    changed = written(row, minutes.lock_minutes, cast, meeting=meeting, reason=" Ngắn ")
    assert set(changed) == {"document_id", "frozen", "locked_at", "locked_by_id"}
    assert (changed["locked_at"], changed["locked_by_id"]) == (cast.now, cast.secretary.pk)
    assert (set(changed["frozen"]), changed["frozen"]["reason"]) == ({"paper", "rules", "reason"}, "Ngắn")
    assert {name: value for name, value in columns(meeting).items() if value != before[name]} == {
        "state": "locked",
        "locked_at": cast.now,
        **COUNTS,
    }


def test_a_score_kept_again_is_written_over(cast):
    meeting, points = staging.held(cast), staging.POINTS
    row = score.save_score(actor=cast.secretary, now=cast.now, meeting=meeting, points=points, remedy="Cũ")
    given = {"meeting": meeting, "points": {**points, "time": 4}, "remedy": " Mới "}
    changed = {"points": {**points, "time": 4}, "total": sum(points.values()) - 1, "remedy": "Mới"}
    assert written(row, score.save_score, cast, **given) == changed


def test_a_report_is_written_to_its_task(cast):
    meeting = staging.called(cast)
    given = {"title": " Thu đảng phí ", "member": cast.member.member, "due_on": cast.on + timedelta(days=7)}
    task = session.assign(actor=cast.secretary, now=cast.now, meeting=meeting, **given)
    assert (task.title, task.created_by, task.created_at) == ("Thu đảng phí", cast.secretary, cast.now)
    given = {"assignment": task, "progress": Progress.PARTLY, "report": " Còn hai hộ "}
    changed = {"progress": "partly", "report": "Còn hai hộ", "reported_at": cast.now}
    assert written(task, assignments.report_assignment, cast, "member", **given) == changed
