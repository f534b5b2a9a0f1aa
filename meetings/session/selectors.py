"""What the one screen of the session and the confirmation pages around it print."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from django.db.models import prefetch_related_objects

from chibo.rules.census import CensusLine, Condition, Mark, Standing
from chibo.rules.conduct import minutes_rule
from chibo.rules.facts import MeetingFacts
from chibo.rules.quorum import AttendanceCount, Quorum, count_attendance, quorum
from chibo.rules.thresholds import Figure
from chibo.rules.voting import MAJORITIES, Matter, electorate, electors_present
from meetings.codes import DraftKind, ItemKind, SpeechKind
from meetings.ground.facts import MeetingRecord, census_lines, facts_of, load_record
from meetings.ground.selectors import title_of
from meetings.labels import CONDITIONS, MATTERS, SPEECH_KINDS, STANDINGS
from meetings.models import AgendaItem, Assignment, Attendance, Ballot, DraftVersion, Guest, Meeting, Speech
from members.models import Member
from members.selectors import rulebook_of, supervisors_of

# Those whose absence never counts and who cannot come: their line is shown without an answer.
_CANNOT_COME = frozenset({Condition.AWAY, Condition.SUSPENDED})


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One line of the roll call as the screen shows it."""

    attendance: Attendance
    note: str  # "Dự bị; sinh hoạt tạm thời đến"
    is_expected: bool
    may_come: bool
    is_exempt: bool


@dataclass(frozen=True, slots=True)
class BallotLine:
    """One vote with the share of the electorate that was for it."""

    ballot: Ballot
    share: Fraction


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item with what was recorded under it; ``item`` None gathers what belongs to no item."""

    item: AgendaItem | None
    speeches: list[Speech]
    ballots: list[BallotLine]
    assignments: list[Assignment]

    @property
    def key(self) -> int:
        """The item's number in addresses, 0 for the opening."""
        return self.item.pk if self.item else 0

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to write: a conclusion, or for mere information what was told."""
        if self.item is None:
            return bool(self.ballots)
        told = self.item.kind == ItemKind.INFORMATION and (self.item.proceedings or self.speeches)
        return bool(self.item.conclusion or told)


@dataclass(frozen=True, slots=True)
class VoteLine:
    """How many votes carry a matter today."""

    matter: Matter
    label: str
    needed: int


@dataclass(frozen=True, slots=True)
class SessionPage:
    """Everything the one screen of the day prints."""

    meeting: Meeting
    title: str
    record: MeetingRecord
    facts: MeetingFacts
    rows: list[AttendanceRow]
    count: AttendanceCount
    quorum: Quorum
    electorate: int
    electors_present: int
    votes: list[VoteLine]
    opening: ItemLine
    items: list[ItemLine]
    people: list[Member]  # on the roll of the day and able to come
    speeches: list[Speech]
    assignments: list[Assignment]
    guests: list[Guest]
    suggested_guests: list[Member]
    silent: list[str]  # names of those present who have not spoken
    resolution_drafts: list[DraftVersion]
    minutes_run: int | None
    needed_minutes: int | None

    @property
    def earliest_end(self) -> datetime | None:
        """When the prescribed minutes are over; None where none are prescribed."""
        if self.facts.opened_at is None or self.needed_minutes is None:
            return None
        return self.facts.opened_at + timedelta(minutes=self.needed_minutes)

    @property
    def not_called(self) -> list[AttendanceRow]:
        """Those on the roll who cannot come."""
        return [row for row in self.rows if not row.may_come]

    @property
    def waiting(self) -> ItemLine | None:
        """The first item without a conclusion."""
        return next((line for line in self.items if not line.is_done), None)

    def line(self, key: int | None) -> ItemLine:
        """The chosen item; without a choice the one that waits, or else the last."""
        if key == 0 or not self.items:
            return self.opening
        chosen = next((line for line in self.items if line.key == key), None)
        return chosen or self.waiting or self.items[-1]


def _row(attendance: Attendance, line: CensusLine) -> AttendanceRow:
    words = [STANDINGS[Standing.PROBATIONARY]] if line.standing is Standing.PROBATIONARY else []
    words += [CONDITIONS[Condition(code)] for code in attendance.conditions.split(",") if code]
    return AttendanceRow(
        attendance,
        "; ".join(words),
        line.is_expected,
        may_come=not line.conditions & _CANNOT_COME,
        is_exempt=Condition.EXEMPT in line.conditions,
    )


def _lines(
    record: MeetingRecord, speeches: list[Speech], assignments: list[Assignment]
) -> tuple[ItemLine, list[ItemLine]]:
    def of(item: AgendaItem | None) -> ItemLine:
        pk = item.pk if item else None
        return ItemLine(
            item,
            [row for row in speeches if row.item_id == pk],
            [BallotLine(row, Fraction(row.in_favor, row.electorate)) for row in record.ballots if row.item_id == pk],
            [row for row in assignments if row.item_id == pk],
        )

    return of(None), [of(item) for item in record.items]


def _newest_resolutions(record: MeetingRecord) -> list[DraftVersion]:
    drafts = [draft for draft in record.drafts if draft.kind == DraftKind.RESOLUTION]
    return [draft.versions.all()[0] for draft in drafts if draft.versions.all()]


def _votes(electors: int) -> list[VoteLine]:
    """The matters put to the vote on this screen; the minutes are approved on their own page."""
    return [
        VoteLine(matter, MATTERS[matter], row.needed(electors))
        for matter, row in MAJORITIES.items()
        if matter is not Matter.MINUTES
    ]


def session_page(meeting: Meeting, now: datetime) -> SessionPage:
    """The day's screen: a fixed number of queries."""
    record, book = load_record(meeting), rulebook_of(meeting.organization)
    facts, lines = facts_of(record, book), census_lines(record.attendances)
    rows = [_row(row, line) for row, line in zip(record.attendances, lines, strict=True)]
    prefetch_related_objects(record.attendances, "member")
    speeches = list(meeting.speeches.select_related("member", "item"))
    assignments = list(meeting.assignments.select_related("member", "helper"))
    guests = list(meeting.guests.all())
    opening, items = _lines(record, speeches, assignments)
    spoken, electors = {speech.member_id for speech in speeches}, electorate(lines)
    rule = minutes_rule(facts, book)
    return SessionPage(
        meeting=meeting,
        title=title_of(meeting),
        record=record,
        facts=facts,
        rows=rows,
        count=count_attendance(lines),
        quorum=quorum(lines, book.need(Figure.QUORUM_SHARE, facts.held_on).value),
        electorate=electors,
        electors_present=electors_present(lines),
        votes=_votes(electors),
        opening=opening,
        items=items,
        people=[row.attendance.member for row in rows if row.may_come],
        speeches=speeches,
        assignments=assignments,
        guests=guests,
        suggested_guests=_not_yet_guests(meeting, facts, guests),
        silent=[row.name for row in record.attendances if row.mark == Mark.PRESENT and row.member_id not in spoken],
        resolution_drafts=_newest_resolutions(record),
        minutes_run=_minutes_run(facts, now),
        needed_minutes=rule.number if rule else None,
    )


def _minutes_run(facts: MeetingFacts, now: datetime) -> int | None:
    if facts.opened_at is None:
        return None
    return int(((facts.closed_at or now) - facts.opened_at).total_seconds() // 60)


def _not_yet_guests(meeting: Meeting, facts: MeetingFacts, guests: list[Guest]) -> list[Member]:
    names = {guest.name for guest in guests}
    return [person for person in supervisors_of(meeting.organization, facts.held_on) if person.full_name not in names]


def entry_words(entry: Guest | Speech | Ballot | Assignment) -> str:
    """What is about to be taken back, in one sentence."""
    if isinstance(entry, Guest):
        return f"Đại biểu {entry.name}."
    if isinstance(entry, Speech):
        return f"{SPEECH_KINDS[SpeechKind(entry.kind)]} của đồng chí {entry.member.full_name}."
    if isinstance(entry, Ballot):
        return f"Biểu quyết về {entry.subject}: {entry.in_favor}/{entry.electorate} tán thành."
    return f"Việc “{entry.title}” giao đồng chí {entry.member.full_name}."
