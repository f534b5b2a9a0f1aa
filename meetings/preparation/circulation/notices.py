"""What goes out when a meeting is circulated."""

from datetime import datetime

from chibo.core.outbox import Message
from meetings.models import Meeting
from meetings.notices.messages import compose, invitation, readers_of_papers


def circulated(meeting: Meeting, now: datetime) -> list[Message]:
    """Time, place and content to the cell and to the officials who follow it (HD 42)."""
    return list(compose(meeting, readers_of_papers(meeting), invitation(meeting, now)))
