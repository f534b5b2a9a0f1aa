"""The answer of a check: verdict, figures, window of time, rule."""

from dataclasses import dataclass
from datetime import date, datetime
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


ADVISED = frozenset({Obligation.COMMITTEE, Obligation.REMINDERS, Obligation.ASSIGNMENTS})
"""Steps that the timeline shows and a month's mark leaves out: no law of the whole Party asks for them."""

IN_REPORT = (*(one for one in Obligation if one not in ADVISED), Obligation.COMMITTEE)
"""Obligations that a report shows, advice last; reminders and reports on tasks stand on the timeline only."""


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
    """One obligation judged at one moment. ``until_on`` is its last day, ``from_on`` the first day to act.

    ``is_over``: it was not done and can no longer be done, because the meeting has begun.
    """

    obligation: Obligation
    verdict: Verdict
    wording: str
    values: tuple[object, ...] = ()
    from_on: date | None = None
    until_on: date | None = None
    done_at: datetime | None = None
    rule: Threshold | None = None
    is_over: bool = False

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
        return self.verdict in (Verdict.DUE, Verdict.MISSED) and self.done_at is None and not self.is_over


def worst(verdicts: tuple[Verdict, ...]) -> Verdict:
    """The verdict that stands for several; NOT_APPLICABLE for none."""
    return max(verdicts, key=SEVERITY.__getitem__, default=Verdict.NOT_APPLICABLE)


def not_applicable(obligation: Obligation, why: str = NOT_PRESCRIBED) -> Assessment:
    """The obligation does not bind here; ``why`` says so in a sentence."""
    return Assessment(obligation, Verdict.NOT_APPLICABLE, why)
