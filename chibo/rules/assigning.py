"""Tasks given at a meeting: to whom, until when, and what a report on them says.

The chair gives each task to a named person with a deadline (HD 42, order of business: the close); who took it reports
on it every month (practice).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chibo.rules.census import CensusLine
from chibo.rules.dates import DayOf, check_day
from chibo.rules.refusal import Refusal, RuleRefused


class Progress(StrEnum):
    """How far a task got; open is one that nobody has reported on."""

    OPEN = "open"
    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"


REPORTED = (Progress.DONE, Progress.PARTLY, Progress.NOT_DONE)
"""What a report may say: it always says how far the task got."""


Roll = Mapping[int, CensusLine]
"""The roll of a day, each line under the caller's own number of the person."""


@dataclass(frozen=True, slots=True)
class Assignee:
    """Somebody a task is given to; ``ref`` is the caller's own number of the person."""

    ref: int
    name: str


def check_assignment(
    *, title: str, person: Assignee, helper: Assignee | None, due_on: date, held_on: date, roll: Roll
) -> None:
    """Whether a meeting held on that day may give this task.

    Raises RuleRefused: ``empty`` for a task without words, ``own_helper``, ``not_on_roll``, ``cannot_take_part`` for
    somebody away or suspended, ``due_before_meeting`` (the day of the meeting itself is allowed), and those of
    ``check_day``.
    """
    if not title.strip():
        raise RuleRefused(Refusal.EMPTY)
    if helper is not None and helper.ref == person.ref:
        raise RuleRefused(Refusal.OWN_HELPER)
    for one in (person, helper):
        _check_assignee(one, roll)
    if due_on < held_on:
        raise RuleRefused(Refusal.DUE_BEFORE_MEETING)
    check_day(DayOf.TASK, due_on, held_on)


def _check_assignee(one: Assignee | None, roll: Roll) -> None:
    if one is None:
        return
    if one.ref not in roll:
        raise RuleRefused(Refusal.NOT_ON_ROLL, name=one.name)
    if not roll[one.ref].takes_part:
        raise RuleRefused(Refusal.CANNOT_TAKE_PART, name=one.name)


def check_report(progress: Progress, report: str) -> None:
    """Whether this may stand as a report. Raises RuleRefused: ``empty``, ``report_open`` where it says nothing."""
    if not report.strip():
        raise RuleRefused(Refusal.EMPTY)
    if progress not in REPORTED:
        raise RuleRefused(Refusal.REPORT_OPEN)


def check_removal(progress: Progress) -> None:
    """Whether the task may be taken back as a mistake. Raises RuleRefused: ``already_reported``."""
    if progress != Progress.OPEN:
        raise RuleRefused(Refusal.ALREADY_REPORTED)


def is_asked_for(progress: Progress, due_on: date, reported_on: date | None, *, month: date, since: date) -> bool:
    """Whether a task is among those to be reported on before a meeting (practice: every month).

    One that is open is, and one whose last day lies in the ``month`` of the meeting (its first day) or later. One that
    was reported ``since`` the meeting before is as well: a report adds to what was done and takes nothing from what
    was asked for.
    """
    return progress == Progress.OPEN or due_on >= month or (reported_on is not None and reported_on >= since)


def is_overdue(progress: Progress, due_on: date, today: date) -> bool:
    """Whether nobody has reported although its last day is over."""
    return progress == Progress.OPEN and due_on < today
