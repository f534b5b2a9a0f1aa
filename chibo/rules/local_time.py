"""Days are counted in Việt Nam, whatever zone an instant was stored in."""

from datetime import date, datetime, timedelta, timezone

LOCAL = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""UTC+7 without summer time since 1975; a fixed offset needs no time-zone files on the machine."""


MINUTE = timedelta(minutes=1)


def local(instant: datetime) -> datetime:
    """The same instant on a Vietnamese clock; one without a zone is taken as local already."""
    zone = instant.tzinfo
    return instant if zone is LOCAL or zone is None else instant.astimezone(LOCAL)


FIRST_YEAR, LAST_YEAR = 1000, 9000
"""Days are counted backwards and forwards from instants of these years alone."""


def countable(instant: datetime) -> datetime:
    """The instant, or one of the nearest year from which days can be counted: no stored date is too far to judge."""
    if FIRST_YEAR <= instant.year <= LAST_YEAR:
        return instant
    year = min(max(instant.year, FIRST_YEAR), LAST_YEAR)
    return instant.replace(year=year, day=min(instant.day, 28))


def local_day(instant: datetime) -> date:
    """The day of the instant in Việt Nam: 18:00 UTC on the 2nd is the 3rd."""
    return local(instant).date()


def whole_minutes(opened_at: datetime | None, closed_at: datetime | None) -> int | None:
    """From one instant to another in whole minutes, None until both are there."""
    return None if opened_at is None or closed_at is None else (closed_at - opened_at) // MINUTE
