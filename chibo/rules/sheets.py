"""The score sheet that a committee draws up: which lines make one, and what the records say about each."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.scoring import CRITERIA, Criterion

MOST = 100
"""What the lines of every sheet add up to, because the bands are of a hundred (HD 42, mục II)."""


def drawn_up(lines: Sequence[tuple[str, int]], since: date) -> tuple[Criterion, ...]:
    """The lines (title, most points) that a committee sets from a day on. One named as in HD 42 keeps its evidence.

    Raises RuleRefused: ``sheet_line`` (no title, or no points above zero), ``sheet_twice``, ``sheet_total``.
    """
    _check(lines)
    known = {_plain(row.title): row for row in CRITERIA}
    found = []
    for number, (title, points) in enumerate(lines, start=1):
        row = known.get(_plain(title), Criterion(f"line_{number}", "", 0, since))
        found.append(replace(row, title=title.strip(), points=points, since=since, until=None))
    return tuple(found)


def _check(lines: Sequence[tuple[str, int]]) -> None:
    names = [_plain(title) for title, _ in lines]
    for name, (title, points) in zip(names, lines, strict=True):
        if not name or points < 1:
            raise RuleRefused(Refusal.SHEET_LINE, title=title.strip() or "?")
        if names.count(name) > 1:
            raise RuleRefused(Refusal.SHEET_TWICE, title=title.strip())
    total = sum(points for _, points in lines)
    if total != MOST:
        raise RuleRefused(Refusal.SHEET_TOTAL, total=total, most=MOST)


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())
