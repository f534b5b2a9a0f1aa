"""Days are counted in Việt Nam, whatever zone an instant was stored in."""

from datetime import date, datetime, timedelta, timezone

LOCAL = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""UTC+7 without summer time since 1975; a fixed offset needs no time-zone files on the machine."""


def local(instant: datetime) -> datetime:
    """The same instant on a Vietnamese clock; one without a zone is taken as local already."""
    zone = instant.tzinfo
    return instant if zone is LOCAL or zone is None else instant.astimezone(LOCAL)


def local_day(instant: datetime) -> date:
    """The day of the instant in Việt Nam: 18:00 UTC on the 2nd is the 3rd."""
    return local(instant).date()
