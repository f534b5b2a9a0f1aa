"""Write everything to one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chibo.core import clock
from chibo.core.backup import backup


class Command(BaseCommand):
    help = "Sao lưu toàn bộ dữ liệu vào một tệp .zip; chương trình vẫn chạy trong lúc đó."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="tệp sẽ ghi, ví dụ sao-luu.zip")

    def handle(self, *_args: Any, **options: Any) -> None:
        target: Path = options["file"]
        try:
            manifest = backup(target, now=clock.now())
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {target}: {error}.") from error
        self.stdout.write(f"Đã sao lưu {manifest.rows} dòng của {len(manifest.parts)} bảng vào {target}.")
