"""A window of the browser, watched: what every page owes to whoever opens it."""

from typing import Any
from urllib.parse import urlencode

from axe_playwright_python.base import AXE_SCRIPT

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}

# What the browser notes by itself: of the page that is open, and of the two answers that htmx puts into it.
NOTE = "Failed to load resource: the server responded with a status of "
NOTES = (f"{NOTE}409", f"{NOTE}422")

# What a page that sends something by a form would hold.
CSRF = {"csrftoken": "a" * 32}
FORM = {"content-type": "application/x-www-form-urlencoded"}

SETTLED = "() => !document.querySelector('[hx-trigger=load], .htmx-request')"
VIOLATIONS = """axe.run({resultTypes: ["violations"]}).then(found =>
  found.violations.map(one => [one.id, one.nodes.map(node => node.html)]))"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Window:
    """A page in a context of its own. ``base`` is the address of the program; whoever else is asked is a stranger."""

    def __init__(self, context: Any, base: str) -> None:
        self.page, self.base = context.new_page(), base
        self.strangers: list[str] = []
        self.said: list[str] = []
        self.page.on("request", self._watch)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def _watch(self, request: Any) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.strangers.append(request.url)

    def _hear(self, line: Any) -> None:
        """Every line but the browser's own note of an answer that is a page or part of one."""
        where = line.location["url"]
        said = f"{where.removeprefix(self.base)}: {line.type}: {line.text}"
        is_answer = line.text.startswith(NOTES) or (where == self.page.url and line.text.startswith(NOTE))
        if not is_answer:
            self.said.append(said)

    def open(self, path: str, sent: dict[str, str] | None = None) -> int:
        """Go to the page, or to the one that answers what was sent; returns its status."""
        self.strangers.clear()
        self.said.clear()
        if sent is not None:
            body = urlencode({"csrfmiddlewaretoken": CSRF["csrftoken"], **sent})
            self.page.route(self.base + path, lambda route: _post(route, body), times=1)
        return self.page.goto(self.base + path).status

    def settle(self) -> None:
        """Wait until what the page fetches by itself is there."""
        self.page.wait_for_function(SETTLED)

    def check(self, name: str) -> None:
        """No accessibility violation, no sideways scroll, no stranger, no console line. Raises AssertionError."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        found = {
            "axe": self.page.evaluate(VIOLATIONS),
            "px too wide": max(self.page.evaluate(SIDEWAYS), 0),
            "strangers": self.strangers,
            "console": self.said,
        }
        wrong = {what: which for what, which in found.items() if which}
        assert not wrong, f"{name}: {wrong}"


def _post(route: Any, body: str) -> None:
    route.continue_(method="POST", headers=route.request.headers | FORM, post_data=body)
