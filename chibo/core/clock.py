"""The one place that reads the clock. Services, rules and pages are handed ``now``."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.utils import timezone

_moved: list[datetime] = []


def now() -> datetime:
    """The present instant in local time, or the one that ``moved_to`` put in its place."""
    return timezone.localtime(_moved[-1] if _moved else None)


def today() -> date:
    """The present day in local time."""
    return now().date()


@contextmanager
def moved_to(instant: datetime) -> Iterator[None]:
    """Move the clock of this process: for ``--now`` of the commands, and for tests. An aware instant is expected."""
    _moved.append(instant)
    try:
        yield
    finally:
        _moved.pop()
