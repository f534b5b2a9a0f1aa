"""What both imports share: rows in, outcomes out, nothing swallowed on the way."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.results import Result, RowResult
from tablib import Dataset

from chibo.rules.dates import DayOf, check_day
from chibo.rules.refusal import RuleRefused
from members.codes import RowOutcome
from members.labels import refusal_sentences
from members.models import Organization, User
from members.resources.report import Change, JudgedRow, Report
from members.resources.widgets import text_of
from members.sheets import Row, Sheet, SheetRefused

RowsDone = Callable[[int], object]
"""Called with the number of rows just done."""


class SheetResource(ModelResource):
    """A resource fed by a ``Sheet``. Subclasses name the columns that hold a row's name and place."""

    name_column, place_column = "name", ""

    def __init__(self, *, actor: User | None, now: datetime, as_of: date, progress: RowsDone | None = None) -> None:
        super().__init__()
        self.actor, self.now, self.as_of, self.progress = actor, now, as_of, progress

    def run(self, sheet: Sheet, *, dry_run: bool) -> Report:
        """Judge every row and, unless ``dry_run``, write the good ones in one transaction, one list after another."""
        if dry_run:
            return self._take_in(sheet, dry_run=True)
        with transaction.atomic():
            _wait_for_other_lists()
            return self._take_in(sheet, dry_run=False)

    def _take_in(self, sheet: Sheet, *, dry_run: bool) -> Report:
        lines = [[row.values[name] for name in sheet.columns] for row in sheet.rows]
        data = Dataset(*lines, headers=list(sheet.columns))
        result = self.import_data(data, dry_run=dry_run, use_transactions=True)
        _raise_unexpected(result)
        pairs = zip(sheet.rows, result.rows, strict=True)
        return Report(tuple(self._judged(row, row_result) for row, row_result in pairs), self.as_of)

    def changes_of(self, instance: Any) -> tuple[Change, ...]:
        """What a row changes in an instance that was known."""
        raise NotImplementedError

    def notes_of(self, _instance: Any) -> tuple[str, ...]:
        """What was left out of a good row."""
        return ()

    def get_import_fields(self) -> list[Field]:
        return self._import_fields

    @cached_property
    def _import_fields(self) -> list[Field]:
        """The library would work them out for every row."""
        found: list[Field] = super().get_import_fields()
        return found

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> RowResult:
        result = super().import_row(row, instance_loader, **kwargs)
        if self.progress:
            self.progress(1)
        return result

    def _judged(self, row: Row, result: RowResult) -> JudgedRow:
        name = text_of(row.values.get(self.name_column))
        place = text_of(row.values.get(self.place_column))
        if result.validation_error is not None:
            reasons = tuple(dict.fromkeys(_sentences(result.validation_error)))
            return JudgedRow(row.number, name, place, RowOutcome.REFUSED, reasons=reasons)
        outcome = {RowResult.IMPORT_TYPE_NEW: RowOutcome.NEW, RowResult.IMPORT_TYPE_SKIP: RowOutcome.UNCHANGED}.get(
            result.import_type, RowOutcome.CHANGED
        )
        changes = self.changes_of(result.instance) if outcome is RowOutcome.CHANGED else ()
        return JudgedRow(row.number, name, place, outcome, changes, notes=self.notes_of(result.instance))


def day_of_list(sheet: Sheet, today: date) -> date:
    """The day of which the list speaks, today where it names none. Raises SheetRefused for one that it cannot be."""
    try:
        check_day(DayOf.LIST, sheet.as_of, today)
    except RuleRefused as refused:
        raise SheetRefused(" ".join(refusal_sentences(refused))) from None
    return sheet.as_of or today


def _wait_for_other_lists() -> None:
    """Hold the organisations on top: who is known already must stay true until the list is written."""
    list(Organization.objects.select_for_update(no_key=True).filter(parent=None).order_by("pk"))


def _sentences(error: ValidationError) -> Iterator[str]:
    yield from error.messages


def _raise_unexpected(result: Result) -> None:
    """The library collects whatever goes wrong; only refusals may be collected."""
    unexpected = [error.error for error in result.base_errors]
    unexpected += [error.error for row in result.rows for error in row.errors]
    if unexpected:
        raise unexpected[0]
