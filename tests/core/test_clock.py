"""One clock, in local time, that commands and tests may move."""

from argparse import ArgumentTypeError
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone

from chibo.core import clock
from chibo.core.commands import parse_now, present
from tests.factories.core import MessageFactory

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
LATE = datetime(2026, 11, 19, 18, 0, tzinfo=UTC)  # the next day in Hanoi


def test_the_clock_shows_local_time():
    assert abs(clock.now() - timezone.now()) < timedelta(seconds=5)
    assert clock.now().utcoffset() == timedelta(hours=7)


def test_the_moved_clock_shows_the_local_day_and_comes_back():
    with clock.moved_to(LATE):
        assert (clock.now(), clock.today()) == (LATE, date(2026, 11, 20))
        with clock.moved_to(LATE + timedelta(days=1)):
            assert clock.today() == date(2026, 11, 21)
        assert clock.today() == date(2026, 11, 20)
    assert clock.now() > LATE + timedelta(days=1)


@pytest.mark.parametrize(
    "text", ["2026-11-28T07:00", "2026-11-28 07:00", "28/11/2026 07:00", " 28/11/2026  7:00 ", "2026-11-28T00:00Z"]
)
def test_an_instant_is_read_in_iso_and_day_first(text):
    assert parse_now(text) == datetime(2026, 11, 28, 7, 0, tzinfo=HANOI)
    with present(parse_now(text)):
        assert clock.now().hour == 7


@pytest.mark.parametrize(
    "text", ["", "mai", "31/02/2026 07:00", "28/11/2026", "2026-13-01T07:00", "9999-12-31T23:00Z", "01/01/0001 06:59"]
)
def test_a_wrong_instant_is_refused_in_words(text):
    with pytest.raises(ArgumentTypeError, match="28/11/2026 07:00"):
        parse_now(text)


def test_without_an_instant_the_clock_is_left_alone():
    with present(None):
        assert abs(clock.now() - timezone.now()) < timedelta(seconds=5)


@pytest.mark.django_db
@pytest.mark.parametrize(("now", "sent"), [("20/11/2026 08:29", 0), ("20/11/2026 08:30", 201)])
def test_a_command_works_at_the_named_instant_until_nothing_is_due(mailoutbox, capsys, now, sent):
    MessageFactory.create_batch(201)  # more than one batch
    call_command("deliver_messages", "--now", now)
    assert len(mailoutbox) == sent
    assert capsys.readouterr().out.startswith(f"Đã gửi {sent}, sẽ thử lại 0, không gửi được 0, chưa rõ 0, bỏ")
