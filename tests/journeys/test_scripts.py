"""Pages as they are served in earnest: hashed names, the policy in force, nothing in vain, nothing in the console."""

import re
from datetime import timedelta

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from chibo import settings as house
from chibo.core.staticfiles import ModuleStorage
from tests.journeys.window import DESK
from tests.meetings import staging

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EVERYWHERE = {"lib/status", "lib/menus", "lib/dialogs", "lib/enhance", "lib/parts"}
EDITORS = {"lib/editors"}
SAVING = {"lib/autosave", "lib/unsent"}


@pytest.fixture
def served(live_server, settings, tmp_path, monkeypatch):
    """The address of the server, which for once hands out static files as in earnest."""
    monkeypatch.setattr(ModuleStorage, "compress_files", lambda *_: ())
    settings.STORAGES = house.STORAGES
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("collectstatic", interactive=False, verbosity=0)
    monkeypatch.setattr(live_server.thread.httpd, "application", WSGIHandler())
    return live_server.url


@pytest.fixture
def window(chromium, served, cast):
    """A page of the secretary's browser that notes what is said and what is asked for."""
    client = Client()
    client.force_login(cast.secretary)
    context = chromium.new_context(viewport=DESK, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": served}])
    page = context.new_page()
    page.said, page.asked = [], []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("response", lambda answer: page.asked.extend([answer]))
    yield page
    context.close()


def modules(page):
    """Which of our modules came, by their names without the hash; every one of them was there."""
    came = [answer for answer in page.asked if "/static/js/" in answer.url]
    assert {answer.status for answer in came} <= {200, 304}
    found = [re.search(r"/static/js/([\w/]+)\.[0-9a-f]{12}\.js$", answer.url) for answer in came]
    assert all(found), [answer.url for answer in came]
    return {match[1] for match in found if match}


def visit(window, served, address):
    window.said.clear()
    window.asked.clear()
    window.goto(served + address)
    window.wait_for_load_state("networkidle")
    return modules(window)


def test_pages_load_what_they_use_and_the_console_stays_empty(window, served, cast, moved_clock):
    moved_clock(cast.now)
    coming = staging.planned(cast, key="2026-12", starts_at=cast.now + timedelta(days=14))
    held = staging.called(cast)
    item = held.items.first()
    pages = {
        "/": set(),
        reverse("meetings:agenda", args=[coming.pk]): set(),
        reverse("meetings:draft-add", args=[coming.pk]): EDITORS,
        reverse("meetings:session", args=[held.pk]) + f"?item={item.pk}": {
            *("pages/session", "lib/keep", "lib/dates"),
            *(SAVING | EDITORS),
        },
        reverse("meetings:close", args=[held.pk]): {"lib/dates"},
        reverse("meetings:minutes", args=[held.pk]): {"pages/minutes", *SAVING, *EDITORS},
        reverse("meetings:score", args=[held.pk]): {"pages/score"},
    }
    for address, own in pages.items():
        assert visit(window, served, address) == EVERYWHERE | own, address
        assert window.said == [], address
    use_an_editor(window, served + reverse("meetings:minutes", args=[held.pk]))
    use_a_date(window, served + reverse("meetings:close", args=[held.pk]))
    use_the_score(window, served + reverse("meetings:score", args=[held.pk]))
    assert window.said == []


def use_an_editor(window, address):
    """It has the label of its field, and Vietnamese names on its buttons."""
    window.goto(address)
    area = window.locator("#div_id_opening [contenteditable=true]")
    area.press_sequentially("Đồng chí")
    assert area.get_attribute("aria-labelledby") == "id_opening_label"
    assert window.locator("#div_id_opening [title=Đậm]").count() == 1


def use_a_date(window, address):
    """The slashes come by themselves; the calendar of the device is one button away."""
    window.goto(address)
    window.get_by_role("button", name="Chọn ngày").wait_for()
    day = window.locator("[name=closed_on]")
    day.fill("")
    day.press_sequentially("03122026")
    assert day.input_value() == "03/12/2026"


def use_the_score(window, address):
    """The total follows the points."""
    window.goto(address)
    points = window.locator("[data-point]")
    points.nth(0).fill("5")
    points.nth(1).fill("4")
    assert window.locator("[data-total]").inner_text() == "9"
