"""What an issued resolution prints."""

from datetime import date

import pytest

from chibo.rules.periods import MeetingKind
from chibo.rules.powers import Role
from resolutions import documents
from tests.factories.members import OrganizationFactory
from tests.factories.resolutions import BallotFactory, MeetingFactory, ResolutionFactory, at, hold
from tests.factories.topics import TopicFactory


@pytest.fixture
def resolution(cast):
    meeting = hold(MeetingFactory(organization=cast.cell, starts_at=at(date(2026, 11, 3))), present=7, expected=8)
    row = ResolutionFactory(ballot=BallotFactory(meeting=meeting), signer=cast.secretary.member, number=5)
    row.issued_on, row.recipients = date(2026, 11, 4), "Đảng ủy xã (để báo cáo)\n\n Lưu Chi bộ "
    return row


def test_the_paper_says_who_met_what_was_voted_and_who_signs(resolution):
    paper = documents.resolution_paper(resolution, Role.SECRETARY)
    assert (paper.letterhead.number_line, paper.letterhead.day) == ("Số 05-NQ/CB", date(2026, 11, 4))
    assert paper.abstract == "Lãnh đạo thực hiện nhiệm vụ tháng 11 năm 2026"
    assert paper.opening == (
        "<p>Ngày 03/11/2026, tại Nhà văn hóa thôn, Chi bộ thôn Văn Hòa đã họp sinh hoạt thường kỳ tháng 11 năm 2026; "
        "có mặt 7/8 đảng viên phải dự.</p>"
    )
    assert paper.vote_sentence == ("Nghị quyết được 7/8 đảng viên chính thức biểu quyết tán thành (đạt 87,5%).")
    assert (paper.signature.post, paper.signature.name) == ("BÍ THƯ", "Trần Thị Hoa")
    assert paper.recipients == ("Đảng ủy xã (để báo cáo)", "Lưu Chi bộ")


def test_a_resolution_without_date_or_signer_prints_nothing(resolution):
    resolution.issued_on = None
    with pytest.raises(ValueError, match="is not being issued"):
        documents.resolution_paper(resolution, Role.SECRETARY)


def test_the_bytes_are_a_sealed_pdf_and_the_same_every_time(resolution):
    paper = documents.resolution_paper(resolution, Role.SECRETARY)
    first, second = documents.resolution_pdf(paper), documents.resolution_pdf(paper)
    assert first == second
    assert first.startswith(b"%PDF-1.7")


def test_a_thematic_meeting_gives_the_title_of_its_topic(cast):
    topic = TopicFactory(organization=cast.cell, title="Phòng, chống lãng phí")
    meeting = MeetingFactory(organization=cast.cell, kind=MeetingKind.THEMATIC.value, topic=topic)
    assert documents.default_title(meeting) == "Thực hiện chuyên đề “Phòng, chống lãng phí”"


def test_a_cell_without_a_superior_reports_to_nobody(db):
    assert documents.default_recipients(OrganizationFactory()).splitlines()[0] == "Cấp ủy viên theo dõi chi bộ"
