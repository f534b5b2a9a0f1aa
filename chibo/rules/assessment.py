"""The answer of a check: verdict, figures, window of time, rule. And the arithmetic of deadlines that checks share."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from chibo.rules.thresholds import Threshold

NOT_PRESCRIBED = "Chưa có quy định vào ngày này."


class Obligation(StrEnum):
    """Steps of the month, in the order in which they fall due."""

    COMMITTEE = "committee_agrees"
    PAPERS = "papers_circulated"
    REMINDERS = "reminders_sent"
    ASSIGNMENTS = "assignments_reported"
    HELD = "meeting_held"
    DURATION = "duration"
    ATTENDANCE = "attendance"
    MINUTES = "minutes_locked"
    RESOLUTION = "resolution_issued"
    SCORE = "score_sent"
    THEMATIC = "thematic_held"


ADVICE = frozenset({Obligation.COMMITTEE, Obligation.REMINDERS, Obligation.ASSIGNMENTS})
"""Steps that the timeline shows and a month's mark leaves out: no law of the whole Party asks for them."""


class Verdict(StrEnum):
    """``due`` is "the time to do it has come"; a report to the committee shows it as not due yet."""

    MET = "met"
    LATE = "late"
    MISSED = "missed"
    DUE = "due"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"


SEVERITY = {
    Verdict.NOT_APPLICABLE: 0,
    Verdict.MET: 1,
    Verdict.NOT_DUE: 2,
    Verdict.DUE: 3,
    Verdict.LATE: 4,
    Verdict.MISSED: 5,
}


@dataclass(frozen=True, slots=True)
class Assessment:
    """One obligation judged at one moment. ``until_on`` is its last day, ``from_on`` the first day to act."""

    obligation: Obligation
    verdict: Verdict
    wording: str
    values: tuple[object, ...] = ()
    from_on: date | None = None
    until_on: date | None = None
    done_at: datetime | None = None
    rule: Threshold | None = None

    @property
    def figures(self) -> str:
        """The figures as a sentence in Vietnamese, made when somebody reads it."""
        return self.wording.format(*self.values)

    @property
    def citation(self) -> str:
        return self.rule.citation if self.rule else ""

    @property
    def reported(self) -> Verdict:
        """The verdict as the committee's report shows it."""
        return Verdict.NOT_DUE if self.verdict is Verdict.DUE else self.verdict

    @property
    def is_open(self) -> bool:
        """Whether somebody should act now: it is due or overdue, and can still be done."""
        return self.verdict in (Verdict.DUE, Verdict.MISSED) and self.done_at is None


def worst(verdicts: tuple[Verdict, ...]) -> Verdict:
    """The verdict that stands for several; NOT_APPLICABLE for none."""
    return max(verdicts, key=SEVERITY.__getitem__, default=Verdict.NOT_APPLICABLE)


def not_applicable(obligation: Obligation, why: str = NOT_PRESCRIBED) -> Assessment:
    """The obligation does not bind here; ``why`` says so in a sentence."""
    return Assessment(obligation, Verdict.NOT_APPLICABLE, why)


def undone(now: datetime, opens_on: date, until_on: date) -> Verdict:
    """The verdict of what is not done: not due, due from ``opens_on``, missed after ``until_on``."""
    today = now.date()
    if today > until_on:
        return Verdict.MISSED
    return Verdict.DUE if today >= opens_on else Verdict.NOT_DUE


def by_deadline(  # noqa: PLR0913 – the parts of a deadline, all named by the caller
    obligation: Obligation,
    *,
    rule: Threshold | None,
    opens_on: date,
    until_on: date,
    done_at: datetime | None,
    now: datetime,
    done: str,
    pending: str,
    started: bool = True,
    extra: tuple[object, ...] = (),
) -> Assessment:
    """Judge a deed with a last day.

    ``done`` is worded with (done_at, until_on, *extra), ``pending`` with (until_on, opens_on). Until ``started`` it
    cannot be done and is not due.
    """
    if done_at is not None:
        verdict = Verdict.MET if done_at.date() <= until_on else Verdict.LATE
        values = (done_at, until_on, *extra)
        return Assessment(obligation, verdict, done, values, opens_on, until_on, done_at, rule)
    verdict = undone(now, opens_on, until_on) if started else Verdict.NOT_DUE
    return Assessment(obligation, verdict, pending, (until_on, opens_on), opens_on, until_on, None, rule)


def add_working_days(start: date, days: int, holidays: frozenset[date]) -> date:
    """The day that is ``days`` working days after ``start``: no Saturdays, Sundays or public holidays."""
    on = start
    while days:
        on += timedelta(days=1)
        if on.weekday() < 5 and on not in holidays:
            days -= 1
    return on
