"""In the room: the census, the roll call, speeches, votes, conclusions, assignments, the close."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from chibo.core import outbox
from chibo.core.contest import Seen, settle, values_of
from chibo.rules.assigning import Assignee, Progress, check_assignment, check_removal
from chibo.rules.census import CensusLine, Mark
from chibo.rules.powers import Power
from chibo.rules.quorum import count_attendance
from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.sessions import check_end, check_start
from chibo.rules.voting import RESOLVED, Count, Matter, carried, check_count, electorate, electors_present
from chibo.rules.workflow import Action, Need
from meetings.access import Entry
from meetings.codes import MeetingDeed, SpeechKind
from meetings.ground.deeds import ensure, ensure_action, locked, move, reopen, write_down
from meetings.ground.facts import census_lines, count_of, roll_of
from meetings.ground.selectors import invited
from meetings.models import (
    AgendaItem,
    Assignment,
    Attendance,
    Ballot,
    DraftVersion,
    Guest,
    HandOver,
    Meeting,
    Minutes,
    Speech,
)
from meetings.notices.reminders import withdraw_unasked
from meetings.session import notices
from meetings.session.selectors import answer_on, line_of
from members.models import Member, User

DRAFT_OF = "Dự thảo "


@dataclass(frozen=True, slots=True)
class MarkInput:
    """One answer of the roll call. ``mark`` None leaves the line unmarked.

    ``seen`` is what the page showed of the line; ``if_unmarked`` writes only where nobody has answered yet.
    """

    attendance_id: int
    mark: Mark | None
    reason: str = ""
    seen: Seen | None = None
    if_unmarked: bool = False


@transaction.atomic
def open_meeting(
    *,
    actor: User,
    now: datetime,
    meeting: Meeting,
    opened_at: datetime,
    reason: str = "",
    chair: Member | None = None,
    minute_taker: Member | None = None,
) -> Meeting:
    """Open the meeting and freeze the roll of its day; who chairs or takes the minutes may be named at this moment.

    Raises RuleRefused: ``blocked``, ``advised`` (not circulated) until a reason is given, ``opens_in_future``,
    ``far_from_plan``, ``not_on_roll``.
    """
    meeting = locked(meeting)
    ensure(actor, Power.RUN_MEETING, meeting, now)
    check_start(opened_at, planned_at=timezone.localtime(meeting.starts_at), now=now)
    on = opened_at.astimezone(now.tzinfo).date()
    lines = invited(meeting.organization, meeting.kind, on)
    _name_officers(meeting, {line.member.pk for line in lines}, chair, minute_taker)
    meeting.opened_at = opened_at  # whoever is named is asked about on the day of the opening
    meeting.state = move(meeting, Action.OPEN, now, reason=reason)
    meeting.save(update_fields=["state", "opened_at", "chair", "minute_taker"])
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            member=line.member,
            name=line.member.full_name,
            name_key=line.member.name_key,
            standing=line.standing,
            conditions=",".join(sorted(line.conditions)),
        )
        for line in lines
    )
    Minutes.objects.get_or_create(meeting=meeting)
    officers = {"chair": meeting.chair_id, "minute_taker": meeting.minute_taker_id}
    write_down(actor, now, meeting, MeetingDeed.OPENED, reason=reason.strip(), **officers)
    withdraw_unasked(meeting, now)
    return meeting


def _name_officers(meeting: Meeting, on_roll: set[int], chair: Member | None, minute_taker: Member | None) -> None:
    for person in (chair, minute_taker):
        if person is not None and person.pk not in on_roll:
            raise RuleRefused(Refusal.NOT_ON_ROLL, name=person.full_name)
    meeting.chair, meeting.minute_taker = chair or meeting.chair, minute_taker or meeting.minute_taker


def _recording(actor: User, now: datetime, meeting: Meeting) -> Meeting:
    meeting = locked(meeting)
    ensure(actor, Power.RUN_MEETING, meeting, now)
    ensure_action(meeting, Action.RECORD)
    reopen(meeting)
    return meeting


# Roll call --------------------------------------------------------------------------------------------------------


@transaction.atomic
def call_roll(*, actor: User, now: datetime, meeting: Meeting, marks: Sequence[MarkInput]) -> Meeting:
    """Write the answers of the roll call; lines that are not named or that the sender left alone stay as they are.

    Raises RuleRefused: ``state``, ``reason_missing`` for an excused absence without its reason, ``stale`` where
    somebody else answered otherwise on a line since. Then no line is written.
    """
    meeting = _recording(actor, now, meeting)
    rows = {row.pk: row for row in meeting.attendances.all()}
    changed = []
    for row, (mark, reason) in _settled_marks(rows, marks):
        if (row.mark, row.reason) != (mark, reason):
            row.mark, row.reason, row.marked_at, row.marked_by = mark, reason, now, actor
            changed.append(row)
    Attendance.objects.bulk_update(changed, ["mark", "reason", "marked_at", "marked_by"])
    if changed:
        write_down(actor, now, meeting, MeetingDeed.ROLL_CALLED, lines=len(changed))
    lines = census_lines(rows.values())
    freeze_roll(meeting, lines)
    recount(actor=actor, now=now, meeting=meeting, lines=lines)
    return meeting


def _settled_marks(
    rows: Mapping[int, Attendance], marks: Sequence[MarkInput]
) -> list[tuple[Attendance, tuple[str, str]]]:
    """What is to be written on which line, each by whoever changed it."""
    lines, stored, sent, shown = dict[str, Attendance](), dict[str, Any](), dict[str, Any](), list[Seen]()
    for given in marks:
        row = rows.get(given.attendance_id)
        if row is None or (given.if_unmarked and row.mark):
            continue
        line = line_of(row)
        lines[line], stored[line] = row, answer_on(row)
        sent[line] = str(given.mark or ""), given.reason.strip() if given.mark is Mark.EXCUSED else ""
        shown += [given.seen] if given.seen else []
    for line, answer in (merged := settle(stored, sent, Seen.together(shown))).items():
        if answer == (Mark.EXCUSED, "") and answer != stored[line]:
            raise RuleRefused(Refusal.REASON_MISSING, name=lines[line].name)
    return [(row, merged[line]) for line, row in lines.items()]


def recount(*, actor: User, now: datetime, meeting: Meeting, lines: list[CensusLine]) -> None:
    """Count every vote again by the roll as it stands now.

    One with more hands than there were electors in the room stays as it was recorded and bars the lock.
    """
    for ballot in meeting.ballots.all():
        count, matter = count_of(ballot, lines), Matter(ballot.matter)
        found = (count.base(matter), carried(matter, count))
        if count.is_possible and found != (ballot.electorate, ballot.is_carried):
            ballot.electorate, ballot.is_carried = found
            ballot.save(update_fields=["electorate", "is_carried"])
            recounted = {"ballot": ballot.pk, "electorate": ballot.electorate, "carried": ballot.is_carried}
            write_down(actor, now, meeting, MeetingDeed.BALLOT_RECOUNTED, **recounted)
    freeze_carried(meeting)


@transaction.atomic
def add_guest(*, actor: User, now: datetime, meeting: Meeting, name: str, post: str) -> Guest:
    """Record a representative of the committee above who is present."""
    meeting = _recording(actor, now, meeting)
    guest = Guest.objects.create(meeting=meeting, name=name.strip(), post=post.strip())
    write_down(actor, now, meeting, MeetingDeed.GUEST_ADDED)
    return guest


@transaction.atomic
def record_speech(
    *,
    actor: User,
    now: datetime,
    meeting: Meeting,
    item: AgendaItem | None,
    member: Member,
    text: str,
    kind: SpeechKind = SpeechKind.SPEECH,
) -> Speech:
    """Record a remark or a reserved opinion.

    Raises RuleRefused: ``state``, ``not_on_roll``, ``empty``.
    """
    meeting = _recording(actor, now, meeting)
    if not meeting.attendances.filter(member=member).exists():
        raise RuleRefused(Refusal.NOT_ON_ROLL, name=member.full_name)
    if not text.strip():
        raise RuleRefused(Refusal.EMPTY)
    speech = Speech.objects.create(
        meeting=meeting, item=item, member=member, kind=kind, text=text.strip(), spoken_at=now
    )
    write_down(actor, now, meeting, MeetingDeed.SPEECH_RECORDED, speech=speech.pk, kind=kind)
    freeze_speakers(meeting)
    return speech


@transaction.atomic
def record_ballot(
    *,
    actor: User,
    now: datetime,
    meeting: Meeting,
    matter: Matter,
    subject: str,
    votes: tuple[int, int, int],
    item: AgendaItem | None = None,
    draft: DraftVersion | None = None,
) -> Ballot:
    """Record a vote by show of hands; ``votes`` are for, against, no opinion. The rulebook counts the electorate.

    A vote on a draft takes its subject from it.

    Raises RuleRefused: ``state``, ``blocked`` without a roll call, ``no_electorate``, ``too_many_votes``.
    """
    meeting = _recording(actor, now, meeting)
    lines = census_lines(meeting.attendances.all())
    if count_attendance(lines).unmarked or not lines:
        raise RuleRefused(Refusal.BLOCKED, (Need.ROLL_CALL,))
    count = Count(*votes, electorate=electorate(lines), present=electors_present(lines))
    check_count(count)
    ballot = Ballot.objects.create(
        meeting=meeting,
        item=item,
        draft=draft,
        matter=matter,
        subject=draft.draft.title.removeprefix(DRAFT_OF) if draft else subject.strip(),
        electorate=count.base(matter),
        in_favor=count.in_favor,
        against=count.against,
        abstain=count.abstain,
        is_carried=carried(matter, count),
        held_at=now,
    )
    write_down(actor, now, meeting, MeetingDeed.BALLOT_RECORDED, ballot=ballot.pk, carried=ballot.is_carried)
    freeze_carried(meeting)
    return ballot


@transaction.atomic
def conclude_item(
    *,
    actor: User,
    now: datetime,
    item: AgendaItem,
    revision: int,
    proceedings: str,
    conclusion: str,
    seen: Seen | None = None,
) -> AgendaItem:
    """Write what was said about an item and the chair's conclusion (clean HTML), each by whoever changed it.

    Raises RuleRefused: ``state``, ``stale`` where somebody else changed the same text since.
    """
    _recording(actor, now, item.meeting)
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    sent = {"proceedings": proceedings, "conclusion": conclusion}
    merged = settle(values_of(item, sent), sent, seen, current=item.revision, shown=revision)
    if merged == values_of(item, sent):
        return item
    item.proceedings, item.conclusion = merged["proceedings"], merged["conclusion"]
    item.revision += 1
    item.save(update_fields=["proceedings", "conclusion", "revision"])
    write_down(actor, now, item.meeting, MeetingDeed.ITEM_CONCLUDED, item=item.pk)
    return item


@transaction.atomic
def assign(
    *,
    actor: User,
    now: datetime,
    meeting: Meeting,
    title: str,
    member: Member,
    due_on: date,
    helper: Member | None = None,
    under: AgendaItem | Ballot | None = None,
) -> Assignment:
    """Assign a named person a task with a deadline, under an item or the vote that it carries out; the person is told.

    Raises RuleRefused: ``state``, and what ``assigning.check_assignment`` refuses.
    """
    meeting = _recording(actor, now, meeting)
    rows = list(meeting.attendances.all())
    check_assignment(
        title=title,
        person=Assignee(member.pk, member.full_name),
        helper=Assignee(helper.pk, helper.full_name) if helper else None,
        due_on=due_on,
        held_on=meeting.held_on,
        roll=roll_of(rows),
    )
    assignment = Assignment.objects.create(
        organization=meeting.organization,
        meeting=meeting,
        item=under.item if isinstance(under, Ballot) else under,
        ballot=under if isinstance(under, Ballot) else None,
        title=title.strip(),
        member=member,
        helper=helper,
        due_on=due_on,
        created_by=actor,
        created_at=now,
    )
    write_down(actor, now, meeting, MeetingDeed.ASSIGNED, assignment=assignment.pk)
    outbox.enqueue(notices.assigned(meeting, assignment), now=now)
    return assignment


@transaction.atomic
def remove_entry(*, actor: User, now: datetime, entry: Entry) -> None:
    """Take back what was recorded by mistake, while the minutes are open; the trail keeps that it was there.

    Raises RuleRefused: ``state``, ``reserved_stays`` for a reserved opinion, ``already_reported`` for an assignment,
    ``resolution_drafted`` for a vote on which a resolution rests, ``handed_on`` for a hand-over before the last.
    """
    meeting = _recording(actor, now, entry.meeting)
    if isinstance(entry, Speech) and entry.kind == SpeechKind.RESERVED:
        raise RuleRefused(Refusal.RESERVED_STAYS)
    if isinstance(entry, Assignment):
        check_removal(Progress(entry.progress))
        outbox.take_back(notices.keys_of_assigned(entry))
    if isinstance(entry, Ballot) and (drafted := getattr(entry, "resolution", None)):
        raise RuleRefused(Refusal.RESOLUTION_DRAFTED, title=drafted.title)
    if isinstance(entry, HandOver):
        _hand_back(meeting, entry)
    write_down(actor, now, meeting, MeetingDeed.ENTRY_REMOVED, kind=type(entry).__name__.lower(), pk=entry.pk)
    entry.delete()
    freeze_counts(meeting)


def _hand_back(meeting: Meeting, entry: HandOver) -> None:
    """The last hand-over of a post never was: who had it has it still."""
    if meeting.hand_overs.filter(post=entry.post).last() != entry:
        raise RuleRefused(Refusal.HANDED_ON)
    setattr(meeting, entry.post, entry.before)
    meeting.save(update_fields=[entry.post])


@transaction.atomic
def close_meeting(*, actor: User, now: datetime, meeting: Meeting, closed_at: datetime) -> Meeting:
    """Close the meeting and freeze its counts.

    Raises RuleRefused: ``blocked`` (roll call), ``closes_before_start``, ``too_long``.
    """
    meeting = locked(meeting)
    ensure(actor, Power.RUN_MEETING, meeting, now)
    if meeting.opened_at:
        check_end(closed_at, opened_at=meeting.opened_at, now=now)
    meeting.state = move(meeting, Action.CLOSE, now)
    meeting.closed_at = closed_at
    meeting.save(update_fields=["state", "closed_at"])
    freeze_counts(meeting)
    write_down(actor, now, meeting, MeetingDeed.CLOSED)
    return meeting


def freeze_counts(meeting: Meeting) -> None:
    """Write the counts onto the meeting, so that no report ever counts them again."""
    freeze_roll(meeting, census_lines(meeting.attendances.all()))
    freeze_speakers(meeting)
    freeze_carried(meeting)


def freeze_roll(meeting: Meeting, lines: list[CensusLine]) -> None:
    """How many were expected and how many came."""
    count = count_attendance(lines)
    meeting.expected, meeting.present = count.expected, count.present
    meeting.save(update_fields=["expected", "present"])


def freeze_speakers(meeting: Meeting) -> None:
    """How many people have spoken."""
    meeting.speakers = meeting.speeches.values("member").distinct().count()
    meeting.save(update_fields=["speakers"])


def freeze_carried(meeting: Meeting) -> None:
    """Whether a resolution was carried."""
    meeting.resolution_carried = meeting.ballots.filter(matter__in=RESOLVED, is_carried=True).exists()
    meeting.save(update_fields=["resolution_carried"])
