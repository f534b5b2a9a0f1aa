"""The report as an Excel workbook: one sheet of marks, one of findings with figures and sources."""

from collections.abc import Iterable
from datetime import datetime

import tablib
from tablib.formats._xlsx import XLSXFormat

from chibo.core.labels import VERDICT_WORDS
from chibo.rules.compliance import Finding
from chibo.rules.marks import marks
from compliance.selectors import Matrix, columns_of, finding_line, findings_of, matrix_of
from members.models import Organization

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def marks_sheet(report: Matrix) -> tablib.Dataset:
    """A row per cell, a column per month and quarter, marks in words."""
    sheet = tablib.Dataset(title="Tổng hợp")
    sheet.headers = ["STT", "Mã tổ chức", "Chi bộ", *report.columns, "Không đạt", "Muộn"]
    for number, row in enumerate(report.rows, start=1):
        words = [VERDICT_WORDS[mark.verdict] for mark in row.marks]
        sheet.append([number, row.cell.code, row.cell.name, *words, row.missed, row.late])
    return sheet


def findings_sheet(cells: list[Organization], year: int, found: dict[int, list[Finding]]) -> tablib.Dataset:
    """A row per finding: cell, period, obligation, verdict, figures, legal source."""
    sheet = tablib.Dataset(title="Chi tiết")
    sheet.headers = ["Mã tổ chức", "Chi bộ", "Kỳ", "Nghĩa vụ", "Kết quả", "Số liệu", "Căn cứ"]
    order = {period: place for place, period in enumerate(columns_of(year))}
    for cell in cells:
        for finding in sorted(found[cell.pk], key=lambda one: order[one.period]):
            line = finding_line(finding)
            period = finding.period.label
            sheet.append([cell.code, cell.name, period, line.obligation, line.word, line.figures, line.source])
    return sheet


def workbook(cells: Iterable[Organization], year: int, now: datetime) -> bytes:
    """The workbook's bytes; a text that begins like a formula is defused. Three queries, as for the page."""
    rows = list(cells)
    found = findings_of(rows, year, now)
    report = matrix_of(rows, year, {pk: marks(own) for pk, own in found.items()})
    book = tablib.Databook([marks_sheet(report), findings_sheet(rows, year, found)])
    return bytes(XLSXFormat.export_book(book, escape=True))
