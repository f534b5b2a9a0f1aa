"""Dates, shares, marks and differences as a reader sees them. Formatting only: every value comes from the view."""

import difflib
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from chibo.core import once
from chibo.core import wording as words
from chibo.core.labels import VERDICT_WORDS
from chibo.rules import wording

register = template.Library()

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
WORDS = re.compile(r"\w+(?:[.,/:-]\w+)*\s*|[^\w\s]\s*|\s+")

Day = date | datetime | None


def _local(instant: datetime) -> datetime:
    """The instant in the time zone of the program; a naive one is taken as local."""
    return timezone.localtime(instant) if timezone.is_aware(instant) else instant


def _as_date(value: date | datetime) -> date:
    return _local(value).date() if isinstance(value, datetime) else value


@register.filter
def in_sentence(title: object) -> str:
    """A title or a word of a list within a sentence: "quý IV" keeps its figure."""
    return words.in_sentence(str(title))


@register.filter
def dmy(value: Day) -> str:
    """A day or an instant as "03/12/2026"; nothing for None."""
    return f"{_as_date(value):%d/%m/%Y}" if value else ""


@register.filter
def hm(value: datetime | time | None) -> str:
    """The clock of an instant or a time as "19:30"; nothing for None."""
    if value is None:
        return ""
    return f"{_local(value) if isinstance(value, datetime) else value:%H:%M}"


@register.filter
def dmy_hm(value: datetime | None) -> str:
    """An instant as "03/12/2026 19:30"; nothing for None."""
    return f"{dmy(value)} {hm(value)}" if value else ""


@register.filter
def weekday_dmy(value: Day) -> str:
    """A day with its name, "thứ Năm 03/12/2026"; nothing for None."""
    return f"{WEEKDAYS[_as_date(value).weekday()]} {dmy(value)}" if value else ""


@register.filter
def days_left(value: Day, today: date) -> str:
    """What remains until a last day: "còn 11 ngày", "còn 1 ngày", "hạn hôm nay", "quá hạn 2 ngày"."""
    if not value:
        return ""
    days = (_as_date(value) - _as_date(today)).days
    if days == 0:
        return "hạn hôm nay"
    return f"còn {days} ngày" if days > 0 else f"quá hạn {-days} ngày"


@register.filter
def percent(share: Fraction | None) -> str:
    """A share of one as "91,7%"; nothing for None."""
    return "" if share is None else wording.percent(share)


@register.filter
def verdict_word(verdict: str) -> str:
    """The word of a verdict: "đạt", "muộn", "không đạt", "cần làm", "chưa đến hạn", "không áp dụng"."""
    return VERDICT_WORDS[str(verdict)]


@register.inclusion_tag("components/_mark.html")
def mark(verdict: str, url: str = "", about: str = "", *, word: bool = False) -> dict[str, object]:
    """The mark of a verdict: shape, word and colour together.

    ``url`` makes it open its evidence; ``about`` says of what ("Chi bộ thôn Văn Hòa, tháng 10") to those who hear the
    page; ``word`` shows the word beside the shape.
    """
    verdict = str(verdict)
    return {"verdict": verdict, "text": VERDICT_WORDS[verdict], "url": url, "about": about, "word": word}


@register.inclusion_tag("components/_key.html")
def mark_key() -> dict[str, object]:
    """The key to all marks, to stand under a table of them."""
    return {"verdicts": tuple(VERDICT_WORDS)}


@dataclass(frozen=True, slots=True)
class Difference:
    """Two texts as safe HTML, with what left the first in ``<del>`` and what came into the second in ``<ins>``."""

    before: SafeString
    after: SafeString


def _wrapped(words: list[str], element: str) -> str:
    text = conditional_escape("".join(words))
    return f"<{element}>{text}</{element}>" if element and text else text


@register.simple_tag
def difference(before: str, after: str) -> Difference:
    """Compare two plain texts word by word: ``{% difference theirs mine as both %}``, then both.before, both.after."""
    old, new = (WORDS.findall(text or "") for text in (before, after))
    left, right = [], []
    for action, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = action == "equal"
        left.append(_wrapped(old[i:j], "" if same else "del"))
        right.append(_wrapped(new[k:m], "" if same else "ins"))
    # Every piece was escaped in _wrapped; only our own two elements stand around them.
    return Difference(mark_safe("".join(left)), mark_safe("".join(right)))  # noqa: S308


@register.simple_tag
def form_token() -> SafeString:
    """The hidden field by which a form that makes something is known when it is sent again."""
    return format_html('<input type="hidden" name="{}" value="{}">', once.FIELD, once.new_token())
