"""What people are told when a meeting is moved or cancelled."""

from datetime import datetime

from chibo.core.models import Channel
from chibo.core.outbox import Message
from chibo.rules.telling import Told, useful_until
from meetings.ground.selectors import title_of
from meetings.models import Meeting
from meetings.notices.messages import Text, audience, compose, invitation, page_of, when
from members.models import Member


def invited_anew(meeting: Meeting, people: list[Member], now: datetime) -> list[Message]:
    """The notice with the new time, to those whom the old one has not reached."""
    text = invitation(meeting, now, key=f"circulated:{meeting.revision}")
    return [each for each in compose(meeting, people, text) if each.channel is not Channel.APP]


def cancelled(meeting: Meeting, now: datetime) -> list[Message]:
    """The meeting does not take place, and why."""
    body = f"Kỳ sinh hoạt lúc {when(meeting)} không tổ chức.\nLý do: {meeting.reason}"
    until = useful_until(meeting.starts_at, now)
    text = Text(Told.CANCELLED, "cancelled", f"{title_of(meeting)}: hủy", body, page_of(meeting), until)
    return list(compose(meeting, audience(meeting), text))
