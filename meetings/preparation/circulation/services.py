"""The content is agreed, then sent."""

from datetime import datetime

from django.db import transaction

from chibo.core import outbox
from chibo.rules.powers import Power
from chibo.rules.telling import Told
from chibo.rules.workflow import Action
from meetings.access import require_papers
from meetings.codes import MeetingDeed
from meetings.ground.deeds import ensure, ensure_action, locked, move, write_down
from meetings.models import Meeting
from meetings.notices.messages import withdraw_overtaken
from meetings.preparation.circulation import notices
from members.models import User


@transaction.atomic
def agree_content(*, actor: User, now: datetime, meeting: Meeting) -> Meeting:
    """Record that the cell committee (or secretary and deputy) agreed the content. Once; later calls change nothing."""
    meeting = locked(meeting)
    ensure(actor, Power.CIRCULATE, meeting, now)
    ensure_action(meeting, Action.MOVE)
    if meeting.committee_agreed_at is None:
        meeting.committee_agreed_at = now
        meeting.save(update_fields=["committee_agreed_at"])
        write_down(actor, now, meeting, MeetingDeed.CONTENT_AGREED)
    return meeting


@transaction.atomic
def circulate_meeting(*, actor: User, now: datetime, meeting: Meeting, reason: str = "") -> Meeting:
    """Send notice, programme and papers to the cell and the supervising officials.

    Raises RuleRefused: ``blocked``, ``advised`` until a reason is given, ``state`` for a second press.
    """
    meeting = locked(meeting)
    ensure(actor, Power.CIRCULATE, meeting, now)
    meeting.state = move(meeting, Action.CIRCULATE, now, reason=reason)
    meeting.circulated_at = now
    meeting.save(update_fields=["state", "circulated_at"])
    write_down(actor, now, meeting, MeetingDeed.CIRCULATED, reason=reason.strip())
    withdraw_overtaken(meeting, Told.CIRCULATED, now)
    outbox.enqueue(notices.circulated(meeting, now), now=now)
    return meeting


def record_download(*, actor: User, now: datetime, meeting: Meeting, large: bool) -> None:
    """Write down that somebody who may read the papers took the packet away."""
    require_papers(actor, meeting, now.date())
    write_down(actor, now, meeting, MeetingDeed.PACKET_DOWNLOADED, large=large)
