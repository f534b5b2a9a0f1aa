"""Letters against a real SMTP conversation: sent, tried again, given up, or honestly unknown."""

import smtplib
import socket
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.db import connection

from chibo.core import delivery, outbox, store
from chibo.core.labels import REFUSALS
from chibo.core.models import AuditEntry, Channel, Delivery, Enclosure, OutboundMessage
from chibo.core.smtp import AnswerLost
from chibo.rules.refusal import RuleRefused
from members.models import Member
from tests.core.smtp import Sink
from tests.factories.core import DUE, MessageFactory
from tests.factories.members import MemberFactory, UserFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def sink(settings):
    settings.EMAIL_BACKEND = "chibo.core.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "chibo@example.org"
    settings.CHIBO_PUBLIC_URL = "https://chibo.example.org"
    with Sink() as server:
        settings.EMAIL_PORT = server.port
        yield server


def deliver(now=DUE, **options):
    return delivery.deliver_due(now=now, **options)


def fate(message):
    message.refresh_from_db()
    return message.state


# What goes out ------------------------------------------------------------------------------------------------


def test_due_letters_are_sent_once_over_one_connection(sink):
    first, second, later = MessageFactory(), MessageFactory(), MessageFactory(due_at=DUE + MINUTE)
    assert deliver() == delivery.Outcome(sent=2)
    assert not deliver()
    assert sink.recipients == [first.address, second.address]
    assert sink.connections == 1
    assert (fate(first), fate(later)) == (Delivery.SENT, Delivery.QUEUED)
    assert (first.attempts, first.error) == (1, "")
    assert DUE <= first.sent_at < DUE + MINUTE


def test_a_letter_says_who_writes_to_whom_about_what_and_where(sink):
    row = MessageFactory(body="Họp <b>19 giờ 30</b> & đúng giờ")
    deliver()
    letter = message_from_bytes(sink.taken[0][1], policy=policy.default)
    text = letter.get_body(("plain",)).get_content()
    html = letter.get_body(("html",)).get_content()
    assert letter["subject"] == "Mời họp chi bộ tháng 12"
    assert letter["from"].addresses[0].display_name == "Chi bộ thôn Văn Hòa"
    assert letter["from"].addresses[0].addr_spec == "chibo@example.org"
    assert letter["auto-submitted"] == "auto-generated"
    for part in (text, html):
        assert "Kính gửi đồng chí Trần Thị Hoa" in part
        assert "https://chibo.example.org/meetings/42" in part
        assert "Chi bộ thôn Văn Hòa" in part
    assert "Họp <b>19 giờ 30</b> & đúng giờ" in text
    assert "Họp &lt;b&gt;19 giờ 30&lt;/b&gt; &amp; đúng giờ" in html
    assert delivery.compose(row).extra_headers["Message-ID"] == letter["message-id"]


def test_a_subject_cannot_smuggle_a_header_in(sink):
    MessageFactory(subject="Mời họp\r\nBcc: moi-nguoi@example.org")
    deliver()
    letter = message_from_bytes(sink.taken[0][1], policy=policy.default)
    assert letter["bcc"] is None
    assert letter["subject"] == "Mời họp Bcc: moi-nguoi@example.org"


def test_a_letter_without_link_or_sender_has_no_empty_place_for_them(sink, settings):
    MessageFactory(link="", sender_name="")
    deliver()
    letter = message_from_bytes(sink.taken[0][1], policy=policy.default)
    assert "https://" not in letter.get_body(("plain",)).get_content()
    assert "<strong>" not in letter.get_body(("html",)).get_content()
    assert letter["from"] == settings.DEFAULT_FROM_EMAIL


@pytest.mark.parametrize("channel", [Channel.PAPER, Channel.IN_PERSON, Channel.PHONE, Channel.APP])
def test_only_letters_are_touched(sink, channel):
    row = MessageFactory(channel=channel)
    assert not deliver()
    assert fate(row) == Delivery.QUEUED


@pytest.mark.parametrize("state", [Delivery.SENT, Delivery.FAILED, Delivery.UNKNOWN, Delivery.DROPPED])
def test_only_queued_letters_are_sent(sink, state):
    row = MessageFactory(state=state)
    assert not deliver()
    assert (fate(row), sink.taken) == (state, [])


def test_the_oldest_come_first_and_no_more_than_asked(sink):
    new, old = MessageFactory(due_at=DUE), MessageFactory(due_at=DUE - MINUTE)
    deliver(limit=1)
    assert (fate(old), fate(new)) == (Delivery.SENT, Delivery.QUEUED)


def test_a_batch_stops_before_the_worker_is_stopped(sink, monkeypatch):
    monkeypatch.setattr(delivery, "BATCH_SECONDS", 0)
    row = MessageFactory()
    assert not deliver()
    assert fate(row) == Delivery.QUEUED


def test_the_stock_backends_work_as_well(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    MessageFactory()
    assert deliver() == delivery.Outcome(sent=1)
    assert [letter.to for letter in mail.outbox] == [[OutboundMessage.objects.get().address]]


@pytest.mark.parametrize("item_count", [1, 3])
def test_queries_per_batch(sink, django_assert_num_queries, item_count):
    MessageFactory.create_batch(item_count)
    with django_assert_num_queries(5 + 3 * item_count):  # dead, useless, due, people, meetings; claim, read, mark
        deliver()


# What goes with it --------------------------------------------------------------------------------------------


@pytest.fixture
def paper(monkeypatch, settings):
    """One paper goes with the letters to whoever has no account; ``calls`` counts how often it is asked for."""
    document = store.store(kind="packet", title="Tài liệu", filename="tai-lieu.pdf", content=b"%PDF-1", now=DUE)
    calls = []

    def papers(message, _now):
        calls.append(message.about)
        readers = frozenset(OutboundMessage.objects.exclude(recipient="member:0").values_list("recipient", flat=True))
        return outbox.Papers(readers, (document,))

    monkeypatch.setattr(outbox, "papers_now", papers)
    return document, calls


def letters_without_account(count, **values):
    people = MemberFactory.create_batch(count, email="a@example.org")
    return [MessageFactory(recipient=f"member:{person.pk}", **values) for person in people]


def test_papers_are_asked_for_once_for_all_the_letters_of_a_thing(sink, paper):
    letters_without_account(3)
    letters_without_account(2, about="meeting:43")
    assert deliver() == delivery.Outcome(sent=5)
    assert paper[1] == ["meeting:42", "meeting:43"]
    assert Enclosure.objects.count() == 5
    assert all(b"tai-lieu.pdf" in taken for _, taken in sink.taken)


def test_papers_are_not_asked_for_where_nobody_can_be_written_to(sink, paper):
    letters_without_account(1)
    Member.objects.update(email="")
    assert deliver() == delivery.Outcome(failed=1)
    assert (paper[1], Enclosure.objects.count()) == ([], 0)


def test_a_letter_that_is_tried_again_takes_the_same_along_once(sink, paper):
    (row,) = letters_without_account(1)
    sink.refuse_recipient["a@example.org"] = "451 Later"
    deliver()
    sink.refuse_recipient.clear()
    row.refresh_from_db()
    assert deliver(row.due_at) == delivery.Outcome(sent=1)
    assert [each.document for each in row.enclosures.all()] == [paper[0]]
    assert b"tai-lieu.pdf" in sink.taken[-1][1]


def test_while_papers_are_made_no_letter_is_claimed(sink, monkeypatch):
    (row,) = letters_without_account(1)
    states = []

    def papers(_message, _now):
        states.append((fate(row), len(connection.savepoint_ids)))
        return outbox.Papers()

    before = len(connection.savepoint_ids)
    monkeypatch.setattr(outbox, "papers_now", papers)
    deliver()
    assert states == [(Delivery.QUEUED, before)]


# What fails ---------------------------------------------------------------------------------------------------


def test_nobody_listening_is_tried_again_after_growing_pauses_and_then_given_up(settings, sink):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = unused.getsockname()[1]
        row, now, pauses = MessageFactory(), DUE, []
        while deliver(now).retried:
            row.refresh_from_db()
            assert row.error.startswith("Không kết nối được với máy chủ thư")
            pauses.append(round((row.due_at - now) / MINUTE))
            assert not deliver(row.due_at - MINUTE / 2)
            now = row.due_at
    assert pauses == [1, 5, 15, 60, 240]
    assert (fate(row), row.attempts) == (Delivery.FAILED, 6)
    assert row.error.startswith("Đã thử 6 lần không được. Không kết nối được")


def test_an_unreachable_server_is_asked_once_for_all_letters(sink, monkeypatch):
    asked = []

    def hang(*_address):
        asked.append(1)
        raise TimeoutError("timed out")

    monkeypatch.setattr(smtplib.SMTP, "connect", hang)
    rows = MessageFactory.create_batch(3)
    assert deliver() == delivery.Outcome(retried=3)
    assert len(asked) == 1
    assert {fate(row) for row in rows} == {Delivery.QUEUED}
    assert all(row.due_at > DUE for row in rows)


def test_a_busy_server_is_tried_again_and_its_reason_kept(sink):
    row = MessageFactory()
    sink.refuse_recipient[row.address] = "451 4.7.1 Greylisted, come back later"
    assert deliver() == delivery.Outcome(retried=1)
    assert fate(row) == Delivery.QUEUED
    assert row.error == "Máy chủ thư tạm thời chưa nhận. Máy chủ trả lời: 451 4.7.1 Greylisted, come back later"
    sink.refuse_recipient.clear()
    assert deliver(row.due_at) == delivery.Outcome(sent=1)
    assert (fate(row), row.attempts, row.error) == (Delivery.SENT, 2, "")


def test_an_address_the_server_does_not_know_is_given_up_and_the_next_letter_goes(sink):
    gone, good = MessageFactory(), MessageFactory()
    sink.refuse_recipient[gone.address] = "550 5.1.1 No such user"
    assert deliver() == delivery.Outcome(sent=1, failed=1)
    assert (fate(gone), fate(good)) == (Delivery.FAILED, Delivery.SENT)
    assert gone.error == "Máy chủ thư không nhận địa chỉ này. Máy chủ trả lời: 550 5.1.1 No such user"


@pytest.mark.parametrize(
    ("reply", "state"), [("554 5.7.1 Rejected", Delivery.FAILED), ("452 4.3.1 Disk full", Delivery.QUEUED)]
)
@pytest.mark.parametrize("where", ["refuse_data", "refuse_message"])
def test_an_answer_before_or_after_the_text_is_an_answer(sink, where, reply, state):
    row = MessageFactory()
    getattr(sink, where)[row.address] = reply
    deliver()
    assert fate(row) == state
    assert row.error.endswith(reply)


@pytest.mark.parametrize(("attempts", "state"), [(0, Delivery.QUEUED), (6, Delivery.FAILED)])
def test_a_long_answer_is_cut_to_its_place(sink, attempts, state):
    row = MessageFactory(attempts=attempts)
    sink.refuse_recipient[row.address] = f"450 {'x' * 600}"
    assert deliver()
    assert (fate(row), len(row.error)) == (state, 500)


def test_a_refused_sender_is_the_installations_fault_and_tried_again(sink):
    row = MessageFactory()
    sink.refuse_sender = "530 5.7.0 Authentication required"
    assert deliver() == delivery.Outcome(retried=1)
    assert fate(row) == Delivery.QUEUED
    assert row.error.endswith("530 5.7.0 Authentication required")


def test_a_line_cut_before_the_text_is_surely_not_sent(sink):
    row, good = MessageFactory(), MessageFactory()
    sink.drop_before_data.add(row.address)
    assert deliver() == delivery.Outcome(sent=1, retried=1)
    assert (fate(row), fate(good), sink.connections) == (Delivery.QUEUED, Delivery.SENT, 2)


@pytest.mark.parametrize("where", ["drop_during_data", "drop_after_data"])
def test_a_line_cut_from_the_text_on_is_unknown_and_never_sent_again_by_itself(sink, where):
    row = MessageFactory()
    MessageFactory()
    getattr(sink, where).add(row.address)
    assert deliver() == delivery.Outcome(sent=1, unknown=1)
    assert (fate(row), row.error) == (Delivery.UNKNOWN, delivery.ANSWER_LOST)
    assert not deliver(DUE + timedelta(days=1))
    assert sink.recipients.count(row.address) <= 1


@pytest.mark.parametrize(
    ("address", "error"), [("", delivery.NO_ADDRESS), ("hoa@@example", delivery.WRONG_ADDRESS), ("a\nb", None)]
)
def test_an_impossible_address_fails_by_itself(sink, address, error):
    bad, good = MessageFactory(address=address), MessageFactory()
    assert deliver() == delivery.Outcome(sent=1, failed=1)
    assert fate(bad) == Delivery.FAILED
    assert error in (None, bad.error)
    assert fate(good) == Delivery.SENT


@pytest.mark.parametrize(
    ("code", "state"),
    [
        (399, Delivery.UNKNOWN),
        (400, Delivery.QUEUED),
        (499, Delivery.QUEUED),
        (500, Delivery.FAILED),
        (599, Delivery.FAILED),
        (600, Delivery.UNKNOWN),
    ],
)
def test_a_refusal_is_for_now_or_for_good_by_its_hundred(code, state):
    assert delivery.judge(smtplib.SMTPDataError(code, b"?"))[0] == state


def test_a_refusal_by_number_that_means_nothing_is_unknown():
    assert delivery.judge(smtplib.SMTPDataError(-1, b"?"))[0] == Delivery.UNKNOWN
    assert delivery.judge(AnswerLost("gone"))[0] == Delivery.UNKNOWN


# How long it is of use ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [Delivery.QUEUED, Delivery.FAILED, Delivery.UNKNOWN])
@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.PAPER])
def test_what_is_of_no_use_any_more_is_dropped_to_the_minute(sink, channel, state):
    late, still = (
        MessageFactory(channel=channel, state=state, useful_until=until, due_at=DUE + MINUTE)
        for until in (DUE, DUE + MINUTE)
    )
    assert deliver() == delivery.Outcome(dropped=1)
    assert (fate(late), fate(still), sink.taken) == (Delivery.DROPPED, state, [])


@pytest.mark.parametrize("state", [Delivery.SENT, Delivery.CLAIMED, Delivery.DROPPED])
def test_what_has_gone_or_is_going_is_not_dropped(sink, state):
    row = MessageFactory(state=state, claimed_at=DUE, useful_until=DUE)
    assert not deliver()
    assert fate(row) == state


def test_a_letter_whose_use_ends_in_the_middle_of_a_batch_is_not_claimed():
    row = MessageFactory(useful_until=DUE + MINUTE)
    assert delivery._claim(row.pk, DUE + MINUTE) is None
    assert delivery._claim(row.pk, DUE)


@pytest.mark.parametrize(
    ("until", "state"), [(DUE + MINUTE, Delivery.FAILED), (DUE + 2 * MINUTE, Delivery.QUEUED), (None, Delivery.QUEUED)]
)
def test_a_letter_that_the_next_try_would_bring_too_late_is_shown_at_once(sink, until, state):
    row = MessageFactory(useful_until=until)
    sink.refuse_recipient[row.address] = "451 Later"
    deliver()
    assert fate(row) == state
    assert row.error.startswith("Đã thử 1 lần không được.") == (state == Delivery.FAILED)


def test_the_button_drops_what_comes_too_late(sink):
    row = MessageFactory(state=Delivery.FAILED, useful_until=DUE)
    delivery.retry(actor=UserFactory(), now=DUE, message=row)
    assert fate(row) == Delivery.DROPPED
    assert AuditEntry.objects.get().action == "message.dropped"
    assert not deliver()


# Where it goes ------------------------------------------------------------------------------------------------


def test_a_letter_goes_to_the_address_of_the_moment_it_is_sent(sink):
    member = MemberFactory(email="cu@example.org")
    row = MessageFactory(recipient=f"member:{member.pk}", address="cu@example.org", state=Delivery.FAILED)
    member.email = "moi@example.org"
    member.save()
    delivery.retry(actor=UserFactory(), now=DUE, message=row)
    assert deliver() == delivery.Outcome(sent=1)
    assert sink.recipients == ["moi@example.org"]
    assert (fate(row), row.address) == (Delivery.SENT, "moi@example.org")


def test_an_address_that_was_taken_away_gets_nothing(sink):
    member = MemberFactory(email="")
    row = MessageFactory(recipient=f"member:{member.pk}", address="cu@example.org")
    assert deliver() == delivery.Outcome(failed=1)
    assert (fate(row), row.error, sink.taken) == (Delivery.FAILED, delivery.NO_ADDRESS, [])


# Who gets the row ---------------------------------------------------------------------------------------------


def test_an_old_claim_is_unknown_and_a_young_one_still_at_work(sink):
    dead = MessageFactory(state=Delivery.CLAIMED, claimed_at=DUE - timedelta(minutes=5, seconds=1))
    busy = MessageFactory(state=Delivery.CLAIMED, claimed_at=DUE - timedelta(minutes=5))
    assert deliver() == delivery.Outcome(unknown=1)
    assert (fate(dead), fate(busy), sink.taken) == (Delivery.UNKNOWN, Delivery.CLAIMED, [])
    assert dead.error == delivery.DIED


def test_only_one_of_two_gets_the_row():
    row = MessageFactory()
    assert delivery._claim(row.pk, DUE).attempts == 1
    assert delivery._claim(row.pk, DUE) is None


def test_a_row_put_off_by_another_process_meanwhile_is_left_alone():
    row = MessageFactory(due_at=DUE + MINUTE)
    assert delivery._claim(row.pk, DUE) is None
    assert delivery._claim(row.pk, DUE + MINUTE)


def test_a_process_thought_dead_still_tells_what_it_knows():
    row = MessageFactory()
    claimed = delivery._claim(row.pk, DUE)
    deliver(DUE + timedelta(minutes=6))
    assert fate(row) == Delivery.UNKNOWN
    delivery._settle(claimed, Delivery.SENT, "")
    assert fate(row) == Delivery.SENT


def test_what_a_person_has_decided_is_not_overwritten():
    row, actor = MessageFactory(), UserFactory()
    claimed = delivery._claim(row.pk, DUE)
    deliver(DUE + timedelta(minutes=6))
    delivery.retry(actor=actor, now=DUE, message=row)
    delivery._settle(claimed, Delivery.FAILED, "cũ")
    assert (fate(row), row.error) == (Delivery.QUEUED, "")
    assert delivery._claim(row.pk, DUE + MINUTE)
    delivery._settle(claimed, Delivery.FAILED, "cũ")
    assert fate(row) == Delivery.CLAIMED


# What a person decides ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [Delivery.FAILED, Delivery.UNKNOWN])
def test_retry_starts_afresh_and_is_written_down(sink, state):
    row = MessageFactory(state=state, attempts=6, error="cũ", claimed_at=DUE)
    actor = UserFactory()
    delivery.retry(actor=actor, now=DUE + MINUTE, message=row)
    assert (fate(row), row.attempts, row.error, row.due_at) == (Delivery.QUEUED, 0, "", DUE + MINUTE)
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action, entry.target) == (actor, "message.retried", f"message:{row.pk}")
    assert (entry.path, entry.at, entry.data) == (row.path, DUE + MINUTE, {"was": state.value, "error": "cũ"})
    assert deliver(DUE + MINUTE) == delivery.Outcome(sent=1)


def test_retry_wakes_the_worker(django_capture_on_commit_callbacks):
    row = MessageFactory(state=Delivery.FAILED)
    with django_capture_on_commit_callbacks() as callbacks:
        delivery.retry(actor=UserFactory(), now=DUE, message=row)
    assert len(callbacks) == 1


@pytest.mark.parametrize(
    ("channel", "state"),
    [
        (Channel.EMAIL, Delivery.QUEUED),
        (Channel.EMAIL, Delivery.CLAIMED),
        (Channel.EMAIL, Delivery.SENT),
        (Channel.EMAIL, Delivery.DROPPED),
        (Channel.PAPER, Delivery.UNKNOWN),
    ],
)
def test_retry_is_refused_where_it_could_double(channel, state):
    row = MessageFactory(channel=channel, state=state)
    with pytest.raises(RuleRefused) as refusal:
        delivery.retry(actor=UserFactory(), now=DUE, message=row)
    assert refusal.value.code == "message_not_retried"
    assert (fate(row), AuditEntry.objects.count()) == (state, 0)


@pytest.mark.parametrize(
    ("channel", "state"),
    [
        (Channel.EMAIL, Delivery.UNKNOWN),
        (Channel.PAPER, Delivery.QUEUED),
        (Channel.IN_PERSON, Delivery.QUEUED),
        (Channel.PHONE, Delivery.QUEUED),
    ],
)
def test_a_person_may_say_that_it_arrived(channel, state):
    row, actor = MessageFactory(channel=channel, state=state, error="cũ"), UserFactory()
    delivery.mark_delivered(actor=actor, now=DUE, message=row)
    assert (fate(row), row.sent_at, row.error) == (Delivery.SENT, DUE, "")
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action, entry.data) == (
        actor,
        "message.delivered",
        {"was": state.value, "channel": channel.value},
    )


@pytest.mark.parametrize(
    ("channel", "state"),
    [(Channel.EMAIL, Delivery.QUEUED), (Channel.EMAIL, Delivery.FAILED), (Channel.PAPER, Delivery.SENT)],
)
def test_nobody_may_say_so_of_anything_else(channel, state):
    row = MessageFactory(channel=channel, state=state)
    with pytest.raises(RuleRefused) as refusal:
        delivery.mark_delivered(actor=UserFactory(), now=DUE, message=row)
    assert refusal.value.code == "message_not_delivered"
    assert (fate(row), AuditEntry.objects.count()) == (state, 0)


def test_every_refusal_has_its_sentence():
    for code in ("message_not_retried", "message_not_delivered"):
        assert REFUSALS[code].endswith(".")
