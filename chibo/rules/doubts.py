"""Whether each of those whom the papers name can still do it: by the list of the cell, then by the roll call.

A guest, and an official of the committee above, is on no list of the cell and is not asked about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chibo.rules.census import CANNOT_COME, Condition, Mark, conditions_here
from chibo.rules.named import Mention, Named, NamedAs, Stay, covers

AFTERWARDS = frozenset({NamedAs.ASSIGNEE, NamedAs.HELPER})
"""What is done after the meeting: being absent is no hindrance, having left the cell by now is one."""


class Lack(StrEnum):
    """Why somebody cannot do it."""

    GONE = "gone"
    NOT_YET = "not_yet"
    NOT_SERVING = "not_serving"  # on the chi ủy, at its own meeting
    SUSPENDED = "suspended"
    AWAY = "away"
    OFF_ROLL = "off_roll"  # on the list, but not on the roll that was called
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One sentence to be said: who, named for what, cannot do it, why and since when."""

    name: str
    mentions: tuple[Mention, ...]
    lack: Lack
    day: date | None = None
    leaving: str = ""


Why = tuple[Lack, date | None, str]


def doubts(people: Iterable[Named], *, held_on: date, today: date, is_called: bool) -> tuple[Doubt, ...]:
    """Everybody named who cannot do it, person by person.

    Before the opening the list of the cell on the day of the meeting answers. Once the roll is called it answers for
    what was done in the room; what is to be done afterwards is asked of today's list as well.
    """
    found: list[Doubt] = []
    for person in people:
        reasons: dict[Why, list[Mention]] = {}
        for mention in person.mentions:
            why = _by_roll(person, mention, held_on, today) if is_called else _by_list(person, held_on)
            if why:
                reasons.setdefault(why, []).append(mention)
        found += [Doubt(person.name, tuple(mentions), *why) for why, mentions in reasons.items()]
    return tuple(found)


def _by_list(person: Named, on: date) -> Why | None:
    here = [stay for stay in person.stays if covers(stay, on)]
    if not here:
        return None if person.is_from_above else _off_list(person.stays, on)
    held = {each.condition: each.since for each in person.conditions if covers(each, on)}
    barred = CANNOT_COME & conditions_here(held, is_visiting=all(stay.is_visiting for stay in here))
    if Condition.SUSPENDED in barred:
        return Lack.SUSPENDED, held[Condition.SUSPENDED], ""
    if Condition.AWAY in barred:
        return Lack.AWAY, held[Condition.AWAY], ""
    return None if person.serves else (Lack.NOT_SERVING, None, "")


def _off_list(stays: tuple[Stay, ...], on: date) -> Why | None:
    past = [stay for stay in stays if stay.until is not None and stay.until < on]
    if past:
        last = max(past, key=lambda stay: stay.until or stay.since)
        return Lack.GONE, last.until, last.leaving
    return (Lack.NOT_YET, min(stay.since for stay in stays), "") if stays else None


def _by_roll(person: Named, mention: Mention, held_on: date, today: date) -> Why | None:
    if not person.stays:
        return None
    if person.line is None:
        return None if person.is_from_above else _by_list(person, held_on) or (Lack.OFF_ROLL, None, "")
    if not person.line.may_attend:
        return Lack.SUSPENDED, None, ""
    if mention.kind in AFTERWARDS:
        return _by_today(person, today) or (None if person.line.takes_part else (Lack.AWAY, None, ""))
    return None if person.line.mark is Mark.PRESENT else (Lack.ABSENT, None, "")


def _by_today(person: Named, today: date) -> Why | None:
    """Why somebody cannot do today what he or she was given: the chi ủy's meeting gives tasks like any other."""
    why = _by_list(person, today)
    return why if why and why[0] is not Lack.NOT_SERVING else None
