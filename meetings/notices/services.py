"""Messages: reminders that are due are written down once; somebody decides about what did not arrive."""

from datetime import datetime, timedelta

from django.db.models import Q

from chibo.core import delivery, outbox
from chibo.core.models import UNSENT, Channel, OutboundMessage
from chibo.rules.powers import Power
from chibo.rules.reminders import Notice, due_reminders
from chibo.rules.telling import HOLDS_NOTICE
from chibo.rules.workflow import MeetingState
from meetings.access import meeting_pk_of
from meetings.ground.deeds import ensure
from meetings.ground.facts import facts_of, load_record
from meetings.models import Meeting
from meetings.notices.messages import compose, invitation, newcomers, withdraw_uninvited
from meetings.notices.reminders import reminder, withdraw_unasked
from members.models import User
from members.selectors import rulebooks

LOOK_BACK = timedelta(days=21)  # after a meeting its papers are due within days; older ones have long been told
LOOK_AHEAD = timedelta(days=31)


def enqueue_due_reminders(*, now: datetime) -> int:
    """Write a message for every reminder that is due at ``now`` and not written yet; returns how many were offered.

    A reminder whose use is over is written as dropped, so that the record says what was not sent.
    """
    coming = Q(starts_at__range=(now - LOOK_BACK, now + LOOK_AHEAD))
    near = Meeting.objects.filter(coming | Q(opened_at__range=(now - LOOK_BACK, now))).exclude(
        state__in=(MeetingState.CANCELLED, MeetingState.IN_SESSION)
    )
    meetings = list(near.select_related("organization", "combined_with", "combined_by"))
    books = rulebooks(meeting.organization.path for meeting in meetings)
    withdraw_vanished(now=now)
    offered = 0
    for meeting in meetings:
        record, book = load_record(meeting), books[meeting.organization.path]
        for due in due_reminders(facts_of(record, book), now, book):
            offered += outbox.enqueue(reminder(record, due), now=now)
        offered += _invite_newcomers(meeting, now)
    return offered


def withdraw_vanished(*, now: datetime) -> None:
    """Drop what is on its way and has lost its reason, whatever took it: reminders, and notices to who is not invited.

    A deed that takes the reason away drops it at once; this finds what no deed of the meeting did.
    """
    kinds = (*Notice, *HOLDS_NOTICE)
    about = OutboundMessage.objects.filter(state__in=UNSENT, kind__in=kinds).exclude(channel=Channel.APP)
    keys = {meeting_pk_of(row) for row in about.only("about") if row.about.startswith("meeting:")}
    related = ("organization", "combined_with", "combined_by")
    for meeting in Meeting.objects.filter(pk__in=keys).select_related(*related):
        withdraw_unasked(meeting, now)
        withdraw_uninvited(meeting, now)


def _invite_newcomers(meeting: Meeting, now: datetime) -> int:
    """Whoever came onto the roll after the circulation is given the notice as well."""
    if meeting.state != MeetingState.CIRCULATED or meeting.starts_at <= now:
        return 0
    return outbox.enqueue(compose(meeting, newcomers(meeting), invitation(meeting, now)), now=now)


def retry(*, actor: User, now: datetime, message: OutboundMessage) -> OutboundMessage:
    """Queue a letter about a meeting anew, or drop it where its use is over.

    Raises RuleRefused: ``message_not_retried`` where it has gone.
    """
    ensure(actor, Power.MANAGE_DELIVERY, _meeting_of(message), now)
    return delivery.retry(actor=actor, now=now, message=message)


def mark_delivered(*, actor: User, now: datetime, message: OutboundMessage) -> OutboundMessage:
    """Note that the person has the message about a meeting. Raises RuleRefused: ``message_not_delivered``."""
    ensure(actor, Power.MANAGE_DELIVERY, _meeting_of(message), now)
    return delivery.mark_delivered(actor=actor, now=now, message=message)


def _meeting_of(message: OutboundMessage) -> Meeting:
    return Meeting.objects.select_related("organization", "minute_taker").get(pk=meeting_pk_of(message))
