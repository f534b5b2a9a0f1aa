"""What the management commands share."""

from argparse import ArgumentTypeError
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime

from django.core.management.base import CommandParser
from django.utils import timezone

from chibo.core import clock

WRONG_INSTANT = "Thời điểm “{}” không đúng. Hãy ghi như 2026-11-28T07:00 hoặc 28/11/2026 07:00."


def add_now_argument(parser: CommandParser) -> None:
    """Add ``--now``: the command then works as if that were the present instant."""
    parser.add_argument("--now", type=parse_now, help="làm như đang ở thời điểm này, ví dụ 2026-11-28T07:00")


def parse_now(text: str) -> datetime:
    """Read an instant in ISO or day-first form, local time unless it says otherwise. Raises ArgumentTypeError."""
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError:
        try:
            instant = datetime.strptime(" ".join(text.split()), "%d/%m/%Y %H:%M")  # noqa: DTZ007 - made aware below
        except ValueError:
            raise ArgumentTypeError(WRONG_INSTANT.format(text)) from None
    aware = instant if timezone.is_aware(instant) else timezone.make_aware(instant)
    try:
        return timezone.localtime(aware.astimezone(UTC))
    except OverflowError:  # an hour of the year 1 or 9999 that falls out of the calendar in UTC or here
        raise ArgumentTypeError(WRONG_INSTANT.format(text)) from None


def present(now: datetime | None) -> AbstractContextManager[None]:
    """The clock moved to ``now``, or left alone without it."""
    return clock.moved_to(now) if now else nullcontext()
