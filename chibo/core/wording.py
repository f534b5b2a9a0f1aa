"""Dates, hours and figures in the words that a Party paper prescribes (Hướng dẫn 05-HD/VPTW, 27/5/2026)."""

from datetime import date, datetime

from django.utils import timezone


def two_digits(number: int) -> str:
    """A count as papers write it: 2 → "02", 12 → "12", 0 → "0"."""
    return f"{number:02d}" if number else "0"


def month_words(day: date) -> str:
    """Such as "tháng 02 năm 2026"; only months 1 and 2 take a leading zero."""
    month = f"{day.month:02d}" if day.month in {1, 2} else str(day.month)
    return f"tháng {month} năm {day.year}"


def date_words(day: date) -> str:
    """Such as "ngày 03 tháng 02 năm 2026"; days below 10 and months 1 and 2 take a leading zero."""
    return f"ngày {day.day:02d} {month_words(day)}"


def date_figures(day: date) -> str:
    """Such as "03/02/2026", for tables."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def hour_words(at: datetime) -> str:
    """Such as "19 giờ 30 phút" of an aware instant, in the time zone of the installation."""
    local = timezone.localtime(at)
    return f"{local.hour:02d} giờ {local.minute:02d} phút"


def local_date(at: datetime) -> date:
    """The day of an aware instant, in the time zone of the installation."""
    return timezone.localtime(at).date()


def comrade(name: str, role: str = "") -> str:
    """Such as "đồng chí Trần Thị Hoa, Bí thư Chi bộ"."""
    return f"đồng chí {name}, {role}" if role else f"đồng chí {name}"


def capitalized(sentence: str) -> str:
    """First letter upper case, the rest untouched."""
    return sentence[:1].upper() + sentence[1:]


def in_sentence(title: str) -> str:
    """A title within a sentence: its first letter small, the rest untouched; an abbreviation stays as it is.

    "Sinh hoạt chuyên đề quý IV" → "sinh hoạt chuyên đề quý IV"; "NQ 05" → "NQ 05".
    """
    is_abbreviation = title[:2].isupper() and title[1:2].isupper()
    return title if is_abbreviation else title[:1].lower() + title[1:]
