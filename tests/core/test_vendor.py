"""The files of others are exactly those that were looked at, and each is named with its checksum."""

import hashlib
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "static"
ROW = re.compile(r"^\| `((?:vendor|fonts)/[^`]+)` \| `([0-9a-f]{64})` \|$", re.MULTILINE)
LISTED = dict(ROW.findall((STATIC / "vendor/VENDOR.md").read_text()))


@pytest.mark.parametrize("name", LISTED)
def test_file_is_the_one_listed(name):
    assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == LISTED[name]


def test_every_file_is_listed():
    ours = {"vendor/VENDOR.md", "fonts/BeVietnamPro/be-vietnam-pro.css"}
    found = {
        path.relative_to(STATIC).as_posix()
        for folder in ("vendor", "fonts/BeVietnamPro")
        for path in (STATIC / folder).rglob("*")
        if path.is_file()
    }
    assert found - ours == set(LISTED)


@pytest.mark.parametrize("path", sorted((STATIC / "vendor").rglob("*.*s")), ids=lambda path: path.name)
def test_nothing_points_at_a_missing_source_map(path):
    assert "sourceMappingURL" not in path.read_text()


@pytest.mark.parametrize("path", [*(STATIC / "css").glob("*.css"), *STATIC.glob("fonts/*/*.css")], ids=lambda p: p.name)
def test_styles_use_only_files_that_are_here(path):
    targets = re.findall(r"url\(\"?([^\")]+)\"?\)", path.read_text())
    assert [target for target in targets if not (path.parent / target).is_file()] == []
