"""Write down the reminders that are due, without the worker."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from chibo.core import clock
from chibo.core.commands import add_now_argument, present
from meetings.notices.services import enqueue_due_reminders


class Command(BaseCommand):
    help = "Ghi các thư nhắc đã đến hạn; thư đã ghi rồi thì không ghi lần nữa."

    def add_arguments(self, parser: CommandParser) -> None:
        add_now_argument(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        with present(options["now"]):
            offered = enqueue_due_reminders(now=clock.now())
        self.stdout.write(f"Đã xét {offered} thư nhắc đến hạn.")
