"""What may be put right about a session until its minutes are locked: its times, its opening, who chairs and writes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from chibo.rules.census import CensusLine
from chibo.rules.refusal import Refusal, RuleRefused

FARTHEST = timedelta(days=31)
"""How far from its planned time a meeting may have begun (practice); one held still later is moved first."""

LONGEST = timedelta(days=1)
"""No session is longer (practice): more than this is a date written wrongly."""


class Post(StrEnum):
    """Who may be replaced while a meeting goes on."""

    CHAIR = "chair"
    MINUTE_TAKER = "minute_taker"


@dataclass(frozen=True, slots=True)
class Records:
    """How much was recorded since the opening; ``marks`` are answers of the roll call, ``texts`` what was written."""

    marks: int = 0
    guests: int = 0
    speeches: int = 0
    ballots: int = 0
    assignments: int = 0
    texts: int = 0

    @property
    def besides_roll(self) -> int:
        """What stays, whatever becomes of the roll call."""
        return self.guests + self.speeches + self.ballots + self.assignments + self.texts


def check_start(opened_at: datetime, *, planned_at: datetime, now: datetime) -> None:
    """Whether the meeting may have begun then. Raises RuleRefused: ``opens_in_future``, ``far_from_plan``."""
    if opened_at > now:
        raise RuleRefused(Refusal.OPENS_IN_FUTURE)
    if abs(opened_at - planned_at) > FARTHEST:
        raise RuleRefused(Refusal.FAR_FROM_PLAN, planned_at=planned_at)


def check_end(closed_at: datetime, *, opened_at: datetime, now: datetime) -> None:
    """Whether it may have ended then. Raises RuleRefused: ``closes_before_start``, ``too_long``."""
    if not opened_at < closed_at <= now:
        raise RuleRefused(Refusal.CLOSES_BEFORE_START)
    if closed_at - opened_at > LONGEST:
        raise RuleRefused(Refusal.TOO_LONG)


def check_undone(records: Records, *, with_roll: bool) -> None:
    """Whether an opening may be undone as a mistake: only one that nothing was recorded after.

    The answers of the roll call go along where ``with_roll`` says so. Raises RuleRefused: ``has_records``,
    ``roll_was_called``.
    """
    if records.besides_roll:
        raise RuleRefused(Refusal.HAS_RECORDS)
    if records.marks and not with_roll:
        raise RuleRefused(Refusal.ROLL_WAS_CALLED, marks=records.marks)


def check_hand_over(
    name: str, line: CensusLine | None, *, at: datetime, opened_at: datetime, closed_at: datetime | None, now: datetime
) -> None:
    """Whether this person may take over then; ``line`` is his or hers on the roll of the day.

    Raises RuleRefused: ``not_on_roll``, ``cannot_take_part``, ``outside_session``.
    """
    if line is None:
        raise RuleRefused(Refusal.NOT_ON_ROLL, name=name)
    if not line.takes_part:
        raise RuleRefused(Refusal.CANNOT_TAKE_PART, name=name)
    if not opened_at <= at <= (closed_at or now):
        raise RuleRefused(Refusal.OUTSIDE_SESSION)
