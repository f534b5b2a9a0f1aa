"""Corrections of a session until the lock: its opening undone, its times, its roll, who chairs and who writes."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from chibo.core.contest import Seen, settle
from chibo.rules.powers import Power
from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.sessions import Post, check_end, check_hand_over, check_start, check_undone
from chibo.rules.workflow import Action, MeetingState
from meetings.codes import MeetingDeed
from meetings.corrections.selectors import RollDifference, codes_of, records_of, roll_difference
from meetings.ground.deeds import ensure, ensure_action, locked, reopen, write_down
from meetings.ground.facts import census_lines
from meetings.models import Attendance, HandOver, Meeting, Minutes
from meetings.session.services import freeze_counts, recount
from members.models import Member, User


def _text(at: datetime | None) -> str:
    return at.isoformat() if at else ""


@transaction.atomic
def undo_opening(*, actor: User, now: datetime, meeting: Meeting, with_roll: bool = False) -> Meeting:
    """Take an opening back as a mistake: the meeting is what it was before, and can be moved or cancelled.

    ``with_roll`` throws the answers of the roll call away as well.
    Raises RuleRefused: ``state``, ``has_records``, ``roll_was_called``.
    """
    meeting = locked(meeting)
    ensure(actor, Power.RUN_MEETING, meeting, now)
    ensure_action(meeting, Action.UNDO_OPENING)
    records, opened_at = records_of(meeting), meeting.opened_at
    check_undone(records, with_roll=with_roll)
    meeting.attendances.all().delete()
    Minutes.objects.filter(meeting=meeting).delete()
    state = MeetingState.CIRCULATED if meeting.circulated_at else MeetingState.PLANNED
    meeting.state, meeting.opened_at, meeting.closed_at = state, None, None
    meeting.expected = meeting.present = 0
    meeting.save(update_fields=["state", "opened_at", "closed_at", "expected", "present"])
    write_down(actor, now, meeting, MeetingDeed.OPENING_UNDONE, opened_at=_text(opened_at), marks=records.marks)
    return meeting


def _recorded(actor: User, now: datetime, meeting: Meeting) -> tuple[Meeting, datetime]:
    """The meeting as long as its minutes are open, and when it began."""
    meeting = locked(meeting)
    ensure(actor, Power.RUN_MEETING, meeting, now)
    ensure_action(meeting, Action.RECORD)
    reopen(meeting)
    if meeting.opened_at is None:
        raise ValueError(f"meeting {meeting.pk} is in session and was never opened")
    return meeting, meeting.opened_at


def times_of(meeting: Meeting) -> dict[str, datetime | None]:
    """When the session began and ended."""
    return {"opened_at": meeting.opened_at, "closed_at": meeting.closed_at}


@transaction.atomic
def correct_times(
    *,
    actor: User,
    now: datetime,
    meeting: Meeting,
    opened_at: datetime,
    closed_at: datetime | None = None,
    seen: Seen | None = None,
) -> Meeting:
    """Put the true times of the session; the end only of one that has ended. The minutes are read back anew.

    Raises RuleRefused: ``state``, ``stale`` where somebody else put another time since, and what ``check_start`` and
    ``check_end`` refuse.
    """
    meeting, before = _recorded(actor, now, meeting)
    sent = {"opened_at": opened_at, "closed_at": closed_at or meeting.closed_at}
    merged = settle(times_of(meeting), sent, seen)
    opened_at, closed_at = merged["opened_at"], merged["closed_at"]
    check_start(opened_at, planned_at=timezone.localtime(meeting.starts_at), now=now)
    old, end = [_text(before), _text(meeting.closed_at)], None
    if meeting.closed_at:
        end = closed_at or meeting.closed_at
        check_end(end, opened_at=opened_at, now=now)
    meeting.opened_at, meeting.closed_at = opened_at, end
    meeting.save(update_fields=["opened_at", "closed_at"])
    times = {"before": old, "after": [_text(opened_at), _text(end)]}
    write_down(actor, now, meeting, MeetingDeed.TIMES_CORRECTED, **times)
    return meeting


@transaction.atomic
def update_roll(*, actor: User, now: datetime, meeting: Meeting, seen: str) -> RollDifference:
    """Bring the roll of the day up to what the list of the cell says by now; votes are counted again.

    ``seen`` is the ``key`` of the difference that was agreed to.
    Raises RuleRefused: ``state``, ``roll_changed`` where it is another by now, ``roll_in_use`` where somebody to go has
    spoken, was given a task, chairs or writes.
    """
    meeting, _ = _recorded(actor, now, meeting)
    difference = roll_difference(meeting)
    if difference.key != seen:
        raise RuleRefused(Refusal.ROLL_CHANGED)
    for row in difference.gone:
        _let_go(meeting, row)
    for each in difference.changed:
        row, line = each.attendance, each.line
        row.name, row.name_key = line.member.full_name, line.member.name_key
        row.standing, row.conditions = line.standing, codes_of(line)
    fields = ["name", "name_key", "standing", "conditions"]
    Attendance.objects.bulk_update([each.attendance for each in difference.changed], fields)
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            member=line.member,
            name=line.member.full_name,
            name_key=line.member.name_key,
            standing=line.standing,
            conditions=codes_of(line),
        )
        for line in difference.added
    )
    write_down(actor, now, meeting, MeetingDeed.ROLL_UPDATED, difference=difference.sentences)
    recount(actor=actor, now=now, meeting=meeting, lines=census_lines(meeting.attendances.all()))
    freeze_counts(meeting)
    return difference


def _let_go(meeting: Meeting, row: Attendance) -> None:
    is_in_use = (
        row.member_id in (meeting.chair_id, meeting.minute_taker_id)
        or meeting.speeches.filter(member=row.member_id).exists()
        or meeting.assignments.filter(member=row.member_id).exists()
        or meeting.assignments.filter(helper=row.member_id).exists()
    )
    if is_in_use:
        raise RuleRefused(Refusal.ROLL_IN_USE, name=row.name)
    row.delete()


@transaction.atomic
def hand_over(*, actor: User, now: datetime, meeting: Meeting, post: Post, after: Member, at: datetime) -> HandOver:
    """Let somebody else chair or write from then on; the minutes name both.

    Raises RuleRefused: ``state``, ``same_person``, and what ``check_hand_over`` refuses.
    """
    meeting, opened_at = _recorded(actor, now, meeting)
    before: Member | None = getattr(meeting, post)
    if before is None or before == after:
        raise RuleRefused(Refusal.SAME_PERSON, name=after.full_name)
    rows = list(meeting.attendances.filter(member=after))
    last = meeting.hand_overs.filter(post=post).last()
    check_hand_over(
        after.full_name,
        census_lines(rows)[0] if rows else None,
        at=at,
        opened_at=last.at if last else opened_at,
        closed_at=meeting.closed_at,
        now=now,
    )
    entry = HandOver.objects.create(meeting=meeting, post=post, before=before, after=after, at=at)
    setattr(meeting, post, after)
    meeting.save(update_fields=[post.value])
    write_down(actor, now, meeting, MeetingDeed.HANDED_OVER, post=post, before=before.pk, after=after.pk, at=_text(at))
    return entry
