"""The house rules that no linter knows: sizes, layers in views, templates, migrations, and what never belongs here."""

import ast
import io
import re
import shutil
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
APPS = ("members", "topics", "meetings", "resolutions", "compliance")
NOT_OURS = (".git", ".venv", ".hypothesis", "var", "static/vendor")

CACHE = re.compile(r"^__pycache__$|^\..*_cache$")
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["chibo"]


@cache
def files(pattern: str) -> tuple[Path, ...]:
    """Files of the project that match, without what is installed, generated or vendored."""
    skipped = tuple(ROOT / name for name in NOT_OURS)
    found = (path for path in ROOT.rglob(pattern) if not any(path.is_relative_to(place) for place in skipped))
    return tuple(
        sorted(path for path in found if path.is_file() and not any(CACHE.search(part) for part in path.parts))
    )


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def is_in(path: Path, kind: str) -> bool:
    """Whether the file is `views.py`, or part of a package `views`, of any app."""
    return path.stem == kind or kind in path.relative_to(ROOT).parts[:-1]


# Sizes --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sized:
    """Something with a limit."""

    where: str
    kind: str
    lines: int


def outer_functions(node: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions and methods; what is defined inside a function counts as part of it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield child
        else:
            yield from outer_functions(child)


def function_kind(path: Path, function: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    name = name_of(path)
    arguments = function.args.args
    if name.startswith("tests/"):
        return "test"
    if is_in(path, "views") and arguments and arguments[0].arg == "request":
        return "view"
    if name.startswith("chibo/rules/"):
        return "rule"
    return "task" if path.name == "tasks.py" else "function"


def file_kind(path: Path) -> str | None:
    name = name_of(path)
    if name.startswith("tests/"):
        return None
    if name.startswith("chibo/rules/"):
        return "rules_file"
    if name == "chibo/settings.py":
        return "settings_file"
    return next((f"{kind}_file" for kind in ("models", "views", "services") if is_in(path, kind)), None)


def all_lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def is_enum(node: ast.stmt) -> bool:
    return isinstance(node, ast.ClassDef) and any(
        isinstance(base, ast.Name) and base.id == "StrEnum" for base in node.bases
    )


def code_lines(path: Path) -> int:
    """Lines of a file of rules without its tables, which are as long as the regulation."""
    tables = [node for node in tree(path).body if isinstance(node, ast.Assign | ast.AnnAssign) or is_enum(node)]
    return all_lines(path) - sum((node.end_lineno or node.lineno) - node.lineno + 1 for node in tables)


def sized() -> Iterator[Sized]:
    """Every function, file and template that has a limit."""
    for path in files("*.py"):
        if "migrations" in path.parts:
            continue
        for function in outer_functions(tree(path)):
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            yield Sized(f"{name_of(path)}::{function.name}", function_kind(path, function), lines)
        kind = file_kind(path)
        if kind:
            yield Sized(name_of(path), kind, code_lines(path) if kind == "rules_file" else all_lines(path))
    for path in files("*.html"):
        yield Sized(name_of(path), "template", all_lines(path))


def test_nothing_outgrows_its_limit():
    granted = {exception["where"]: exception["limit"] for exception in CONFIG["exceptions"]}
    limits = CONFIG["sizes"]
    too_long = [
        f"{thing.where}: {thing.lines} lines, {thing.kind} limit {granted.get(thing.where, limits[thing.kind])}"
        for thing in sized()
        if thing.lines > granted.get(thing.where, limits[thing.kind])
    ]
    assert not too_long, "\n".join(too_long)


def test_every_exception_is_still_needed_and_says_why():
    lines = {thing.where: thing for thing in sized()}
    for exception in CONFIG["exceptions"]:
        thing = lines.get(exception["where"])
        assert thing, f"{exception['where']} is gone: remove its exception"
        assert thing.lines > CONFIG["sizes"][thing.kind], f"{thing.where} needs no exception any more"
        assert len(exception["reason"].split()) >= 4


# Layers that imports do not show ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [path for path in files("*.py") if is_in(path, "views")], ids=name_of)
def test_views_never_touch_a_manager(path):
    touched = [
        node.lineno for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]
    assert touched == [], "fetch through access or selectors, write through services"


def caught(path: Path) -> set[str]:
    """Names of the exceptions that a file catches."""
    handlers = [node.type for node in ast.walk(tree(path)) if isinstance(node, ast.ExceptHandler) and node.type]
    return {node.id for handler in handlers for node in ast.walk(handler) if isinstance(node, ast.Name)}


@pytest.mark.parametrize("path", [path for path in files("*.py") if is_in(path, "views")], ids=name_of)
def test_views_leave_refusals_to_the_one_helper(path):
    assert "RuleRefused" not in caught(path), "try the deed with chibo.core.answers.Attempt"


def test_a_title_goes_into_a_sentence_by_one_door():
    """``in_sentence`` leaves "quý IV" and "Chi bộ" as they are; lowering the whole of a title does not."""
    lowered = re.compile(r"\|\s*lower\b")
    tables = re.compile(r"(title\w*(\([^()]*\))?|[A-Z_]{4,}\[[a-zA-Z][^\n]*\]|label)\.lower\(\)|title\[0\]\.lower\(\)")
    code = [path for path in files("*.py") if not name_of(path).startswith(("tests/", "chibo/core/richtext"))]
    found = [(path, lowered) for path in (ROOT / "templates").rglob("*.html")] + [(path, tables) for path in code]
    assert [name_of(path) for path, pattern in found if pattern.search(path.read_text("utf-8"))] == []


def test_deeds_take_keywords_only():
    """What somebody does at an instant is called far from where it is read, so each argument is named at the call."""
    loose = [
        f"{name_of(path)}::{function.name}"
        for path in files("*.py")
        if is_in(path, "services") and path.stem not in {"guard", "shared"} and not name_of(path).startswith("tests/")
        for function in outer_functions(tree(path))
        if not function.name.startswith("_") and {"actor", "now"} <= {argument.arg for argument in function.args.args}
    ]
    assert loose == []


def test_the_rules_ask_no_clock_and_use_no_floats():
    wrong = []
    for path in files("*.py"):
        if not name_of(path).startswith("chibo/rules/"):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}:
                wrong.append(f"{name_of(path)}:{node.lineno} asks the clock")
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                wrong.append(f"{name_of(path)}:{node.lineno} uses a float")
    assert wrong == []


def test_nobody_listens_to_signals():
    listeners = [
        name_of(path)
        for path in files("*.py")
        if not name_of(path).startswith("tests/")
        and re.search(r"django\.db\.models\.signals|@receiver\b", path.read_text(encoding="utf-8"))
    ]
    assert listeners == []


# Words --------------------------------------------------------------------------------------------------------

# One word per concept: the rulebook keeps the word, and who needs another thing names it otherwise.
FIXED_NAMES = {
    "Command": "Django finds a management command by this name",
    "Migration": "Django finds a migration by this name",
}


def doubled_names() -> set[str]:
    """Public classes at the top of a file that the program defines more than once."""
    names = Counter(
        node.name
        for path in files("*.py")
        if name_of(path).split("/")[0] in {*APPS, "chibo"}
        for node in tree(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    return {name for name, count in names.items() if count > 1} - FIXED_NAMES.keys()


def test_no_word_has_two_meanings():
    assert doubled_names() == set()


VAGUE = {"shared", "base", "pages", "compare", "utils"}


def test_a_file_is_named_after_what_it_holds():
    named = {
        name_of(path)
        for kind in ("py", "html", "css", "js")
        for path in files(f"*.{kind}")
        if path.stem.lstrip("_") in VAGUE
    }
    assert named == set()


# Templates ----------------------------------------------------------------------------------------------------

# A screen's templates obey the content security policy; printed papers and mails never meet a browser of ours. Only the
# paper itself is left out: what it includes may be shown on a page too, as the text of minutes is.
PAPER_FRAME = "papers/frame.html"


def is_screen(path: Path) -> bool:
    name = path.relative_to(ROOT / "templates").as_posix()
    printed = name == PAPER_FRAME or f'{{% extends "{PAPER_FRAME}" %}}' in path.read_text(encoding="utf-8")
    return not printed and not name.startswith("emails/")


SCREENS = [path for path in files("*.html") if is_screen(path)]
INLINE = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*\bnonce=)[^>]*>", re.IGNORECASE),
    "inline style element": re.compile(r"<style(?![^>]*\bnonce=)[^>]*>", re.IGNORECASE),
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "hx-on attribute": re.compile(r"\shx-on\b", re.IGNORECASE),
    "address on another machine": re.compile(r"""(?:src|href)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE),
}


def test_only_papers_and_mails_are_no_screens():
    assert {path.relative_to(ROOT / "templates").as_posix() for path in {*files("*.html")} - {*SCREENS}} == {
        PAPER_FRAME,
        "emails/message.html",
        "meetings/minutes/paper.html",
        "meetings/score/paper.html",
        "meetings/preparation/circulation/packet.html",
        "resolutions/paper.html",
    }


@pytest.mark.parametrize("path", SCREENS, ids=name_of)
def test_templates_obey_the_content_security_policy(path):
    text = re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert [what for what, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", SCREENS, ids=name_of)
def test_errors_are_summed_up_once(path):
    """A crispy form has the summary of its errors on top already."""
    text = path.read_text(encoding="utf-8")
    assert not ("{% crispy " in text and "components/_error_summary.html" in text)


SAVES_AGAIN = {
    "compare": "components/conflict_page.html",
    "log out": "components/_bar.html",
    "log in": "registration/login.html",
    "agree": "meetings/overview/_moves.html",
    "whole programme": "meetings/preparation/agenda/agenda.html",
    "answer": "meetings/preparation/drafts/_comment.html",
    "send out": "meetings/preparation/circulation/circulate.html",
    "change": "meetings/planning/change.html",
    "conclusion": "meetings/session/_conclude.html",
    "roll": "meetings/session/_roll.html",
    "minutes": "meetings/minutes/minutes.html",
    "delivery": "meetings/notices/delivery.html",
    "score": "meetings/score/score.html",
    "report": "meetings/assignments/assignment.html",
    "draft": "resolutions/edit.html",
    "message": "home/inbox.html",
    "first steps": "members/start.html",
    "identity": "members/detail.html",
    "confirmed import": "members/import_preview.html",
    "account": "members/_account_deeds.html",
}
"""What is sent again on purpose or changes nothing then; every other form makes something, and makes it once."""


def test_every_form_that_makes_something_carries_a_token():
    posting = {name_of(path).removeprefix("templates/"): path.read_text(encoding="utf-8") for path in SCREENS}
    posting = {name: text for name, text in posting.items() if "{% csrf_token %}" in text}
    assert {name for name, text in posting.items() if "{% form_token %}" not in text} == set(SAVES_AGAIN.values())
    bare = [
        form
        for name, text in posting.items()
        if name not in SAVES_AGAIN.values()
        for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL)
        if "{% csrf_token %}" in form and "{% form_token %}" not in form
    ]
    assert bare == []


@pytest.mark.parametrize("path", SCREENS, ids=name_of)
def test_every_htmx_element_works_without_javascript(path):
    """An element that asks by htmx also has an address, a form, or is a slot that fills itself."""
    text = path.read_text(encoding="utf-8")
    bare = [
        tag
        for tag in re.findall(r"<[a-z]+\b[^>]*\shx-(?:get|post|put|patch|delete)=[^>]*>", text)
        if not re.search(r"\s(?:href|action|formaction|name)=|hx-trigger=", tag)
    ]
    assert bare == []


# Migrations ---------------------------------------------------------------------------------------------------

MIGRATIONS = [path for path in files("*.py") if path.parent.name == "migrations" and path.name != "__init__.py"]


@pytest.mark.parametrize("path", MIGRATIONS, ids=name_of)
def test_migrations_have_a_name_and_import_nothing_of_ours(path):
    assert re.fullmatch(r"\d{4}_[a-z][a-z0-9_]*", path.stem)
    assert "_auto_" not in path.stem
    ours = [
        name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names])
        if name.split(".")[0] in (*APPS, "chibo") and name not in {"chibo.core.fields", "chibo.core.guards"}
    ]
    assert ours == []


@pytest.mark.django_db
def test_models_and_migrations_agree():
    said = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


# What never belongs here --------------------------------------------------------------------------------------

FORBIDDEN = {
    "an address of a package registry": re.compile(
        r"https?://[^\s\"')]*(?:py" + r"pi\.|pythonh" + r"osted|npm" + r"js\.|deb\.deb" + r"ian|proxy\.gol" + r"ang)",
        re.IGNORECASE,
    ),
    "a path of somebody's machine": re.compile(r"(?<![\w.~-])/(?:ho" + r"me|ro" + r"ot|Us" + r"ers)/\w"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIV" + r"ATE KEY"),
}


def tracked() -> list[Path]:
    """Files under version control; without git, every file of the project."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        return list(files("*"))
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_no_tracked_file_holds_what_belongs_elsewhere():
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{name_of(path)}: {what}" for what, pattern in FORBIDDEN.items() if pattern.search(text)]
    assert found == []


def test_the_top_level_holds_only_what_the_plan_names():
    named = {
        *("manage.py", "chibo", *APPS, "templates", "static", "tests", "bench", "requirements", ".ci"),
        *("pyproject.toml", "Makefile", "Dockerfile", "docker-compose.yml", "README.md", "CHANGELOG.md", "LICENSE"),
        *(".gitignore", ".gitattributes", ".dockerignore", ".editorconfig"),
    }
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} - named == set()


def test_locked_requirements_are_pinned_with_hashes():
    for path in (ROOT / "requirements").glob("*.txt"):
        blocks = re.split(r"\n(?=[a-z])", path.read_text(encoding="utf-8"))
        loose = [
            block.split()[0]
            for block in blocks
            if block[:1].isalpha() and not re.search(r"==.*--hash=sha256:", block, re.DOTALL)
        ]
        assert loose == [], path.name


def test_every_page_of_a_view_is_a_screen():
    """A page has a dataclass, held against its template: no view renders a template from a bare dictionary."""
    bare = [
        f"{name_of(path)}:{node.lineno}"
        for path in files("*.py")
        if is_in(path, "views") and not name_of(path).startswith(("tests/", "chibo/core/"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "render"
    ]
    assert bare == []
