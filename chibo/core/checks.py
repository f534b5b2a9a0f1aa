"""Mistakes in our own tables that must stop the start and not the end of a month."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.core.checks import CheckMessage, Error

from chibo.rules.thresholds import DEFAULTS, Threshold, ThresholdConflict, threshold

DAY = timedelta(days=1)


def check_thresholds(app_configs: Any = None, **_options: Any) -> list[CheckMessage]:  # noqa: ARG001 - Django's signature
    """System check: one figure at most is in force on any day."""
    return list(faults(DEFAULTS))


def faults(rows: tuple[Threshold, ...]) -> Iterator[Error]:
    """Rows that end before they begin, and days on which two rows of one figure are in force."""
    for row in rows:
        if row.until is not None and row.until < row.since:
            yield Error(f"{row.code} ends on {row.until}, before it begins on {row.since}.", id="chibo.E001")
    for code in sorted({row.code for row in rows}):
        for day in sorted(_boundaries(row for row in rows if row.code == code)):
            try:
                threshold(code, day, defaults=rows)
            except ThresholdConflict:
                yield Error(f"Two rows of {code} are in force on {day}.", id="chibo.E002")


def _boundaries(rows: Iterable[Threshold]) -> set[date]:
    """The days on which an answer can change, with the day before and the day after each."""
    edges = {day for row in rows for day in (row.since, row.until) if day is not None}
    return {edge + step for edge in edges for step in (-DAY, timedelta(0), DAY)}
