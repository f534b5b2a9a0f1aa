from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from chibo.demo.span import span_of
from chibo.rules.periods import Period

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def on(year, month, day, hour=8):
    return datetime(year, month, day, hour, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("now", "first", "last", "coming"),
    [
        (on(2026, 11, 23), "2026-01", "2026-11", "2026-12"),
        (on(2026, 12, 31), "2026-01", "2026-12", "2027-01"),
        (on(2027, 1, 1), "2026-02", "2026-12", "2027-01"),
        (on(2027, 2, 28), "2026-04", "2027-02", "2027-03"),
        (on(2027, 6, 3), "2026-07", "2027-05", "2027-06"),
        (on(2027, 6, 3, 20), "2026-08", "2027-06", "2027-07"),
        (on(2026, 3, 20), "2025-11", "2026-03", "2026-04"),
    ],
)
def test_the_span_ends_with_the_last_usual_day_and_fills_the_current_year(now, first, last, coming):
    span = span_of(now)
    assert (span.months[0].key, span.months[-1].key, span.coming.key) == (first, last, coming)


def test_the_month_begins_with_the_usual_hour_not_before():
    just_before = span_of(datetime(2027, 6, 3, 19, 29, tzinfo=HANOI))
    just_then = span_of(datetime(2027, 6, 3, 19, 30, tzinfo=HANOI))
    assert (just_before.coming.key, just_then.coming.key) == ("2027-06", "2027-07")


def test_on_any_day_the_term_holds_the_span_and_the_coming_meeting():
    for offset in range(0, 800, 5):
        span = span_of(on(2026, 11, 1) + timedelta(days=offset))
        starts_on, ends_on = span.term
        assert starts_on <= span.starts_on
        assert span.coming.ends_on <= ends_on


def test_the_term_of_the_printed_example():
    assert span_of(on(2026, 11, 23)).term == (date(2025, 3, 1), date(2027, 8, 31))


def test_quarters_cover_the_span_and_the_whole_coming_year():
    quarters = [quarter.key for quarter in span_of(on(2027, 1, 1)).quarters]
    assert quarters == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4"]


def test_months_are_counted_back_from_the_newest():
    span = span_of(on(2026, 11, 23), months=3)
    assert [span.back(month) for month in span.months] == [2, 1, 0]
    assert span.back(Period.month(2026, 9)) == 2


def test_before_the_guidance_there_is_no_past():
    span = span_of(on(2025, 10, 1))
    assert span.months == ()
    assert span.starts_on == date(2025, 10, 1)
