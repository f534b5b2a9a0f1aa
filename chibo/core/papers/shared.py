"""Pieces that several papers share."""

from dataclasses import dataclass
from datetime import date

from chibo.core.papers.facts import Facts
from chibo.core.wording import comrade, date_words, two_digits


@dataclass(frozen=True, slots=True)
class Letterhead(Facts):
    """The block on top: `parent_line`, `issuer_line` in capitals as printed; `number_line` like "Số 05-NQ/CB"."""

    parent_line: str
    issuer_line: str
    place: str
    day: date
    number_line: str | None = None
    draft_line: str = ""  # "Dự thảo lần 1"
    circulation: str = ""  # "NỘI BỘ"

    @property
    def date_line(self) -> str:
        """Such as "ngày 03 tháng 02 năm 2026"; the place goes before it."""
        return date_words(self.day)


@dataclass(frozen=True, slots=True)
class Person(Facts):
    """A person as the paper names him or her; `role` is the post, not a rank or a degree."""

    name: str
    role: str = ""

    def __str__(self) -> str:
        return comrade(self.name, self.role)


@dataclass(frozen=True, slots=True)
class Signature(Facts):
    """Who signs: "T/M CHI BỘ", "BÍ THƯ", name. `name` is None where it is still to be written by hand."""

    post: str
    name: str | None
    authority: str = ""


@dataclass(frozen=True, slots=True)
class AssignmentRow(Facts):
    """One line of the table of assigned work; `due` as printed ("15/02/2026", "thường xuyên")."""

    content: str
    responsible: str
    supporting: str
    due: str


@dataclass(frozen=True, slots=True)
class ResultRow(Facts):
    """One line of the table on the last period's assignments."""

    content: str
    responsible: str
    due: str
    result: str


@dataclass(frozen=True, slots=True)
class CriterionRow(Facts):
    """One criterion of the quality score; points as printed ("4,5")."""

    title: str
    most: str
    points: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class QualityScore(Facts):
    """The self-score of a meeting: "96" of "100", rating "Tốt", and what is done about lost points."""

    criteria: tuple[CriterionRow, ...]
    total: str
    most: str
    rating: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Approval(Facts):
    """A show of hands among those present: `in_favor` of `out_of`."""

    in_favor: int
    out_of: int

    def __str__(self) -> str:
        """Such as "nhất trí thông qua (28/28 …)", or "thông qua (26/28 …)" when not everybody agreed."""
        word = "nhất trí thông qua" if self.in_favor == self.out_of else "thông qua"
        return f"{word} ({two_digits(self.in_favor)}/{two_digits(self.out_of)} đồng chí tán thành)"
