"""Who is counted in a vote, and when a vote carries. Exact arithmetic on whole numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from chibo.rules.census import CensusLine, Mark
from chibo.rules.refusal import Refusal, RuleRefused


class Matter(StrEnum):
    """What is voted on decides the majority."""

    AGENDA = "agenda"
    RESOLUTION = "resolution"
    ADMISSION = "admission"
    RECOGNITION = "recognition"
    STRIKING_OFF = "striking_off"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Majority:
    """A share of the electorate that the votes for must exceed (``strict``) or reach."""

    share: Fraction
    strict: bool
    wording: str
    source: str

    def carried(self, *, in_favor: int, electorate: int) -> bool:
        """Of twenty, eleven carry more than a half and ten do not; fourteen carry two thirds, thirteen do not."""
        bar = self.share * electorate
        return in_favor > bar if self.strict else in_favor >= bar and electorate > 0

    def needed(self, electorate: int) -> int:
        """The smallest number of votes for that carries."""
        bar = self.share * electorate
        return bar.__floor__() + 1 if self.strict else max(bar.__ceil__(), 1)


MORE_THAN_HALF = Majority(Fraction(1, 2), strict=True, wording="trên một nửa số đảng viên chính thức", source="DL")
TWO_THIRDS = Majority(Fraction(2, 3), strict=False, wording="từ hai phần ba số đảng viên chính thức", source="HD01")

MAJORITIES: dict[Matter, Majority] = {
    Matter.AGENDA: MORE_THAN_HALF,
    Matter.RESOLUTION: MORE_THAN_HALF,
    Matter.ADMISSION: TWO_THIRDS,
    Matter.RECOGNITION: TWO_THIRDS,
    Matter.STRIKING_OFF: TWO_THIRDS,
    Matter.MINUTES: MORE_THAN_HALF,
}


def electorate(lines: Iterable[CensusLine]) -> int:
    """Official members on the roll − away − suspended − exempt and absent; the absent stay (QĐ thi hành, mục 9.3)."""
    return sum(1 for line in lines if line.is_elector)


def electors_present(lines: Iterable[CensusLine]) -> int:
    """Electors in the room: nobody else's hand can be counted."""
    return sum(1 for line in lines if line.is_elector and line.mark is Mark.PRESENT)


@dataclass(frozen=True, slots=True)
class Count:
    """The hands of one vote against its electorate."""

    in_favor: int
    against: int
    abstain: int
    electorate: int
    present: int

    @property
    def cast(self) -> int:
        return self.in_favor + self.against + self.abstain


def check_count(count: Count) -> None:
    """Raise RuleRefused where more hands are counted than electors are present, or where nobody may vote."""
    if not count.electorate:
        raise RuleRefused(Refusal.NO_ELECTORATE)
    if count.cast > count.present:
        raise RuleRefused(Refusal.TOO_MANY_VOTES, cast=count.cast, present=count.present)


def carried(matter: Matter, count: Count) -> bool:
    """Whether the vote carries. A resolution: more than half of ALL electors (Điều lệ, Điều 9 khoản 5)."""
    return MAJORITIES[matter].carried(in_favor=count.in_favor, electorate=count.electorate)
