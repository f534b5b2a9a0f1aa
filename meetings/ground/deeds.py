"""The frame of a deed on a meeting: lock the row, ensure the power, ask the table, write it down."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied

from chibo.core import audit
from chibo.rules.conditions import doubts_of, unmet
from chibo.rules.facts import MeetingFacts
from chibo.rules.powers import Power
from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.workflow import Action, Advice, MeetingState, Need, advance, transition
from meetings.access import may
from meetings.codes import FollowUpDeed, MeetingDeed
from meetings.ground.facts import MeetingRecord, facts_of, load_record
from meetings.models import FollowUp, Meeting, Minutes
from members.access import who_may
from members.models import User
from members.selectors import rulebook_of

FOLLOW_UPS = {
    FollowUpDeed.RESOLUTION_ISSUED: MeetingDeed.RESOLUTION_ISSUED,
    FollowUpDeed.SCORE_SENT: MeetingDeed.SCORE_SENT,
}
"""How a deed that follows a locked meeting stands in the trail."""


def locked(meeting: Meeting) -> Meeting:
    """The meeting's row, held until the end of the transaction."""
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("organization", "chair", "minute_taker", "topic")
        .get(pk=meeting.pk)
    )


def ensure(actor: User, power: Power, meeting: Meeting, now: datetime) -> None:
    """Raise PermissionDenied unless the person holds the power on this meeting."""
    if not may(actor, power, meeting, now.date()):
        raise PermissionDenied(who_may(power))


def ensure_action(meeting: Meeting, action: Action) -> None:
    """Raise RuleRefused: ``state`` where the table has no such move."""
    if transition(MeetingState(meeting.state), action) is None:
        raise RuleRefused(Refusal.STATE, state=MeetingState(meeting.state), action=action)


def facts_now(meeting: Meeting) -> tuple[MeetingRecord, MeetingFacts]:
    """The record of the meeting and its facts, read anew."""
    record = load_record(meeting)
    return record, facts_of(record, rulebook_of(meeting.organization))


def move(
    meeting: Meeting, action: Action, now: datetime, *, reason: str = "", without: Collection[Need | Advice] = ()
) -> MeetingState:
    """The state after the action, by the table and the facts at ``now``; ``without`` are conditions met by the deed.

    Raises RuleRefused.
    """
    _, facts = facts_now(meeting)
    missing = [one for one in unmet(facts, now, rulebook_of(meeting.organization)) if one not in without]
    state = MeetingState(meeting.state)
    return MeetingState(advance(state, action, missing, reason=reason, people=doubts_of(facts, now)))


def write_down(actor: User | None, now: datetime, meeting: Meeting, deed: MeetingDeed, **data: object) -> None:
    """One line in the audit trail about this meeting."""
    audit.record(
        actor=actor,
        now=now,
        action=deed,
        target=f"meeting:{meeting.pk}",
        path=meeting.organization.path,
        data=data,
    )


def reopen(meeting: Meeting) -> None:
    """What was read back is no longer what stands: the minutes have to be read back again."""
    Minutes.objects.filter(meeting=meeting).exclude(read_back_at=None).update(read_back_at=None, approved_by_votes=None)


def check_revision(current: int, seen: int) -> None:
    """Raise RuleRefused: ``stale`` where somebody else saved since the page was opened."""
    if current != seen:
        raise RuleRefused(Refusal.STALE, current=current)


def follow(*, actor: User, now: datetime, meeting: Meeting, deed: FollowUpDeed) -> tuple[FollowUp, bool]:
    """Write down a deed that follows a locked meeting; the second time changes nothing."""
    follow_up, created = FollowUp.objects.get_or_create(meeting=meeting, deed=deed, defaults={"at": now, "by": actor})
    if created:
        write_down(actor, now, meeting, FOLLOW_UPS[deed])
    return follow_up, created
