"""A message that waits is dropped as soon as its reason is gone, whatever took the reason away."""

from datetime import timedelta

import pytest

from chibo.core import delivery
from chibo.core.models import OutboundMessage
from chibo.rules.assigning import Progress
from meetings.assignments import services as assignments
from meetings.codes import Disposition
from meetings.models import Acknowledgement, Meeting
from meetings.notices import services as reminding
from meetings.preparation.circulation import services as circulation
from meetings.preparation.drafts import services as drafts
from meetings.score import services as score
from meetings.session import services as session
from resolutions import services as resolutions
from tests.factories.core import MessageFactory
from tests.factories.meetings import STARTS_AT, CommentFactory
from tests.factories.members import AdoptionFactory
from tests.meetings import staging

pytestmark = pytest.mark.django_db

UNSENT = ("queued", "failed", "unknown")


@pytest.fixture(autouse=True)
def letters(cast):
    """The secretary and a member read letters."""
    for user in (cast.secretary, cast.member):
        user.member.email, user.member.channel = f"{user.username}@example.org", "email"
        user.member.save()


def by(cast, who="secretary", now=None):
    return {"actor": getattr(cast, who), "now": now or cast.now}


def states(kind):
    return set(OutboundMessage.objects.filter(kind=kind, channel="email").values_list("state", flat=True))


def remind(now, state="queued"):
    reminding.enqueue_due_reminders(now=now)
    OutboundMessage.objects.filter(channel="email").update(state=state)


# Deeds that do what was asked for -----------------------------------------------------------------------------


@pytest.fixture
def locked(cast):
    """Locked with a score, both of its papers due by a local rule and by the country's."""
    AdoptionFactory(organization=cast.committee)
    meeting = staging.held(cast)
    score.save_score(**by(cast), meeting=meeting, points=staging.POINTS, remedy="")
    return staging.lock(cast, meeting)


@pytest.mark.parametrize("state", UNSENT)
def test_a_score_that_was_sent_is_not_reminded_of(cast, locked, state):
    later = cast.now + timedelta(days=7)
    remind(later, state)
    assert states("score_due") == {state}

    score.send_score(**by(cast, now=later), meeting=locked)

    assert (states("score_due"), states("resolution_due")) == ({"dropped"}, {state})
    assert not OutboundMessage.objects.filter(kind="score_due", channel="app", state="dropped").exists()


def issue(cast, now, ballot):
    row = resolutions.draft_resolution(**by(cast, now=now), ballot=ballot)
    words = resolutions.ResolutionTexts("Vụ đông", "<p>Chi bộ quyết nghị.</p>", "Lưu Chi bộ", cast.secretary.member)
    resolutions.save_resolution(**by(cast, now=now), resolution=row, revision=row.revision, texts=words)
    resolutions.issue_resolution(**by(cast, now=now), resolution=row)


@pytest.mark.parametrize("state", UNSENT)
def test_an_issued_resolution_is_not_reminded_of(cast, locked, monkeypatch, state):
    monkeypatch.setattr("resolutions.documents.resolution_pdf", lambda _paper: b"%PDF-")
    later = cast.now + timedelta(days=7)
    remind(later, state)
    issue(cast, later, locked.ballots.get())

    assert (states("resolution_due"), states("score_due")) == ({"dropped"}, {state})


def test_one_of_two_resolutions_leaves_the_reminder(cast, monkeypatch):
    monkeypatch.setattr("resolutions.documents.resolution_pdf", lambda _paper: b"%PDF-")
    meeting = staging.called(cast)
    for subject in ("một", "hai"):
        session.record_ballot(
            **by(cast),
            meeting=meeting,
            matter="resolution",
            subject=subject,
            votes=(4, 0, 0),
            item=meeting.items.last(),
        )
    for item in meeting.items.all():
        session.conclude_item(**by(cast), item=item, revision=1, proceedings="<p>Ý</p>", conclusion="<p>Nhất trí</p>")
    meeting = staging.lock(cast, session.close_meeting(**by(cast), meeting=meeting, closed_at=cast.now))
    later = cast.now + timedelta(days=7)
    remind(later)
    for ballot, left in zip(meeting.ballots.order_by("pk"), ("queued", "dropped"), strict=True):
        issue(cast, later, ballot)
        assert states("resolution_due") == {left}


def test_an_opened_meeting_is_not_reminded_of(cast, sent):
    before = STARTS_AT - timedelta(minutes=20)
    remind(STARTS_AT - timedelta(days=1, hours=-1))
    assert states("meeting_comes") >= {"queued"}

    session.open_meeting(**by(cast, now=before), meeting=sent, opened_at=before, minute_taker=cast.minute_taker.member)

    assert states("meeting_comes") == {"dropped"}


@pytest.fixture
def task(cast):
    meeting = staging.called(cast)
    due_on = cast.on + timedelta(days=3)
    return session.assign(**by(cast), meeting=meeting, title="Thu phí", member=cast.member.member, due_on=due_on)


def test_a_task_taken_back_is_told_to_nobody(cast, task):
    other = session.assign(
        **by(cast), meeting=task.meeting, title="Việc khác", member=cast.member.member, due_on=task.due_on
    )
    session.remove_entry(**by(cast), entry=task)
    rows = OutboundMessage.objects.filter(kind="assigned").order_by("pk")
    assert [(row.channel, row.state) for row in rows] == [
        *(("app", "dropped"), ("email", "dropped")),
        *(("app", "sent"), ("email", "queued")),
    ]
    assert str(other.pk) in rows[2].dedupe_key


@pytest.mark.parametrize(("progress", "state"), [(Progress.DONE, "dropped"), (Progress.PARTLY, "dropped")])
def test_a_task_that_was_reported_on_needs_not_be_told(cast, task, progress, state):
    assignments.report_assignment(**by(cast, "member"), assignment=task, progress=progress, report="Đã thu")
    assert states("assigned") == {state}
    assert OutboundMessage.objects.get(kind="assigned", channel="app").state == "sent"


@pytest.mark.parametrize("later", [0, 5])
def test_an_answer_given_anew_takes_the_place_of_the_one_before(cast, sent, version, later):
    row = CommentFactory(version=version, member=cast.member.member)
    for minutes, disposition in ((0, Disposition.NOT_ACCEPTED), (later, Disposition.ACCEPTED)):
        now = cast.now + timedelta(minutes=minutes)
        drafts.answer_comment(**by(cast, now=now), comment=row, disposition=disposition, answer="")

    rows = OutboundMessage.objects.filter(kind="comment_answered").exclude(state="dropped")
    assert {(each.channel, each.state, each.body.rpartition("\n")[2]) for each in rows} == {
        ("app", "sent", "Kết quả: tiếp thu."),
        ("email", "queued", "Kết quả: tiếp thu."),
    }


# What nobody did about the meeting itself -----------------------------------------------------------------------


def test_when_the_last_has_opened_the_papers_the_list_of_names_is_dropped(cast, sent, version):
    at = STARTS_AT.replace(hour=17, minute=5) - timedelta(days=1)
    remind(at)
    readers = [user.member for user in (cast.secretary, cast.deputy, cast.committee_member, cast.minute_taker)]
    for person in readers:
        Acknowledgement.objects.create(version=version, member=person, opened_at=at)
    reminding.withdraw_vanished(now=at)
    assert states("papers_unread") == {"queued"}

    Acknowledgement.objects.create(version=version, member=cast.member.member, opened_at=at)
    reminding.withdraw_vanished(now=at)

    assert states("papers_unread") == {"dropped"}


def test_a_figure_that_was_changed_takes_its_reminder_away(cast, locked):
    later = cast.now + timedelta(days=7)
    remind(later)
    cast.committee.adoptions.all().delete()
    reminding.enqueue_due_reminders(now=later)
    assert (states("score_due"), states("resolution_due")) == ({"dropped"}, {"queued"})


def test_a_reminder_being_sent_is_not_tried_again(cast, locked):
    later = cast.now + timedelta(days=7)
    remind(later, "claimed")
    score.send_score(**by(cast, now=later), meeting=locked)
    row = OutboundMessage.objects.get(kind="score_due", channel="email")
    assert (row.state, row.useful_until) == ("claimed", later)


@pytest.mark.parametrize("reason", ["died", "transferred", "suspended"])
def test_who_is_not_invited_any_more_is_not_on_the_list(cast, sent, reason):
    person = f"member:{cast.official.pk}"
    if reason == "suspended":
        cast.official.conditions.create(condition="suspended", starts_on=cast.on)
    else:
        cast.official.memberships.update(ends_on=cast.on, leaving_reason=reason)

    reminding.enqueue_due_reminders(now=cast.now + timedelta(days=1))

    rows = OutboundMessage.objects.filter(channel="paper")
    assert rows.get(recipient=person).state == "dropped"
    assert set(rows.exclude(recipient=person).values_list("state", flat=True)) == {"queued"}


@pytest.mark.parametrize(("reason", "state"), [("died", "dropped"), ("transferred", "queued")])
def test_a_change_goes_to_holders_of_the_notice_but_not_to_the_dead(cast, sent, reason, state):
    """Who left holds the notice and has to learn of the change."""
    person = f"member:{cast.official.pk}"
    OutboundMessage.objects.filter(recipient=person).update(state="sent")
    given = {"about": f"meeting:{sent.pk}", "path": cast.cell.path, "recipient": person}
    row = MessageFactory(**given, kind="changed", channel="paper", dedupe_key="c")
    cast.official.memberships.update(ends_on=cast.on, leaving_reason=reason)

    reminding.withdraw_vanished(now=cast.now + timedelta(days=1))

    row.refresh_from_db()
    assert row.state == state


def test_nothing_on_its_way_costs_one_query(cast, sent, django_assert_num_queries):
    OutboundMessage.objects.all().delete()
    with django_assert_num_queries(1):
        reminding.withdraw_vanished(now=cast.now)


def test_sent_is_sent(cast, meeting, version):
    circulation.circulate_meeting(**by(cast), meeting=meeting)
    delivery.deliver_due(now=cast.now)
    Meeting.objects.update(state="in_session")
    reminding.withdraw_vanished(now=cast.now)
    assert states("circulated") == {"sent"}
