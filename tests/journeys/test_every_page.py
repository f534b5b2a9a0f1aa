"""Every page of the program, opened by those who may, at two widths: see ``Window.check`` for what it owes them.

Which pages there are, and who may open them, is read from the table of permissions, so a new address is opened here
by the two rows that it has to have there.
"""

import os
import re
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import BadRequest
from django.db import transaction
from django.urls import reverse
from openpyxl import load_workbook

from chibo.home import views
from chibo.rules.periods import MeetingKind
from members import services
from members.models import StoredImport
from tests.cast import NOW
from tests.journeys.scene import shots_folder
from tests.journeys.serving import served
from tests.journeys.window import CSRF, DESK, PHONE, Window
from tests.meetings import staging
from tests.permission_world import SENT
from tests.test_permissions import NOTHING, PEOPLE, clients, rows, word, world

__all__ = ["clients", "world"]  # the same world, built anew for this module

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# Each of these opens every page that the table lets them, for it may show them something else; else whom it lets first.
KINDS = ("anonymous", "secretary", "member", "officer", "technician")

# The same page in another state: its address with the values of another one, or of a meeting that was staged in full.
STATES = (
    *(("meetings:detail", like) for like in ("meetings:circulate", "meetings:minutes", "called", "locked")),
    ("meetings:session", "called"),
    ("meetings:minutes", "locked"),
    ("meetings:draft", "meetings:draft-file"),
    ("resolutions:detail", "resolutions:edit"),
)

STARTED_FROM = re.compile(r'<input[^>]*name="(?:seen"[^>]*value="\w+:[0-9a-f]{16}|(?:revision|version)"[^>]*value="\d)')
SEND_LATE = """() => {
  const names = ["seen", "revision", "version"].map((name) => `main form [name=${name}]:not([value=""])`);
  const form = names.map((name) => document.querySelector(name)).find(Boolean).form;
  const { seen, revision, version } = form.elements;
  if (seen) seen.value = seen.value.replaceAll(/:[0-9a-f]+/g, ":0");
  for (const field of [revision, version]) if (field) field.value = Number(field.value) + 1;
  const fields = [...form.elements];
  const radio = fields.find((field) => field.type === "radio");
  if (radio && !fields.some((field) => field.type === "radio" && field.checked)) radio.checked = true;
  for (const field of fields) if (field.type === "number") field.value ||= 1;
  const written = fields.filter(
    (field) => field.type === "textarea" || (field.type === "text" && !("date" in field.dataset)),
  );
  const text = written.findLast((field) => seen?.value.includes(`${field.name}:`)) ?? written.at(-1);
  const words = text?.closest(".prose-editor") ? "<p>Bản khác</p>" : "Khác";
  if (text) text.value = text.name.endsWith("_time") ? "06:40" : words;
  form.submit();
}"""


@dataclass(frozen=True)
class Opening:
    """One page for one person. ``like`` is the address whose values it takes, ``answer`` a word of the table."""

    method: str
    name: str
    person: str
    answer: str = "ok"
    like: str = ""

    def __str__(self):
        return "-".join(part for part in (self.method, self.name, self.person, self.answer, self.like) if part)


def who(expected, answer="ok", kinds=KINDS):
    """Those of the kinds who get this answer, or the first person who does."""
    everybody = [person for person, cell in zip(PEOPLE, expected, strict=True) if cell == answer]
    return [person for person in kinds if person in everybody] or everybody[:1]


def openings():
    """Every page; of what goes wrong one for each answer, of forms one for each app."""
    once = set()
    for method, name, expected in rows():
        for person in who(expected):
            yield Opening(method, name, person)
        wrong = {"GET": ("no", "--"), "POST": ("422", "409")}[method]
        for answer in wrong:
            key = (answer, name.partition(":")[0] if method == "POST" else "")
            if answer in expected and key not in once:
                once.add(key)
                yield Opening(method, name, *who(expected, answer, ()), answer)
    for name, like in STATES:
        yield Opening("GET", name, "secretary", like=like)


def make_up(text):
    """The elements of the page's main part and their classes, without their words."""
    main = re.search(r"<main.*</main>", text, re.DOTALL)
    return re.findall(r'<\w+|class="[^"]*"', main[0] if main else text)


class House:
    """The world, served to one browser: a window for everybody, opened when first asked for."""

    def __init__(self, chromium, args, clients, base):
        self.chromium, self.args, self.clients, self.base = chromium, args, clients, base
        self.windows, self.seen = {}, set()

    def path(self, name, like=""):
        return reverse(name, args=self.args.get(like or name, []))

    def ask(self, person, method, path, sent):
        """The answer itself, before a browser makes a page of it."""
        client = self.clients[person]
        with transaction.atomic():
            answer = client.post(path, sent) if method == "POST" else client.get(path)
            transaction.set_rollback(True)
        return answer

    def is_new(self, name, answer):
        """Whether nobody before has seen the same make-up at this address."""
        key = (name, *make_up(answer.content.decode()))
        is_new = key not in self.seen
        self.seen.add(key)
        return is_new

    def window(self, person):
        if person not in self.windows:
            context = self.chromium.new_context(viewport=DESK, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
            context.set_default_timeout(20000)
            kept = {name: cookie.value for name, cookie in self.clients[person].cookies.items()} | CSRF
            context.add_cookies([{"name": name, "value": value, "url": self.base} for name, value in kept.items()])
            self.windows[person] = Window(context, self.base)
        return self.windows[person]


@pytest.fixture(scope="module")
def house(chromium, world, clients):
    for kept in StoredImport.objects.all():
        kept.content = shortened(kept.content)
        kept.save()
    called = staging.called(world.cast, kind=MeetingKind.EXTRAORDINARY, starts_at=NOW - timedelta(hours=3))
    locked = staging.locked(world.cast, kind=MeetingKind.THEMATIC, key="2026-Q4")
    with served(undone=True) as base:
        yield House(chromium, {**world.args, "called": [called.pk], "locked": [locked.pk]}, clients, base)


def shortened(content):
    """The spreadsheet without its middle: the browser need not look at three hundred lines that are alike."""
    book, short = load_workbook(BytesIO(bytes(content))), BytesIO()
    book.active.delete_rows(20, max(book.active.max_row - 40, 0))
    book.save(short)
    return short.getvalue()


@pytest.fixture
def look(tmp_path):
    """Check the page that is open, at both widths, beginning with the one that the window has."""

    def look(window, name):
        window.settle()
        for width in sorted((DESK, PHONE), key=lambda width: width != window.page.viewport_size):
            window.page.set_viewport_size(width)
            if "CHIBO_SHOTS" in os.environ:
                file = f"{name.replace(':', '.')}-{width['width']}.png"
                window.page.screenshot(path=str(shots_folder(tmp_path) / file), full_page=True)
            window.check(f"{name} at {width['width']} px")

    return look


@pytest.mark.parametrize("opening", list(openings()), ids=str)
def test_whoever_may_finds_a_page_that_is_whole(house, look, opening):
    path, sent = house.path(opening.name, opening.like), SENT.get(opening.name, NOTHING)
    answer = house.ask(opening.person, opening.method, path, sent)
    assert word(answer) == opening.answer
    if "text/html" not in answer["Content-Type"]:
        pytest.skip(f"no page: {answer['Content-Type']}")
    if house.is_new(opening.name, answer):
        window = house.window(opening.person)
        assert window.open(path, sent if opening.method == "POST" else None) == answer.status_code
        look(window, str(opening))


def test_two_texts_stand_side_by_side(house, look):
    """Every form that knows which text it started from, sent when somebody else was faster."""
    window, found = house.window("secretary"), set()
    for opening in openings():
        if (opening.method, opening.person, opening.answer) != ("GET", "secretary", "ok") or opening.name in found:
            continue
        path = house.path(opening.name, opening.like)
        if not STARTED_FROM.search(house.ask("secretary", "GET", path, {}).content.decode(errors="ignore")):
            continue
        found.add(opening.name)
        window.open(path)
        with window.page.expect_navigation() as sent:
            window.page.evaluate(SEND_LATE)
        assert (opening.name, sent.value.status) == (opening.name, 409)
        assert window.page.locator("#conflict-title").is_visible()
        look(window, f"conflict-{opening.name}")
    assert len(found) >= 13


@pytest.mark.parametrize(("status", "error"), [(400, BadRequest("unreadable")), (500, ZeroDivisionError("a fault"))])
def test_a_page_that_fails_is_whole(house, look, monkeypatch, status, error):
    def fail(*_):
        raise error

    monkeypatch.setattr(views, "inbox", fail)
    window = house.window("member")
    assert window.open(reverse("home:inbox")) == status
    look(window, f"error-{status}")


def test_a_page_opened_too_long_ago_is_whole(house, look):
    window = house.window("member")
    assert window.open(house.path("home:message-open"), {"csrfmiddlewaretoken": ""}) == 403
    look(window, "error-403-csrf")


def test_the_first_page_of_all_is_whole(house, look, monkeypatch):
    monkeypatch.setattr(services, "is_untouched", lambda: True)
    window = house.window("anonymous")
    for name, sent, status in (("start", None, 200), ("start-422", NOTHING, 422)):
        assert window.open(reverse("members:start"), sent) == status
        look(window, name)
