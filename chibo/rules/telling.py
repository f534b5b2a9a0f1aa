"""What the readers of a meeting are told: which changes, gathered for how long, of use until when, overtaken by what.

Who was given the notice of a meeting learns of its changes (HD 42: content, time and place are made known beforehand).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from chibo.rules.agendas import ItemKind
from chibo.rules.local_time import local
from chibo.rules.reminders import Notice

GATHERED_FOR = timedelta(minutes=10)
SOON = timedelta(hours=3)  # so near to the meeting nothing waits for company


class Told(StrEnum):
    """Kinds of message about a meeting to come, besides the reminders."""

    CIRCULATED = "circulated"
    NEW_VERSION = "new_version"
    CHANGED = "changed"
    MOVED = "moved"
    CANCELLED = "cancelled"


HOLDS_NOTICE = (Told.CIRCULATED, Told.NEW_VERSION, Told.CHANGED, Told.MOVED)
"""Whoever was sent one of these holds the notice, and learns when it is true no more."""

WITH_PAPERS = (Told.CIRCULATED, Told.NEW_VERSION)
"""Who is reached by hand is given papers with these."""

TO_PREPARE = (Notice.PAPERS_OPEN, Notice.PAPERS_LAST)
OF_DAY = (Notice.MEETING, Notice.UNREAD, *TO_PREPARE)
OVERTAKEN: dict[Told, tuple[Told | Notice, ...]] = {
    Told.CIRCULATED: TO_PREPARE,
    Told.MOVED: (Told.CIRCULATED, *OF_DAY),
    Told.CANCELLED: (*HOLDS_NOTICE, *OF_DAY),
}
"""What is of no use any more once this is told; earlier changes that still wait are told together with it."""


def useful_until(starts_at: datetime, now: datetime) -> datetime:
    """Until when a message about a meeting to come is of use: its beginning, or the end of the day it is told too late.

    On the day told, because the meeting is going to be opened or was just given up.
    """
    if now < starts_at:
        return starts_at
    at = local(now)
    return datetime.combine(at.date() + timedelta(days=1), time(), at.tzinfo)


def gathered_until(starts_at: datetime, now: datetime) -> datetime:
    """Until when a change made now waits for others, so that several make one message (practice)."""
    return now if starts_at - now <= SOON else now + GATHERED_FOR


class PlanChange(StrEnum):
    """What may change of a meeting that a reader wants to know."""

    MOVED = "moved"
    ITEM_ADDED = "item_added"
    ITEM_REMOVED = "item_removed"
    ITEM_RENAMED = "item_renamed"
    ITEM_KIND = "item_kind"
    PRESENTER = "presenter"
    PAPER_ADDED = "paper_added"
    PAPER_VERSION = "paper_version"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a programme as readers see it; ``presenter`` is a name, "" for nobody."""

    title: str
    kind: ItemKind
    presenter: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper and the number of its newest version."""

    title: str
    number: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A meeting as its readers know it. Items and papers stand under the caller's own keys."""

    starts_at: datetime
    place: str
    items: dict[str, Item]
    papers: dict[str, Paper]


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """One change of the plan: ``key`` of the item or paper, what it was and what it is."""

    change: PlanChange
    key: str = ""
    before: Item | Paper | None = None
    after: Item | Paper | None = None


def differences(before: Plan, after: Plan) -> list[PlanDifference]:
    """What a reader of ``before`` has to learn, in the order told. Order and minutes of the items tell nobody."""
    moved = (before.starts_at, before.place) != (after.starts_at, after.place)
    result = [PlanDifference(PlanChange.MOVED)] if moved else []
    for key, item in after.items.items():
        result += _of_item(key, before.items.get(key), item)
    gone = (key for key in before.items if key not in after.items)
    result += [PlanDifference(PlanChange.ITEM_REMOVED, key, before.items[key]) for key in gone]
    return result + list(_of_papers(before, after))


def _of_item(key: str, old: Item | None, new: Item) -> list[PlanDifference]:
    if old is None:
        return [PlanDifference(PlanChange.ITEM_ADDED, key, None, new)]
    changed = (
        (PlanChange.ITEM_RENAMED, old.title != new.title),
        (PlanChange.ITEM_KIND, old.kind != new.kind),
        (PlanChange.PRESENTER, old.presenter != new.presenter),
    )
    return [PlanDifference(change, key, old, new) for change, holds in changed if holds]


def _of_papers(before: Plan, after: Plan) -> Iterator[PlanDifference]:
    for key, paper in after.papers.items():
        old = before.papers.get(key)
        if old is None:
            yield PlanDifference(PlanChange.PAPER_ADDED, key, None, paper)
        elif old.number != paper.number:
            yield PlanDifference(PlanChange.PAPER_VERSION, key, old, paper)
