"""One meeting of the past: what was decided about it before it is played by ``before``, ``during`` and ``after``."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from chibo.demo.beginnings import leader
from chibo.demo.cells import Fault, Story
from chibo.demo.writing import Script
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.voting import Matter
from meetings.models import AgendaItem, DraftVersion, Meeting
from members.models import Member, Organization, User
from topics.models import Topic

OPENS_AFTER = timedelta(minutes=3)  # people take their seats


@dataclass(frozen=True, slots=True)
class Place:
    """The cell with the people who keep turning up in its papers; nothing is done there after ``now``."""

    cell: Organization
    story: Story
    minute_taker: Member
    speakers: tuple[Member, ...]  # the young first
    supervisor: Member | None
    now: datetime
    committee: tuple[Member, ...] = ()  # the chi ủy, its secretary first
    known_leaders: dict[date, Member] = field(default_factory=dict)

    def leader(self, on: date) -> Member:
        """Who leads the cell that day; asked many times for the same few days."""
        if on not in self.known_leaders:
            known = {member.pk: member for member in self.known_leaders.values()}
            found = leader(self.cell, on)
            self.known_leaders[on] = known.get(found.pk, found)
        return self.known_leaders[on]


@dataclass
class Sitting:
    """One meeting. ``minutes`` is what it takes, ``slot`` what was planned; a ``topic`` makes it a thematic one.

    ``matter`` is what its decision is about; ``called_off`` says why it was not held after all.
    """

    place: Place
    period: Period
    starts_at: datetime
    circulates_at: datetime
    script: Script
    rng: Random
    minutes: int = 100
    slot: int = 90
    faults: frozenset[Fault] = frozenset()
    topic: Topic | None = None
    follows: "Sitting | None" = None
    has_resolution: bool = False
    has_reserved: bool = False
    own_kind: MeetingKind = MeetingKind.REGULAR
    matter: Matter = Matter.RESOLUTION
    chair_leaves: bool = False
    called_off: str = ""
    meeting: Meeting = field(init=False)
    items: Sequence[AgendaItem] = field(init=False)
    version: DraftVersion = field(init=False)

    @property
    def kind(self) -> MeetingKind:
        return MeetingKind.THEMATIC if self.topic else self.own_kind

    @property
    def is_regular(self) -> bool:
        return self.kind is MeetingKind.REGULAR

    @property
    def opened_at(self) -> datetime:
        return self.starts_at + OPENS_AFTER

    @property
    def closed_at(self) -> datetime:
        return self.opened_at + timedelta(minutes=self.minutes)

    @property
    def chair(self) -> Member:
        return self.place.leader(self.starts_at.date())

    @property
    def minute_taker(self) -> Member:
        """The cell's own, or in the chi ủy the last of its members."""
        of_committee = self.kind is MeetingKind.COMMITTEE and self.place.committee
        return self.place.committee[-1] if of_committee else self.place.minute_taker

    @property
    def deputy(self) -> Member | None:
        """Who takes the chair when its holder has to leave."""
        return next((member for member in self.place.committee if member != self.chair), None)

    def leader_at(self, instant: datetime) -> User:
        """The account of whoever leads the cell at that instant."""
        return account_of(self.place.leader(instant.date()))

    def is_past(self, instant: datetime) -> bool:
        """Whether a deed of that instant lies behind the present."""
        return instant <= self.place.now


def account_of(member: Member) -> User:
    """The account of a person who is known to have one."""
    assert member.user is not None  # noqa: S101 - every leader was given one
    return member.user
