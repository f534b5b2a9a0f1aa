"""Months and quarters: the permanent part of a duty's identity (cell, kind, period)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ROMAN = ("I", "II", "III", "IV")
_KEY = re.compile(r"(?!0+-)([0-9]{1,4})-(?:(0[1-9]|1[0-2])|Q([1-4]))")


class MeetingKind(StrEnum):
    """Kinds of meeting. Regular fulfils a month, thematic a quarter; neither ever fulfils the other (HD 42)."""

    REGULAR = "regular"
    THEMATIC = "thematic"
    COMMITTEE = "committee"
    EXTRAORDINARY = "extraordinary"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month or a quarter of a year. ``key`` is what the database stores: ``2026-12`` or ``2026-Q4``."""

    year: int
    first_month: int
    months: int

    def __hash__(self) -> int:
        return self.year * 1000 + self.first_month * 10 + self.months

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        return cls(year, month, 1)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> "Period":
        return cls(year, quarter * 3 - 2, 3)

    @classmethod
    def parse(cls, key: str) -> "Period":
        """Read a stored key, of any year that a calendar has. Raises ValueError when it is none."""
        found = _KEY.fullmatch(key)
        if found is None:
            raise ValueError(key)
        year, month, quarter = found.groups()
        return cls.month(int(year), int(month)) if month else cls.quarter(int(year), int(quarter))

    @classmethod
    def of(cls, kind: MeetingKind, on: date) -> "Period":
        """The period that a meeting of this kind belongs to when it is held on that day."""
        return (
            cls.quarter(on.year, (on.month + 2) // 3) if kind is MeetingKind.THEMATIC else cls.month(on.year, on.month)
        )

    @property
    def number(self) -> int:
        """Month 1–12 or quarter 1–4."""
        return self.first_month if self.months == 1 else (self.first_month + 2) // 3

    @property
    def key(self) -> str:
        return f"{self.year}-{self.number:02d}" if self.months == 1 else f"{self.year}-Q{self.number}"

    @property
    def starts_on(self) -> date:
        return date(self.year, self.first_month, 1)

    @property
    def ends_on(self) -> date:
        last_month = self.first_month + self.months - 1
        return date(self.year, last_month, monthrange(self.year, last_month)[1])

    @property
    def label(self) -> str:
        """``tháng 12 năm 2026`` or ``quý IV năm 2026``."""
        return f"{self.short_label} năm {self.year}"

    @property
    def short_label(self) -> str:
        return f"tháng {self.number:02d}" if self.months == 1 and self.number < 3 else self._plain_label

    @property
    def _plain_label(self) -> str:
        return f"tháng {self.number}" if self.months == 1 else f"quý {ROMAN[self.number - 1]}"

    @property
    def previous(self) -> "Period":
        before = self.first_month - self.months
        return Period(self.year - 1, before + 12, self.months) if before < 1 else Period(self.year, before, self.months)

    @property
    def following(self) -> "Period":
        after = self.first_month + self.months
        return Period(self.year + 1, after - 12, self.months) if after > 12 else Period(self.year, after, self.months)


def year_periods(kind: MeetingKind, year: int) -> tuple[Period, ...]:
    """The twelve months of a regular duty or the four quarters of a thematic one."""
    if kind is MeetingKind.THEMATIC:
        return tuple(Period.quarter(year, number) for number in range(1, 5))
    return tuple(Period.month(year, number) for number in range(1, 13))
