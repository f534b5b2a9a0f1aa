"""The arithmetic of deadlines that the checks share. Days are calendar days unless named working days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chibo.rules.assessment import Assessment, Obligation, Verdict
from chibo.rules.local_time import local, local_day
from chibo.rules.thresholds import Threshold


def undone(now: datetime, opens_on: date, until_on: date) -> Verdict:
    """The verdict of what is not done: not due, due from ``opens_on``, missed after ``until_on``."""
    today = local_day(now)
    if today > until_on:
        return Verdict.MISSED
    return Verdict.DUE if today >= opens_on else Verdict.NOT_DUE


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deed with a last day.

    ``done`` is worded with (done_at, until_on, *extra), ``pending`` with (until_on, opens_on).
    """

    obligation: Obligation
    rule: Threshold | None
    opens_on: date
    until_on: date
    done: str
    pending: str
    extra: tuple[object, ...] = ()

    def judge(self, *, done_at: datetime | None, now: datetime, started: bool = True, over: bool = False) -> Assessment:
        """The deed at ``now``. Until ``started`` it is not due; once ``over`` and undone it is missed for good."""
        window = (self.opens_on, self.until_on)
        if done_at is not None:
            verdict = Verdict.MET if local_day(done_at) <= self.until_on else Verdict.LATE
            values = (local(done_at), self.until_on, *self.extra)
            return Assessment(self.obligation, verdict, self.done, values, *window, done_at, self.rule)
        verdict = undone(now, *window) if started else Verdict.NOT_DUE
        verdict = Verdict.MISSED if over else verdict
        values = (self.until_on, self.opens_on)
        return Assessment(self.obligation, verdict, self.pending, values, *window, None, self.rule, over)


def add_working_days(start: date, days: int, holidays: frozenset[date]) -> date:
    """The day that is ``days`` working days after ``start``: no Saturdays, Sundays or public holidays."""
    on = start
    while days > 0:
        on += timedelta(days=1)
        if on.weekday() < 5 and on not in holidays:
            days -= 1
    return on
