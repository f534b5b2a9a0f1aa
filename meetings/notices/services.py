"""The beat's deed: ask the rulebook which reminders are due and write each down once."""

from datetime import datetime, timedelta

from chibo.core import outbox
from chibo.rules.reminders import due_reminders
from chibo.rules.workflow import MeetingState
from meetings.ground.facts import facts_of, load_record
from meetings.models import Meeting
from meetings.notices.reminders import reminder
from members.selectors import rulebooks

LOOK_BACK = timedelta(days=21)  # after a meeting its papers are due within days; older ones have long been told
LOOK_AHEAD = timedelta(days=31)


def enqueue_due_reminders(*, now: datetime) -> int:
    """Write a message for every reminder that is due at ``now`` and not written yet; returns how many were offered.

    A reminder whose use is over is written as dropped, so that the record says what was not sent.
    """
    near = Meeting.objects.filter(starts_at__range=(now - LOOK_BACK, now + LOOK_AHEAD)).exclude(
        state__in=(MeetingState.CANCELLED, MeetingState.IN_SESSION)
    )
    meetings = list(near.select_related("organization", "combined_with", "combined_by"))
    books = rulebooks(meeting.organization.path for meeting in meetings)
    offered = 0
    for meeting in meetings:
        record, book = load_record(meeting), books[meeting.organization.path]
        for due in due_reminders(facts_of(record, book), now, book):
            offered += outbox.enqueue(reminder(record, due, now), now=now)
    return offered
