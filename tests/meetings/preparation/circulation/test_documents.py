"""From a meeting to its packet: what goes in, and under whose name."""

from datetime import date, timedelta

import pytest

from chibo.rules.powers import Role
from meetings.ground.facts import load_record
from meetings.preparation.circulation.documents import packet_paper
from members.models import RoleAssignment
from tests.factories.meetings import STARTS_AT, DraftFactory, ItemFactory, StoredDocumentFactory, VersionFactory

pytestmark = pytest.mark.django_db


def test_the_newest_text_of_every_paper_goes_in_and_files_stay_outside(meeting, version):
    VersionFactory(draft=version.draft, number=2, body="<p>Bản mới</p>")
    VersionFactory(draft=DraftFactory(meeting=meeting), body="", file=StoredDocumentFactory())
    DraftFactory(meeting=meeting, title="Chưa viết")

    texts = packet_paper(load_record(meeting), large=False).texts

    assert [(text.title, text.text, text.label) for text in texts] == [
        ("Dự thảo nghị quyết", "<p>Bản mới</p>", "Dự thảo lần 2")
    ]


def test_the_notice_names_hour_place_and_programme(meeting):
    ItemFactory(meeting=meeting, position=2, kind="decision", title="Kết nạp", presenter=None, minutes=20)

    packet = packet_paper(load_record(meeting), large=True)

    notice = packet.notice
    assert packet.title == "Tài liệu sinh hoạt – Sinh hoạt thường kỳ tháng 12 năm 2026"
    assert (notice.time_line, notice.place) == ("19 giờ 30 phút, ngày 03 tháng 12 năm 2026.", "Nhà văn hóa thôn")
    assert [(row.title, row.presenter, row.kind, row.minutes) for row in notice.agenda] == [
        ("Thông tin thời sự", "Cao Văn Chính", "Thảo luận", 95),
        ("Kết nạp", "", "Biểu quyết", 20),
    ]


def test_the_notice_is_dated_by_its_sending_and_signed_by_the_secretary_whoever_chairs(cast, meeting):
    meeting.chair, meeting.circulated_at = cast.deputy.member, STARTS_AT - timedelta(days=5)
    notice = packet_paper(load_record(meeting), large=False).notice
    assert notice.letterhead.day == date(2026, 11, 28)
    assert (notice.signature.post, notice.signature.name) == ("BÍ THƯ", "Trần Thị Hoa")

    meeting.circulated_at = None
    RoleAssignment.objects.filter(role=Role.SECRETARY).delete()
    notice = packet_paper(load_record(meeting), large=False).notice
    assert notice.letterhead.day == date(2026, 12, 3)
    assert notice.signature.name is None
