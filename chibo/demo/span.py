"""Which months lie behind the present day, whatever day that is."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from chibo.core.calendar import public_holidays
from chibo.rules.periods import Period
from chibo.rules.thresholds import HD42_SINCE

DAY = timedelta(days=1)
USUAL_DAY, USUAL_TIME = 3, time(19, 30)
FEWEST_MONTHS = 11
FIRST_MONTH = Period.month(HD42_SINCE.year, HD42_SINCE.month + 1)  # the first full month under the present guidance


def at(on: date, clock: time) -> datetime:
    """The local instant of an hour on a day."""
    return timezone.make_aware(datetime.combine(on, clock))


def working_day(on: date, *, step: timedelta = DAY) -> date:
    """The day, or the first one after it (before it, by ``step``) that is no public holiday: nobody meets at Tết."""
    while on in public_holidays(on.year):
        on += step
    return on


@dataclass(frozen=True, slots=True)
class Span:
    """The months whose usual day has come, the oldest first, and the month of the coming meeting."""

    now: datetime
    months: tuple[Period, ...]
    coming: Period

    @property
    def starts_on(self) -> date:
        """The day from which the cells keep their meetings in the program."""
        return self.months[0].starts_on if self.months else self.coming.starts_on

    @property
    def term(self) -> tuple[date, date]:
        """A term of two and a half years that holds the whole span and the months to come."""
        year = self.now.year - (1 if self.now.month > 2 else 2)  # noqa: PLR2004 - until February the span may reach further back
        return date(year, 3, 1), date(year + 2, 8, 31)

    def back(self, period: Period) -> int:
        """How many months before the newest one a month lies."""
        return len(self.months) - 1 - self.months.index(period)

    @property
    def quarters(self) -> tuple[Period, ...]:
        """The quarters of the span and all the quarters of the year of the coming meeting."""
        found = [Period.quarter(month.year, (month.number + 2) // 3) for month in (*self.months, self.coming)]
        found += [Period.quarter(self.coming.year, number) for number in range(1, 5)]
        return tuple(sorted(set(found)))


def span_of(now: datetime, months: int | None = None) -> Span:
    """The last ``months`` months before ``now``: at least eleven, and the whole of the current year so far."""
    now = timezone.localtime(now)
    current = Period.month(now.year, now.month)
    last = current if at(current.starts_on.replace(day=USUAL_DAY), USUAL_TIME) <= now else current.previous
    count = months or max(FEWEST_MONTHS, last.number if last.year == now.year else 0)
    found = [last]
    while len(found) < count:
        found.append(found[-1].previous)
    return Span(now, tuple(month for month in reversed(found) if month >= FIRST_MONTH), last.following)
