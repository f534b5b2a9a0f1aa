"""A combined occasion: a regular and a thematic meeting of one cell on one day, one after the other (HD 42).

They stay two meetings, each with its minutes; their times may touch and never overlap (``conditions.overlaps``). Either
may come first. Only the length is asked of both together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from chibo.rules.local_time import local_day, whole_minutes
from chibo.rules.periods import MeetingKind
from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.thresholds import Figure, Rulebook
from chibo.rules.workflow import MeetingState

PARTNER_KINDS = {MeetingKind.REGULAR: MeetingKind.THEMATIC, MeetingKind.THEMATIC: MeetingKind.REGULAR}
"""Which kind may follow or be followed by which; no other kind is ever combined (HD 42)."""

SHORTEST = 30
"""Minutes that the second meeting is given at least (practice)."""


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two meetings. ``ref`` is the caller's own number of it, None while it is being planned.

    ``partner`` is the meeting that it makes an occasion with already, whichever of the two points to the other.
    """

    cell: int
    kind: MeetingKind
    starts_at: datetime
    state: MeetingState
    ref: int | None = None
    partner: int | None = None


def may_combine(first: Half, second: Half) -> bool:
    """Same cell, same day in Việt Nam, one regular and one thematic, neither locked: what is printed stays true."""
    return (
        first.cell == second.cell
        and PARTNER_KINDS.get(first.kind) == second.kind
        and local_day(first.starts_at) == local_day(second.starts_at)
        and not {first.state, second.state} & {MeetingState.LOCKED, MeetingState.CANCELLED}
    )


def check_occasion(mine: Half, other: Half) -> None:
    """Whether the two make one occasion, and no third with them.

    Raises RuleRefused: ``not_same_occasion``, ``occasion_taken``.
    """
    if not may_combine(mine, other):
        raise RuleRefused(Refusal.NOT_SAME_OCCASION)
    if mine.partner not in (None, other.ref) or other.partner not in (None, mine.ref):
        raise RuleRefused(Refusal.OCCASION_TAKEN)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """When a meeting is planned and was held, as far as it was: what decides whether two of them are one occasion."""

    state: str
    starts_at: datetime
    opened_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def day(self) -> date:
        """The day it was opened, or else the day it is planned for."""
        return local_day(self.opened_at or self.starts_at)

    @property
    def minutes(self) -> int | None:
        """Its length in whole minutes, None until it is opened and closed."""
        return whole_minutes(self.opened_at, self.closed_at)


def counts_together(first: Occurrence, second: Occurrence) -> bool:
    """Whether two meetings that were combined still are, whichever of the two has changed since.

    A cancelled one follows nobody and is followed by nobody; on two days there are two occasions.
    """
    return MeetingState.CANCELLED not in (first.state, second.state) and first.day == second.day


def pair_up(links: Mapping[int, tuple[int | None, Occurrence]]) -> dict[int, int]:
    """Both ways, which meeting makes an occasion with which.

    ``links`` holds for each meeting the one it points to and itself; who is not among them is nobody's partner.
    """
    partners = {}
    for ref, (other, own) in links.items():
        if other is not None and other in links and counts_together(own, links[other][1]):
            partners[ref], partners[other] = other, ref
    return partners


def came_after(mine: Occurrence, other: Occurrence) -> bool:
    """Whether the other meeting was over when this one began: only then was this one held after it."""
    return mine.opened_at is not None and other.closed_at is not None and other.closed_at <= mine.opened_at


def both_minutes(first: Occurrence, second: Occurrence) -> int | None:
    """The length of the whole occasion, None until both are closed.

    The pause between them is no meeting, and no minute counts twice.
    """
    if first.minutes is None or second.minutes is None:
        return None
    begun = max(first.opened_at, second.opened_at)  # type: ignore[type-var]  # both are closed
    ended = min(first.closed_at, second.closed_at)  # type: ignore[type-var]
    return first.minutes + second.minutes - max(whole_minutes(begun, ended) or 0, 0)


def minutes_left(first: int, on: date, book: Rulebook) -> int:
    """Minutes to plan for the second meeting on that day: what the first leaves of 120, thirty at least (HD 42)."""
    row = book.row(Figure.MINUTES_COMBINED, on)
    return max(row.number - first, SHORTEST) if row else SHORTEST
