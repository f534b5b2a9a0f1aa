"""What both import commands do: read the file, show progress, tell what became of the rows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from chibo.core import clock
from chibo.core.commands import add_now_argument, present
from chibo.core.uploads import check_spreadsheet
from members.codes import RowOutcome
from members.labels import ROW_OUTCOMES
from members.resources import Report, SheetRefused


class ImportCommand(BaseCommand):
    """Exit code 0 only if no row was refused; the good rows are written in any case, in one transaction."""

    run_import: Callable[..., Report]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="bảng tính .xlsx")
        parser.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi gì")
        add_now_argument(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        content = _read(options["file"])
        with present(options["now"]), tqdm(unit=" dòng", disable=None, leave=False) as bar:
            try:
                report = self.run_import(
                    actor=None, now=clock.now(), content=content, dry_run=options["dry_run"], progress=bar.update
                )
            except SheetRefused as refused:
                raise CommandError(str(refused)) from None
        self._tell(report)
        refused_count = report.counts[RowOutcome.REFUSED]
        if refused_count:
            raise CommandError(f"{refused_count} dòng bị từ chối, các dòng khác không bị ảnh hưởng.")

    def _tell(self, report: Report) -> None:
        counts = ", ".join(f"{ROW_OUTCOMES[outcome]} {count}" for outcome, count in report.counts.items())
        self.stdout.write(f"{len(report.rows)} dòng: {counts}.")
        for row in report.of(RowOutcome.REFUSED):
            self.stdout.write(f"Dòng {row.number}, {row.name or 'không tên'}: {' '.join(row.reasons)}")
        for row in report.rows:
            for note in row.notes:
                self.stdout.write(f"Dòng {row.number}, {row.name}: {note}")


def _read(path: Path) -> bytes:
    """The bytes of a spreadsheet. Raises CommandError with a sentence."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CommandError(f"Không đọc được tệp {path}: {error.strerror}.") from error
    try:
        check_spreadsheet(ContentFile(content, name=path.name))
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    return content
