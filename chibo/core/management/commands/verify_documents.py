"""Compute every stored document's hash again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chibo.core import store


class Command(BaseCommand):
    help = "Tính lại mã băm của mọi văn bản đã khóa, đã ban hành; nêu tên văn bản không còn nguyên vẹn."

    def handle(self, *_args: Any, **_options: Any) -> None:
        damaged = list(store.damaged())
        for document in damaged:
            self.stderr.write(f"Không còn nguyên vẹn: số {document.pk}, {document.title} ({document.filename})")
        if damaged:
            raise CommandError(f"{len(damaged)} văn bản không còn nguyên vẹn.", returncode=1)
        self.stdout.write(f"{store.count()} văn bản còn nguyên vẹn.")
