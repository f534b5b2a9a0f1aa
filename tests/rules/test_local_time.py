"""Days are counted in Việt Nam, whatever zone an instant comes in."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from chibo.rules.local_time import local, local_day

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 12, 2, 16, 59, tzinfo=UTC), date(2026, 12, 2)),
        (datetime(2026, 12, 2, 17, 0, tzinfo=UTC), date(2026, 12, 3)),
        (datetime(2026, 12, 31, 18, 30, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2028, 2, 28, 17, 0, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2026, 12, 3, 0, 0, tzinfo=HANOI), date(2026, 12, 3)),
        (datetime(2026, 12, 3, 23, 59, tzinfo=HANOI), date(2026, 12, 3)),
        (datetime(2026, 12, 3, 1, 0, tzinfo=timezone(timedelta(hours=9))), date(2026, 12, 2)),
        (datetime(2026, 12, 3, 23, 59), date(2026, 12, 3)),  # noqa: DTZ001 – taken as local already
    ],
)
def test_the_day_of_an_instant(instant, day):
    assert local_day(instant) == day


def test_the_instant_stays_the_same():
    instant = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)
    assert local(instant) == instant
    assert f"{local(instant):%d/%m/%Y %H:%M}" == "03/12/2026 01:00"
