"""Numbers in words, exact: shares are fractions until the last character."""

from fractions import Fraction
from typing import NamedTuple


def percent(share: Fraction) -> str:
    """``11/12`` → ``91,7%``; one decimal with a comma, rounded half up, none where it is whole.

    What is not quite all never reads "100%", what is not quite nothing never reads "0%".
    """
    tenths = (share * 1000 * 2 + 1).__floor__() // 2
    if 0 < share < 1:
        tenths = min(max(tenths, 1), 999)
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest}%" if rest else f"{whole}%"


class Share(NamedTuple):
    """A part of a whole, compared exactly and put into words only when somebody reads it."""

    part: int
    whole: int

    def reaches(self, target: "Share") -> bool:
        """Whether this share is at least the other. Both wholes are above zero."""
        return self.part * target.whole >= target.part * self.whole

    def __format__(self, _spec: str) -> str:
        return percent(Fraction(self.part, self.whole))
