"""What became, or will become, of every row."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from members.codes import RowOutcome


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs. A private one names no values: whoever imports may not be the one to read them."""

    label: str
    before: str = ""
    after: str = ""
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One row of the sheet: ``reasons`` why it was refused, ``notes`` on what was left out of a good one."""

    number: int
    name: str
    place: str
    outcome: RowOutcome
    changes: tuple[Change, ...] = ()
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All rows in the order of the sheet. ``as_of``: the day the sheet speaks of."""

    rows: tuple[JudgedRow, ...]
    as_of: date

    @property
    def counts(self) -> dict[RowOutcome, int]:
        """The number of rows of each outcome, zeros included."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in RowOutcome}

    def of(self, outcome: RowOutcome) -> tuple[JudgedRow, ...]:
        """The rows of one outcome."""
        return tuple(row for row in self.rows if row.outcome is outcome)
