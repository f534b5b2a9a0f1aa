"""Tables as people keep them: title rows on top, a header somewhere, a signature below.

A column is found by the words of its heading, whatever the order, the case, the marks or the star behind it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, XmlError, ZipError

from chibo.core.forms import FIRST_YEAR, LAST_YEAR
from chibo.core.vietnamese import fold

HEADER_WITHIN = 30  # rows from the top
LAST_ROW = 20_000
FULL_ROW = 4  # columns filled: below the signature only such rows are people
FOOTERS = (
    "nguoi lap",
    "nguoi ky",
    "t m ",
    "tm ",
    "thu truong",
    "xac nhan",
    "tong so",
    "tong cong",
    "noi nhan",
    "ngay ",
)
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Signs that come along when a cell is pasted; no database takes the first of them."""

_AS_OF = re.compile(r"den (?:het )?ngay (\d{1,2}) (?:thang )?(\d{1,2}) (?:nam )?(\d{4})")


class SheetRefused(Exception):
    """The file cannot be read as this table; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the name used here, the heading shown to people, and the folded headings it is known by."""

    name: str
    title: str
    headings: tuple[str, ...]
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the sheet, counted from 1, and what stands in the known columns."""

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that was understood. ``as_of``: the day after "tính đến ngày" above the header, if any."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    as_of: date | None


def read_sheet(content: bytes, columns: Sequence[Column]) -> Sheet:
    """Find the table in the first sheet that has it. Raises SheetRefused with a sentence."""
    best: dict[int, str] = {}
    for cells in _sheets(content):
        for at, line in enumerate(cells[:HEADER_WITHIN]):
            found = _match(line, columns)
            if not _missing(found, columns):
                return _sheet(cells, at, found)
            best = max(best, found, key=len)
    raise SheetRefused(_complaint(best, columns))


def _sheets(content: bytes) -> Iterator[list[list[Any]]]:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            for name in workbook.sheet_names:
                yield _cells(workbook.get_sheet_by_name(name))
    except PasswordError:
        raise SheetRefused("Bảng tính đặt mật khẩu nên không đọc được. Đồng chí bỏ mật khẩu rồi gửi lại.") from None
    except (CalamineError, ZipError, XmlError, OSError):
        raise SheetRefused("Tệp này không phải bảng tính đọc được. Đồng chí gửi bảng tính Excel (.xlsx).") from None


def _cells(sheet: CalamineSheet) -> list[list[Any]]:
    if sheet.height > LAST_ROW:
        raise SheetRefused(f"Bảng có {sheet.height} dòng, quá {LAST_ROW} dòng. Đồng chí chia thành nhiều bảng.")
    return sheet.to_python(skip_empty_area=False)


def _match(line: Sequence[Any], columns: Sequence[Column]) -> dict[int, str]:
    """Places of the known columns in a line of headings; the first of two equal headings counts."""
    known = {heading: column.name for column in columns for heading in column.headings}
    found: dict[int, str] = {}
    for place, cell in enumerate(line):
        name = known.get(fold(cell)) if isinstance(cell, str) else None
        if name and name not in found.values():
            found[place] = name
    return found


def _missing(found: Mapping[int, str], columns: Sequence[Column]) -> list[str]:
    return [column.title for column in columns if column.is_required and column.name not in found.values()]


def _complaint(found: Mapping[int, str], columns: Sequence[Column]) -> str:
    missing = ", ".join(f"“{title}”" for title in _missing(found, columns))
    if not found:
        return f"Không tìm thấy dòng tiêu đề của bảng. Bảng cần có các cột {missing}."
    return f"Bảng thiếu cột {missing}. Đồng chí thêm cột rồi gửi lại."


def _sheet(cells: list[list[Any]], header: int, found: dict[int, str]) -> Sheet:
    return Sheet(
        columns=tuple(found.values()),
        rows=tuple(_rows(cells, header, found)),
        as_of=_as_of(cells[:header]),
    )


def _rows(cells: list[list[Any]], header: int, found: dict[int, str]) -> Iterator[Row]:
    """The people below the header: no blank rows, no headings between them, no signature."""
    is_below = False
    for number, line in enumerate(cells[header + 1 :], header + 2):
        filled = sum(cell != "" for cell in line)
        known = {name: _seen(line[place]) for place, name in found.items()}
        count = sum(value != "" for value in known.values())
        if count < FULL_ROW and any(isinstance(cell, str) and _is_footer(cell) for cell in line):
            is_below = True
        elif filled > 1 and count and (count >= FULL_ROW or not is_below):
            yield Row(number, known)


def _seen(cell: Any) -> Any:
    return _UNSEEN.sub("", cell) if isinstance(cell, str) else cell


def _is_footer(cell: str) -> bool:
    return f"{fold(cell)} ".startswith(FOOTERS)


def _as_of(lines: list[list[Any]]) -> date | None:
    for line in lines:
        for cell in line:
            match = _AS_OF.search(fold(cell)) if isinstance(cell, str) else None
            if match:
                day, month, year = (int(part) for part in match.groups())
                try:
                    found = date(year, month, day)
                except ValueError:
                    continue
                if FIRST_YEAR <= found.year <= LAST_YEAR:
                    return found
    return None
