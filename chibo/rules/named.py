"""Whom the papers of a meeting name, for what, and what the lists of the cell and the roll say of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chibo.rules.census import CensusLine, Condition


class NamedAs(StrEnum):
    """What somebody is named for."""

    CHAIR = "chair"
    MINUTE_TAKER = "minute_taker"
    PRESENTER = "presenter"
    AUTHOR = "author"  # of the topic of a thematic meeting
    SPEAKER = "speaker"
    ASSIGNEE = "assignee"
    HELPER = "helper"


@dataclass(frozen=True, slots=True)
class Stay:
    """A time on the list of the cell; ``leaving`` is the code of why it ended."""

    since: date
    until: date | None = None
    is_visiting: bool = False
    leaving: str = ""


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in a condition."""

    condition: Condition
    since: date
    until: date | None = None


def covers(time: Stay | Spell, on: date) -> bool:
    """Whether the day falls into the time; first and last day count."""
    return time.since <= on and (time.until is None or time.until >= on)


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that a person is named for; ``item`` is the number of what he or she presents."""

    kind: NamedAs
    item: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """A person who is named, with what is known of him or her; ``line`` is that of the roll once it was frozen.

    Without a single stay the person never was of this cell: somebody from above.
    """

    name: str
    mentions: tuple[Mention, ...]
    stays: tuple[Stay, ...] = ()
    conditions: tuple[Spell, ...] = ()
    serves: bool = True
    is_from_above: bool = False
    line: CensusLine | None = None
