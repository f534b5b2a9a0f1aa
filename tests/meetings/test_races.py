"""Many at the same moment: done once, the others refused in words or given the same answer, and nothing lost."""

from datetime import timedelta
from itertools import count

import pytest
from django.test import Client

from chibo.core import clock
from chibo.core.models import AuditEntry, OutboundMessage, StoredDocument
from chibo.rules.census import Mark
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.voting import Matter
from chibo.rules.workflow import MeetingState
from meetings.codes import DraftKind
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
from meetings.session.services import MarkInput
from members.models import Organization
from tests.cast import build_cast
from tests.meetings import staging
from tests.racing import at_once, committed

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
