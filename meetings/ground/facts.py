"""From rows to the facts that the rules judge: everything that hangs on one meeting, read once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, Sum
from django.utils import timezone

from chibo.rules.census import CensusLine, Condition, Mark, Standing
from chibo.rules.facts import MeetingFacts
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.quorum import count_attendance, quorum
from chibo.rules.thresholds import Figure, Rulebook
from chibo.rules.voting import Matter
from chibo.rules.workflow import MeetingState
from meetings.codes import Deed, ItemKind, Progress
from meetings.models import AgendaItem, Assignment, Attendance, Ballot, DraftDocument, Meeting, Minutes


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """Everything that hangs on one meeting, read once with a fixed number of queries."""

    meeting: Meeting
    items: list[AgendaItem]
    drafts: list[DraftDocument]
    attendances: list[Attendance]
    ballots: list[Ballot]
    follow_ups: dict[Deed, datetime]
    minutes: Minutes | None
    partner: Meeting | None
    partner_minutes: int
    assignments_due: int
    assignments_reported: int


def partner_of(meeting: Meeting) -> Meeting | None:
    """The other meeting of a combined occasion, whichever of the two points to it; never a cancelled one."""
    if meeting.kind not in (MeetingKind.REGULAR, MeetingKind.THEMATIC):
        return None
    partner = meeting.combined_with or getattr(meeting, "combined_by", None)
    return partner if partner and partner.state != MeetingState.CANCELLED else None


def load_record(meeting: Meeting) -> MeetingRecord:
    """Read what hangs on the meeting: nine queries at most, and none for what cannot be there yet."""
    partner = partner_of(meeting)
    month_starts_on = timezone.localtime(meeting.starts_at).date().replace(day=1)
    due = Assignment.objects.filter(
        organization_id=meeting.organization_id, meeting__starts_at__lt=meeting.starts_at
    ).filter(Q(progress=Progress.OPEN) | Q(due_on__gte=month_starts_on))
    assignments = list(due.values_list("reported_at", flat=True))
    return MeetingRecord(
        meeting=meeting,
        items=list(meeting.items.select_related("presenter")),
        drafts=list(meeting.drafts.prefetch_related("versions")),
        attendances=list(meeting.attendances.all()) if meeting.opened_at else [],
        ballots=list(meeting.ballots.all()) if meeting.opened_at else [],
        follow_ups=_follow_ups(meeting) if meeting.locked_at else {},
        minutes=Minutes.objects.filter(meeting=meeting).first() if meeting.opened_at else None,
        partner=partner,
        partner_minutes=_planned(partner) if partner else 0,
        assignments_due=len(assignments),
        assignments_reported=sum(1 for reported_at in assignments if reported_at),
    )


def _follow_ups(meeting: Meeting) -> dict[Deed, datetime]:
    return {Deed(deed): at for deed, at in meeting.follow_ups.values_list("deed", "at")}


def _planned(meeting: Meeting) -> int:
    return meeting.items.aggregate(total=Sum("minutes"))["total"] or 0


def census_lines(attendances: Iterable[Attendance]) -> list[CensusLine]:
    """The frozen roll of the day as the rules count it."""
    return [
        CensusLine(
            Standing(row.standing),
            frozenset(Condition(code) for code in row.conditions.split(",") if code),
            Mark(row.mark) if row.mark else None,
        )
        for row in attendances
    ]


def _local(instant: datetime | None) -> datetime | None:
    return timezone.localtime(instant) if instant else None


def _length(meeting: Meeting | None) -> int | None:
    if meeting is None or meeting.opened_at is None or meeting.closed_at is None:
        return None
    return int((meeting.closed_at - meeting.opened_at).total_seconds() // 60)


def _occasion(own: int | None, partner: int | None) -> int | None:
    return None if own is None or partner is None else own + partner


def facts_of(record: MeetingRecord, book: Rulebook) -> MeetingFacts:
    """The meeting in full, for its timeline, its warnings and its moves."""
    meeting, lines = record.meeting, census_lines(record.attendances)
    count = count_attendance(lines)
    share = book.need(Figure.QUORUM_SHARE, timezone.localtime(meeting.starts_at).date()).value
    return MeetingFacts(
        kind=MeetingKind(meeting.kind),
        period=Period.parse(meeting.period),
        state=MeetingState(meeting.state),
        starts_at=timezone.localtime(meeting.starts_at),
        ref=meeting.pk,
        committee_agreed_at=_local(meeting.committee_agreed_at),
        circulated_at=_local(meeting.circulated_at),
        opened_at=_local(meeting.opened_at),
        closed_at=_local(meeting.closed_at),
        occasion_minutes=_occasion(_length(meeting), _length(record.partner)),
        is_combined=record.partner is not None,
        has_place=bool(meeting.place),
        agenda_items=len(record.items),
        planned_minutes=sum(item.minutes for item in record.items) + record.partner_minutes,
        items_without_presenter=tuple(item.position for item in record.items if item.presenter_id is None),
        drafts=len(record.drafts),
        expected=count.expected,
        present=count.present,
        unmarked=count.unmarked if lines else 1,
        quorum_met=quorum(lines, share).met,
        items_without_conclusion=tuple(
            item.position for item in record.items if item.kind != ItemKind.INFORMATION and not item.conclusion
        ),
        has_chair=meeting.chair_id is not None,
        has_minute_taker=meeting.minute_taker_id is not None,
        read_back_at=_local(record.minutes.read_back_at) if record.minutes else None,
        minutes_locked_at=_local(meeting.locked_at),
        resolution_carried=any(row.is_carried and row.matter == Matter.RESOLUTION for row in record.ballots),
        resolution_issued_at=_local(record.follow_ups.get(Deed.RESOLUTION_ISSUED)),
        score_sent_at=_local(record.follow_ups.get(Deed.SCORE_SENT)),
        assignments_due=record.assignments_due,
        assignments_reported=record.assignments_reported,
    )
