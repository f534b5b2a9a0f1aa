"""Medians of several runs, and the rows that are printed."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing: seconds of ours and of the floor, and the ratio aimed at."""

    name: str
    ours: float
    floor: float
    aim: str
    runs: int

    @property
    def ratio(self) -> float:
        return self.ours / self.floor


@dataclass(slots=True)
class Pair:
    """Times of two things measured in turn, so that a busy machine slows both alike."""

    ours: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)


@contextmanager
def _timed(times: list[float]) -> Iterator[None]:
    start = time.perf_counter()
    yield
    times.append(time.perf_counter() - start)


def compare(
    name: str,
    ours: Callable[[], object],
    floor: Callable[[], object],
    *,
    runs: int,
    aim: str,
    before: Callable[[], object] | None = None,
) -> Row:
    """Median of ``runs`` of each, taken in turn after one run of each to warm up; ``before`` clears up in between."""
    pair = Pair()
    for number in range(runs + 1):
        for call, times in ((ours, pair.ours), (floor, pair.floor)):
            if before is not None:
                before()
            with _timed(times if number else []):
                call()
    return Row(name, statistics.median(pair.ours), statistics.median(pair.floor), aim, runs)


def queries(call: Callable[[], object]) -> int:
    """How many SQL statements the call sends."""
    reset_queries()
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)
