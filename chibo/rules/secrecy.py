"""Finds a grade of state secrecy on a text, so that it can be refused.

Source: Luật 117/2025/QH15 (10/12/2025), in force 01/3/2026: three grades (Tuyệt mật, Tối mật, Mật); Điều 5 forbids
drafting or keeping such papers on a device joined to a network. This program therefore has no field for a grade.

A grade is recognised by the way it is put on a paper: a stamp on a line of its own, capitals in brackets or after the
name of a kind of paper, or the label "Độ mật: …". The word alone proves nothing: "bí mật", "bảo mật", "mật khẩu" and
"mật ong" are ordinary Vietnamese.
"""

import re
import unicodedata
from enum import StrEnum


class Grade(StrEnum):
    """The three grades, as they are stamped. Source: Luật 117/2025/QH15."""

    HIGHEST = "TUYỆT MẬT"
    HIGH = "TỐI MẬT"
    ORDINARY = "MẬT"


_STAMPS = {"TUYỆTMẬT": Grade.HIGHEST, "TỐIMẬT": Grade.HIGH, "MẬT": Grade.ORDINARY}
_GRADE = r"(?:TUYỆT|TỐI)\s+MẬT|MẬT"
_STANDS_ALONE = r"(?<!\w)"

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_COLUMN_GAP = re.compile(r"\t|\s{3,}|\s[-–—|/]\s|(?<=\w)[|/](?=\w)")
_NOT_A_LETTER = re.compile(r"[\W\d_]+")
_SECRET_AS_TOPIC = re.compile(r"(?:BÍ|BẢO|CƠ)\s+MẬT|MẬT\s+(?:KHẨU|MÃ|ONG)", re.IGNORECASE)
_LABELLED = re.compile(rf"(?:độ|mức|cấp)\s+mật\s*[:：.\-–]*\s*({_GRADE})(?!\w)", re.IGNORECASE)  # noqa: RUF001 - full-width colon
_BRACKETED = re.compile(rf"[(\[{{<«“\"*]\s*({_GRADE})\s*[)\]}}>»”\"*]")
_AFTER_A_PAPER = re.compile(
    rf"{_STANDS_ALONE}(?i:tài\s+liệu|văn\s+bản|công\s+văn|hồ\s+sơ|báo\s+cáo|nghị\s+quyết|biên\s+bản|thông\s+báo"
    rf"|công\s+điện|đóng\s+dấu)\s+({_GRADE})(?!\w)"
)
_LEADS_THE_LINE = re.compile(rf"^[\W\d_]*({_GRADE})\s*[:;.,–—-]\s*\S")
_HIGHER_GRADE = re.compile(rf"(?<!ĐỘ ){_STANDS_ALONE}((?:TUYỆT|TỐI)\s+MẬT)(?!\w)")
_EVERY_GRADE = re.compile(rf"{_STANDS_ALONE}(?:{_GRADE})(?!\w)", re.IGNORECASE)
_IN_A_SENTENCE = (_BRACKETED, _AFTER_A_PAPER, _LEADS_THE_LINE, _HIGHER_GRADE)


def secrecy_mark(text: str) -> Grade | None:
    """The grade of secrecy that `text` carries, or None.

    `text` is plain text of any length, NFC or NFD; tags must have been taken off. The first grade met is the answer,
    which is enough to refuse. A line that names several grades talks about secrecy (a rule, a form to fill in) and is
    not a mark. Source: Luật 117/2025/QH15, Điều 5.
    """
    for line in _plain(text).splitlines():
        if "Ậ" in line.upper():
            mark = _mark_of_line(line)
            if mark is not None:
                return mark
    return None


def _plain(text: str) -> str:
    """NFC, without invisible characters, with one letter Đ and ordinary spaces."""
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).replace("Ð", "Đ").replace("\u00a0", " ")
    return composed.replace("\f", "\n").replace("\v", "\n")


def _mark_of_line(line: str) -> Grade | None:
    labelled = _LABELLED.search(line)
    if labelled:
        return None if _names_several_grades(line[labelled.start(1) :]) else _grade(labelled.group(1))
    if _names_several_grades(line):
        return None
    for column in (line, *_COLUMN_GAP.split(line)):
        stamp = _stamp(column)
        if stamp is not None:
            return stamp
    if _SECRET_AS_TOPIC.search(line):
        return None
    found = next((match for pattern in _IN_A_SENTENCE if (match := pattern.search(line))), None)
    return _grade(found.group(1)) if found else None


def _stamp(column: str) -> Grade | None:
    """A grade that stands alone: capitals, or either higher grade in any case; spaced-out letters count."""
    letters = _NOT_A_LETTER.sub("", column)
    if letters in _STAMPS:
        return _STAMPS[letters]
    mark = _STAMPS.get(letters.upper())
    return mark if mark != Grade.ORDINARY else None


def _names_several_grades(line: str) -> bool:
    return len({_grade(found) for found in _EVERY_GRADE.findall(line)}) > 1


def _grade(found: str) -> Grade:
    return _STAMPS["".join(found.upper().split())]
