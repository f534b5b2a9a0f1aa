"""Which day may be written for what: one rule for each kind of date, asked by services, forms and lists alike.

The spans are practice: they catch a year mistyped, not a day that is merely unusual.
"""

from datetime import date
from enum import StrEnum

from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.thresholds import DEFAULTS

PARTY_FOUNDED = date(1930, 2, 3)
OLDEST_BIRTH = date(1900, 1, 1)
FIRST_FIGURE = min(row.since for row in DEFAULTS)
"""The first day on which any figure of the rulebook is in force."""

AGE_AT_ADMISSION = 18  # Điều lệ Đảng, Điều 1
LONGEST_TERM_YEARS = 6  # Điều lệ Đảng, Điều 9, 24: five years, half a year longer with approval


class DayOf(StrEnum):
    """What a day is the day of."""

    MEETING = "meeting"
    TASK = "task"
    TOPIC = "topic"
    BIRTH = "birth"
    ADMISSION = "admission"
    RECOGNITION = "recognition"
    CARD = "card"
    ENTRY = "entry"
    OFFICE = "office"
    CONDITION = "condition"
    END = "end"
    TERM = "term"
    TERM_END = "term_end"
    WATCH = "watch"
    FIGURE = "figure"
    LIST = "list"


_FIRST_DAYS = {
    DayOf.BIRTH: OLDEST_BIRTH,
    DayOf.MEETING: FIRST_FIGURE,
    DayOf.TASK: FIRST_FIGURE,
    DayOf.FIGURE: FIRST_FIGURE,
    DayOf.TOPIC: date(FIRST_FIGURE.year, 1, 1),
}
"""Every other day is one since the Party was founded."""

_UNTIL_TODAY = frozenset({DayOf.BIRTH, DayOf.ADMISSION, DayOf.RECOGNITION, DayOf.CARD})
_YEARS_AHEAD = {DayOf.LIST: 1, DayOf.TASK: 5, DayOf.END: 10, DayOf.TERM_END: 2 + LONGEST_TERM_YEARS}
"""Until the end of so many years after this one; every other day that may lie ahead: two."""


def check_day(of: DayOf, on: date | None, today: date) -> None:
    """Whether that day may be written, None always. Raises RuleRefused: ``day_in_future``, ``day_out_of_range``."""
    if on is None:
        return
    if of in _UNTIL_TODAY and on > today:
        raise RuleRefused(Refusal.DAY_IN_FUTURE, day=of)
    first, year = _FIRST_DAYS.get(of, PARTY_FOUNDED), min(today.year + _YEARS_AHEAD.get(of, 2), date.max.year)
    last = today if of in _UNTIL_TODAY else date(year, 12, 31)
    if not first <= on <= last:
        raise RuleRefused(Refusal.DAY_OUT_OF_RANGE, day=of, first=first, last=last)


def check_person(born_on: date | None, admitted_on: date, recognized_on: date | None, today: date) -> None:
    """Whether these may be the days of one person.

    Raises RuleRefused: those of ``check_day``, ``admitted_before_birth``, ``admitted_too_young``,
    ``recognized_before_admission``.
    """
    check_day(DayOf.ADMISSION, admitted_on, today)
    check_day(DayOf.BIRTH, born_on, today)
    check_day(DayOf.RECOGNITION, recognized_on, today)
    if born_on is not None and born_on >= admitted_on:
        raise RuleRefused(Refusal.ADMITTED_BEFORE_BIRTH)
    if born_on is not None and _years_later(born_on, AGE_AT_ADMISSION) > _parts(admitted_on):
        raise RuleRefused(Refusal.ADMITTED_TOO_YOUNG, age=AGE_AT_ADMISSION)
    if recognized_on is not None and recognized_on < admitted_on:
        raise RuleRefused(Refusal.RECOGNIZED_BEFORE_ADMISSION)


def check_entry(starts_on: date, admitted_on: date, today: date) -> None:
    """Whether somebody may be on the list of a cell from then. Raises RuleRefused: ``entered_before_admission``."""
    check_day(DayOf.ENTRY, starts_on, today)
    if starts_on < admitted_on:
        raise RuleRefused(Refusal.ENTERED_BEFORE_ADMISSION)


def check_end(ends_on: date | None, starts_on: date, today: date) -> None:
    """Whether what began then may end so, its last day counted. Raises RuleRefused: ``ends_before_start``."""
    check_day(DayOf.END, ends_on, today)
    if ends_on is not None and ends_on < starts_on:
        raise RuleRefused(Refusal.ENDS_BEFORE_START)


def check_term(starts_on: date, ends_on: date, today: date) -> None:
    """Whether a term may last so. Raises RuleRefused: ``term_out_of_order``, ``term_too_long``."""
    check_day(DayOf.TERM, starts_on, today)
    check_day(DayOf.TERM_END, ends_on, today)
    if ends_on <= starts_on:
        raise RuleRefused(Refusal.TERM_OUT_OF_ORDER)
    if _parts(ends_on) >= _years_later(starts_on, LONGEST_TERM_YEARS):
        raise RuleRefused(Refusal.TERM_TOO_LONG, years=LONGEST_TERM_YEARS)


def _parts(on: date) -> tuple[int, int, int]:
    return on.year, on.month, on.day


def _years_later(on: date, years: int) -> tuple[int, int, int]:
    """The same day so many years later, which the calendar need not have (29 February)."""
    return on.year + years, on.month, on.day
