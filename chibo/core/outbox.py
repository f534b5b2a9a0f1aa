"""Messages are rows before they are anything else: a unique key each, sent after the transaction has committed."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from chibo.celery import app
from chibo.core.models import Channel, Delivery, OutboundMessage

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
    state: Delivery = Delivery.QUEUED


def enqueue(messages: Iterable[Message], *, now: datetime) -> int:
    """Insert the messages and wake the worker after commit; a key that exists is left alone.

    A message within the program is there as soon as it is a row. Returns the number of rows offered.
    """
    rows = [OutboundMessage(**asdict(message), due_at=now, created_at=now) for message in messages]
    for row in rows:
        if row.channel == Channel.APP and row.state == Delivery.QUEUED:
            row.state, row.sent_at = Delivery.SENT, now
    OutboundMessage.objects.bulk_create(rows, ignore_conflicts=True)
    if any(row.state == Delivery.QUEUED and row.channel == Channel.EMAIL for row in rows):
        wake_worker()
    return len(rows)


def wake_worker() -> None:
    """Have the due messages sent as soon as this transaction has committed, instead of at the next tick.

    With the broker down nothing is lost but that minute: the failure is logged and the beat finds the rows.
    """
    transaction.on_commit(_send_task, robust=True)


def _send_task() -> None:
    app.send_task("chibo.core.tasks.deliver_outbox", retry=False, expires=WAKE_EXPIRES)


def mark_read(message: OutboundMessage, *, now: datetime) -> None:
    """The person has opened a message within the program; the first time counts."""
    OutboundMessage.objects.filter(pk=message.pk, read_at=None).update(read_at=now)
