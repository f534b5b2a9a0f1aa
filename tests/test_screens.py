"""Each page's dataclass against its template: what the template names is given, and what is given is named."""

import importlib
import re
from dataclasses import fields
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

from chibo.core.screens import Screen

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
APPS = ("chibo", "members", "topics", "meetings", "resolutions", "compliance")

# What the frame and Django give to every page.
GIVEN = {"request", "user", "csrf_token", "messages", "nav", "cell_name", "forloop", "block", "partial"}
WORDS = {"in", "and", "or", "not", "as", "with", "only", "by", "is", "True", "False", "None"}
UNREAD = {"load", "block", "endblock", "comment", "csrf_token", "static", "templatetag"}

QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
# A name that begins a value: not behind a dot or a bar, and no keyword of an argument.
NAME = re.compile(r"(?<![\w.|])([A-Za-z_]\w*)(?!\w)(?!=(?!=))")
FILTER = re.compile(r"\|\s*\w+")
BINDING = re.compile(r"\bas (\w+)$|^for ([\w, ]+) in |(?<![\w.])(\w+)=(?!=)")


def view_modules():
    """Every module of views and screens, so that its screens are known."""
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if {"views", "screens"} & set(parts) and parts[-1] != "__init__":
                yield ".".join(parts)


def leaves(kind=Screen):
    """The dataclasses that no other extends."""
    for each in kind.__subclasses__():
        yield from leaves(each)
        if not each.__subclasses__():
            yield each


for module in view_modules():
    importlib.import_module(module)
SCREENS = list(leaves())


def without_comments(source):
    return re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", source, flags=re.DOTALL)


def names_in(source, *, pieces=True):
    """The names that a template takes from its context, those of what it includes and extends among them.

    Without ``pieces`` those of `components/` are left out: what is not handed to them stands for nothing.
    """
    used, bound = set(), set()
    for token in Lexer(without_comments(source)).tokenize():
        if token.token_type not in (TokenType.VAR, TokenType.BLOCK):
            continue
        tag = token.contents.split()[0] if token.token_type is TokenType.BLOCK else ""
        if tag in UNREAD:
            continue
        used |= names_of_inner(token.contents, pieces) if tag in {"include", "extends"} else set()
        bare = FILTER.sub("", QUOTED.sub("''", token.contents)).removeprefix(tag).strip()
        if tag != "include":
            bound |= bound_by(f"{tag} {bare}".strip(), tag)
        used |= set(NAME.findall(re.sub(r"\bas \w+$", "", bare))) - WORDS
    return used - bound


def bound_by(contents, tag):
    names = set()
    for end, loop, keyword in BINDING.findall(contents):
        names |= {end} | {each.strip() for each in loop.split(",")} | ({keyword} if tag == "with" else set())
    return names - {""}


def names_of_inner(contents, pieces):
    """Those of an included or extended template, without what is handed to it on the spot."""
    path = re.match(r"\w+\s+[\"']([^\"']+)[\"']", contents)
    if not path or (path[1].startswith("components/") and not pieces):
        return set()
    handed = set(re.findall(r"(?<![\w.])(\w+)=(?!=)", QUOTED.sub("''", contents)))
    return names_in((TEMPLATES / path[1]).read_text(encoding="utf-8"), pieces=pieces) - handed


def names_of(screen, *, pieces):
    paths = filter(None, (screen.template, screen.partial))
    sources = [(TEMPLATES / path).read_text(encoding="utf-8") for path in paths]
    return {name for source in sources for name in names_in(source, pieces=pieces)}


FRAME = names_in((TEMPLATES / "frame.html").read_text(encoding="utf-8"))

# What tells a piece of the session that it is sent apart from its page.
OPTIONAL = {"oob", "said", "saved_at"}


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen.__module__}.{screen.__name__}")
def test_a_screen_gives_what_its_template_names_and_no_more(screen):
    given = {field.name for field in fields(screen)}
    assert given - names_of(screen, pieces=True) == set(), "given and never printed"
    assert names_of(screen, pieces=False) - given - GIVEN - FRAME - OPTIONAL == set(), "printed and never given"


def test_names_are_read_from_tags_filters_loops_and_pieces():
    source = (
        "{% load chibo %}{{ first|default:second }}{% for row, other in third %}{{ row.name }}{{ fourth }}{% endfor %}"
        "{% if fifth and not sixth == 'seven' %}{% endif %}{% with own=eighth %}{{ own }}{% endwith %}"
        "{% url 'home:today' ninth as here %}{{ here }}{# tenth #}"
        '{% include "components/_mark.html" with verdict=eleventh %}'
    )
    expected = {"first", "second", "third", "fourth", "fifth", "sixth", "eighth", "ninth", "eleventh"}
    assert names_in(source) - GIVEN >= expected
    assert {"row", "other", "own", "here", "tenth", "name", "seven", "verdict"} & names_in(source) == set()
