"""Scripts find each other under the names that are served, and only what every page needs is on every page."""

import json
import re
from pathlib import Path

import pytest
from django import forms
from django.core.management import call_command
from django.template import Context, Template

from chibo import settings as house
from chibo.core.richtext import RichTextField
from chibo.core.staticfiles import ModuleStorage

SCRIPTS = Path(__file__).resolve().parents[2] / "static/js"
IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'`]([^"'`]+)["'`]""")


@pytest.fixture
def collected(settings, tmp_path, monkeypatch):
    """Static files as they are served, without the slow part, their compression."""
    monkeypatch.setattr(ModuleStorage, "compress_files", lambda *_: ())
    settings.STORAGES = house.STORAGES
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_served_modules_import_served_modules(collected):
    names = json.loads((collected / "staticfiles.json").read_text())["paths"]
    ours = {name: served for name, served in names.items() if name.startswith("js/")}
    assert len(ours) == len(list(SCRIPTS.rglob("*.js")))
    imported = {
        (collected / served).parent.joinpath(target).resolve().relative_to(collected.resolve()).as_posix()
        for served in ours.values()
        for target in IMPORTED.findall((collected / served).read_text())
    }
    assert imported
    assert imported <= set(ours.values())


def test_every_module_is_asked_for():
    """By a template, by a form, or by another module."""
    root = SCRIPTS.parents[1]
    asked = {
        (path.parent / target).resolve()
        for path in SCRIPTS.rglob("*.js")
        for target in IMPORTED.findall(path.read_text())
    }
    for path in [*(root / "templates").rglob("*.html"), root / "chibo/core/richtext.py"]:
        asked |= {root / "static" / name for name in re.findall(r"[\"'](js/[\w/]+\.js)[\"']", path.read_text())}
    assert set(SCRIPTS.rglob("*.js")) == asked


class TextForm(forms.Form):
    text = RichTextField()


def modules(page):
    return re.findall(r'<script src="/static/([^"]+)"', page)


def test_the_page_s_own_modules_run_before_the_editor_and_its_words(rf):
    request = rf.get("/")
    request.csp_nonce = "abc123"
    source = "{% load rich %}{% rich_media form 'js/pages/minutes.js' %}"
    page = Template(source).render(Context({"form": TextForm(), "request": request}))
    assert modules(page) == [
        "js/pages/minutes.js",
        "js/lib/editors.js",
        "django_prose_editor/editor.js",
        "django_prose_editor/configurable.js",
    ]
    assert page.index("importmap") < page.index("<script src")
    assert '<style nonce="abc123" data-tiptap-style></style>' in page


def test_an_import_map_stands_before_every_module():
    """Firefox takes none once a module has begun to load."""
    source = (SCRIPTS.parents[1] / "templates/frame.html").read_text()
    assert source.index("{% block head %}") < source.index("components/_scripts.html")
    assert 'type="module"' not in source
