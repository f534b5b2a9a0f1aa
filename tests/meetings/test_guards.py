"""After the lock the database itself refuses: by the ORM, in bulk, by raw SQL; and every service refuses in words."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from chibo.rules.census import Mark
from chibo.rules.refusal import RuleRefused
from chibo.rules.sessions import Post
from chibo.rules.voting import Matter
from meetings.corrections import services as corrections
from meetings.minutes import services as minutes
from meetings.minutes.services import MinutesTexts
from meetings.models import AgendaItem, Attendance, Ballot, Guest, HandOver, Meeting, Minutes, QualityScore, Speech
from meetings.planning import services as planning
from meetings.preparation.agenda import services as agenda
from meetings.preparation.agenda.services import ItemInput
from meetings.score import services as score
from meetings.session import services as session
from meetings.session.services import MarkInput
from tests.cast import build_cast
from tests.meetings import staging
from tests.meetings.staging import POINTS

RECORDS = [AgendaItem, Attendance, Speech, Ballot, Guest, HandOver, QualityScore]
CLOSED = [model for model in RECORDS if model is not QualityScore]  # a forgotten score may still come: once


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The cast and a locked meeting, made once; whatever a test changes is taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = build_cast()
        yield cast, lock_one(cast)
        transaction.set_rollback(True)


@pytest.fixture
def cast(world, db):
    return world[0]


@pytest.fixture
def locked(world, db):
    return Meeting.objects.get(pk=world[1].pk)


def lock_one(cast):
    meeting = staging.called(cast)
    given = {"actor": cast.minute_taker, "now": cast.now, "meeting": meeting}
    session.record_speech(**given, item=None, member=cast.probationary, text="Nhất trí.")
    session.record_ballot(**given, matter=Matter.RESOLUTION, subject="nghị quyết", votes=(4, 0, 0))
    session.add_guest(**given, name="Hoàng Thị Yến", post="")
    score.save_score(**given, points=POINTS, remedy="")
    corrections.hand_over(**given, post=Post.CHAIR, after=cast.deputy.member, at=cast.now)
    for item in meeting.items.all():
        session.conclude_item(
            actor=cast.minute_taker, now=cast.now, item=item, revision=1, proceedings="", conclusion="<p>Nhất trí</p>"
        )
    session.close_meeting(**given, closed_at=cast.now)
    minutes.read_back(**given, votes=6)
    minutes.lock_minutes(actor=cast.secretary, now=cast.now, meeting=meeting)
    return meeting


def refused_by_database():
    return pytest.raises(DatabaseError, match="never changed")


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_records_of_a_locked_meeting_cannot_be_changed(locked, model):
    row = model.objects.filter(meeting=locked).first()
    assert row is not None
    with refused_by_database(), transaction.atomic():
        row.save()
    with refused_by_database(), transaction.atomic():
        model.objects.filter(pk=row.pk).update(meeting=locked)
    with refused_by_database(), transaction.atomic():
        model.objects.filter(pk=row.pk)._raw_delete("default")


@pytest.mark.parametrize("model", CLOSED, ids=lambda model: model.__name__)
def test_nothing_can_be_added_to_a_locked_meeting(locked, model):
    row = model.objects.filter(meeting=locked).first()
    row.pk = None
    with refused_by_database(), transaction.atomic():
        model.objects.bulk_create([row])


@pytest.mark.parametrize("model", [*RECORDS, Minutes], ids=lambda model: model.__name__)
@pytest.mark.parametrize("statement", ["UPDATE {} SET meeting_id = meeting_id", "DELETE FROM {}"])
def test_raw_statements_are_refused_too(locked, model, statement):
    with refused_by_database(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{statement.format(model._meta.db_table)} WHERE meeting_id = %s", [locked.pk])


def test_the_meeting_and_its_minutes_cannot_be_changed(locked):
    with refused_by_database(), transaction.atomic():
        Meeting.objects.filter(pk=locked.pk).update(present=7)
    with refused_by_database(), transaction.atomic():
        Minutes.objects.filter(meeting=locked).update(closing="<p>Thêm</p>")
    with refused_by_database(), transaction.atomic():
        locked.save()
    with refused_by_database(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_meeting SET state = 'held' WHERE id = %s", [locked.pk])


def test_an_open_meeting_is_not_guarded(cast):
    meeting = staging.called(cast, key="2026-10", starts_at=cast.now - timedelta(days=30))
    assert Attendance.objects.filter(meeting=meeting).update(reason="") == 10


LATE_DEEDS = {
    "open": lambda c, m: session.open_meeting(**by(c, m), opened_at=c.now, reason="x"),
    "call": lambda c, m: session.call_roll(**by(c, m), marks=[MarkInput(staging.line(m, c.member).pk, Mark.PRESENT)]),
    "guest": lambda c, m: session.add_guest(**by(c, m), name="Khách", post=""),
    "speech": lambda c, m: session.record_speech(**by(c, m), item=None, member=c.probationary, text="Thêm"),
    "ballot": lambda c, m: session.record_ballot(**by(c, m), matter=Matter.RESOLUTION, subject="khác", votes=(1, 0, 0)),
    "conclude": lambda c, m: session.conclude_item(
        actor=c.secretary, now=c.now, item=m.items.first(), revision=2, proceedings="", conclusion=""
    ),
    "assign": lambda c, m: session.assign(**by(c, m), title="Việc", member=c.probationary, due_on=c.on),
    "remove": lambda c, m: session.remove_entry(actor=c.secretary, now=c.now, entry=m.ballots.first()),
    "close": lambda c, m: session.close_meeting(**by(c, m), closed_at=c.now),
    "minutes": lambda c, m: minutes.save_minutes(**by(c, m), revision=1, texts=MinutesTexts()),
    "read_back": lambda c, m: minutes.read_back(**by(c, m), votes=1),
    "lock": lambda c, m: minutes.lock_minutes(**by(c, m)),
    "score": lambda c, m: score.save_score(**by(c, m), points=POINTS, remedy=""),
    "agenda": lambda c, m: agenda.save_agenda(
        **by(c, m), revision=m.revision, items=[ItemInput(None, "discussion", "Việc", None, 5)]
    ),
    "cancel": lambda c, m: planning.cancel_meeting(**by(c, m), reason="x"),
}


def by(cast, meeting):
    return {"actor": cast.secretary, "now": cast.now, "meeting": meeting}


@pytest.mark.parametrize("deed", LATE_DEEDS)
def test_every_service_refuses_in_words_after_the_lock(cast, locked, deed):
    with pytest.raises(RuleRefused) as refused:
        LATE_DEEDS[deed](cast, locked)
    assert refused.value.code == "state"


def test_a_record_cannot_be_moved_into_a_locked_meeting(cast, locked):
    other = staging.planned(cast, key="2026-10", starts_at=cast.now - timedelta(days=30))
    guest = Guest.objects.create(meeting=other, name="Lý Thị Hoa")
    with refused_by_database(), transaction.atomic():
        Guest.objects.filter(pk=guest.pk).update(meeting=locked)


def test_a_deed_that_followed_cannot_be_taken_back(cast, locked):
    score.send_score(actor=cast.secretary, now=cast.now, meeting=locked)
    with refused_by_database(), transaction.atomic():
        locked.follow_ups.all().delete()
    with refused_by_database(), transaction.atomic():
        locked.follow_ups.update(at=cast.now)
