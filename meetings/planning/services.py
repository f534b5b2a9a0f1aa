"""Planning: a new meeting, its changes, its end before it began."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from chibo.core import outbox
from chibo.core.contest import Seen, settle, values_of
from chibo.core.wording import in_sentence
from chibo.rules.agendas import model_agenda
from chibo.rules.conditions import overlaps, planned_span, unmet_to_plan
from chibo.rules.dates import DayOf, check_day
from chibo.rules.occasions import Half, check_occasion, counts_together
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.powers import Power, Role
from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.telling import Told
from chibo.rules.workflow import Action, MeetingState
from meetings.codes import MeetingDeed
from meetings.ground.deeds import ensure, ensure_action, locked, move, write_down
from meetings.ground.facts import follower_of, half_of, occurrence_of
from meetings.labels import KINDS
from meetings.models import AgendaItem, Meeting
from meetings.notices.changes import telling
from meetings.notices.messages import withdraw_overtaken
from meetings.planning import notices
from meetings.planning.selectors import spans_near
from members.access import require
from members.models import Member, Organization, User
from members.selectors import holders, rulebook_of
from topics.models import Topic


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """What is chosen when a meeting is planned or changed. ``starts_at`` is aware; ``minutes`` the slot it takes."""

    kind: MeetingKind
    period: Period
    starts_at: datetime
    minutes: int
    place: str
    topic: Topic | None = None
    chair: Member | None = None
    minute_taker: Member | None = None
    combined_with: Meeting | None = None


CHOSEN = ("period", "starts_at", "minutes", "place", "topic", "chair", "minute_taker", "combined_with")


def plan_of(meeting: Meeting) -> MeetingPlan:
    """What is chosen for a meeting by now."""
    return MeetingPlan(
        kind=MeetingKind(meeting.kind),
        period=Period.parse(meeting.period),
        starts_at=meeting.starts_at,
        minutes=meeting.planned_minutes,
        place=meeting.place,
        topic=meeting.topic,
        chair=meeting.chair,
        minute_taker=meeting.minute_taker,
        combined_with=meeting.combined_with,
    )


@transaction.atomic
def plan_meeting(
    *, actor: User, now: datetime, organization: Organization, plan: MeetingPlan, reason: str = ""
) -> Meeting:
    """Plan a meeting with the model agenda of its kind.

    Raises RuleRefused: ``advised`` (past, wrong period, after the first week) until a reason is given; ``duty_taken``;
    ``day_out_of_range``; ``overlap``; ``not_same_occasion``; ``occasion_taken``.
    """
    require(actor, Power.PLAN_MEETING, organization, now.date())
    _hold_calendar(organization)
    _check_days(plan, now)
    _advise(organization, plan, now, reason)
    _check_slot(organization, plan, moved=None)
    chair = plan.chair or next(iter(holders(organization, Role.SECRETARY, plan.starts_at.date())), None)
    meeting = Meeting(
        organization=organization,
        kind=plan.kind,
        period=plan.period.key,
        created_by=actor,
        created_at=now,
        reason=reason.strip(),
    )
    _write_plan(meeting, plan, chair)
    _insert(meeting)
    _start_agenda(meeting, plan)
    write_down(actor, now, meeting, MeetingDeed.PLANNED, period=plan.period.key, reason=reason.strip())
    return meeting


def _check_days(plan: MeetingPlan, now: datetime) -> None:
    for on in (timezone.localtime(plan.starts_at).date(), plan.period.ends_on):
        check_day(DayOf.MEETING, on, now.date())


def _hold_calendar(organization: Organization) -> None:
    """Nobody else plans or moves a meeting of the cell until the end of the transaction.

    Taken before the row of any meeting, and without its key: a record of the day that points to the cell must not wait.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)


def _insert(meeting: Meeting) -> None:
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError as error:
        raise RuleRefused(Refusal.DUTY_TAKEN) from error


def _write_plan(meeting: Meeting, plan: MeetingPlan, chair: Member | None) -> None:
    meeting.starts_at, meeting.planned_minutes, meeting.place = plan.starts_at, plan.minutes, plan.place.strip()
    meeting.topic, meeting.chair, meeting.minute_taker = plan.topic, chair, plan.minute_taker
    meeting.combined_with = plan.combined_with


def _start_agenda(meeting: Meeting, plan: MeetingPlan) -> None:
    title = plan.topic.title if plan.topic else ""
    model = model_agenda(plan.kind, meeting.organization.cell_kind, plan.period, title)
    for position, row in enumerate(model, start=1):
        AgendaItem.objects.create(
            meeting=meeting, position=position, kind=row.kind, title=row.title, minutes=row.minutes, basis=row.basis
        )


def _advise(organization: Organization, plan: MeetingPlan, now: datetime, reason: str) -> None:
    advice = unmet_to_plan(
        kind=plan.kind,
        period=plan.period,
        starts_at=timezone.localtime(plan.starts_at),
        now=now,
        book=rulebook_of(organization),
    )
    if advice and not reason.strip():
        raise RuleRefused(Refusal.ADVISED, advice)


def _check_slot(organization: Organization, plan: MeetingPlan, *, moved: Meeting | None) -> None:
    if plan.combined_with is not None:
        check_occasion(_planned_half(organization, plan, moved), half_of(locked(plan.combined_with)))
    mine = planned_span(plan.starts_at, plan.minutes)
    for other, starts_at, ends_at in spans_near(organization.pk, mine, without=moved.pk if moved else None):
        if overlaps(mine, (starts_at, ends_at)):
            title = in_sentence(KINDS[MeetingKind(other.kind)])
            raise RuleRefused(Refusal.OVERLAP, title=title, starts_at=starts_at, ends_at=ends_at)


def _planned_half(organization: Organization, plan: MeetingPlan, moved: Meeting | None) -> Half:
    """The meeting as it is going to be; whom it pointed to before is given up."""
    follower = follower_of(moved) if moved else None
    return Half(
        cell=organization.pk,
        kind=plan.kind,
        starts_at=plan.starts_at,
        state=MeetingState(moved.state) if moved else MeetingState.PLANNED,
        ref=moved.pk if moved else None,
        partner=follower.pk if follower else None,
    )


@transaction.atomic
def change_meeting(
    *,
    actor: User,
    now: datetime,
    meeting: Meeting,
    plan: MeetingPlan,
    revision: int,
    reason: str = "",
    seen: Seen | None = None,
) -> Meeting:
    """Change time, place or people of a meeting, each by whoever changed it; a move after the circulation is told.

    Raises RuleRefused: ``state``, ``stale``, ``advised``, ``overlap``, ``not_same_occasion``,
    ``occasion_taken``, ``duty_taken``.
    """
    _hold_calendar(meeting.organization)
    meeting = locked(meeting)
    ensure(actor, Power.PLAN_MEETING, meeting, now)
    ensure_action(meeting, Action.MOVE)
    plan = _merged(meeting, plan, revision, seen)
    moved = meeting.starts_at != plan.starts_at or meeting.place != plan.place.strip()
    if meeting.starts_at != plan.starts_at:
        _check_days(plan, now)
        _advise(meeting.organization, plan, now, reason)
    _check_slot(meeting.organization, plan, moved=meeting)
    before = meeting.starts_on, meeting.starts_at
    with telling(meeting, now) as deed:
        _write_plan(meeting, plan, plan.chair)
        meeting.period, meeting.reason = plan.period.key, reason.strip()
        meeting.revision += 1
        if meeting.starts_on != before[0]:
            meeting.moved_at = now
        _insert(meeting)
        if moved:
            deed.invited_anew = _overtake(meeting, now)
    write_down(actor, now, meeting, MeetingDeed.CHANGED, before=before[1].isoformat(), reason=reason.strip())
    _free_followers(actor, now, meeting)
    return meeting


def _merged(meeting: Meeting, plan: MeetingPlan, revision: int, seen: Seen | None) -> MeetingPlan:
    """The plan with what others chose since the page was shown."""
    stored, sent = values_of(plan_of(meeting), CHOSEN), values_of(plan, CHOSEN)
    return replace(plan, **settle(stored, sent, seen, current=meeting.revision, shown=revision))


def _overtake(meeting: Meeting, now: datetime) -> set[int]:
    """Messages with the old time die; whom the notice itself has not reached is given it anew. Returns their keys."""
    lost = withdraw_overtaken(meeting, Told.MOVED, now)
    outbox.enqueue(notices.invited_anew(meeting, lost, now), now=now)
    return {member.pk for member in lost}


def _free_followers(actor: User, now: datetime, meeting: Meeting) -> None:
    """Who was to follow this meeting and cannot any more stands alone again, and may follow another."""
    for follower in Meeting.objects.filter(combined_with=meeting).exclude(state=MeetingState.LOCKED):
        if not counts_together(occurrence_of(meeting), occurrence_of(follower)):
            follower.combined_with = None
            follower.save(update_fields=["combined_with"])
            write_down(actor, now, follower, MeetingDeed.SET_FREE, followed=meeting.pk)


@transaction.atomic
def cancel_meeting(*, actor: User, now: datetime, meeting: Meeting, reason: str) -> Meeting:
    """Cancel a meeting that has not begun; whoever was told is told again.

    Raises RuleRefused: ``state``, ``empty`` without a reason.
    """
    meeting = locked(meeting)
    ensure(actor, Power.CIRCULATE, meeting, now)
    if not reason.strip():
        raise RuleRefused(Refusal.EMPTY)
    was_told = meeting.state == MeetingState.CIRCULATED
    meeting.state = move(meeting, Action.CANCEL, now)
    meeting.cancelled_at, meeting.reason = now, reason.strip()
    meeting.combined_with = None  # whom it followed is free to be followed by another
    meeting.save(update_fields=["state", "cancelled_at", "reason", "combined_with"])
    write_down(actor, now, meeting, MeetingDeed.CANCELLED, reason=reason.strip())
    _free_followers(actor, now, meeting)
    withdraw_overtaken(meeting, Told.CANCELLED, now)
    if was_told:
        outbox.enqueue(notices.cancelled(meeting, now), now=now)
    return meeting
