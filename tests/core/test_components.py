import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from chibo.core.contest import Differing

ROOT = Path(__file__).resolve().parents[2]
SHAPES = (ROOT / "templates/components/_shapes.html").read_text()


@dataclass
class Item:
    """Stands for a row of the navigation, a step of a timeline or a missing thing."""

    label: str = ""
    url: str = ""
    current: bool = False
    count: int = 0
    icon: str = ""
    verdict: str = ""
    detail: str = ""
    text: str = ""
    action: str = ""


class Account:
    is_authenticated = True

    def get_full_name(self):
        return "Quách Thị Kim Đào"

    def get_username(self):
        return "bithu"


@pytest.fixture
def request_():
    request = RequestFactory().get("/danh-sach/", {"q": "dang", "page": "2"})
    request.user = AnonymousUser()
    request.request_number = "01234567"
    return request


def nav(count):
    return [Item(f"Mục {n}", f"/{n}/", current=n == count, icon="today", count=n % 2) for n in range(1, count + 1)]


def show(template, request=None, **context):
    return render_to_string(template, context, request=request)


def test_page_without_navigation_shows_only_the_product(request_):
    html = show("frame.html", request_)
    assert "Sinh hoạt chi bộ" in html
    assert "<nav" not in html
    assert "Đăng xuất" not in html


def test_page_with_navigation_and_account(request_):
    html = show("frame.html", request_, nav=nav(3), cell_name="Chi bộ thôn Văn Hòa", user=Account())
    assert "Chi bộ thôn Văn Hòa" in html
    assert html.count('aria-current="page"') == 2  # in the bar and in the tabs
    assert "Quách Thị Kim Đào" in html
    assert re.search(r'<form method="post"[^>]*>\s*<input type="hidden" name="csrfmiddlewaretoken"[^>]*><button', html)


def test_page_sends_the_token_with_htmx_and_swaps_refusals(request_):
    html = show("frame.html", request_)
    assert re.search(r"hx-headers='\{\"X-CSRFToken\": \"\w{64}\"\}'", html)
    assert '"code": "(409|422)", "swap": true' in html
    assert '"allowEval": false' in html


def test_page_has_a_skip_link_and_a_message_area(request_):
    html = show("frame.html", request_)
    assert '<a class="skip" href="#main">' in html
    assert '<main id="main"' in html
    assert 'id="messages" class="messages" role="status"' in html


@pytest.mark.parametrize(("items", "links", "more"), [(4, 4, False), (5, 5, False), (6, 6, True), (8, 8, True)])
def test_tabs_are_five_at_most_and_lose_nothing(request_, items, links, more):
    html = show("components/_tabs.html", request_, nav=nav(items))
    outside = html.split("<details")[0]
    assert html.count("<a ") == links
    assert outside.count("<a ") + more <= 5
    assert ("<span>Thêm</span>" in html) is more
    assert ("is-current" in html) is more  # the last item is the current one


@pytest.mark.parametrize(
    ("verdict", "word"),
    [("met", "đạt"), ("late", "muộn"), ("missed", "không đạt"), ("not_applicable", "không áp dụng")],
)
def test_timeline_shows_shape_word_and_colour(verdict, word):
    html = show("components/_timeline.html", steps=[Item("Gửi tài liệu", verdict=verdict, detail="02/11")])
    assert f'class="is-{verdict}"' in html
    assert f'href="#mark-{verdict}"' in html
    assert f'<span class="timeline-verdict">{word}</span>' in html
    assert "02/11" in html


def test_timeline_counts_open_steps_and_names_the_current_one():
    steps = [Item("Gửi", verdict="due", current=True, url="/gui/"), Item("Họp", verdict="not_due")]
    html = show("components/_timeline.html", steps=steps)
    assert 'class="is-due" aria-current="step"' in html
    assert '<a class="timeline-name" href="/gui/">Gửi</a>' in html
    assert re.findall(r'aria-hidden="true">(\d)</span>', html) == ["1", "2"]


@pytest.mark.parametrize(("count", "is_vertical"), [(7, False), (8, True)])
def test_long_timelines_stand_upright(count, is_vertical):
    html = show("components/_timeline.html", steps=[Item("Bước", verdict="not_due")] * count)
    assert ("timeline-vertical" in html) is is_vertical


def test_need_is_one_sentence_for_one_thing_and_a_list_for_more():
    one = [Item(text="Nội dung 3 chưa có người trình bày.", url="/3/", action="Phân công")]
    html = show("components/_need.html", title="Còn thiếu 1 việc.", items=one)
    assert "<li>" not in html
    assert '<a href="/3/">Phân công</a>' in html
    assert show("components/_need.html", title="Còn thiếu 2 việc.", items=one * 2, kind="refused").count("<li>") == 2


def test_empty_page_offers_the_first_step():
    html = show("components/_empty.html", title="Chưa có nghị quyết", text="Sẽ ở đây.", url="/moi/", action="Lập")
    assert '<a class="btn btn-primary" href="/moi/">Lập</a>' in html
    assert "<a" not in show("components/_empty.html", title="Chưa có", text="Sẽ ở đây.")


def test_confirmation_names_the_consequence_and_puts_the_way_back_first(request_):
    html = show(
        "components/confirm_page.html", request_, title="Khóa biên bản", consequence="Không sửa được nữa.",
        missing=["Nội dung 2 chưa có kết luận."], action="Khóa", back_url="/5/", grave=True, fields={"version": 3},
    )  # fmt: skip
    panel = html[html.index("data-confirm-panel") :]
    assert "Không sửa được nữa." in panel
    assert "Nội dung 2 chưa có kết luận." in panel
    assert panel.index('href="/5/"') < panel.index('type="submit"')
    assert 'action="/danh-sach/"' in panel
    assert '<input type="hidden" name="version" value="3">' in panel
    assert "csrfmiddlewaretoken" in panel


def test_conflict_shows_both_texts_and_both_ways_out():
    html = show(
        "components/_conflict.html", contested=[Differing("body", "Nội dung", "giao Hải", "giao Uyên")],
        theirs_by="Đ/c Tùng", theirs_at=datetime(2026, 11, 22, 12, 42, tzinfo=UTC),
    )  # fmt: skip
    assert "<del>Hải</del>" in html
    assert "<ins>Uyên</ins>" in html
    assert "22/11/2026 19:42" in html
    assert re.findall(r'value="(\w+)"', html) == ["body", "theirs", "mine"]


def test_pages_keep_the_other_parameters(request_):
    page = Paginator(range(90), 30).page(2)
    html = show("components/_pagination.html", request_, page=page)
    assert "?q=dang&amp;page=1" in html
    assert "?q=dang&amp;page=3" in html
    assert show("components/_pagination.html", request_, page=Paginator([], 30).page(1)).strip() == ""


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404"])
def test_error_pages_say_what_to_do_and_give_the_number(request_, name):
    html = show(f"errors/{name}.html", request_)
    assert "đồng chí" in html.lower()
    assert "01234567" in html
    assert re.search(r'<a class="btn btn-primary" href="/">', html)


def test_server_error_page_needs_nothing():
    html = show("errors/500.html")
    assert "Những gì đã lưu trước đó vẫn còn nguyên" in html
    for target in re.findall(r'href="/static/([^"]+)"', html):
        assert (ROOT / "static" / target).is_file()


def test_every_shape_that_a_template_names_is_drawn():
    named = set()
    for path in (ROOT / "templates").rglob("*.html"):
        named |= set(re.findall(r'href="#((?:icon|mark)-[\w-]+)"', path.read_text()))
    assert sorted(name for name in named if f'id="{name}"' not in SHAPES) == []


def test_every_script_and_style_of_the_page_exists(request_):
    targets = re.findall(r'(?:src|href)="/static/([^"]+)"', show("frame.html", request_))
    assert len(targets) == 10
    assert [target for target in targets if not (ROOT / "static" / target).is_file()] == []
