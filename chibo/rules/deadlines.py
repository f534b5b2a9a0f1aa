"""The arithmetic of deadlines that the checks share. Days are calendar days unless named working days."""

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
    over: bool = False,
    extra: tuple[object, ...] = (),
) -> Assessment:
    """Judge a deed with a last day.

    ``done`` is worded with (done_at, until_on, *extra), ``pending`` with (until_on, opens_on). Until ``started`` it
    cannot be done and is not due; once ``over`` it can no longer be done and is missed.
    """
    if done_at is not None:
        verdict = Verdict.MET if local_day(done_at) <= until_on else Verdict.LATE
        values = (local(done_at), until_on, *extra)
        return Assessment(obligation, verdict, done, values, opens_on, until_on, done_at, rule)
    verdict = undone(now, opens_on, until_on) if started else Verdict.NOT_DUE
    verdict = Verdict.MISSED if over else verdict
    return Assessment(obligation, verdict, pending, (until_on, opens_on), opens_on, until_on, None, rule, over)


def add_working_days(start: date, days: int, holidays: frozenset[date]) -> date:
    """The day that is ``days`` working days after ``start``: no Saturdays, Sundays or public holidays."""
    on = start
    while days > 0:
        on += timedelta(days=1)
        if on.weekday() < 5 and on not in holidays:
            days -= 1
    return on
