"""What the rules are told about a meeting: dates, counts and yes-or-no."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from chibo.rules.local_time import countable, local, whole_minutes
from chibo.rules.named import Named
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.workflow import MeetingState


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """One meeting. Instants may come in any zone and are kept as local ones; None means "not yet".

    Counts are of members unless named otherwise.
    """

    kind: MeetingKind
    period: Period
    state: MeetingState
    starts_at: datetime
    ref: int = 0  # the caller's own number of the meeting
    committee_agreed_at: datetime | None = None
    circulated_at: datetime | None = None
    moved_at: datetime | None = None  # when it was last given another day
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    occasion_minutes: int | None = None  # regular + thematic of one occasion; None when the meeting stands alone
    is_combined: bool = False
    has_place: bool = True
    agenda_items: int = 0
    planned_minutes: int = 0  # of the whole occasion where two meetings follow one another
    items_without_presenter: tuple[int, ...] = ()  # their numbers on the agenda
    drafts: int = 0
    expected: int = 0
    present: int = 0
    unmarked: int = 0
    quorum_met: bool = True
    items_without_conclusion: tuple[int, ...] = ()
    has_chair: bool = True
    has_minute_taker: bool = True
    named: tuple[Named, ...] = ()  # everybody whom the papers name
    impossible_votes: int = 0  # with more hands than electors in the room
    read_back_at: datetime | None = None
    approved_by: int | None = None  # so many of those present approved the minutes
    minutes_locked_at: datetime | None = None
    resolution_carried: bool = False
    resolution_issued_at: datetime | None = None
    score_sent_at: datetime | None = None
    assignments_due: int = 0
    assignments_reported: int = 0

    def __hash__(self) -> int:
        return hash((self.ref, self.starts_at))

    def __post_init__(self) -> None:
        for name in INSTANTS:
            instant = getattr(self, name)
            if instant is not None:
                object.__setattr__(self, name, local(countable(instant)))

    @property
    def held_on(self) -> date:
        """The day it was opened, or else the day it is planned for."""
        return (self.opened_at or self.starts_at).date()

    @property
    def minutes(self) -> int | None:
        """Length in whole minutes, once opened and closed."""
        return whole_minutes(self.opened_at, self.closed_at)


INSTANTS = tuple(field.name for field in fields(MeetingFacts) if field.name.endswith("_at"))
