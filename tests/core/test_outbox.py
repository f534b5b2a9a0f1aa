"""Messages become rows once, and the worker is woken after the commit, whatever the broker does."""

import dataclasses
import logging
from datetime import timedelta

import pytest
from kombu.exceptions import OperationalError

from chibo.core import outbox
from chibo.core.models import Channel, Delivery, OutboundMessage
from tests.factories.core import DUE, MessageFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db

LETTER = outbox.Message(
    dedupe_key="meeting:42:circulated:member:7:email",
    channel=Channel.EMAIL,
    recipient="member:7",
    recipient_name="Trần Thị Hoa",
    path="0001.0001.",
    about="meeting:42",
    kind="circulated",
    subject="Mời họp",
    body="Chi bộ họp.",
    address="hoa@example.org",
)


@pytest.fixture
def woken(monkeypatch):
    calls = []
    monkeypatch.setattr(outbox.app, "send_task", lambda name, **options: calls.append((name, options)))
    return calls


def test_a_second_message_with_the_same_key_is_left_alone():
    outbox.enqueue([LETTER], now=DUE)
    outbox.enqueue([dataclasses.replace(LETTER, subject="Khác")], now=DUE + timedelta(hours=1))
    (row,) = OutboundMessage.objects.all()
    assert (row.subject, row.due_at, row.state) == ("Mời họp", DUE, Delivery.QUEUED)


def test_a_message_within_the_program_is_there_at_once_and_wakes_nobody(django_capture_on_commit_callbacks, woken):
    with django_capture_on_commit_callbacks(execute=True):
        outbox.enqueue([dataclasses.replace(LETTER, channel=Channel.APP)], now=DUE)
    row = OutboundMessage.objects.get()
    assert (row.state, row.sent_at) == (Delivery.SENT, DUE)
    assert woken == []


@pytest.mark.parametrize("channel", [Channel.PAPER, Channel.IN_PERSON, Channel.PHONE])
def test_what_a_person_carries_waits_for_that_person(django_capture_on_commit_callbacks, woken, channel):
    with django_capture_on_commit_callbacks(execute=True):
        outbox.enqueue([dataclasses.replace(LETTER, channel=channel)], now=DUE)
    assert OutboundMessage.objects.get().state == Delivery.QUEUED
    assert woken == []


def test_a_letter_wakes_the_worker_only_after_the_commit(django_capture_on_commit_callbacks, woken):
    with django_capture_on_commit_callbacks() as callbacks:
        outbox.enqueue([LETTER], now=DUE)
        assert woken == []
    for callback in callbacks:
        callback()
    assert woken == [("chibo.core.tasks.deliver_outbox", {"retry": False, "expires": 55})]


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_is_logged_and_the_message_stands(monkeypatch, caplog):
    def refuse(*_names, **_options):
        raise OperationalError("no broker")

    monkeypatch.setattr(outbox.app, "send_task", refuse)
    with caplog.at_level(logging.ERROR):
        assert outbox.enqueue([LETTER], now=DUE) == 1
    assert OutboundMessage.objects.get().state == Delivery.QUEUED
    assert "no broker" in caplog.text


def test_the_woken_task_exists():
    outbox.app.loader.import_default_modules()
    assert "chibo.core.tasks.deliver_outbox" in outbox.app.tasks


def test_three_messages_cost_one_query(django_assert_num_queries):
    letters = [dataclasses.replace(LETTER, dedupe_key=f"key:{n}") for n in range(3)]
    with django_assert_num_queries(1):
        outbox.enqueue(letters, now=DUE)


@pytest.mark.parametrize(("until", "state"), [(DUE, Delivery.DROPPED), (DUE + timedelta(minutes=1), Delivery.SENT)])
def test_what_is_told_too_late_never_stands_in_the_inbox(until, state):
    user = UserFactory()
    told = dataclasses.replace(LETTER, channel=Channel.APP, user_id=user.pk, useful_until=until)
    outbox.enqueue([told], now=DUE)
    assert OutboundMessage.objects.get().state == state
    assert OutboundMessage.objects.inbox_of(user).count() == (state == Delivery.SENT)


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("state", Delivery)
def test_what_was_overtaken_is_withdrawn_before_it_goes_out(channel, state):
    row = MessageFactory(channel=channel, state=state, error="cũ", recipient="member:7")
    kept = [MessageFactory(kind="assigned"), MessageFactory(about="meeting:421")]
    dropped = outbox.withdraw("meeting:42", ["circulated"], now=DUE)
    row.refresh_from_db()
    unsent = channel != Channel.APP and state in (Delivery.QUEUED, Delivery.FAILED, Delivery.UNKNOWN)
    assert row.state == (Delivery.DROPPED if unsent else state)
    assert dropped == (["member:7"] if unsent else [])
    assert row.useful_until == (DUE if channel != Channel.APP and state == Delivery.CLAIMED else None)
    assert {each.state for each in OutboundMessage.objects.filter(pk__in=[each.pk for each in kept])} == {"queued"}
