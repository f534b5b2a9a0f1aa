"""A browser for the journeys: Debian's Chromium, driven by Playwright."""

import pytest

from chibo.launch.bootstrap import missing_for_tests
from tests.journeys.scene import CHROMIUM, Browser, shots_folder
from tests.journeys.serving import served
from tests.journeys.window import DESK, PHONE

PATIENCE = 30_000  # milliseconds; a busy machine is slow, and waiting costs nothing where nothing is wrong
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium():
    """The browser, and leave to use the database beside Playwright's loop; both end with the module."""
    if missing := missing_for_tests():
        pytest.skip(f"No browser to walk in: apt-get install {' '.join(missing)}")
    sync_api = pytest.importorskip("playwright.sync_api")
    with pytest.MonkeyPatch.context() as patch, sync_api.sync_playwright() as playwright:
        sync_api.expect.set_options(timeout=PATIENCE)
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def program(chromium, transactional_db):
    """The address of the program on the committed data of this test."""
    with served() as base:
        yield base


@pytest.fixture
def open_window(chromium, program, tmp_path):
    """``open_window("bithu", phone=True, scripts=False)``: a new window in which the person is logged in."""
    contexts = []

    def opened(username, *, phone=False, scripts=True):
        context = chromium.new_context(
            viewport=PHONE if phone else DESK,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        window = Browser(context, program, shots_folder(tmp_path), scripts=scripts)
        window.login(username)
        return window

    yield opened
    for context in contexts:
        context.close()
