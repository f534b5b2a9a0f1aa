"""Cells as they are found in lists, turned into values; ValueError carries the sentence for the reader."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from import_export.widgets import Widget

from chibo.core import vietnamese
from chibo.core.forms import FIRST_YEAR, LAST_YEAR
from chibo.core.secrecy import refuse_secret
from members.codes import Sex

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_SERIAL_ZERO, _SERIALS = date(1899, 12, 30), range(10_000, 80_000)  # days; from 1927, so that a bare year is no day

fold = lru_cache(maxsize=4096)(vietnamese.fold)
"""The same words stand in row after row."""


def text_of(value: Any) -> str:
    """A cell as text: one line, NFC, whole numbers without ".0"."""
    if not isinstance(value, str):
        return "" if value is None else str(int(value) if isinstance(value, float) and value.is_integer() else value)
    return " ".join(unicodedata.normalize("NFC", value).split())


class CellWidget(Widget):
    """A cell that knows its heading. An empty one is None, or refused where it is required."""

    def __init__(self, title: str, *, is_required: bool = False) -> None:
        super().__init__()
        self.title, self.is_required = title, is_required

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if value and (not isinstance(value, str) or not value.isspace()):
            return self.read(value)
        if self.is_required:
            raise ValueError(f"Thiếu mục “{self.title}”.")
        return None

    def read(self, value: Any) -> Any:
        """The value of a cell that is not empty. Raises ValueError."""
        raise NotImplementedError

    def wrong(self, value: Any, advice: str) -> ValueError:
        return ValueError(f"“{self.title}” không đúng: {text_of(value)}. {advice}")


class TextWidget(CellWidget):
    def __init__(self, title: str, longest: int, *, is_required: bool = False) -> None:
        super().__init__(title, is_required=is_required)
        self.longest = longest

    def read(self, value: Any) -> str:
        text = text_of(value)
        if len(text) > self.longest:
            raise ValueError(f"“{self.title}” dài quá {self.longest} chữ.")
        try:
            refuse_secret(text, f"Mục “{self.title}”")
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from None
        return text


class DayFirstWidget(CellWidget):
    """A true date, or one written day first: 9/10/2024 is the ninth of October."""

    def read(self, value: Any) -> date:
        found = self._day(value)
        return found if FIRST_YEAR <= found.year <= LAST_YEAR else self._refuse(value)

    def _day(self, value: Any) -> date:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, float) and int(value) in _SERIALS:
            return _SERIAL_ZERO + timedelta(days=int(value))
        found = self._parts(text_of(value))
        try:
            return date(*found) if found else self._refuse(value)
        except ValueError:
            return self._refuse(value)

    @staticmethod
    def _parts(text: str) -> tuple[int, int, int] | None:
        if match := _DAY_FIRST.fullmatch(text):
            day, month, year = (int(part) for part in match.groups())
            return year, month, day
        if match := _ISO.fullmatch(text):
            year, month, day = (int(part) for part in match.groups())
            return year, month, day
        return None

    def _refuse(self, value: Any) -> date:
        raise self.wrong(value, "Ghi ngày/tháng/năm, ví dụ 03/02/1980.")


def _is_broken(value: Any) -> bool:
    """Whether a spreadsheet gives a number that is not whole; its point is no separator."""
    return isinstance(value, float) and not value.is_integer()


class NumberWidget(CellWidget):
    """An identity or card number of twelve digits. A spreadsheet that takes it for a number eats the zeros in front."""

    LENGTH, SHORTEST, OLD = 12, 10, frozenset({8, 9})  # old cards have eight or nine digits

    def read(self, value: Any) -> str:
        digits = re.sub(r"[\s.\-]", "", text_of(value))
        if _is_broken(value) or not digits.isascii() or not digits.isdigit():
            raise self.wrong(value, "Chỉ ghi chữ số.")
        if self.SHORTEST <= len(digits) <= self.LENGTH:
            return digits.zfill(self.LENGTH)
        if len(digits) in self.OLD:
            return digits
        raise self.wrong(value, f"Số này phải có {self.LENGTH} chữ số.")


class PhoneWidget(CellWidget):
    LONGEST, WITHOUT_ZERO = 20, 9

    def read(self, value: Any) -> str:
        text = re.sub(r"[\s.\-]", "", text_of(value))
        if _is_broken(value) or len(text) > self.LONGEST or not re.fullmatch(r"[+\d()/,;]+", text):
            raise self.wrong(value, "Ghi số như 0912345678.")
        was_number = isinstance(value, (int, float))
        return f"0{text}" if was_number and len(text) == self.WITHOUT_ZERO else text


class EmailWidget(CellWidget):
    LONGEST = 254

    def read(self, value: Any) -> str:
        text = text_of(value).lower()
        if len(text) > self.LONGEST:
            raise ValueError(f"“{self.title}” dài quá {self.LONGEST} chữ.")
        try:
            validate_email(text)
        except ValidationError:
            raise self.wrong(value, "Ghi địa chỉ như ten@vidu.vn.") from None
        return text


class SexWidget(CellWidget):
    WORDS = {"nam": Sex.MALE.value, "nu": Sex.FEMALE.value}

    def read(self, value: Any) -> str:
        sex = self.WORDS.get(fold(text_of(value)))
        if sex is None:
            raise self.wrong(value, "Ghi Nam hoặc Nữ.")
        return sex
