"""Who is counted in a vote, and when a vote carries. Exact arithmetic on whole numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from chibo.rules.census import CensusLine, Mark
from chibo.rules.refusal import Refusal, RuleRefused


class Matter(StrEnum):
    """What is voted on: decides the majority, of whom, and whether a resolution follows (``BUSINESS``)."""

    AGENDA = "agenda"
    RESOLUTION = "resolution"
    ADMISSION = "admission"
    RECOGNITION = "recognition"
    STRIKING_OFF = "striking_off"
    EXPULSION = "expulsion"
    DISCIPLINE = "discipline"
    RATING = "rating"
    POSTS = "posts"
    ELECTION = "election"
    CANDIDATES = "candidates"
    YEAR_DUTIES = "year_duties"
    RELIEF = "relief"
    OVERSIGHT = "oversight"
    SCORE = "score"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Majority:
    """A share of the votes of a base that the votes for must exceed (``strict``) or reach.

    The base are all electors, absent ones too, or where ``of_present`` only the electors in the room.
    """

    share: Fraction
    strict: bool
    wording: str
    source: str
    of_present: bool = False

    def carried(self, *, in_favor: int, base: int) -> bool:
        """Of twenty, eleven carry more than a half and ten do not; fourteen carry two thirds, thirteen do not."""
        bar = self.share * base
        return in_favor > bar if self.strict else in_favor >= bar and base > 0

    def needed(self, base: int) -> int:
        """The smallest number of votes for that carries."""
        bar = self.share * base
        return bar.__floor__() + 1 if self.strict else max(bar.__ceil__(), 1)


MORE_THAN_HALF = Majority(Fraction(1, 2), strict=True, wording="trên một nửa số đảng viên chính thức", source="DL")
TWO_THIRDS = Majority(Fraction(2, 3), strict=False, wording="từ hai phần ba số đảng viên chính thức", source="HD01")
HALF_PRESENT = Majority(
    Fraction(1, 2), strict=True, wording="trên một nửa số đảng viên chính thức có mặt", source="DL", of_present=True
)


@dataclass(frozen=True, slots=True)
class Business:
    """What the rules know of one matter.

    ``resolved`` where the cell writes its decision down as a resolution, ``of_person`` where that is about one person.
    """

    majority: Majority
    resolved: bool = False
    of_person: bool = False


BUSINESS: dict[Matter, Business] = {
    Matter.AGENDA: Business(HALF_PRESENT),
    Matter.RESOLUTION: Business(MORE_THAN_HALF, resolved=True),
    Matter.ADMISSION: Business(TWO_THIRDS, resolved=True, of_person=True),
    Matter.RECOGNITION: Business(TWO_THIRDS, resolved=True, of_person=True),
    Matter.STRIKING_OFF: Business(TWO_THIRDS, resolved=True, of_person=True),
    Matter.EXPULSION: Business(TWO_THIRDS, resolved=True, of_person=True),
    Matter.DISCIPLINE: Business(MORE_THAN_HALF),
    Matter.RATING: Business(MORE_THAN_HALF),
    Matter.POSTS: Business(MORE_THAN_HALF, resolved=True),
    Matter.ELECTION: Business(MORE_THAN_HALF),
    Matter.CANDIDATES: Business(MORE_THAN_HALF, resolved=True),
    Matter.YEAR_DUTIES: Business(MORE_THAN_HALF, resolved=True),
    Matter.RELIEF: Business(MORE_THAN_HALF, resolved=True),
    Matter.OVERSIGHT: Business(MORE_THAN_HALF),
    Matter.SCORE: Business(HALF_PRESENT),
    Matter.MINUTES: Business(HALF_PRESENT),
}
"""Two thirds: QĐ thi hành Điều lệ, mục 9.3.4. Discipline: QĐ 21-QĐ/TW, a decision follows. Rating: QĐ 366-QĐ/TW."""

RESOLVED = frozenset(matter for matter, business in BUSINESS.items() if business.resolved)


def majority_of(matter: Matter) -> Majority:
    """What carries the matter."""
    return BUSINESS[matter].majority


def electorate(lines: Iterable[CensusLine]) -> int:
    """Official members on the roll − away − suspended − exempt and absent; the absent stay (QĐ thi hành, mục 9.3)."""
    return sum(1 for line in lines if line.is_elector)


def electors_present(lines: Iterable[CensusLine]) -> int:
    """Electors in the room: nobody else's hand can be counted."""
    return sum(1 for line in lines if line.is_elector and line.mark is Mark.PRESENT)


@dataclass(frozen=True, slots=True)
class Count:
    """The hands of one vote against its electorate and against the electors in the room."""

    in_favor: int
    against: int
    abstain: int
    electorate: int
    present: int

    @property
    def cast(self) -> int:
        return self.in_favor + self.against + self.abstain

    @property
    def is_possible(self) -> bool:
        """Whether electors were in the room, and enough of them for so many hands."""
        return 0 < self.present >= self.cast

    def base(self, matter: Matter) -> int:
        """Of how many the matter needs its share: of all electors, or of those in the room."""
        return self.present if majority_of(matter).of_present else self.electorate


def check_count(count: Count) -> None:
    """Raise RuleRefused where more hands are counted than electors are present, or where nobody may vote."""
    if not count.present:
        raise RuleRefused(Refusal.NO_ELECTORATE)
    if not count.is_possible:
        raise RuleRefused(Refusal.TOO_MANY_VOTES, cast=count.cast, present=count.present)


def carried(matter: Matter, count: Count) -> bool:
    """Whether the vote carries. A resolution: more than half of ALL electors (Điều lệ, Điều 9 khoản 5)."""
    return majority_of(matter).carried(in_favor=count.in_favor, base=count.base(matter))


def minutes_approved(in_favor: int, present: int) -> bool:
    """Whether more than half of those present approved the minutes that were read back (HD 42; custom of cells)."""
    return majority_of(Matter.MINUTES).carried(in_favor=in_favor, base=present)
