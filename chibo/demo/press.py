"""A second process that makes the minutes while this one goes on telling the past."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from chibo.core import pdf
from meetings.ground.facts import load_record
from meetings.minutes.documents import TEMPLATE, minutes_paper
from meetings.models import Meeting


class Press:
    """Makes minutes ahead of their lock, or leaves them to the lock where there is no second process."""

    def __init__(self, pool: ProcessPoolExecutor | None = None) -> None:
        self._pool = pool

    def begin(self, meeting: Meeting) -> None:
        """Begin to make the minutes of a meeting that is over and whose minutes were read back."""
        if self._pool is not None:
            source = pdf.compose(TEMPLATE, {"paper": minutes_paper(load_record(meeting))})
            variant = pdf.Variant.SEALED
            pdf.expect(source, variant, self._pool.submit(pdf.make, source, variant))


@contextmanager
def press(*, helpers: int) -> Iterator[Press]:
    """A press with so many helping processes. They start before any transaction does."""
    if not helpers:
        yield Press()
        return
    with ProcessPoolExecutor(helpers) as pool:
        for _ in range(helpers):
            pool.submit(pdf.is_available)
        yield Press(pool)
