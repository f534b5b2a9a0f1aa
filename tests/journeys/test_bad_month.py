"""One meeting in which everything goes wrong, and true minutes at its end."""

from email import message_from_bytes, policy

import pytest
from playwright.sync_api import expect

from chibo.core import clock
from chibo.core.models import AuditEntry, OutboundMessage
from chibo.rules.powers import Role
from meetings.codes import MeetingDeed
from meetings.models import Ballot, Meeting, Minutes
from members.models import Membership
from members.selectors import holders
from tests.core.measuring import needs_poppler, running_text
from tests.core.smtp import Sink
from tests.journeys import steps
from tests.journeys.scene import at, build_scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DEAD = "Phan Mạnh Lâm"
EXCUSED = "Đinh Trang"
LEFT_EARLY = ("Lê Minh Cường", "Quách Minh Hoàn")
OFF = "Sinh hoạt chuyên đề quý IV năm 2026: hủy"
COMING = "Nhắc lịch: sinh hoạt thường kỳ tháng 12 năm 2026, 19:30 ngày 03/12/2026"
TRUE = (
    "Hồi 19 giờ 30 phút, ngày 03 tháng 12 năm 2026",
    "Tổng số đảng viên: 21 đồng chí (chính thức: 17; dự bị: 04)",
    "Có mặt: 19/22 đồng chí phải dự",
    "Vắng có lý do: 01 đồng chí, gồm: Đinh Trang (Đi công tác)",
    "Vắng không lý do: 02 đồng chí, gồm: Lê Minh Cường; Quách Minh Hoàn",
    "Hoàng Diệu Ân, Bí thư Chi bộ; từ 20 giờ 50 phút: đồng chí Trần Thế Tùng, Phó Bí thư Chi bộ",
    "Tổng số đảng viên chính thức được tính để biểu quyết: 16; tán thành: 13",
    "Buổi sinh hoạt kết thúc hồi 21 giờ 20 phút, cùng ngày (thời lượng 110 phút)",
)
VOTED = "Nghị quyết lãnh đạo nhiệm vụ tháng 12"


@pytest.fixture
def scene(chromium, moved_clock, transactional_db):
    moved_clock(at("27/11/2026 09:00"))
    return build_scene(clock.now())


@pytest.fixture
def post(settings):
    """The mail server; a test takes it away by another port."""
    with Sink() as server:
        settings.EMAIL_BACKEND = "chibo.core.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield server


@needs_poppler
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_month_in_which_everything_goes_wrong(scene, open_window, moved_clock, post, settings, scripts):
    secretary = open_window("bithu", scripts=scripts)
    regular = steps.plan(secretary)
    thematic = plan_half(secretary)
    moved_clock(at("28/11/2026 08:00"))
    steps.build_agenda(secretary, regular)
    for meeting in (regular, thematic):
        circulate(secretary, meeting)
    opened_by_mistake(secretary, regular)
    half_is_cancelled_while_no_letter_leaves(secretary, thematic, moved_clock, settings, post)
    assert_told_in_the_right_order(post)
    moved_clock(at("03/12/2026 19:40"))
    steps.open_meeting(secretary, regular)
    somebody_is_dead(secretary, scene, regular)
    call_roll(secretary, regular)
    moved_clock(at("03/12/2026 20:45"))
    vote_and_vote_again(secretary, regular)
    moved_clock(at("03/12/2026 21:20"))
    chair_leaves(secretary, scene, regular)
    times_are_put_right(secretary, regular)
    steps.lock(secretary, regular)
    assert_minutes_are_true(Minutes.objects.select_related("document").get(meeting=regular).document)


def plan_half(window):
    """The thematic half of the evening, right after the regular one."""
    window.go("/meetings/new/?kind=thematic")
    window.page.select_option("[name=minute_taker]", index=2)
    window.page.fill("[name=starts_on]", "03/12/2026")
    window.page.fill("[name=starts_time]", "21:00")
    window.page.select_option("[name=combined_with]", index=1)
    window.press("Lập kỳ sinh hoạt")
    window.page.wait_for_url("**/meetings/*/")
    return Meeting.objects.get(period="2026-Q4")


def circulate(window, meeting):
    window.go(f"/meetings/{meeting.pk}/circulate/")
    window.page.fill("[name=reason]", "Chi bộ đã thống nhất")
    window.page.locator("main form button[type=submit]").last.click()
    window.page.wait_for_url(lambda url: "/circulate/" not in url)


def opened_by_mistake(window, meeting):
    """Five days early; one press more and everything is as before, nobody is told anything."""
    told = OutboundMessage.objects.count()
    steps.open_meeting(window, meeting)
    window.go(f"/meetings/{meeting.pk}/open/undo/")
    window.shot("20-undo-opening")
    window.press("Hủy việc bắt đầu")
    window.page.wait_for_url(f"**/meetings/{meeting.pk}/")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.opened_at, meeting.attendances.count()) == ("circulated", None, 0)
    assert OutboundMessage.objects.count() == told
    assert AuditEntry.objects.filter(action=MeetingDeed.OPENING_UNDONE, target=f"meeting:{meeting.pk}").exists()


def half_is_cancelled_while_no_letter_leaves(window, thematic, moved_clock, settings, post):
    steps.send_reminders(at("28/11/2026 12:00"))  # the summons still leave
    post.taken.clear()
    settings.EMAIL_PORT = 9  # nobody listens there
    steps.send_reminders(at("30/11/2026 07:01"))
    moved_clock(at("30/11/2026 08:00"))
    window.go(f"/meetings/{thematic.pk}/cancel/")
    window.page.fill("[name=reason]", "Báo cáo viên bị ốm")
    window.press("Hủy kỳ sinh hoạt")
    window.page.wait_for_url(f"**/meetings/{thematic.pk}/")
    steps.send_reminders(at("30/11/2026 08:10"))
    assert post.taken == []
    settings.EMAIL_PORT = post.port
    for moment in ("30/11/2026 12:00", "30/11/2026 20:00", "02/12/2026 07:01"):
        steps.send_reminders(at(moment))


def assert_told_in_the_right_order(post):
    """To each reader, whatever was waiting: the second half is off, the evening comes; no reminder of what is off."""
    told = {}
    for address, content in post.taken:
        told.setdefault(address, []).append(message_from_bytes(content, policy=policy.default)["subject"].strip())
    assert told["dangvien00016@chibo.example"] == [OFF, COMING, COMING]  # three days before, late; one day before
    assert {tuple(subjects) for subjects in told.values()} == {(OFF, COMING, COMING), (OFF,)}
    of_half = OutboundMessage.objects.filter(kind="meeting_comes", subject__contains="chuyên đề", channel="email")
    assert set(of_half.values_list("state", flat=True)) == {"dropped"}


def somebody_is_dead(window, scene, meeting):
    """Known only now: entered on the list of the cell, then the roll of the evening follows it."""
    gone = Membership.objects.get(member__full_name=DEAD, organization=scene.cell)
    window.go(f"/memberships/{gone.pk}/end/")
    steps.choose(window, "reason", "died")
    window.page.fill("[name=ends_on]", "01/12/2026")
    window.press("Đưa ra khỏi danh sách")
    window.page.wait_for_url("**/members/")
    window.go(f"/meetings/{meeting.pk}/roll/update/")
    window.shot("21-roll-update")
    window.press("Cập nhật danh sách")
    window.page.wait_for_url(f"**/meetings/{meeting.pk}/day/**")
    assert not meeting.attendances.filter(member=gone.member).exists()


def vote_and_vote_again(window, meeting):
    """Everybody's hands are counted; then two are found to have left before: the vote cannot stand."""
    item = meeting.items.get(kind="decision")
    put_to_vote(window, meeting, item)
    first = Ballot.objects.get(meeting=meeting)
    mark_absent(window, meeting, *LEFT_EARLY)
    window.go(f"/meetings/{meeting.pk}/day/")
    expect(window.page.locator("#roll-counts").get_by_text("Chưa khóa được biên bản")).to_be_visible()
    window.shot("22-more-hands-than-heads")
    window.go(f"/entries/ballot/{first.pk}/remove/")
    window.press("Xóa")
    window.page.wait_for_url(f"**/meetings/{meeting.pk}/day/**")
    put_to_vote(window, meeting, item)
    again = Ballot.objects.get(meeting=meeting)
    assert again.in_favor == first.in_favor - 2


def put_to_vote(window, meeting, item):
    window.go(f"/meetings/{meeting.pk}/day/?item={item.pk}")
    steps.unfold(window, "ballot")
    steps.choose(window, "matter", "resolution")
    window.page.fill("#ballot [name=subject]", VOTED)
    window.page.get_by_role("button", name="Tất cả có mặt tán thành").click()
    window.page.locator("#ballot").get_by_text("Đã thông qua").wait_for()


def call_roll(window, meeting):
    """Everybody is present but one, who gave a reason."""
    window.go(f"/meetings/{meeting.pk}/day/")
    window.press("Tất cả có mặt")
    window.page.wait_for_load_state("networkidle")
    line = unfold_roll(window, meeting).filter(has_text=EXCUSED)
    line.locator("[value=absent_excused]").check()
    line.locator("[name^=reason]").fill("Đi công tác")
    window.press("Lưu điểm danh")
    window.page.wait_for_load_state("networkidle")


def unfold_roll(window, meeting):
    """The lines of the roll call, open to be answered."""
    window.go(f"/meetings/{meeting.pk}/day/")
    fold = window.page.locator("#roll details")
    if not fold.evaluate("box => box.open"):
        fold.locator("summary").click()
    return window.page.locator("#roll li")


def mark_absent(window, meeting, *names):
    lines = unfold_roll(window, meeting)
    for name in names:
        lines.filter(has_text=name).locator("[value=absent_unexcused]").check()
    window.press("Lưu điểm danh")
    window.page.wait_for_load_state("networkidle")


def chair_leaves(window, scene, meeting):
    deputy = holders(scene.cell, Role.DEPUTY_SECRETARY, clock.today())[0]
    window.go(f"/meetings/{meeting.pk}/hand-over/")
    steps.choose(window, "post", "chair")
    window.page.select_option("[name=after]", str(deputy.pk))
    window.page.fill("[name=at_time]", "20:50")
    window.shot("23-hand-over")
    window.press("Ghi việc thay người")
    window.page.wait_for_url(f"**/meetings/{meeting.pk}/")


def times_are_put_right(window, meeting):
    """Closed with a slip of the pen, begun ten minutes earlier than pressed."""
    window.go(f"/meetings/{meeting.pk}/close/")
    window.page.fill("[name=closed_time]", "21:15")
    window.page.locator("main form button[type=submit]").last.click()
    window.page.wait_for_url(lambda url: "/close/" not in url)
    window.go(f"/meetings/{meeting.pk}/times/")
    window.page.fill("[name=opened_time]", "19:30")
    window.page.fill("[name=closed_time]", "21:20")
    window.press("Lưu giờ đã sửa")
    window.page.wait_for_url(f"**/meetings/{meeting.pk}/day/**")


def assert_minutes_are_true(document):
    """What the paper says of the evening is what happened, not what was planned or recorded first."""
    text = running_text(bytes(document.content))
    for words in TRUE:
        assert words in text, words
    for words in (DEAD, "tiếp sau", "chuyên đề", "19 giờ 40", "21 giờ 15"):
        assert words not in text, words
