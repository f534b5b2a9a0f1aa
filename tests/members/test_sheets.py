"""Where a table is found in a spreadsheet, and where none is."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from members.sheets import Column, read_sheet

COLUMNS = (
    Column("name", "Họ và tên", ("ho va ten", "ho ten"), is_required=True),
    Column("sex", "Giới tính", ("gioi tinh",), is_required=True),
    Column("born_on", "Sinh ngày", ("sinh ngay",)),
    Column("phone", "Điện thoại", ("dien thoai",)),
)
HEADER = ("Họ và tên", "Giới tính", "Sinh ngày", "Điện thoại")
AN = ("Nguyễn Văn An", "Nam", "12/05/1980", "0912345678")


def book(*pages, merged=()):
    """The bytes of a workbook with these pages of lines; ``merged`` are ranges of the last one."""
    made = Workbook()
    made.remove(made.active)
    for lines in pages:
        page = made.create_sheet()
        for line in lines:
            page.append(line)
    for cells in merged:
        page.merge_cells(cells)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def read(*pages, **values):
    return read_sheet(book(*pages, **values), COLUMNS)


def names(sheet):
    return [row.values["name"] for row in sheet.rows]


def as_of(words):
    return read([(words,), HEADER, AN]).as_of


# The day of the list ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["Tính đến ngày 31/10/2026", "(số liệu đến hết ngày 31 tháng 10 năm 2026)", "TÍNH ĐẾN NGÀY 31.10.2026"]
)
def test_the_day_of_the_list_stands_above_it(words):
    assert as_of(words) == date(2026, 10, 31)


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/1899", "31/12/9999", "31/02/2026", "00/00/0000"])
def test_a_senseless_day_of_the_list_is_none(day):
    assert as_of(f"Tính đến ngày {day}") is None


def test_a_senseless_day_does_not_hide_the_right_one():
    titles = [("Tính đến ngày 31/02/2026",), ("Tính đến ngày 28/02/2026",)]
    assert read([*titles, HEADER, AN]).as_of == date(2026, 2, 28)
