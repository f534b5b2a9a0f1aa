"""What is written is not lost: without a connection, in two tabs, after the session, when somebody else wrote too."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from chibo.core.contest import Seen, values_of
from meetings.minutes import services as minutes
from meetings.minutes.services import MinutesTexts
from meetings.models import Attendance, Minutes, Speech
from tests.journeys.window import DESK
from tests.meetings import staging

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAUSE_MS = 2000
REMEMBERING = """
const said = (window.said = []);
new MutationObserver(() => {
  for (const state of document.querySelectorAll("[data-autosave-state]")) said.push(state.textContent);
}).observe(document, { subtree: true, childList: true });
"""
WORDS = "Nhất trí, đề nghị thêm việc kiểm tra"


class Desk:
    """The minute-taker's browser: as many tabs as wanted, a connection that comes and goes."""

    def __init__(self, context, base, cast):
        self.context, self.base, self.user, self.now = context, base, cast.minute_taker, cast.now
        self.posts = []
        context.add_init_script(REMEMBERING)
        self.login()
        context.on("request", lambda request: request.method == "POST" and self.posts.append(request.url))

    def login(self):
        client = Client()
        client.force_login(self.user)
        self.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.base}])

    def open(self, address):
        tab = self.context.new_page()
        tab.clock.install(time=self.now)
        tab.goto(self.base + address)
        tab.wait_for_function("window.htmx && document.readyState === 'complete'")
        return tab

    def connection(self, *, up):
        self.context.set_offline(not up)

    def slow(self, address):
        """From now on the first request to `address` stays on its way, until ``slow(address)[0].continue_()``."""
        held = []
        self.context.route(address, lambda route: route.continue_() if held else held.append(route))
        return held


@pytest.fixture
def meeting(cast, moved_clock):
    moved_clock(cast.now)
    return staging.called(cast)


@pytest.fixture
def desk(chromium, live_server, cast):
    context = chromium.new_context(viewport=DESK, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    context.set_default_timeout(8000)
    yield Desk(context, live_server.url, cast)
    context.close()


def session_of(meeting):
    return f"{reverse('meetings:session', args=[meeting.pk])}?item={meeting.items.first().pk}"


def minutes_of(meeting):
    return reverse("meetings:minutes", args=[meeting.pk])


def open_minutes(desk, meeting):
    return desk.open(minutes_of(meeting))


def speak(tab, text=WORDS):
    tab.select_option("#speech [name=member]", index=1)
    tab.fill("#speech [name=text]", text)
    tab.click("#speech form [type=submit]")


def write(tab, text, name="opening"):
    tab.locator(f"#div_id_{name} [contenteditable=true]").press_sequentially(text)


def says(tab, words, where="[data-autosave-state]"):
    tab.locator(where).get_by_text(words).wait_for()


def took_back(tab):
    """It said so, though on a slow machine it may have saved since."""
    tab.wait_for_function("said.some((words) => words.startsWith('Đã lấy lại phần chưa gửi lúc '))")


def pass_pause(tab):
    tab.clock.fast_forward(PAUSE_MS)


def first_text(meeting):
    return Minutes.objects.get(meeting=meeting).opening


# Forms that htmx sends --------------------------------------------------------------------------------------------


def test_a_speech_without_connection_waits_is_put_back_and_sent_once(desk, meeting):
    tab = desk.open(session_of(meeting))
    desk.connection(up=False)
    speak(tab)
    says(tab, "Chưa gửi được: phần này được giữ trên máy và tự gửi lại khi có mạng.", "#speech [data-keep-state]")
    tab.close()
    desk.connection(up=True)
    assert Speech.objects.count() == 0
    tab = desk.open(session_of(meeting))
    assert tab.input_value("#speech [name=text]") == WORDS
    says(tab, "Chưa gửi được", "#speech [data-keep-state]")
    desk.posts.clear()
    held = desk.slow("**/speeches/**")
    desk.connection(up=False)
    desk.connection(up=True)
    tab.clock.fast_forward(60_000)
    held[0].continue_()
    tab.locator("#speech").get_by_text("Đã ghi ý kiến.").wait_for()
    tab.clock.fast_forward(60_000)
    assert [speech.text for speech in Speech.objects.all()] == [WORDS]
    assert len(desk.posts) == 1
    assert tab.evaluate("Object.keys(localStorage)") == []


def test_what_is_typed_and_not_sent_is_put_back_but_not_sent(desk, meeting):
    tab = desk.open(session_of(meeting))
    tab.fill("#speech [name=text]", WORDS)
    tab.get_by_label("Ý kiến bảo lưu").check()
    says(tab, "Chưa ghi", "#speech [data-keep-state]")
    tab.reload()
    says(tab, "Đã lấy lại phần chưa ghi.", "#speech [data-keep-state]")
    assert tab.input_value("#speech [name=text]") == WORDS
    assert tab.get_by_label("Ý kiến bảo lưu").is_checked()
    tab.clock.fast_forward(60_000)
    assert desk.posts == []


def test_two_tabs_that_wait_with_the_same_words_record_them_once(desk, meeting):
    one = desk.open(session_of(meeting))
    desk.context.route("**/speeches/**", lambda route: route.abort())
    speak(one)
    says(one, "Chưa gửi được", "#speech [data-keep-state]")
    two = desk.open(session_of(meeting))
    says(two, "Chưa gửi được", "#speech [data-keep-state]")
    desk.context.unroute("**/speeches/**")
    desk.posts.clear()
    for tab, shown in ((one, "Đã ghi ý kiến."), (two, WORDS)):  # the second finds it recorded and is shown anew
        tab.evaluate("window.dispatchEvent(new Event('online'))")
        tab.locator("#speech").get_by_text(shown).first.wait_for()
    assert two.locator("#speech [data-keep-state]").inner_text() == ""
    assert len(desk.posts) == 2
    assert [speech.text for speech in Speech.objects.all()] == [WORDS]


def test_the_button_that_was_pressed_is_pressed_again(desk, meeting):
    tab = desk.open(f"{reverse('meetings:session', args=[meeting.pk])}?item=0")
    desk.connection(up=False)
    tab.click("#ballot [name=unanimous]")
    says(tab, "Chưa gửi được", "#ballot [data-keep-state]")
    tab.close()
    desk.connection(up=True)
    tab = desk.open(f"{reverse('meetings:session', args=[meeting.pk])}?item=0")
    tab.clock.fast_forward(15_000)
    tab.locator("#ballot").get_by_text("Đã thông qua").wait_for()
    assert meeting.ballots.get().against == 0


def test_the_session_says_how_long_it_has_lasted(desk, meeting):
    tab = desk.open(session_of(meeting))
    tab.clock.fast_forward("05:00")
    assert tab.inner_text("[data-clock]") == "105"


def test_a_line_of_the_roll_call_is_sent_by_itself_in_the_end(desk, meeting, cast):
    line = staging.line(meeting, cast.deputy)
    tab = desk.open(session_of(meeting))
    tab.locator("#roll details").evaluate("fold => fold.open = true")
    desk.connection(up=False)
    tab.locator(f"[name=mark_{line.pk}][value=absent_unexcused]").check(force=True)
    says(tab, "Chưa gửi được", f"#roll-state-{line.pk}")
    desk.posts.clear()
    held = desk.slow("**/roll/")
    desk.connection(up=True)
    tab.clock.fast_forward(60_000)
    tab.wait_for_timeout(100)
    held[0].continue_()
    says(tab, "Đã lưu", f"#roll-state-{line.pk}")
    assert len(desk.posts) == 1
    assert Attendance.objects.get(pk=line.pk).mark == "absent_unexcused"


def test_a_speech_after_the_session_is_over_waits_for_the_next_login(desk, meeting):
    tab = desk.open(session_of(meeting))
    Session.objects.all().delete()
    speak(tab)
    says(tab, "Phiên làm việc đã hết. Đồng chí đăng nhập lại rồi mở lại trang này", "#speech [data-keep-state]")
    assert tab.input_value("#speech [name=text]") == WORDS
    desk.login()
    tab.reload()
    says(tab, "Chưa gửi được", "#speech [data-keep-state]")
    tab.clock.fast_forward(15_000)
    tab.locator("#speech").get_by_text("Đã ghi ý kiến.").wait_for()
    assert Speech.objects.get().text == WORDS


# The form that saves itself ---------------------------------------------------------------------------------------


def test_minutes_without_connection_are_put_back_into_the_editor_and_saved(desk, meeting):
    tab = open_minutes(desk, meeting)
    write(tab, "Mở đầu")
    pass_pause(tab)
    says(tab, re.compile(r"Đã lưu \d\d:\d\d"))
    desk.connection(up=False)
    write(tab, " buổi họp")
    pass_pause(tab)
    says(tab, "Chưa gửi được, phần vừa viết được giữ trên máy này và sẽ gửi lại khi có mạng.")
    tab.close()
    desk.connection(up=True)
    tab = open_minutes(desk, meeting)
    took_back(tab)
    assert tab.inner_text("#div_id_opening [contenteditable=true]") == "Mở đầu buổi họp"
    pass_pause(tab)
    says(tab, re.compile(r"Đã lưu \d\d:\d\d"))
    assert first_text(meeting) == "<p>Mở đầu buổi họp</p>"
    assert tab.evaluate("Object.keys(localStorage)") == []


def test_minutes_are_sent_as_soon_as_the_connection_is_back(desk, meeting):
    tab = open_minutes(desk, meeting)
    desk.connection(up=False)
    write(tab, "Mở đầu")
    pass_pause(tab)
    says(tab, "Chưa gửi được")
    desk.connection(up=True)
    says(tab, "Đã lưu")
    tab.clock.fast_forward(60_000)
    assert len(desk.posts) == 1
    assert first_text(meeting) == "<p>Mở đầu</p>"


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(desk, meeting, cast):
    tab = open_minutes(desk, meeting)
    theirs = MinutesTexts(opening="<p>Của người khác</p>")
    minutes.save_minutes(actor=cast.secretary, now=cast.now, meeting=meeting, revision=1, texts=theirs)
    write(tab, "Của tôi")
    pass_pause(tab)
    says(tab, "Người khác vừa sửa phần này. Đồng chí bấm nút lưu để xem hai bản.")
    assert first_text(meeting) == "<p>Của người khác</p>"
    tab.reload()
    tab.get_by_text("Trên máy này còn phần đồng chí viết lúc").wait_for()
    assert tab.inner_text("#div_id_opening [contenteditable=true]") == "Của người khác"
    tab.get_by_role("button", name="Lấy lại phần chưa gửi").click()
    took_back(tab)
    assert tab.inner_text("#div_id_opening [contenteditable=true]") == "Của tôi"
    pass_pause(tab)
    says(tab, "Đã lưu")
    assert first_text(meeting) == "<p>Của tôi</p>"


def save_theirs(cast, meeting, **texts):
    """The secretary saves these texts from a page opened just now."""
    stored = Minutes.objects.get(meeting=meeting)
    shown = values_of(stored, ("opening", "criticism", "guest_remark", "closing"))
    given = {"revision": stored.revision, "texts": MinutesTexts(**{**shown, **texts}), "seen": Seen.of(shown)}
    minutes.save_minutes(actor=cast.secretary, now=cast.now, meeting=meeting, **given)


def texts_of(meeting):
    row = Minutes.objects.get(meeting=meeting)
    return row.opening, row.closing


def test_two_who_write_different_parts_both_go_on_writing(desk, meeting, cast):
    tab = open_minutes(desk, meeting)
    save_theirs(cast, meeting, opening="<p>Của bí thư</p>")
    write(tab, "Của tôi", "closing")
    pass_pause(tab)
    says(tab, "Người khác vừa sửa: Mở đầu. Đồng chí tải lại trang để xem")
    write(tab, " nữa", "closing")
    pass_pause(tab)
    says(tab, re.compile(r"Đã lưu \d\d:\d\d. Người khác vừa sửa: Mở đầu"))
    tab.wait_for_function("window.localStorage.length === 0")
    assert texts_of(meeting) == ("<p>Của bí thư</p>", "<p>Của tôi nữa</p>")
    write(tab, "Đè lên")  # on what this page does not show
    pass_pause(tab)
    says(tab, "Người khác vừa sửa phần này. Đồng chí bấm nút lưu để xem hai bản.")
    assert texts_of(meeting) == ("<p>Của bí thư</p>", "<p>Của tôi nữa</p>")


def test_what_is_taken_back_leaves_the_others_parts(desk, meeting, cast):
    tab = open_minutes(desk, meeting)
    desk.connection(up=False)
    write(tab, "Của tôi", "closing")
    pass_pause(tab)
    says(tab, "Chưa gửi được")
    tab.close()
    desk.connection(up=True)
    save_theirs(cast, meeting, opening="<p>Của bí thư</p>")
    tab = open_minutes(desk, meeting)
    tab.get_by_role("button", name="Lấy lại phần chưa gửi").click()
    took_back(tab)
    pass_pause(tab)
    says(tab, re.compile(r"Đã lưu \d\d:\d\d$"))
    assert texts_of(meeting) == ("<p>Của bí thư</p>", "<p>Của tôi</p>")


def test_two_tabs_of_one_person_are_told_apart(desk, meeting):
    one, two = open_minutes(desk, meeting), open_minutes(desk, meeting)
    write(one, "Một")
    pass_pause(one)
    says(one, "Đã lưu")
    write(two, "Hai")
    pass_pause(two)
    says(two, "Người khác vừa sửa phần này.")
    assert first_text(meeting) == "<p>Một</p>"


def test_minutes_after_the_session_is_over_are_kept(desk, meeting):
    tab = open_minutes(desk, meeting)
    Session.objects.all().delete()
    write(tab, "Mở đầu")
    pass_pause(tab)
    says(tab, "Phiên làm việc đã hết. Đồng chí đăng nhập lại, phần đã viết được giữ trên máy này.")
    desk.login()
    tab.reload()
    took_back(tab)
    pass_pause(tab)
    says(tab, "Đã lưu")
    assert first_text(meeting) == "<p>Mở đầu</p>"


def test_minutes_locked_meanwhile_are_not_said_to_be_saved(desk, cast, moved_clock):
    moved_clock(cast.now)
    meeting = staging.read_back(cast)
    tab = open_minutes(desk, meeting)
    minutes.lock_minutes(actor=cast.secretary, now=cast.now, meeting=meeting)
    write(tab, "Thêm")
    pass_pause(tab)
    says(tab, "Người khác vừa sửa phần này.")
    assert len(tab.evaluate("Object.keys(localStorage)")) == 1


def test_a_slow_answer_is_waited_for_before_the_next_letter(desk, meeting):
    """Sent meanwhile, it would carry the old version, and be refused as somebody else's."""
    tab = open_minutes(desk, meeting)
    held = desk.slow(f"**{minutes_of(meeting)}")
    write(tab, "Một")
    pass_pause(tab)
    says(tab, "Đang lưu")
    write(tab, " hai")
    pass_pause(tab)
    assert len(desk.posts) == 1
    held[0].continue_()
    says(tab, "Đã lưu")
    assert first_text(meeting) == "<p>Một hai</p>"


def test_a_wrong_form_says_so(desk, meeting):
    tab = open_minutes(desk, meeting)
    write(tab, "Văn bản TỐI MẬT")
    pass_pause(tab)
    says(tab, "Chưa lưu được: có mục chưa đúng. Đồng chí bấm nút lưu để xem.")
    assert first_text(meeting) == ""
