"""Put the contents of a backup in place of what is here."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chibo.core.backup import BackupError, restore


class Command(BaseCommand):
    help = "Khôi phục toàn bộ dữ liệu từ một bản sao lưu. Hãy dừng chương trình trước khi khôi phục."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="bản sao lưu, ví dụ sao-luu.zip")
        parser.add_argument("--force", action="store_true", help="thay thế cả khi nơi khôi phục đã có dữ liệu")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            manifest = restore(options["file"], force=options["force"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Đã khôi phục {manifest.rows} dòng; bản sao lưu được tạo lúc {manifest.made_at}.")
