"""The main job, end to end: from two spreadsheets to the committee's report, in a real browser."""

from hashlib import sha256

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from python_calamine import CalamineWorkbook

from chibo.core import clock
from chibo.core.models import OutboundMessage
from meetings.models import Acknowledgement, Attendance, Meeting, Minutes
from resolutions.models import Resolution
from tests.core.measuring import lines, needs_poppler, outline_in_millimetres
from tests.journeys import steps
from tests.journeys.scene import at, build_scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(chromium, moved_clock, transactional_db):
    moved_clock(at("27/11/2026 09:00"))
    return build_scene(clock.now())


def told(kind, channel):
    return OutboundMessage.objects.filter(kind=kind, channel=channel)


@needs_poppler
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_main_job(scene, open_window, moved_clock, scripts):
    secretary = open_window("bithu", scripts=scripts)
    secretary.shot("01-home")
    meeting = steps.plan(secretary)
    steps.build_agenda(secretary, meeting)
    steps.attach_drafts(secretary, meeting)
    moved_clock(at("28/11/2026 08:00"))
    steps.circulate(secretary, meeting)
    assert_everybody_is_told(scene, meeting)
    assert_reminders_go_out_once()
    moved_clock(at("30/11/2026 20:00"))
    member = open_window("dangvien", phone=True, scripts=scripts)
    steps.read_and_comment(member)
    assert Acknowledgement.objects.filter(member=scene.member("dangvien")).exists()
    moved_clock(at("03/12/2026 19:30"))
    steps.open_meeting(secretary, meeting)
    moved_clock(at("03/12/2026 21:15"))
    steps.call_roll(secretary, meeting)
    steps.record(secretary, meeting)
    steps.close(secretary, meeting)
    steps.lock(secretary, meeting)
    assert_minutes_never_change(meeting)
    steps.issue(secretary, meeting)
    assert_issued_with_number_one()
    assert_papers_are_as_prescribed(secretary.shots)
    assert_the_committee_sees(open_window("capuy", scripts=scripts), meeting)


def assert_everybody_is_told(scene, meeting):
    assert told("circulated", "app").filter(user__username="dangvien").count() == 1
    assert told("circulated", "app").filter(user__username="theodoi").count() == 1
    assert told("circulated", "email").count() > 5
    meeting.refresh_from_db()
    assert meeting.state == "circulated"


def assert_reminders_go_out_once():
    """Circulated on the 28th at 08:00, so the first reminder (5 days before) has nothing to add; 3 and 1 do."""
    for moment in ("28/11/2026 12:00", "30/11/2026 07:05", "30/11/2026 09:00", "02/12/2026 07:01", "02/12/2026 07:06"):
        steps.send_reminders(at(moment))
    keys = told("meeting_comes", "app").filter(user__username="dangvien").values_list("dedupe_key", flat=True)
    assert sorted(key.split(":")[4] for key in keys) == ["1d", "3d"]
    assert told("meeting_comes", "email").exclude(state="sent").count() == 0
    assert len(mail.outbox) == OutboundMessage.objects.filter(channel="email", state="sent").count()


def assert_minutes_never_change(meeting):
    minutes = Minutes.objects.select_related("document").get(meeting=meeting)
    assert sha256(bytes(minutes.document.content)).hexdigest() == minutes.document.sha256
    assert bytes(minutes.document.content).startswith(b"%PDF-")
    refused = (
        lambda: Minutes.objects.filter(pk=minutes.pk).update(closing="khác"),
        lambda: Attendance.objects.filter(meeting=meeting).update(mark="present"),
        lambda: Meeting.objects.filter(pk=meeting.pk).update(place="nơi khác"),
        lambda: connection.cursor().execute("DELETE FROM meetings_minutes"),
    )
    for deed in refused:
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


def assert_issued_with_number_one():
    resolution = Resolution.objects.select_related("document").get()
    assert (resolution.state, resolution.number) == ("issued", 1)
    assert resolution.frozen["paper"]["letterhead"]["number_line"] == "Số 01-NQ/CB"
    assert told("resolution_issued", "app").filter(user__username="dangvien").count() == 1


def assert_prescribed_layout(document, shots, expected_sizes):
    """The paper as a ruler finds it: margins 30/20/15/20 mm, sizes of header and title (HD 05)."""
    data = bytes(document.content)
    path = shots / document.filename
    path.write_bytes(data)
    left, top, right, bottom = outline_in_millimetres(data)
    assert left == pytest.approx(30, abs=1.5)
    assert right == pytest.approx(15, abs=1)
    assert top >= 19.5
    assert bottom >= 19.5
    sizes = {text: size for _, _, size, text in lines(data, shots)}
    assert {text: sizes.get(text) for text in expected_sizes} == expected_sizes


HEADER = {
    "<b>ĐẢNG CỘNG SẢN VIỆT NAM</b>": 15,
    "ĐẢNG BỘ XÃ KIẾN THỤY": 14,
    "<b>CHI BỘ THÔN VĂN HÒA</b>": 14,
    "*": 14,
    "-----": 14,
}


def assert_papers_are_as_prescribed(shots):
    minutes = Minutes.objects.select_related("document").get().document
    resolution = Resolution.objects.select_related("document").get().document
    titles = {"<b>BIÊN BẢN</b>": 16, "<b>Sinh hoạt thường kỳ tháng 12 năm 2026</b>": 14}
    assert_prescribed_layout(minutes, shots, {**HEADER, **titles, "<b>NGƯỜI GHI BIÊN BẢN</b>": 14})
    titles = {"<b>NGHỊ QUYẾT</b>": 16, "Số 01-NQ/CB": 14, "<b>T/M CHI BỘ</b>": 14, "BÍ THƯ": 14, "Nơi nhận:": 14}
    assert_prescribed_layout(resolution, shots, {**HEADER, **titles, "- Lưu Chi bộ.": 12})


def assert_the_committee_sees(officer, meeting):
    officer.shot("17-officer-home")
    officer.go("/compliance/2026/")
    officer.shot("18-matrix")
    officer.page.get_by_role("link", name="Chi bộ thôn Văn Hòa").first.click()
    december = officer.page.locator("#p-2026-12")
    for words in ("Họp 100 phút; tối thiểu 90 phút", "HD 42-HD/BTCTW, 28/10/2025", "CT 50-CT/TW, 23/07/2025"):
        assert december.get_by_text(words).count()
    officer.shot("19-cell")
    officer.go("/compliance/2026/")
    with officer.page.expect_download() as download:
        officer.page.get_by_role("link", name="Tải bảng Excel").click()
    book = CalamineWorkbook.from_path(str(download.value.path()))
    rows = book.get_sheet_by_name("Chi tiết").to_python()
    wanted = [row for row in rows if row[1] == "Chi bộ thôn Văn Hòa" and row[2] == "tháng 12 năm 2026"]
    assert "Họp 100 phút; tối thiểu 90 phút." in [row[5] for row in wanted]
