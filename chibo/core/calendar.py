"""Days on which nobody works, for deadlines counted in working days."""

from datetime import date
from functools import cache

from holidays import country_holidays


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Public holidays of Vietnam and their substitute days (Bộ luật Lao động 2019, điều 112, and yearly decisions).

    The years before and after are included, because a deadline may cross the turn of the year.
    """
    return frozenset(country_holidays("VN", years=range(year - 1, year + 2)))
