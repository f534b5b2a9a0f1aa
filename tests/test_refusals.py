"""Every answer "no" of the program is raised somewhere, and a person gets one sentence for it."""

import ast
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest

import chibo.core.labels
import meetings.labels
import members.labels
import topics.labels
from chibo.rules.local_time import LOCAL
from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.workflow import MEETING_TRANSITIONS, Action, Advice, MeetingState, Need, ResolutionState
from resolutions.labels import refusal_sentences as resolution_sentences

ROOT = Path(__file__).resolve().parent.parent
APPS = ("chibo", "members", "topics", "meetings", "resolutions", "compliance")
AT = datetime(2026, 12, 3, 19, 0, tzinfo=LOCAL)
BY_CONDITION = {Refusal.BLOCKED, Refusal.ADVISED}
TABLES = {
    "chibo": chibo.core.labels.REFUSALS,
    "members": members.labels.REFUSALS,
    "topics": topics.labels.REFUSALS,
    "meetings": meetings.labels.REFUSALS,
}
WORDED_BY = {"resolutions": "meetings", "compliance": "members"}  # the tables these apps answer from


class Raised(NamedTuple):
    """One place that says no: the app, the code, and what it tells for the sentence."""

    where: str
    app: str
    code: Refusal
    detail: frozenset[str]


def member(node: ast.AST | None) -> Refusal | None:
    is_one = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Refusal"
    return Refusal[node.attr] if is_one else None


def places(path: Path) -> Iterator[Raised]:
    """What the file raises, or answers for somebody else to raise."""
    name = path.relative_to(ROOT).as_posix()
    app = "" if name.startswith("chibo/rules/") else name.split("/")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "RuleRefused":
            code, told = member(node.args[0]), frozenset(keyword.arg or "" for keyword in node.keywords)
        elif isinstance(node, ast.Return):
            code, told = member(node.value), frozenset[str]()
        else:
            continue
        if code is not None:
            yield Raised(f"{name}:{node.lineno}", app, code, told)


@cache
def raised() -> tuple[Raised, ...]:
    return tuple(place for app in APPS for path in sorted((ROOT / app).rglob("*.py")) for place in places(path))


def sentences(code: Refusal) -> set[str]:
    return {table[code] for table in TABLES.values() if code in table}


def test_every_refusal_is_raised_somewhere():
    assert set(Refusal) - {place.code for place in raised()} == set()


def test_every_refusal_has_exactly_one_sentence():
    worded = {code: sentences(code) for code in Refusal if code not in BY_CONDITION}
    assert {code: found for code, found in worded.items() if len(found) != 1} == {}
    assert [code for code in BY_CONDITION if sentences(code)] == []
    assert {code for table in TABLES.values() for code in table} <= set(Refusal)


def test_an_app_has_the_words_for_what_it_refuses():
    asked = [place for place in raised() if place.app and place.code not in BY_CONDITION]
    assert [place for place in asked if place.code not in TABLES[WORDED_BY.get(place.app, place.app)]] == []


@pytest.mark.parametrize("code", [code for code in Refusal if code not in BY_CONDITION])
def test_a_sentence_says_nothing_that_its_refusal_does_not_tell(code):
    (sentence,) = sentences(code)
    asked = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    assert [place for place in raised() if place.code is code and asked - place.detail] == []
    values = {name: AT if name.endswith(("_at", "_on")) or name in ("first", "last") else "x" for name in asked}
    written = sentence.format(**values)
    assert written.endswith(".")
    assert "{" not in written


@pytest.mark.parametrize("code", sorted(BY_CONDITION))
def test_a_move_that_is_held_up_names_every_condition(code):
    conditions = (*Need, *Advice)
    found = meetings.labels.refusal_sentences(RuleRefused(code, conditions))
    assert len(set(found)) == len(conditions)
    assert all(sentence.endswith(".") for sentence in found)


@pytest.mark.parametrize("state", MeetingState)
@pytest.mark.parametrize("action", sorted({row.action for row in MEETING_TRANSITIONS}))
def test_a_move_out_of_its_time_is_told_in_words(state, action):
    (found,) = meetings.labels.refusal_sentences(RuleRefused(Refusal.STATE, state=state, action=action))
    assert found.startswith("Không ")
    assert " được nữa: " in found


def test_an_issued_resolution_is_told_in_words():
    refused = RuleRefused(Refusal.STATE, state=ResolutionState.ISSUED, action=Action.EDIT)
    assert resolution_sentences(refused) == ["Không sửa được nữa: đã ban hành."]
