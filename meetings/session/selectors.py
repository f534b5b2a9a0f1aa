"""What the one screen of the session and the confirmation pages around it print."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cached_property

from django.db.models import prefetch_related_objects

from chibo.core.numbers import whole_number
from chibo.rules.agendas import ItemKind
from chibo.rules.census import CensusLine, Condition, Mark, Standing
from chibo.rules.conduct import minutes_rule
from chibo.rules.facts import MeetingFacts
from chibo.rules.quorum import AttendanceCount, Quorum, advised_quorum, count_attendance
from chibo.rules.scoring import ScoreSheet
from chibo.rules.sessions import Post
from chibo.rules.thresholds import Rulebook
from chibo.rules.voting import BUSINESS, RESOLVED, Matter, electorate, electors_present, majority_of
from meetings.access import Entry
from meetings.codes import DraftKind, SpeechKind
from meetings.ground.facts import MeetingRecord, census_lines, count_of, facts_of, load_record
from meetings.ground.selectors import sheet_of, title_of
from meetings.labels import CONDITIONS, MATTERS, POSTS, SPEECH_KINDS, STANDINGS
from meetings.models import (
    AgendaItem,
    Assignment,
    Attendance,
    Ballot,
    DraftDocument,
    DraftVersion,
    Guest,
    HandOver,
    Meeting,
    Speech,
)
from members.models import Member
from members.namesakes import names_of
from members.selectors import rulebook_of, supervisors_of

# The matters put to the vote on this screen; the minutes are approved on their own page.
PUT_TO_VOTE = tuple(matter for matter in BUSINESS if matter is not Matter.MINUTES)


# The roll -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One line of the roll call as the screen shows it."""

    attendance: Attendance
    line: CensusLine
    note: str  # "Dự bị; sinh hoạt tạm thời đến"
    name: str  # told apart from another of that name on the roll


@dataclass(frozen=True, slots=True)
class VoteLine:
    """How many votes carry a matter today."""

    matter: Matter
    label: str
    needed: int


@dataclass(frozen=True, slots=True)
class Roll:
    """The frozen roll of the day with its counts. The rows know their members."""

    rows: list[AttendanceRow]
    count: AttendanceCount
    electorate: int
    electors_present: int

    @property
    def lines(self) -> list[CensusLine]:
        """The roll as the rules count it."""
        return [row.line for row in self.rows]

    @property
    def people(self) -> list[Member]:
        """Who may speak and be given a task."""
        return [row.attendance.member for row in self.rows if row.line.takes_part]

    @property
    def not_called(self) -> list[AttendanceRow]:
        """Those on the roll who may not take part."""
        return [row for row in self.rows if not row.line.may_attend]

    @property
    def votes(self) -> list[VoteLine]:
        """What carries each matter with the electorate of today."""
        return [VoteLine(matter, MATTERS[matter], self._needed(matter)) for matter in PUT_TO_VOTE]

    def _needed(self, matter: Matter) -> int:
        majority = majority_of(matter)
        return majority.needed(self.electors_present if majority.of_present else self.electorate)

    def impossible(self, ballots: Iterable[Ballot]) -> list[Ballot]:
        """The votes with more hands than there are electors in the room by this roll."""
        return [row for row in ballots if not count_of(row, self.lines).is_possible]

    def silent(self, speeches: Iterable[Speech]) -> list[str]:
        """The names of those present who have not spoken."""
        spoken = {speech.member_id for speech in speeches}
        present = (row for row in self.rows if row.line.mark is Mark.PRESENT)
        return [each.name for each in present if each.attendance.member_id not in spoken]


def roll_of(attendances: list[Attendance]) -> Roll:
    """The roll of lines that were read with their members."""
    lines = census_lines(attendances)
    names = names_of(row.member for row in attendances)
    rows = [
        AttendanceRow(row, line, _note(row, line), names[row.member_id])
        for row, line in zip(attendances, lines, strict=True)
    ]
    return Roll(rows, count_attendance(lines), electorate(lines), electors_present(lines))


def _note(attendance: Attendance, line: CensusLine) -> str:
    words = [STANDINGS[Standing.PROBATIONARY]] if line.standing is Standing.PROBATIONARY else []
    return "; ".join(words + [CONDITIONS[Condition(code)] for code in attendance.conditions.split(",") if code])


def line_of(row: Attendance) -> str:
    """What the line of a person is called while two answers on it are compared."""
    return f"line_{row.pk}"


def answer_on(row: Attendance) -> tuple[str, str]:
    """The mark of a line with its reason: one answer, given and changed together."""
    return str(row.mark), row.reason


def read_roll(meeting: Meeting) -> Roll:
    """The roll of the meeting: one query."""
    return roll_of(list(meeting.attendances.select_related("member")))


def quorum_of(roll: Roll, meeting: Meeting, book: Rulebook) -> Quorum:
    """Official members present against what is advised on the day of the meeting."""
    return advised_quorum(roll.lines, book, meeting.held_on)


# What an entry may name ---------------------------------------------------------------------------------------------


class Choices:
    """What an entry may name, read only when it is asked for: the three numbers of a vote ask for nothing."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting

    @cached_property
    def roll(self) -> Roll:
        """One query."""
        return read_roll(self.meeting)

    @cached_property
    def drafts(self) -> list[DraftVersion]:
        """The newest version of each draft resolution: two queries."""
        return _newest_resolutions(self.meeting.drafts.prefetch_related("versions"))

    @cached_property
    def ballots(self) -> list[Ballot]:
        """Every vote of the meeting: one query."""
        return voted(self.meeting)

    def decided_under(self, item: AgendaItem | None) -> list[Ballot]:
        """The votes under the item that become resolutions, each of which may bring tasks with it."""
        pk = item.pk if item else None
        return [row for row in self.ballots if row.item_id == pk and row.is_carried and row.matter in RESOLVED]


def _newest_resolutions(drafts: Iterable[DraftDocument]) -> list[DraftVersion]:
    resolutions = [draft for draft in drafts if draft.kind == DraftKind.RESOLUTION]
    return [draft.versions.all()[0] for draft in resolutions if draft.versions.all()]


def item_of(meeting: Meeting, key: str) -> AgendaItem | None:
    """The item of this meeting with that number; None for any other."""
    number = whole_number(key)
    return None if number is None else meeting.items.filter(pk=number).first()


# What was recorded under an item ------------------------------------------------------------------------------------


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


def item_line(
    item: AgendaItem | None,
    *,
    speeches: Iterable[Speech] = (),
    ballots: Iterable[Ballot] = (),
    assignments: Iterable[Assignment] = (),
) -> ItemLine:
    """The item with those of the entries that stand under it."""
    pk = item.pk if item else None
    return ItemLine(
        item,
        [row for row in speeches if row.item_id == pk],
        [BallotLine(row, Fraction(row.in_favor, row.electorate)) for row in ballots if row.item_id == pk],
        [row for row in assignments if row.item_id == pk],
    )


def waiting(lines: Iterable[ItemLine]) -> ItemLine | None:
    """The first item that is not done."""
    return next((line for line in lines if not line.is_done), None)


def item_lines(meeting: Meeting) -> list[ItemLine]:
    """The programme with what was said, enough to tell what waits: two queries."""
    speeches = list(meeting.speeches.all())
    return [item_line(item, speeches=speeches) for item in meeting.items.all()]


def spoken(meeting: Meeting) -> list[Speech]:
    """Every speech with its speaker, in the order in which they were made: one query."""
    return list(meeting.speeches.select_related("member", "item"))


def voted(meeting: Meeting) -> list[Ballot]:
    """Every vote of the meeting: one query."""
    return list(meeting.ballots.all())


def assigned(meeting: Meeting) -> list[Assignment]:
    """What was assigned at the meeting, with the people: one query."""
    return list(meeting.assignments.select_related("member", "helper"))


@dataclass(frozen=True, slots=True)
class Guests:
    """The representatives of the committee above: those recorded, and those who follow the cell and are not yet."""

    recorded: list[Guest]
    suggested: list[str]  # two of one name told apart, and recorded so


def guests_of(meeting: Meeting, facts: MeetingFacts | None = None) -> Guests:
    """Who is recorded and who may be: two queries, and one where namesakes are told apart by group."""
    recorded = list(meeting.guests.all())
    names = {guest.name for guest in recorded}
    on = facts.held_on if facts else meeting.held_on
    following = names_of(supervisors_of(meeting.organization, on))
    return Guests(recorded, [name for name in following.values() if name not in names])


# The screen ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SessionPage:
    """Everything the one screen of the session prints."""

    meeting: Meeting
    title: str
    record: MeetingRecord
    facts: MeetingFacts
    roll: Roll
    quorum: Quorum
    opening: ItemLine
    items: list[ItemLine]
    speeches: list[Speech]
    assignments: list[Assignment]
    guests: Guests
    hand_overs: list[HandOver]
    drafts: list[DraftVersion]
    minutes_run: int | None
    needed_minutes: int | None
    sheet: ScoreSheet

    @property
    def earliest_end(self) -> datetime | None:
        """When the prescribed minutes are over; None where none are prescribed."""
        if self.facts.opened_at is None or self.needed_minutes is None:
            return None
        return self.facts.opened_at + timedelta(minutes=self.needed_minutes)

    @property
    def silent(self) -> list[str]:
        """The names of those present who have not spoken."""
        return self.roll.silent(self.speeches)

    @property
    def impossible(self) -> list[Ballot]:
        """The votes that the roll gainsays."""
        return self.roll.impossible(self.record.ballots)

    @property
    def waiting(self) -> ItemLine | None:
        """The first item without a conclusion."""
        return waiting(self.items)

    def line(self, key: int | None) -> ItemLine:
        """The chosen item; without a choice the one that waits, or else the last."""
        if key == 0 or not self.items:
            return self.opening
        chosen = next((line for line in self.items if line.key == key), None)
        return chosen or self.waiting or self.items[-1]

    def choices(self) -> Choices:
        """What an entry may name, as the screen has read it already."""
        choices = Choices(self.meeting)
        choices.roll, choices.drafts, choices.ballots = self.roll, self.drafts, self.record.ballots
        return choices


def session_page(meeting: Meeting, now: datetime) -> SessionPage:
    """The screen of the session: a fixed number of queries."""
    record, book = load_record(meeting), rulebook_of(meeting.organization)
    facts = facts_of(record, book)
    prefetch_related_objects(record.attendances, "member")
    roll, speeches, assignments = roll_of(record.attendances), spoken(meeting), assigned(meeting)
    rule = minutes_rule(facts, book)

    def line_of(item: AgendaItem | None) -> ItemLine:
        return item_line(item, speeches=speeches, ballots=record.ballots, assignments=assignments)

    return SessionPage(
        meeting=meeting,
        title=title_of(meeting),
        record=record,
        facts=facts,
        roll=roll,
        quorum=quorum_of(roll, meeting, book),
        opening=line_of(None),
        items=[line_of(item) for item in record.items],
        speeches=speeches,
        assignments=assignments,
        guests=guests_of(meeting, facts),
        hand_overs=list(meeting.hand_overs.select_related("before", "after")),
        drafts=_newest_resolutions(record.drafts),
        minutes_run=_minutes_run(facts, now),
        needed_minutes=rule.number if rule else None,
        sheet=sheet_of(meeting),
    )


def _minutes_run(facts: MeetingFacts, now: datetime) -> int | None:
    if facts.opened_at is None:
        return None
    return int(((facts.closed_at or now) - facts.opened_at).total_seconds() // 60)


def entry_words(entry: Entry) -> str:
    """What is about to be taken back, in one sentence."""
    if isinstance(entry, Guest):
        return f"Đại biểu {entry.name}."
    if isinstance(entry, Speech):
        return f"{SPEECH_KINDS[SpeechKind(entry.kind)]} của đồng chí {entry.member.full_name}."
    if isinstance(entry, Ballot):
        return f"Biểu quyết về {entry.subject}: {entry.in_favor}/{entry.electorate} tán thành."
    if isinstance(entry, HandOver):
        return f"Đồng chí {entry.after.full_name} thay đồng chí {entry.before.full_name} {POSTS[Post(entry.post)]}."
    return f"Việc “{entry.title}” giao đồng chí {entry.member.full_name}."
