"""What the templates of papers need: prose that fits below a heading, sentences that end, lines of even length."""

import re

from django import template
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from chibo.core.wording import two_digits

register = template.Library()
register.filter("two_digits", two_digits)

_HEADING = re.compile(r"<(/?)h([23])>")
_HEADER_CELL = re.compile(r"<th(?=[\s>])")
_OPEN_END = re.compile(
    r"(?P<last>&\w+;|[^\s.!?…:;,>])[\s;,]*(?P<tags>(?:</(?:p|li|ul|ol|strong|em|u|s|a|blockquote)>\s*)*)$"
)
_FIRST_ITEM_PARAGRAPH = re.compile(r"<li><p>(.*?)</p>", re.DOTALL)

# How a line of the letterhead is broken: 27 capitals fit; a line more is worth it only when they do not.
_LINE_LETTERS = 27
_NEW_LINE = 2_000
_TORN = 500
_NATURAL = 100
_STARTERS = {
    "VÀ",
    "TỈNH",
    "THÀNH",
    "PHƯỜNG",
    "XÃ",
    "THÔN",
    "ẤP",
    "KHU",
    "TỔ",
    "TRƯỜNG",
    "CÔNG",
    "PHÒNG",
    "BAN",
    "TRUNG",
}


@register.filter
def prose(source: str, level: int = 2) -> SafeString:
    """Cleaned rich text for a paper: headings from `level` down, header cells with a scope, items beside their sign."""
    flat = _FIRST_ITEM_PARAGRAPH.sub(r"<li>\1", source)
    nested = _HEADING.sub(lambda match: f"<{match[1]}h{int(match[2]) - 2 + level}>", flat)
    return mark_safe(_HEADER_CELL.sub('<th scope="col"', nested))  # noqa: S308 - cleaned when it was taken in


@register.filter
def led_by(source: SafeString, lead: str) -> SafeString:
    """Prose with `lead` run into its first paragraph, or before it when it begins with a list or a table."""
    if not lead:
        return source
    opening = conditional_escape(lead)
    if source.startswith("<p>"):
        return mark_safe(f"<p>{opening}{source[3:]}")  # noqa: S308 - both parts are safe
    return mark_safe(f"<p>{opening.rstrip()}</p>{source}")  # noqa: S308 - both parts are safe


@register.filter
def stopped(source: str) -> str:
    """Text or prose that ends with a full stop, as the body of a paper must; a closing table is left alone."""
    ended = _OPEN_END.sub(r"\g<last>.\g<tags>", source.rstrip())
    return mark_safe(ended) if isinstance(source, SafeString) else ended  # noqa: S308 - as safe as it came


@register.filter
def unstopped(text: str) -> str:
    """Text without its closing sign, for a list that sets its own."""
    return text.strip().rstrip(".;,")


@register.filter
def even_lines(text: str) -> SafeString:
    """A long line of capitals in lines of nearly equal length; line ends that were typed are kept."""
    lines = [line for typed in text.splitlines() if typed.strip() for line in _even(typed.split())]
    return format_html_join(mark_safe("<br>"), "{}", ([line] for line in lines))


def _even(words: list[str]) -> list[str]:
    """The cheapest way to break `words` into lines, and the lines."""
    best: list[tuple[int, list[str]]] = [(0, [])]
    for end in range(1, len(words) + 1):
        ways = []
        for start in range(end):
            cost, lines = best[start]
            ways.append((cost + _cost(words, start, end), [*lines, " ".join(words[start:end])]))
        best.append(min(ways))
    return best[-1][1]


def _cost(words: list[str], start: int, end: int) -> int:
    """What the line `words[start:end]` costs: its length squared, more when it is too wide or begins badly."""
    length = len(" ".join(words[start:end]))
    too_wide = 10_000 if length > _LINE_LETTERS and end - start > 1 else 0
    if start == 0:
        return length**2 + too_wide
    torn = words[start][0].isdigit() or "-" in words[max(start - 2, 0) : start + 2]
    return _NEW_LINE + length**2 + too_wide + (_TORN if torn else 0) - (_NATURAL if words[start] in _STARTERS else 0)
