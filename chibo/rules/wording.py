"""Numbers in words, exact: shares are fractions until the last character."""

from datetime import date
from fractions import Fraction


def percent(share: Fraction) -> str:
    """``11/12`` → ``91,7%``; one decimal with a comma, rounded half up, none where it is whole."""
    tenths = (share * 1000 * 2 + 1).__floor__() // 2
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest}%" if rest else f"{whole}%"


def day(on: date) -> str:
    """``03/12/2026``."""
    return f"{on:%d/%m/%Y}"
