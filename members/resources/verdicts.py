"""What became, or will become, of every row."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from members.codes import Verdict


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs. A private one names no values: whoever imports may not be the one to read them."""

    label: str
    before: str = ""
    after: str = ""
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """One row of the sheet: ``reasons`` why it was refused, ``notes`` on what was left out of a good one."""

    number: int
    name: str
    place: str
    verdict: Verdict
    changes: tuple[Change, ...] = ()
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All rows in the order of the sheet. ``as_of``: the day the sheet speaks of."""

    rows: tuple[RowVerdict, ...]
    as_of: date

    @property
    def counts(self) -> dict[Verdict, int]:
        """The number of rows of each verdict, zeros included."""
        found = Counter(row.verdict for row in self.rows)
        return {verdict: found[verdict] for verdict in Verdict}

    @property
    def has_news(self) -> bool:
        """Whether anything is to be written."""
        return any(row.verdict in {Verdict.NEW, Verdict.CHANGED} for row in self.rows)

    def of(self, verdict: Verdict) -> tuple[RowVerdict, ...]:
        """The rows of one verdict."""
        return tuple(row for row in self.rows if row.verdict is verdict)
