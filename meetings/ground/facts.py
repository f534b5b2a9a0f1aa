"""From rows to the facts that the rules judge: everything that hangs on one meeting, read once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, Subquery, Sum

from chibo.rules.agendas import ItemKind
from chibo.rules.assigning import Progress, is_asked_for
from chibo.rules.census import CensusLine, Condition, Mark, Standing
from chibo.rules.facts import MeetingFacts
from chibo.rules.local_time import local_day
from chibo.rules.named import Named
from chibo.rules.occasions import PARTNER_KINDS, Half, Occurrence, both_minutes, counts_together
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.quorum import advised_quorum, count_attendance
from chibo.rules.thresholds import Rulebook
from chibo.rules.voting import RESOLVED, Count, electorate, electors_present
from chibo.rules.workflow import MeetingState
from meetings.codes import FollowUpDeed
from meetings.ground.people import named_people
from meetings.models import AgendaItem, Assignment, Attendance, Ballot, DraftDocument, Meeting, Minutes


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """Everything that hangs on one meeting, read once with a fixed number of queries."""

    meeting: Meeting
    items: list[AgendaItem]
    drafts: list[DraftDocument]
    attendances: list[Attendance]
    ballots: list[Ballot]
    follow_ups: dict[FollowUpDeed, datetime]
    minutes: Minutes | None
    partner: Meeting | None
    partner_minutes: int
    assignments_due: int
    assignments_reported: int
    named: tuple[Named, ...]


def follower_of(meeting: Meeting) -> Meeting | None:
    """The meeting that points to this one, as long as both count; at most one query."""
    follower: Meeting | None = getattr(meeting, "combined_by", None)
    return follower if follower and counts_together(occurrence_of(meeting), occurrence_of(follower)) else None


def occurrence_of(meeting: Meeting) -> Occurrence:
    """When the meeting is planned and was held."""
    return Occurrence(meeting.state, meeting.starts_at, meeting.opened_at, meeting.closed_at)


def partner_of(meeting: Meeting) -> Meeting | None:
    """The other meeting of a combined occasion, whichever of the two points to it."""
    if meeting.kind not in PARTNER_KINDS:
        return None
    followed = meeting.combined_with
    if followed and counts_together(occurrence_of(meeting), occurrence_of(followed)):
        return followed
    return follower_of(meeting)


def half_of(meeting: Meeting) -> Half:
    """The meeting as one half of an occasion."""
    partner = partner_of(meeting)
    return Half(
        cell=meeting.organization_id,
        kind=MeetingKind(meeting.kind),
        starts_at=meeting.starts_at,
        state=MeetingState(meeting.state),
        ref=meeting.pk,
        partner=partner.pk if partner else None,
    )


def load_record(meeting: Meeting) -> MeetingRecord:
    """Read what hangs on the meeting: sixteen queries at most, and none for what cannot be there yet."""
    partner, reports = partner_of(meeting), _reports(meeting)
    items = list(meeting.items.select_related("presenter"))
    attendances = list(meeting.attendances.all()) if meeting.opened_at else []
    return MeetingRecord(
        meeting=meeting,
        items=items,
        drafts=list(meeting.drafts.prefetch_related("versions")),
        attendances=attendances,
        ballots=list(meeting.ballots.all()) if meeting.opened_at else [],
        follow_ups=_follow_ups(meeting) if meeting.locked_at else {},
        minutes=Minutes.objects.filter(meeting=meeting).first() if meeting.opened_at else None,
        partner=partner,
        partner_minutes=_planned(partner) if partner else 0,
        assignments_due=len(reports),
        assignments_reported=sum(1 for reported_on in reports if reported_on),
        named=named_people(meeting, items, roll_of(attendances)),
    )


def _reports(meeting: Meeting) -> list[date | None]:
    """When each task that is to be reported on before the meeting was reported on. One query."""
    month = meeting.starts_on.replace(day=1)
    before = Meeting.objects.filter(
        organization=meeting.organization_id, kind=MeetingKind.REGULAR, opened_at__lt=meeting.starts_at
    ).exclude(pk=meeting.pk)
    given = Assignment.objects.filter(
        organization_id=meeting.organization_id, meeting__starts_at__lt=meeting.starts_at
    ).annotate(before_at=Subquery(before.order_by("-opened_at").values("opened_at")[:1]))
    near = given.filter(
        Q(progress=Progress.OPEN) | Q(due_on__gte=month) | Q(reported_at__gte=F("before_at")) | Q(before_at=None)
    )
    rows = near.values_list("progress", "due_on", "reported_at", "before_at")
    result = []
    for progress, due_on, reported_at, before_at in rows:
        reported_on, since = _day(reported_at), _day(before_at) or month
        if is_asked_for(Progress(progress), due_on, reported_on, month=month, since=since):
            result.append(reported_on)
    return result


def _day(at: datetime | None) -> date | None:
    return local_day(at) if at else None


def _follow_ups(meeting: Meeting) -> dict[FollowUpDeed, datetime]:
    return {FollowUpDeed(deed): at for deed, at in meeting.follow_ups.values_list("deed", "at")}


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


def roll_of(attendances: Collection[Attendance]) -> dict[int, CensusLine]:
    """The same by person."""
    people = (row.member_id for row in attendances)
    return dict(zip(people, census_lines(attendances), strict=True))


def count_of(ballot: Ballot, lines: Collection[CensusLine]) -> Count:
    """The hands of a vote against the roll as it stands."""
    return Count(
        ballot.in_favor, ballot.against, ballot.abstain, electorate=electorate(lines), present=electors_present(lines)
    )


# The columns of a meeting from which its facts are built, whether one is read or the year of many cells.
COLUMNS = (
    "pk",
    "kind",
    "period",
    "state",
    "starts_at",
    "committee_agreed_at",
    "circulated_at",
    "opened_at",
    "closed_at",
    "locked_at",
    "expected",
    "present",
    "resolution_carried",
)
Columns = Mapping[str, Any]


def kept_facts(
    row: Columns, partner: Columns | None, follow_ups: Mapping[FollowUpDeed, datetime | None]
) -> MeetingFacts:
    """The facts that the meeting's own row and those of its follow-ups keep: all that a report on a year asks for.

    ``row`` and ``partner`` (the other meeting of the occasion) hold at least ``COLUMNS``. What only the preparation
    asks for is left at its default.
    """
    return MeetingFacts(
        kind=MeetingKind(row["kind"]),
        period=Period.parse(row["period"]),
        state=MeetingState(row["state"]),
        starts_at=row["starts_at"],
        ref=row["pk"],
        committee_agreed_at=row["committee_agreed_at"],
        circulated_at=row["circulated_at"],
        opened_at=row["opened_at"],
        closed_at=row["closed_at"],
        occasion_minutes=both_minutes(occurrence(row), occurrence(partner)) if partner else None,
        is_combined=partner is not None,
        expected=row["expected"],
        present=row["present"],
        minutes_locked_at=row["locked_at"],
        resolution_carried=row["resolution_carried"],
        resolution_issued_at=follow_ups.get(FollowUpDeed.RESOLUTION_ISSUED),
        score_sent_at=follow_ups.get(FollowUpDeed.SCORE_SENT),
    )


def _columns(meeting: Meeting) -> Columns:
    return {name: getattr(meeting, name) for name in COLUMNS}


def occurrence(row: Columns) -> Occurrence:
    """When the meeting of these columns is planned and was held."""
    return Occurrence(row["state"], row["starts_at"], row["opened_at"], row["closed_at"])


def facts_of(record: MeetingRecord, book: Rulebook) -> MeetingFacts:
    """The meeting in full, for its timeline, its warnings and its moves: what is kept, and what hangs on it now."""
    meeting, lines = record.meeting, census_lines(record.attendances)
    count = count_attendance(lines)
    partner = _columns(record.partner) if record.partner else None
    return replace(
        kept_facts(_columns(meeting), partner, record.follow_ups),
        moved_at=meeting.moved_at,
        has_place=bool(meeting.place),
        agenda_items=len(record.items),
        planned_minutes=sum(item.minutes for item in record.items) + record.partner_minutes,
        items_without_presenter=tuple(item.position for item in record.items if item.presenter_id is None),
        drafts=len(record.drafts),
        expected=count.expected,
        present=count.present,
        unmarked=count.unmarked if lines else 1,
        quorum_met=advised_quorum(lines, book, meeting.held_on).met,
        items_without_conclusion=tuple(
            item.position for item in record.items if item.kind != ItemKind.INFORMATION and not item.conclusion
        ),
        has_chair=meeting.chair_id is not None,
        has_minute_taker=meeting.minute_taker_id is not None,
        named=record.named,
        read_back_at=record.minutes.read_back_at if record.minutes else None,
        resolution_carried=any(row.is_carried and row.matter in RESOLVED for row in record.ballots),
        impossible_votes=sum(1 for row in record.ballots if not count_of(row, lines).is_possible),
        approved_by=record.minutes.approved_by_votes if record.minutes else None,
        assignments_due=record.assignments_due,
        assignments_reported=record.assignments_reported,
    )
