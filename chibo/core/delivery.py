"""Letters leave here: never twice, and never without a trace.

A row is claimed by one conditional update, sent, and marked; nothing of it in one transaction. What surely was not
taken is tried again after growing pauses. What perhaps was taken is ``unknown``: a person looks and decides, because
a late reminder is a nuisance and a double summons an embarrassment.
"""

import logging
import smtplib
import time
from collections.abc import Collection
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from hashlib import sha256
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core import mail
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string

from chibo.core import audit, outbox
from chibo.core.codes import CoreDeed
from chibo.core.models import (
    UNSENT,
    Channel,
    Delivery,
    Enclosure,
    OutboundMessage,
    OutboundMessageQuerySet,
    StoredDocument,
)
from chibo.core.outbox import Destination, Papers
from chibo.core.smtp import AnswerLost
from chibo.core.store import content_of
from chibo.core.uploads import CONTENT_TYPES
from chibo.rules.refusal import Refusal, RuleRefused

logger = logging.getLogger(__name__)

LIMIT = 200  # rows of one batch
BATCH_SECONDS = 120  # no new claim after that: the worker's own limit must never end a batch
STALE = timedelta(minutes=5)  # a claim as old as this belongs to a process that died
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))

NO_ADDRESS = "Chưa có địa chỉ thư điện tử."
WRONG_ADDRESS = "Địa chỉ thư điện tử không đúng."
ANSWER_LOST = "Mất kết nối khi đang gửi; chưa rõ máy chủ thư đã nhận hay chưa."
DIED = "Chương trình dừng giữa chừng khi đang gửi; chưa rõ thư đã đi hay chưa."

Fate = tuple[Delivery, str]
"""What became of one attempt, and the sentence for the secretary; ``QUEUED`` means: surely not taken, try again."""


@dataclass(slots=True)
class Outcome:
    """How many messages a batch left in which state; ``unknown`` includes those a dead process had left behind."""

    sent: int = 0
    retried: int = 0
    failed: int = 0
    unknown: int = 0
    dropped: int = 0

    def add(self, state: Delivery) -> None:
        name = "retried" if state == Delivery.QUEUED else state.value
        setattr(self, name, getattr(self, name) + 1)

    def __bool__(self) -> bool:
        return bool(self.sent or self.retried or self.failed or self.unknown or self.dropped)

    def __iadd__(self, other: "Outcome") -> Self:
        self.sent += other.sent
        self.retried += other.retried
        self.failed += other.failed
        self.unknown += other.unknown
        self.dropped += other.dropped
        return self


# The batch ----------------------------------------------------------------------------------------------------


def deliver_due(*, now: datetime, limit: int = LIMIT) -> Outcome:
    """Send the letters that are due at ``now``, at most ``limit``, over one connection.

    Call it outside any transaction. Any number of processes may do so at once.
    """
    outcome = Outcome(unknown=_abandon_stale(now), dropped=drop_useless(now))
    waiting = _letters(Delivery.QUEUED).filter(due_at__lte=now).order_by("due_at", "pk")
    due = list(waiting.only("recipient", "about", "kind")[:limit])
    if not due:
        return outcome
    destinations = outbox.destinations_now(due, now)
    started, papers = time.monotonic(), _PapersOfBatch(now)
    with closing(_Post()) as post:
        for row in due:
            to = destinations.get(row.pk)
            enclosed = papers.of(row, to)
            elapsed = time.monotonic() - started
            if elapsed > BATCH_SECONDS:
                break
            letter = _claim(row.pk, now + timedelta(seconds=elapsed), to.address if to else None)
            if letter:
                outcome.add(_settle(letter, *post.send(letter, to, _enclose(letter, enclosed, to, now))))
    return outcome


def _letters(state: Delivery) -> OutboundMessageQuerySet:
    return OutboundMessage.objects.filter(channel=Channel.EMAIL, state=state)


def _abandon_stale(now: datetime) -> int:
    stale = _letters(Delivery.CLAIMED).filter(claimed_at__lt=now - STALE)
    return stale.update(state=Delivery.UNKNOWN, error=DIED)


def drop_useless(at: datetime) -> int:
    """Drop what has not gone out and is of no use any more, letters and errands alike; returns how many."""
    stale = OutboundMessage.objects.filter(useful_until__lte=at, state__in=UNSENT)
    return stale.update(state=Delivery.DROPPED)


def _claim(pk: int, at: datetime, address: str | None = None) -> OutboundMessage | None:
    """The row, if this process is the one that gets it. ``claimed_at`` is its receipt; ``address`` as it is by now."""
    waiting = _letters(Delivery.QUEUED).filter(Q(useful_until=None) | Q(useful_until__gt=at), pk=pk, due_at__lte=at)
    known = {} if address is None else {"address": address}
    won = waiting.update(state=Delivery.CLAIMED, claimed_at=at, attempts=F("attempts") + 1, **known)
    return OutboundMessage.objects.filter(pk=pk).first() if won else None


def _settle(message: OutboundMessage, state: Delivery, error: str) -> Delivery:
    """Write down what became of the claimed row, unless a person has decided meanwhile; return its state."""
    claimed_at = message.claimed_at
    assert claimed_at is not None  # noqa: S101 - _claim has just written it
    values: dict[str, object] = {"error": error[:500]}
    if state == Delivery.SENT:
        values["sent_at"] = claimed_at
    elif state == Delivery.QUEUED:
        again_at = _next_try(message, claimed_at)
        if again_at is None:
            state = Delivery.FAILED
            values["error"] = f"Đã thử {message.attempts} lần không được. {error}"[:500]
        else:
            values |= {"due_at": again_at, "claimed_at": None}
    mine = OutboundMessage.objects.filter(pk=message.pk, claimed_at=claimed_at)
    mine.filter(state__in=(Delivery.CLAIMED, Delivery.UNKNOWN)).update(state=state, **values)
    return state


def _next_try(message: OutboundMessage, claimed_at: datetime) -> datetime | None:
    """When to try again; None where the pauses are used up or the letter would come too late: a person has to act."""
    if message.attempts > len(PAUSES):
        return None
    again_at = claimed_at + PAUSES[message.attempts - 1]
    return None if message.is_stale(again_at) else again_at


# One letter ---------------------------------------------------------------------------------------------------


class _Post:
    """One connection to the mail server for the whole batch. Where none can be had, it is asked for only once."""

    def __init__(self) -> None:
        self.connection = mail.get_connection()
        self.unreachable: Fate | None = None

    def send(self, message: OutboundMessage, to: Destination | None, enclosed: "Enclosed") -> Fate:
        """Send and say what became of it. Raises nothing that a mail server or an address can cause."""
        if not message.address:
            return Delivery.FAILED, NO_ADDRESS
        if not self._reaches_server():
            return self.unreachable or (Delivery.QUEUED, "")
        try:
            self.connection.send_messages([compose(message, to, enclosed)])
        except (OSError, ValueError) as error:
            self.close()
            logger.warning("Letter %s was not sent: %s", message.pk, type(error).__name__)
            return judge(error)
        return Delivery.SENT, ""

    def _reaches_server(self) -> bool:
        if self.unreachable is None:
            try:
                self.connection.open()
            except OSError as error:
                self.unreachable = judge(error)
                logger.warning("The mail server cannot be reached: %s", error)
        return self.unreachable is None

    def close(self) -> None:
        with suppress(OSError):
            self.connection.close()


def judge(error: OSError | ValueError) -> Fate:
    """What an error of one attempt means: not taken and never will be, surely not taken yet, or nobody knows."""
    match error:
        case AnswerLost():
            return Delivery.UNKNOWN, ANSWER_LOST
        case smtplib.SMTPRecipientsRefused():
            return _by_code(*next(iter(error.recipients.values())), "Máy chủ thư không nhận địa chỉ này")
        case smtplib.SMTPDataError():
            return _by_code(error.smtp_code, error.smtp_error, "Máy chủ thư không nhận nội dung này")
        case smtplib.SMTPResponseException():
            # The sender, the greeting or the password: the installation is at fault, and that can be mended.
            return Delivery.QUEUED, _quote("Máy chủ thư chưa nhận", error.smtp_code, error.smtp_error)
        case OSError():
            return Delivery.QUEUED, f"Không kết nối được với máy chủ thư ({error})."
        case _:
            return Delivery.FAILED, WRONG_ADDRESS


def _by_code(code: int, reply: bytes | str, refusal: str) -> Fate:
    if 400 <= code < 500:  # noqa: PLR2004 - RFC 5321, 4.2.1: transient
        return Delivery.QUEUED, _quote("Máy chủ thư tạm thời chưa nhận", code, reply)
    if 500 <= code < 600:  # noqa: PLR2004 - permanent
        return Delivery.FAILED, _quote(refusal, code, reply)
    return Delivery.UNKNOWN, ANSWER_LOST


def _quote(sentence: str, code: int, reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return f"{sentence}. Máy chủ trả lời: {code} {' '.join(text.split())}"


def compose(
    message: OutboundMessage, to: Destination | None = None, enclosed: "Enclosed | None" = None
) -> mail.EmailMultiAlternatives:
    """The letter as plain text and as HTML. Every attempt carries the same Message-ID, so that doubles can be told.

    Whoever cannot open the page gets no link to it, but the papers, and learns whom to ask.
    """
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    to, enclosed = to or Destination(), enclosed or Enclosed()
    url = settings.CHIBO_PUBLIC_URL + message.link if message.link and to.opens else ""
    context = {"message": message, "url": url, "enclosed": enclosed, "ask": _whom_to_ask(message, to)}
    letter = mail.EmailMultiAlternatives(
        subject=" ".join(render_to_string("emails/message.subject.txt", context).split()),
        body=render_to_string("emails/message.txt", context),
        from_email=formataddr((message.sender_name, address)) if message.sender_name else settings.DEFAULT_FROM_EMAIL,
        to=[message.address],
        headers={
            "Message-ID": f"<{sha256(message.dedupe_key.encode()).hexdigest()[:40]}@{address.rpartition('@')[2]}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    letter.attach_alternative(render_to_string("emails/message.html", context), "text/html")
    for document in enclosed.documents:
        kind = CONTENT_TYPES.get(document.filename.rpartition(".")[2].lower(), "application/octet-stream")
        letter.attach(document.filename, content_of(document), kind)
    return letter


def _whom_to_ask(message: OutboundMessage, to: Destination) -> str:
    """Nobody where the page can be opened, or where there is none."""
    return "" if to.opens or not message.link else to.ask or "chi ủy"


# What goes with it --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What one letter takes along, and by title what it cannot."""

    documents: tuple[StoredDocument, ...] = ()
    too_large: tuple[str, ...] = ()
    not_made: tuple[str, ...] = ()
    is_known: bool = False  # nothing new: all of it went with an earlier letter

    @property
    def is_short(self) -> bool:
        """Whether something has to be handed over on paper."""
        return bool(self.too_large or self.not_made)


class _PapersOfBatch:
    """The papers of the meeting whose letters go out just now; they are made once for all of them."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.about = "", ""
        self.papers = Papers()

    def of(self, letter: OutboundMessage, to: Destination | None) -> Papers:
        """Nothing for whoever opens the page, nor for whoever has no right to the papers."""
        if to is None or to.opens or not to.address:
            return Papers()
        if self.about != (letter.about, letter.kind):
            self.about, self.papers = (letter.about, letter.kind), outbox.papers_now(letter, self.now)
        return self.papers if letter.recipient in self.papers.readers else Papers()


def _enclose(letter: OutboundMessage, papers: Papers, to: Destination | None, now: datetime) -> Enclosed:
    """Decide what goes with a claimed letter, and keep it as rows; what does not fit becomes an errand."""
    if not papers.readers:
        return Enclosed()
    earlier = Enclosure.objects.filter(
        message__recipient=letter.recipient, message__about=letter.about, message__state=Delivery.SENT
    )
    known = set(earlier.exclude(message=letter).values_list("document_id", flat=True))
    wanted = [document for document in papers.documents if document.pk not in known]
    fitting = _fitting(wanted, settings.CHIBO_ENCLOSURE_LIMIT_MB * 1024 * 1024)
    left = tuple(document.title for document in wanted if document not in fitting)
    enclosed = Enclosed(fitting, left, papers.not_made, is_known=bool(papers.documents) and not wanted)
    with transaction.atomic():
        letter.enclosures.all().delete()
        Enclosure.objects.bulk_create(Enclosure(message=letter, document=document) for document in fitting)
        if enclosed.is_short:
            outbox.hand_over(letter, phone=to.phone if to else "", now=now)
    return enclosed


def _fitting(documents: Collection[StoredDocument], room: int) -> tuple[StoredDocument, ...]:
    """As many as there is room for, in their order."""
    kept = []
    for document in documents:
        if document.size <= room:
            kept.append(document)
            room -= document.size
    return tuple(kept)


# What a person decides ----------------------------------------------------------------------------------------


def retry(*, actor: AbstractBaseUser, now: datetime, message: OutboundMessage) -> OutboundMessage:
    """Queue a failed or unknown letter anew.

    One whose use is over is dropped instead.
    Raises RuleRefused: ``message_not_retried`` in any other state.
    """
    with transaction.atomic():
        row = OutboundMessage.objects.select_for_update(of=("self",)).get(pk=message.pk)
        if row.channel != Channel.EMAIL or not row.is_troubled:
            raise RuleRefused(Refusal.MESSAGE_NOT_RETRIED)
        if row.is_stale(now):
            return _drop(actor, now, row)
        data = {"was": row.state, "error": row.error}
        row.state, row.error, row.attempts, row.claimed_at, row.due_at = Delivery.QUEUED, "", 0, None, now
        row.save(update_fields=["state", "error", "attempts", "claimed_at", "due_at"])
        _record(actor, now, CoreDeed.MESSAGE_RETRIED, row, data)
        outbox.wake_worker()
    return row


def _drop(actor: AbstractBaseUser, now: datetime, row: OutboundMessage) -> OutboundMessage:
    data = {"was": row.state}
    row.state = Delivery.DROPPED
    row.save(update_fields=["state"])
    _record(actor, now, CoreDeed.MESSAGE_DROPPED, row, data)
    return row


def mark_delivered(*, actor: AbstractBaseUser, now: datetime, message: OutboundMessage) -> OutboundMessage:
    """Note that the person has the message: a letter of unknown fate arrived, or paper, word or call was given.

    Raises RuleRefused: ``message_not_delivered`` in any other state.
    """
    with transaction.atomic():
        row = OutboundMessage.objects.select_for_update(of=("self",)).get(pk=message.pk)
        if row.state != (Delivery.UNKNOWN if row.channel == Channel.EMAIL else Delivery.QUEUED):
            raise RuleRefused(Refusal.MESSAGE_NOT_DELIVERED)
        data = {"was": row.state, "channel": row.channel}
        row.state, row.error, row.sent_at = Delivery.SENT, "", now
        row.save(update_fields=["state", "error", "sent_at"])
        _record(actor, now, CoreDeed.MESSAGE_DELIVERED, row, data)
    return row


def _record(
    actor: AbstractBaseUser, now: datetime, action: CoreDeed, row: OutboundMessage, data: dict[str, str]
) -> None:
    audit.record(actor=actor, now=now, action=action, target=f"message:{row.pk}", path=row.path, data=data)
