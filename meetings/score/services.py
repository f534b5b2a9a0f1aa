"""The self-score of a meeting is kept, then sent upward once."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from chibo.rules import scoring
from chibo.rules.powers import Power
from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.workflow import Action, MeetingState
from meetings.codes import FollowUpDeed, MeetingDeed
from meetings.ground.deeds import ensure, ensure_action, follow, locked, reopen, write_down
from meetings.models import FollowUp, Meeting, QualityScore
from members.models import User


@transaction.atomic
def save_score(*, actor: User, now: datetime, meeting: Meeting, points: Mapping[str, int], remedy: str) -> QualityScore:
    """Keep the self-score of a meeting until its minutes are locked; the minutes print it and are read back anew.

    Raises RuleRefused: ``state``, ``points``.
    """
    meeting = locked(meeting)
    ensure(actor, Power.RUN_MEETING, meeting, now)
    ensure_action(meeting, Action.RECORD)
    on = meeting.held_on
    total = scoring.total(points, on)
    reopen(meeting)
    score, _ = QualityScore.objects.update_or_create(
        meeting=meeting, defaults={"points": dict(points), "total": total, "remedy": remedy.strip()}
    )
    write_down(actor, now, meeting, MeetingDeed.SCORED, total=total)
    return score


@transaction.atomic
def send_score(*, actor: User, now: datetime, meeting: Meeting) -> FollowUp:
    """Send the self-score upward, once. Raises RuleRefused: ``score_missing``, ``too_soon``, ``already_sent``."""
    meeting = locked(meeting)
    ensure(actor, Power.SEND_SCORE, meeting, now)
    if not QualityScore.objects.filter(meeting=meeting).exists():
        raise RuleRefused(Refusal.SCORE_MISSING)
    if meeting.state != MeetingState.LOCKED:
        raise RuleRefused(Refusal.TOO_SOON)
    follow_up, created = follow(actor=actor, now=now, meeting=meeting, deed=FollowUpDeed.SCORE_SENT)
    if not created:
        raise RuleRefused(Refusal.ALREADY_SENT)
    return follow_up
