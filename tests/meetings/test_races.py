"""Many at the same moment: done once, the others refused in words or given the same answer, and nothing lost."""

from dataclasses import fields, replace
from datetime import timedelta
from itertools import count

import pytest
from django.test import Client

from chibo.core import clock
from chibo.core.contest import Seen, values_of
from chibo.core.models import AuditEntry, OutboundMessage, StoredDocument
from chibo.rules.assigning import Progress
from chibo.rules.census import Mark
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.voting import Matter
from chibo.rules.workflow import MeetingState
from meetings.assignments import services as assignments
from meetings.codes import Disposition, DraftKind
from meetings.ground.facts import load_record
from meetings.minutes import documents
from meetings.minutes import services as minutes
from meetings.models import FollowUp, Meeting, Minutes
from meetings.planning import services as planning
from meetings.preparation.agenda import services as agenda
from meetings.preparation.circulation import services as circulation
from meetings.preparation.drafts import services as drafts
from meetings.score import services as score
from meetings.session import services as session
from meetings.session.selectors import answer_on, line_of
from meetings.session.services import MarkInput
from members.models import Member, Organization
from members.services import MemberData, change_member, set_local_rule
from tests.cast import build_cast
from tests.factories.meetings import CommentFactory, DraftFactory, VersionFactory
from tests.factories.topics import TopicFactory
from tests.meetings import staging
from tests.racing import at_once, committed
from topics import services as topics
from topics.models import Topic

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

MANY = 8


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    with committed(build_cast, django_db_blocker) as people:
        yield people


@pytest.fixture(scope="module")
def fresh(cast):
    """A meeting of its own for every test, brought to a stage: ``fresh(staging.held)``."""
    numbers = count(1)

    def make(stage, **values) -> Meeting:
        years, months = divmod(next(numbers), 12)
        starts_at = cast.now - timedelta(days=12 * years + months)
        return stage(cast, key=f"{2025 + years}-{months + 1:02}", starts_at=starts_at, **values)

    return make


@pytest.fixture(autouse=True)
def _quick_pdf(monkeypatch):
    monkeypatch.setattr(documents, "minutes_pdf", lambda paper: f"PDF {paper.subject}".encode())


def row_of(instance):
    return type(instance).objects.filter(pk=instance.pk)


def race(deeds, meeting):
    return at_once(deeds, row_of(meeting))


def deeds_done(meeting, deed) -> int:
    return AuditEntry.objects.filter(target=f"meeting:{meeting.pk}", action=f"meeting.{deed}").count()


def stored(meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)


# Before the meeting -----------------------------------------------------------------------------------------------


def test_a_meeting_sent_out_by_many_goes_out_once_to_everybody(cast, fresh):
    meeting = fresh(staging.planned)

    def agree():
        return circulation.agree_content(actor=cast.deputy, now=cast.now, meeting=meeting)

    def send():
        return circulation.circulate_meeting(actor=cast.secretary, now=cast.now, meeting=meeting, reason="Gấp")

    assert race([agree] * MANY, meeting).refusals == []
    answers = race([send] * MANY, meeting)

    assert (len(answers.results), answers.refusals) == (1, ["state"] * (MANY - 1))
    assert (deeds_done(meeting, "content_agreed"), deeds_done(meeting, "circulated")) == (1, 1)
    told = list(OutboundMessage.objects.filter(about=f"meeting:{meeting.pk}").values_list("recipient", "channel"))
    assert len(told) == len(set(told))
    assert len({recipient for recipient, _ in told}) == 10  # nine who can come and the official who follows the cell


@pytest.mark.parametrize("first", ["sent", "cancelled"])
def test_nobody_keeps_the_invitation_to_a_meeting_that_is_cancelled_meanwhile(cast, fresh, first):
    meeting = fresh(staging.planned)

    def send():
        return circulation.circulate_meeting(actor=cast.secretary, now=cast.now, meeting=meeting, reason="Gấp")

    def cancel():
        return planning.cancel_meeting(actor=cast.deputy, now=cast.now, meeting=meeting, reason="Trùng lịch xã")

    answers = race([send, cancel] if first == "sent" else [cancel, send], meeting)

    kinds = set(OutboundMessage.objects.filter(about=f"meeting:{meeting.pk}").values_list("kind", flat=True))
    assert stored(meeting).state == MeetingState.CANCELLED
    assert (answers.refusals, kinds) == (([], {"circulated", "cancelled"}) if first == "sent" else (["state"], set()))


def test_a_meeting_planned_by_many_for_one_hour_is_planned_once(cast):
    plan = planning.MeetingPlan(
        kind=MeetingKind.EXTRAORDINARY,
        period=Period.month(2026, 12),
        starts_at=cast.now + timedelta(days=20),
        minutes=60,
        place="Nhà văn hóa thôn",
    )

    def make():
        return planning.plan_meeting(actor=cast.secretary, now=cast.now, organization=cast.cell, plan=plan)

    answers = at_once([make] * MANY, Organization.objects.filter(pk=cast.cell.pk))

    assert (len(answers.results), answers.refusals) == (1, ["overlap"] * (MANY - 1))
    assert Meeting.objects.filter(organization=cast.cell, starts_at=plan.starts_at).count() == 1


def _agenda(cast, meeting):
    rows = [agenda.ItemInput(None, "discussion", "Việc mới", None, 30)]
    given = {"actor": cast.deputy, "now": cast.now, "meeting": meeting, "revision": meeting.revision}
    return row_of(meeting), lambda: agenda.save_agenda(**given, items=rows)


def _change(cast, meeting):
    plan = planning.MeetingPlan(
        kind=MeetingKind(meeting.kind),
        period=Period.parse(meeting.period),
        starts_at=meeting.starts_at,
        minutes=90,
        place="Đình làng",
        minute_taker=cast.minute_taker.member,
    )
    given = {"actor": cast.deputy, "now": cast.now, "meeting": meeting, "revision": meeting.revision}
    return row_of(meeting), lambda: planning.change_meeting(**given, plan=plan)


def _draft(cast, meeting):
    given = {"actor": cast.deputy, "now": cast.now, "content": drafts.DraftContent(body="<p>Dự thảo</p>")}
    paper = drafts.add_draft(**given, meeting=meeting, kind=DraftKind.PAPER, title="Báo cáo")
    return row_of(paper), lambda: drafts.add_version(**given, draft=paper, revision=1)


def _conclusion(cast, meeting):
    item, given = meeting.items.first(), {"proceedings": "<p>Bàn</p>", "conclusion": "<p>Nhất trí</p>"}
    return row_of(item), lambda: session.conclude_item(actor=cast.deputy, now=cast.now, item=item, revision=1, **given)


def _texts(cast, meeting):
    given = {"revision": 1, "texts": minutes.MinutesTexts(opening="<p>Khai mạc</p>")}
    return row_of(meeting.minutes), lambda: minutes.save_minutes(
        actor=cast.deputy, now=cast.now, meeting=meeting, **given
    )


@pytest.mark.parametrize(
    ("stage", "build", "deed"),
    [
        (staging.planned, _agenda, "agenda_saved"),
        (staging.planned, _change, "changed"),
        (staging.planned, _draft, "draft_version_added"),
        (staging.opened, _conclusion, "item_concluded"),
        (staging.opened, _texts, "minutes_saved"),
    ],
)
def test_of_many_savings_one_is_kept_and_the_others_are_told(cast, fresh, stage, build, deed):
    meeting = fresh(stage)
    held, save = build(cast, meeting)
    before = deeds_done(meeting, deed)

    answers = at_once([save] * MANY, held)

    assert (len(answers.results), answers.refusals) == (1, ["stale"] * (MANY - 1))
    assert deeds_done(meeting, deed) == before + 1
    if deed == "agenda_saved":
        assert [item.title for item in meeting.items.all()] == ["Việc mới"]


# Two pages on one thing -------------------------------------------------------------------------------------------


def shown(row, *names) -> Seen:
    """A page that was opened before anybody saved."""
    return Seen.of(values_of(type(row).objects.get(pk=row.pk), names))


def test_minutes_in_which_each_writes_another_part_keep_all_of_them(cast, fresh):
    meeting = fresh(staging.opened)
    texts = minutes.MinutesTexts
    seen = shown(meeting.minutes, "opening", "criticism", "guest_remark", "closing")

    def write(**text):
        given = {"meeting": meeting, "revision": 1, "texts": texts(**text), "seen": seen}
        return lambda: minutes.save_minutes(actor=cast.deputy, now=cast.now, **given)

    parts = {"opening": "<p>Một</p>", "criticism": "<p>Hai</p>", "guest_remark": "<p>Ba</p>", "closing": "<p>Bốn</p>"}
    answers = race([write(**{name: text}) for name, text in parts.items()], meeting)

    assert (len(answers.results), answers.refusals) == (4, [])
    assert values_of(Minutes.objects.get(meeting=meeting), parts) == parts


def test_a_topic_or_person_changed_by_many_keeps_every_field_and_one_of_what_all_changed(cast):
    topic = TopicFactory(organization=cast.cell)
    seen, plan = shown(topic, *topics.CHOSEN), topics.TopicPlan(topic.year, topic.quarter, topic.title, topic.group)

    def change(**values):
        return lambda: topics.change_topic(
            actor=cast.deputy, now=cast.now, topic=topic, plan=replace(plan, **values), seen=seen
        )

    answers = at_once([change(basis="Kế hoạch 12"), change(quarter=2), change(quarter=3)], row_of(topic))
    assert (len(answers.results), answers.refusals) == (2, ["stale"])
    stored_topic = Topic.objects.get(pk=topic.pk)
    assert (stored_topic.basis, stored_topic.quarter in (2, 3)) == ("Kế hoạch 12", True)

    names = [field.name for field in fields(MemberData)]
    data, seen = MemberData(**values_of(cast.official, names)), shown(cast.official, *names)

    def mend(**values):
        return lambda: change_member(
            actor=cast.secretary,
            now=cast.now,
            member=Member.objects.get(pk=cast.official.pk),
            data=replace(data, **values),
            seen=seen,
        )

    answers = at_once([mend(phone="0912000111"), mend(other_name="Ba"), mend(phone="0912")], row_of(cast.official))
    person = Member.objects.get(pk=cast.official.pk)
    assert (len(answers.results), answers.refusals, person.other_name) == (2, ["stale"], "Ba")


def test_a_line_of_the_roll_answered_by_many_from_one_page_is_answered_once(cast, fresh):
    meeting = fresh(staging.opened)
    row, other = staging.line(meeting, cast.member), staging.line(meeting, cast.deputy)
    seen = Seen.of({line_of(each): answer_on(each) for each in (row, other)})

    def answer(line, mark, reason=""):
        marks = [MarkInput(line.pk, mark, reason, seen)]
        return lambda: session.call_roll(actor=cast.secretary, now=cast.now, meeting=meeting, marks=marks)

    marks = [answer(row, Mark.EXCUSED, "ốm"), answer(row, Mark.UNEXCUSED), answer(other, Mark.PRESENT)]
    answers = race(marks, meeting)

    assert (len(answers.results), answers.refusals) == (2, ["stale"])
    assert staging.line(meeting, cast.deputy).mark == Mark.PRESENT


def test_everybody_present_beside_an_excuse_leaves_the_excuse(cast, fresh):
    meeting = fresh(staging.opened)
    row = staging.line(meeting, cast.member)
    everybody = [MarkInput(each.pk, Mark.PRESENT, if_unmarked=True) for each in meeting.attendances.all()]

    def call(marks):
        return lambda: session.call_roll(actor=cast.secretary, now=cast.now, meeting=meeting, marks=marks)

    answers = race([call([MarkInput(row.pk, Mark.EXCUSED, "ốm")]), call(everybody)], meeting)

    assert (len(answers.results), answers.refusals) == (2, [])
    assert staging.line(meeting, cast.member).mark == Mark.EXCUSED


def test_a_comment_answered_by_many_from_one_page_has_one_answer(cast, fresh):
    meeting = fresh(staging.planned)
    version = VersionFactory(draft=DraftFactory(meeting=meeting))
    comment = CommentFactory(version=version, member=cast.member.member)
    seen = Seen.of({"answer": drafts.answer_of(comment)})

    def answer(words):
        given = {"comment": comment, "disposition": Disposition.PARTLY, "answer": words, "seen": seen}
        return lambda: drafts.answer_comment(actor=cast.secretary, now=cast.now, **given)

    answers = race([answer(f"Vì {number}") for number in range(MANY)], meeting)

    assert (len(answers.results), answers.refusals) == (1, ["stale"] * (MANY - 1))
    assert deeds_done(meeting, "comment_answered") == 1


def test_a_report_given_by_two_at_once_is_given_by_one(cast, fresh):
    meeting = fresh(staging.called)
    task = _assign(cast, meeting)()
    seen = Seen.of({"report": assignments.report_of(task)})

    def report(who, words):
        given = {"assignment": task, "progress": Progress.DONE, "report": words, "seen": seen}
        return lambda: assignments.report_assignment(actor=who, now=cast.now, **given)

    answers = at_once([report(cast.secretary, "Xong"), report(cast.deputy, "Chưa xong hẳn")], row_of(task))

    assert (len(answers.results), answers.refusals) == (1, ["stale"])


def test_a_figure_or_a_sheet_set_by_many_from_one_day_is_set_once(cast):
    since = cast.now.date() + timedelta(days=30)

    def figure(number):
        given = {"code": "publish_days_after_max", "value": str(number), "basis": "Quy định 1", "since": since}
        return lambda: set_local_rule(actor=None, now=cast.now, organization=cast.other_committee, **given)

    def sheet(most):
        given = {"lines": [("Chuẩn bị", most), ("Kết quả", 100 - most)], "basis": "Hướng dẫn 1", "since": since}
        return lambda: score.set_sheet(actor=None, now=cast.now, organization=cast.other_committee, **given)

    for deeds, refusal in (
        ([figure(2 + number) for number in range(MANY)], "figure_set_later"),
        ([sheet(10 + number) for number in range(MANY)], "sheet_set_later"),
    ):
        answers = at_once(deeds, Organization.objects.filter(pk=cast.other_committee.pk))
        assert (len(answers.results), answers.refusals) == (1, [refusal] * (MANY - 1))


# In the room ------------------------------------------------------------------------------------------------------


def test_a_meeting_opened_by_many_is_opened_once(cast, fresh):
    meeting = fresh(staging.planned)

    def deed_of(who):
        return lambda: session.open_meeting(
            actor=who, now=cast.now, meeting=meeting, opened_at=cast.now, reason="Phát trực tiếp"
        )

    answers = race([deed_of(who) for who in (cast.secretary, cast.deputy) * (MANY // 2)], meeting)

    assert (len(answers.results), answers.refusals) == (1, ["state"] * (MANY - 1))
    assert (meeting.attendances.count(), deeds_done(meeting, "opened")) == (10, 1)
    assert Minutes.objects.filter(meeting=meeting).count() == 1


def test_lines_called_at_once_all_stay_and_are_all_counted(cast, fresh):
    meeting = fresh(staging.opened)
    lines = [row for row in meeting.attendances.all() if row.member not in (cast.away, cast.exempt)]

    def deed_of(row):
        marks = [MarkInput(row.pk, Mark.PRESENT)]
        return lambda: session.call_roll(actor=cast.minute_taker, now=cast.now, meeting=meeting, marks=marks)

    answers = race([deed_of(row) for row in lines], meeting)

    assert (len(answers.results), answers.refusals) == (len(lines), [])
    assert meeting.attendances.filter(mark=Mark.PRESENT).count() == len(lines) == MANY
    assert (stored(meeting).present, stored(meeting).expected) == (MANY, MANY)


def _vote(cast, meeting, subject="nghị quyết"):
    return lambda: session.record_ballot(
        actor=cast.minute_taker,
        now=cast.now,
        meeting=meeting,
        matter=Matter.RESOLUTION,
        subject=subject,
        votes=(4, 0, 0),
    )


def _speak(cast, meeting, member=None):
    given = {"item": None, "member": member or cast.official, "text": "Nhất trí"}
    return lambda: session.record_speech(actor=cast.minute_taker, now=cast.now, meeting=meeting, **given)


def _guest(cast, meeting):
    return lambda: session.add_guest(
        actor=cast.minute_taker, now=cast.now, meeting=meeting, name="Trần Văn Cấp", post="Đảng ủy viên"
    )


def _assign(cast, meeting):
    given = {"title": "Thu đảng phí", "member": cast.member.member, "due_on": cast.on + timedelta(days=7)}
    return lambda: session.assign(actor=cast.minute_taker, now=cast.now, meeting=meeting, **given)


def test_what_is_sent_many_times_at_once_is_recorded_once(cast, fresh):
    """Eight equal posts of one form, from eight windows: one record, one line, and the same answer to all."""
    meeting = fresh(staging.called)
    sent = {"member": cast.official.pk, "kind": "speech", "text": "Nhất trí", "item": "", "form_token": "a" * 32}

    def post():
        client = Client()
        client.force_login(cast.minute_taker)
        answer = client.post(f"/meetings/{meeting.pk}/speeches/new/", sent)
        return answer.status_code, answer["Location"]

    with clock.moved_to(cast.now):
        answers = race([post] * MANY, meeting)

    assert len(set(answers.results)) == 1
    assert (meeting.speeches.count(), deeds_done(meeting, "speech_recorded")) == (1, 1)


def test_different_votes_and_speeches_at_once_all_stay_and_are_all_counted(cast, fresh):
    meeting = fresh(staging.called)
    subjects = [f"việc {number}" for number in range(4)]
    speakers = [cast.secretary.member, cast.deputy.member, cast.official, cast.visiting]

    answers = race(
        [*(_vote(cast, meeting, each) for each in subjects), *(_speak(cast, meeting, each) for each in speakers)],
        meeting,
    )

    assert (len(answers.results), answers.refusals) == (MANY, [])
    assert sorted(meeting.ballots.values_list("subject", flat=True)) == subjects
    assert (stored(meeting).speakers, stored(meeting).resolution_carried) == (len(speakers), True)


def test_a_meeting_closed_by_many_is_closed_once(cast, fresh):
    meeting = fresh(staging.called)

    def close():
        return session.close_meeting(actor=cast.secretary, now=cast.now, meeting=meeting, closed_at=cast.now)

    answers = race([close] * MANY, meeting)

    assert (len(answers.results), answers.refusals) == (1, ["state"] * (MANY - 1))
    assert deeds_done(meeting, "closed") == 1


# The minutes ------------------------------------------------------------------------------------------------------


def _lock(cast, meeting):
    return lambda: minutes.lock_minutes(actor=cast.secretary, now=cast.now, meeting=meeting)


def test_minutes_locked_by_many_are_locked_and_printed_once(cast, fresh):
    meeting = fresh(staging.read_back)
    before = StoredDocument.objects.count()

    answers = race([_lock(cast, meeting)] * MANY, meeting)

    assert (len(answers.results), answers.refusals) == (1, ["state"] * (MANY - 1))
    assert (StoredDocument.objects.count(), deeds_done(meeting, "minutes_locked")) == (before + 1, 1)


def _everything(cast, meeting):
    """One of each that the minutes print."""
    marks = [MarkInput(staging.line(meeting, cast.member).pk, Mark.PRESENT)]
    item, given = meeting.items.last(), {"actor": cast.deputy, "now": cast.now}
    return [
        _vote(cast, meeting, "việc giờ chót"),
        _speak(cast, meeting),
        _guest(cast, meeting),
        _assign(cast, meeting),
        lambda: session.call_roll(**given, meeting=meeting, marks=marks),
        lambda: session.conclude_item(**given, item=item, revision=item.revision, proceedings="", conclusion="Khác"),
        lambda: minutes.save_minutes(**given, meeting=meeting, revision=2, texts=minutes.MinutesTexts(opening="Khác")),
        lambda: score.save_score(**given, meeting=meeting, points=staging.POINTS, remedy="Khác"),
    ]


def test_a_vote_at_the_moment_of_the_lock_is_refused_once_the_minutes_are_printed(cast, fresh):
    meeting = fresh(staging.read_back)

    answers = race([_lock(cast, meeting), *_everything(cast, meeting)], meeting)

    assert (len(answers.results), answers.refusals) == (1, ["state"] * MANY)
    printed = Minutes.objects.get(meeting=meeting).frozen["paper"]
    assert documents.minutes_paper(load_record(stored(meeting))).to_json() == printed


def test_a_vote_before_the_lock_is_read_back_before_it_is_printed(cast, fresh):
    meeting = fresh(staging.read_back)

    answers = race([*_everything(cast, meeting), _lock(cast, meeting)], meeting)

    assert (len(answers.results), answers.refusals) == (MANY, ["blocked"])
    assert stored(meeting).state == MeetingState.HELD
    assert meeting.ballots.filter(subject="việc giờ chót").exists()


def test_nothing_is_combined_with_a_meeting_whose_minutes_are_being_printed(cast, fresh):
    meeting = fresh(staging.read_back)
    plan = planning.MeetingPlan(
        kind=MeetingKind.THEMATIC,
        period=Period.parse("2026-Q4"),
        starts_at=meeting.starts_at + timedelta(minutes=90),
        minutes=45,
        place="Nhà văn hóa thôn",
        combined_with=meeting,
    )

    def combine():
        return planning.plan_meeting(
            actor=cast.secretary, now=cast.now, organization=cast.cell, plan=plan, reason="Liền buổi"
        )

    answers = race([_lock(cast, meeting), combine], meeting)

    assert (len(answers.results), answers.refusals) == (1, ["not_same_occasion"])


def test_a_score_sent_by_many_is_sent_once(cast, fresh):
    meeting = fresh(staging.held)
    score.save_score(actor=cast.secretary, now=cast.now, meeting=meeting, points=staging.POINTS, remedy="")
    minutes.read_back(actor=cast.secretary, now=cast.now, meeting=meeting, votes=6)
    minutes.lock_minutes(actor=cast.secretary, now=cast.now, meeting=meeting)

    def send():
        return score.send_score(actor=cast.secretary, now=cast.now, meeting=meeting)

    answers = race([send] * MANY, meeting)

    assert (len(answers.results), answers.refusals) == (1, ["already_sent"] * (MANY - 1))
    assert (FollowUp.objects.filter(meeting=meeting).count(), deeds_done(meeting, "score_sent")) == (1, 1)
