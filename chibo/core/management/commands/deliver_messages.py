"""Send the letters that are due, without the worker."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from chibo.core import clock
from chibo.core.commands import add_now_argument, present
from chibo.core.delivery import Outcome, deliver_due


class Command(BaseCommand):
    help = "Gửi các thư điện tử đã đến giờ gửi."

    def add_arguments(self, parser: CommandParser) -> None:
        add_now_argument(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        outcome = Outcome()
        with present(options["now"]):
            while batch := deliver_due(now=clock.now()):
                outcome += batch
        self.stdout.write(
            f"Đã gửi {outcome.sent}, sẽ thử lại {outcome.retried}, không gửi được {outcome.failed}, "
            f"chưa rõ {outcome.unknown}, bỏ vì không còn tác dụng {outcome.dropped}."
        )
