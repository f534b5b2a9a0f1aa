"""Messages are rows before they are anything else: a unique key each, sent after the transaction has committed."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from chibo.celery import app
from chibo.core.models import UNSENT, Channel, Delivery, OutboundMessage, StoredDocument

WAKE_EXPIRES = 55  # seconds; later than that the tick of the next minute does the same


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one person on one channel. ``dedupe_key`` names the event, the person and the channel."""

    dedupe_key: str  # "meeting:42:circulated:member:7:email"
    channel: Channel
    recipient: str  # "member:7"
    recipient_name: str
    path: str  # of the organisation whose secretary follows the delivery
    about: str  # "meeting:42"
    kind: str  # "circulated", "meeting_comes"
    subject: str
    body: str  # plain text
    link: str = ""  # path on this site
    sender_name: str = ""  # the cell or committee in whose name a letter goes out
    user_id: int | None = None
    address: str = ""
    useful_until: datetime | None = None  # from then on it is not sent; None: of use for ever
    state: Delivery = Delivery.QUEUED


def enqueue(messages: Iterable[Message], *, now: datetime, due_at: datetime | None = None) -> int:
    """Insert the messages and wake the worker after commit; a key that exists is left alone.

    A message within the program is there as soon as it is a row; one whose use is over is written as dropped.
    Letters go at ``due_at``, or else at once. Returns the number of rows offered.
    """
    due_at = due_at or now
    rows = [OutboundMessage(**asdict(message), due_at=due_at, created_at=now) for message in messages]
    for row in rows:
        if row.is_stale(now):
            row.state = Delivery.DROPPED
        if row.channel == Channel.APP and row.state == Delivery.QUEUED:
            row.state, row.sent_at = Delivery.SENT, now
    OutboundMessage.objects.bulk_create(rows, ignore_conflicts=True)
    if due_at <= now and any(row.state == Delivery.QUEUED and row.channel == Channel.EMAIL for row in rows):
        wake_worker()
    return len(rows)


REVISABLE = (Delivery.QUEUED, Delivery.FAILED, Delivery.DROPPED)
REVISED = ("kind", "subject", "body", "link", "useful_until", "state", "due_at", "sent_at", "read_at")


def revise(messages: Iterable[Message], *, now: datetime, due_at: datetime) -> None:
    """Put these in the place of what stands under the same keys; what has gone out already is followed by another.

    A message within the program is written anew and unread again.
    """
    offered = list(messages)
    rows = OutboundMessage.objects.select_for_update().filter(dedupe_key__in=[each.dedupe_key for each in offered])
    known = {row.dedupe_key: row for row in rows}
    revised, fresh = [], []
    for message in offered:
        row = known.get(message.dedupe_key)
        if row is not None and (row.channel == Channel.APP or row.state in REVISABLE):
            _rewrite(row, message, now, due_at)
            revised.append(row)
        else:
            gone = f":{now:%Y%m%d%H%M%S}" if row is not None else ""
            fresh.append(replace(message, dedupe_key=message.dedupe_key + gone))
    OutboundMessage.objects.bulk_update(revised, REVISED)
    enqueue(fresh, now=now, due_at=due_at)


def _rewrite(row: OutboundMessage, message: Message, now: datetime, due_at: datetime) -> None:
    row.kind, row.subject, row.body, row.link = message.kind, message.subject, message.body, message.link
    row.useful_until, row.due_at, row.read_at = message.useful_until, due_at, None
    is_there = row.channel == Channel.APP
    row.state, row.sent_at = (Delivery.SENT, now) if is_there else (Delivery.QUEUED, None)


def take_back(keys: str) -> None:
    """Drop what has not gone out under keys that begin so: it is not true any more. Nobody keeps it in the program."""
    rows = OutboundMessage.objects.filter(dedupe_key__startswith=keys)
    rows.filter(Q(channel=Channel.APP) | Q(state__in=UNSENT)).update(state=Delivery.DROPPED)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where messages to a person go by now, and what the person can open in the program."""

    address: str = ""
    phone: str = ""
    opens: bool = True  # the page that the message links to
    ask: str = ""  # whom to ask who cannot open it: "đồng chí Trần Thị Hoa, Bí thư"


@dataclass(frozen=True, slots=True)
class Papers:
    """What goes with the letters about one thing to those readers who cannot open it in the program."""

    readers: frozenset[str] = frozenset()  # who may have it: "member:7"
    documents: tuple[StoredDocument, ...] = ()  # the most wanted first
    not_made: tuple[str, ...] = ()  # titles of what could not be made into a file


def destinations_now(messages: Collection[OutboundMessage], now: datetime) -> Mapping[int, Destination]:
    """Where each message goes at this moment, by its key; one whose recipient is not known is left out.

    The people belong to an app above this one: ``CHIBO_ADDRESS_BOOK`` names the function that knows them.
    """
    book: Callable[[Collection[OutboundMessage], datetime], Mapping[int, Destination]]
    book = import_string(settings.CHIBO_ADDRESS_BOOK)
    return book(messages, now)


def papers_now(message: OutboundMessage, now: datetime) -> Papers:
    """What goes with a letter like this one: ``CHIBO_ENCLOSURES`` names the function that makes it.

    It may take seconds; nothing is locked and no letter claimed meanwhile.
    """
    make: Callable[[OutboundMessage, datetime], Papers] = import_string(settings.CHIBO_ENCLOSURES)
    return make(message, now)


def hand_over(letter: OutboundMessage, *, phone: str, now: datetime) -> None:
    """Somebody carries on paper what this letter could not take along: one errand for one letter."""
    given = {field.name: getattr(letter, field.name) for field in fields(Message)}
    key = f"{letter.dedupe_key}:{Channel.PAPER.value}"
    own = {"dedupe_key": key, "channel": Channel.PAPER, "address": phone, "state": Delivery.QUEUED}
    errand = Message(**(given | own))
    if OutboundMessage.objects.filter(dedupe_key=key, state=Delivery.SENT).exists():
        return
    revise([errand], now=now, due_at=now)


def wake_worker() -> None:
    """Have the due messages sent as soon as this transaction has committed, instead of at the next tick.

    With the broker down nothing is lost but that minute: the failure is logged and the beat finds the rows.
    """
    transaction.on_commit(_send_task, robust=True)


def _send_task() -> None:
    app.send_task("chibo.core.tasks.deliver_outbox", retry=False, expires=WAKE_EXPIRES)


def on_the_way(about: str, kinds: Collection[str] | None = None) -> QuerySet[OutboundMessage]:
    """The letters and errands about something that are not done: still to be kept back, or just being sent."""
    rows = OutboundMessage.objects.filter(about=about, state__in=(*UNSENT, Delivery.CLAIMED))
    return (rows if kinds is None else rows.filter(kind__in=kinds)).exclude(channel=Channel.APP)


def withdraw(about: str, kinds: Collection[str], *, now: datetime) -> list[str]:
    """Drop the messages of these kinds that have not gone out: something has overtaken them.

    Returns the recipients whose message was dropped, each once.
    """
    rows = on_the_way(about, kinds)
    waiting = rows.filter(state__in=UNSENT)
    recipients = list(dict.fromkeys(waiting.order_by("pk").values_list("recipient", flat=True)))
    drop(rows, now=now)
    return recipients


def drop(rows: QuerySet[OutboundMessage], *, now: datetime) -> None:
    """Keep these from going out. One that is being sent at this moment may still arrive, but is not tried again."""
    rows.filter(state=Delivery.CLAIMED).update(useful_until=now)
    rows.filter(state__in=UNSENT).update(state=Delivery.DROPPED, error="", claimed_at=None)


def mark_read(message: OutboundMessage, *, now: datetime) -> None:
    """The person has opened a message within the program; the first time counts."""
    OutboundMessage.objects.filter(pk=message.pk, read_at=None).update(read_at=now)
