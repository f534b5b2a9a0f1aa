"""The eight steps of the main job, each as a person does it in a browser."""

from datetime import datetime
from io import StringIO

from django.core.files.temp import NamedTemporaryFile
from django.core.management import call_command
from playwright.sync_api import expect

from meetings.models import Meeting
from tests.journeys.scene import Browser

DRAFT = "Chi bộ thống nhất thu gom rác thải tại nguồn ở cả sáu ngõ, hoàn thành trước ngày 25."
BULLETIN = "Thông tin sinh hoạt chi bộ tháng 11.\nKết quả thu hoạch vụ mùa và các văn bản mới của cấp trên.\n"


def write_rich(window: Browser, name: str, text: str) -> None:
    """Type into the rich-text editor of a field, or into its textarea where scripts are off."""
    editor = window.page.locator(f"#div_id_{name} [contenteditable=true]")
    if editor.count():
        editor.click()
        window.page.keyboard.type(text)
    else:
        window.page.fill(f"[name={name}]", text)


def plan(window: Browser) -> Meeting:
    """The secretary plans December from the home page's own hint."""
    window.press("Lập kỳ sinh hoạt tháng 12")
    window.page.select_option("[name=minute_taker]", index=2)
    window.shot("02-plan")
    window.press("Lập kỳ sinh hoạt")
    window.page.wait_for_url("**/meetings/*/")
    return Meeting.objects.get(period="2026-12")


def build_agenda(window: Browser, meeting: Meeting) -> None:
    """Names a presenter for every item of the model agenda, moves one, adds one."""
    window.go(f"/meetings/{meeting.pk}/agenda/")
    window.press("Thêm nội dung")
    expect(window.page.locator("[name$='-title']")).to_have_count(meeting.items.count() + 1)
    title = window.page.locator("[name$='-title']").last
    title.fill("Trả lời kiến nghị của đảng viên")
    for box in window.page.locator("[name$='-presenter']").all():
        box.select_option(index=1)
    window.page.get_by_role("button", name="Đưa nội dung 6 lên").click()
    expect(window.page.locator("[name$='-4-title']")).to_have_value("Trả lời kiến nghị của đảng viên")
    window.shot("03-agenda")
    window.press("Lưu chương trình")
    window.page.wait_for_url(f"**/meetings/{meeting.pk}/")


def attach_drafts(window: Browser, meeting: Meeting) -> None:
    """A draft resolution written here, and a file that is confirmed to hold no secret."""
    window.go(f"/meetings/{meeting.pk}/drafts/new/")
    window.page.fill("[name=title]", "Dự thảo nghị quyết tháng 12")
    window.page.locator("[name=kind]").first.wait_for()
    choose(window, "kind", "resolution")
    write_rich(window, "body", DRAFT)
    window.shot("04-draft")
    window.page.locator("main form button.btn-primary").click()
    window.page.wait_for_url(lambda url: "/drafts/new/" not in url)
    window.go(f"/meetings/{meeting.pk}/drafts/new/")
    window.page.fill("[name=title]", "Bản tin tháng 11")
    choose(window, "kind", "paper")
    with NamedTemporaryFile(suffix=".txt") as file:
        file.write(BULLETIN.encode())
        file.flush()
        window.page.set_input_files("[name=file]", file.name)
        window.page.check("[name=confirmed]")
        window.page.locator("main form button.btn-primary").click()
        window.page.wait_for_url(lambda url: "/drafts/new/" not in url)


def choose(window: Browser, name: str, value: str) -> None:
    """Choose a value of a select or of radio buttons."""
    box = window.page.locator(f"select[name={name}]")
    if box.count():
        box.select_option(value)
    else:
        window.page.check(f"[name={name}][value={value}]")


def circulate(window: Browser, meeting: Meeting) -> None:
    """Sends, after overruling with a reason what is only advised."""
    window.go(f"/meetings/{meeting.pk}/")
    window.press("Ghi nhận chi ủy đã thống nhất")
    window.shot("05-before-circulation")
    window.go(f"/meetings/{meeting.pk}/circulate/")
    window.shot("06-circulate")
    if window.page.locator("[name=reason]").count():
        window.page.fill("[name=reason]", "Chi bộ đã thống nhất")
    window.page.locator("main form button[type=submit]").last.click()
    window.page.wait_for_url(lambda url: "/circulate/" not in url)


def send_reminders(now: datetime) -> None:
    """What the beat does, with the clock moved by the command's own option."""
    for command in ("send_due_reminders", "deliver_messages"):
        call_command(command, "--now", f"{now:%d/%m/%Y %H:%M}", stdout=StringIO())


def read_and_comment(window: Browser) -> None:
    """A member opens the draft from the home page and comments."""
    window.shot("07-member-home-phone")
    window.page.get_by_role("link", name="Dự thảo nghị quyết tháng 12").first.click()
    window.page.fill("[name=text]", "Đề nghị ghi rõ đồng chí phụ trách từng ngõ.")
    window.shot("08-draft-phone")
    window.press("Gửi góp ý")
    window.page.get_by_text("Đề nghị ghi rõ").wait_for()


def open_meeting(window: Browser, meeting: Meeting) -> None:
    window.go(f"/meetings/{meeting.pk}/open/")
    window.shot("09-open")
    window.page.locator("main form button[type=submit]").last.click()
    window.page.wait_for_url(f"**/meetings/{meeting.pk}/day/**")


def call_roll(window: Browser, meeting: Meeting) -> None:
    """Everybody is present but one with a reason and one without."""
    window.press("Tất cả có mặt")
    window.page.wait_for_load_state("networkidle")
    window.go(f"/meetings/{meeting.pk}/day/")
    fold = window.page.locator("#roll details")
    if not fold.evaluate("box => box.open"):
        fold.locator("summary").click()
    lines = window.page.locator("#roll li")
    lines.nth(1).locator("[value=absent_excused]").check()
    lines.nth(1).locator("[name^=reason]").fill("Đi công tác")
    lines.nth(2).locator("[value=absent_unexcused]").check()
    window.press("Lưu điểm danh")
    window.page.wait_for_load_state("networkidle")
    window.go(f"/meetings/{meeting.pk}/day/")
    window.shot("10-roll")


def record(window: Browser, meeting: Meeting) -> None:
    """One speech, one vote, one conclusion, one assignment, under the item that decides."""
    item = meeting.items.get(kind="decision")
    window.go(f"/meetings/{meeting.pk}/day/?item={item.pk}")
    unfold(window, "speech")
    window.page.select_option("#speech [name=member]", index=1)
    window.page.fill("#speech [name=text]", "Nhất trí với dự thảo, đề nghị thêm việc kiểm tra hằng tuần.")
    submit(window, "speech")
    unfold(window, "conclude")
    write_rich(window, "conclusion", "Giao đồng chí phó bí thư theo dõi, báo cáo kỳ sau.")
    submit(window, "conclude")
    unfold(window, "ballot")
    choose(window, "matter", "resolution")
    window.page.fill("#ballot [name=subject]", "Nghị quyết lãnh đạo nhiệm vụ tháng 12")
    window.page.get_by_role("button", name="Tất cả có mặt tán thành").click()
    window.page.locator("#ballot").get_by_text("Đã thông qua").wait_for()
    unfold(window, "assign")
    window.page.fill("#assign [name=title]", "Tổ chức thu gom rác thải ở ngõ 1 và ngõ 2")
    window.page.select_option("#assign [name=member]", index=2)
    window.page.fill("#assign [name=due_on]", "25/12/2026")
    submit(window, "assign")
    window.go(f"/meetings/{meeting.pk}/day/?item={item.pk}")
    window.shot("11-day")


def unfold(window: Browser, panel: str) -> None:
    fold = window.page.locator(f"#{panel} details").last
    if fold.count() and not fold.evaluate("box => box.open"):
        fold.locator("summary").first.click()


def submit(window: Browser, panel: str) -> None:
    with window.page.expect_response(lambda response: response.request.method == "POST") as answer:
        window.page.locator(f"#{panel} form button[type=submit]").first.click()
    assert answer.value.status in (200, 302, 303), (panel, answer.value.status)
    window.page.wait_for_load_state("networkidle")


def close(window: Browser, meeting: Meeting) -> None:
    window.go(f"/meetings/{meeting.pk}/close/")
    window.page.fill("[name=closed_time]", "21:10")
    window.page.locator("main form button[type=submit]").last.click()
    window.page.wait_for_url(lambda url: "/close/" not in url)


def lock(window: Browser, meeting: Meeting) -> None:
    """The minutes are written, read back and locked."""
    window.go(f"/meetings/{meeting.pk}/minutes/")
    window.shot("12-minutes")
    votes = window.page.locator("[name=votes]")
    votes.fill("8")
    votes.locator("xpath=ancestor::form").locator("button[type=submit]").last.click()
    window.page.wait_for_load_state("networkidle")
    window.go(f"/meetings/{meeting.pk}/lock/")
    window.shot("13-lock")
    if window.page.locator("[name=reason]").count():
        window.page.fill("[name=reason]", "Các nội dung thông tin không cần kết luận")
    window.page.locator("main form button[type=submit]").last.click()
    window.page.wait_for_url(lambda url: "/lock/" not in url)


def issue(window: Browser, meeting: Meeting) -> None:
    """The resolution is started from the vote and issued."""
    window.go(f"/meetings/{meeting.pk}/resolutions/")
    window.press("Soạn nghị quyết")
    window.page.wait_for_url("**/resolutions/*/edit/")
    window.shot("14-resolution")
    window.press("Lưu")
    window.page.wait_for_url(lambda url: "/edit/" not in url)
    window.press("Ban hành")
    window.page.wait_for_url("**/issue/")
    window.shot("15-issue")
    window.press("Ban hành")
    window.page.wait_for_url(lambda url: "/issue/" not in url)
    window.shot("16-issued")
