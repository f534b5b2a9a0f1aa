"""What an issued resolution prints."""

from datetime import date

import pytest

from chibo.rules.periods import MeetingKind
from chibo.rules.powers import Role
from chibo.rules.voting import RESOLVED
from resolutions import documents
from tests.cast import NOW
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
    assert paper.vote_sentence == (
        "Nghị quyết được 7/8 đảng viên chính thức biểu quyết tán thành (đạt 87,5%); không tán thành: 1."
    )
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
    ballot = BallotFactory(meeting=meeting, subject="nghị quyết")
    assert documents.default_title(ballot) == "Thực hiện chuyên đề “Phòng, chống lãng phí”"


@pytest.mark.parametrize(
    ("matter", "subject", "title"),
    [
        ("resolution", "Nghị quyết tháng 11", "Lãnh đạo thực hiện nhiệm vụ tháng 11 năm 2026"),
        ("resolution", "thông qua dự thảo nghị quyết của chi bộ", "Lãnh đạo thực hiện nhiệm vụ tháng 11 năm 2026"),
        ("resolution", "", "Lãnh đạo thực hiện nhiệm vụ tháng 11 năm 2026"),
        ("resolution", "nghị quyết về xây dựng nhà văn hóa", "Xây dựng nhà văn hóa"),
        ("resolution", "Vệ sinh đường làng", "Vệ sinh đường làng"),
        ("admission", "quần chúng Trần Thị Bình", "Đề nghị kết nạp đảng viên đối với quần chúng Trần Thị Bình"),
        ("admission", "đề nghị kết nạp quần chúng Lê An", "Đề nghị kết nạp quần chúng Lê An"),
        ("admission", "nghị quyết đề nghị kết nạp quần chúng Lê An", "Đề nghị kết nạp quần chúng Lê An"),
        ("recognition", "đồng chí Ông Thị Dự", "Công nhận đảng viên chính thức đối với đồng chí Ông Thị Dự"),
        ("striking_off", "đồng chí Cao Xa", "Xóa tên đảng viên đối với đồng chí Cao Xa"),
        ("expulsion", "đồng chí Cao Xa", "Đề nghị khai trừ đảng viên đối với đồng chí Cao Xa"),
        ("expulsion", "", "Đề nghị khai trừ đảng viên"),
        ("relief", "đồng chí Tạ Thị Miên", "Miễn, giảm công tác và sinh hoạt: đồng chí Tạ Thị Miên"),
    ],
)
def test_the_title_is_that_of_the_own_vote(cast, matter, subject, title):
    ballot = BallotFactory(
        meeting=MeetingFactory(organization=cast.cell, starts_at=at(date(2026, 11, 3))), matter=matter, subject=subject
    )
    assert documents.default_title(ballot) == title


def test_every_matter_that_is_resolved_has_a_title(cast):
    meeting = MeetingFactory(organization=cast.cell)
    for matter in RESOLVED:
        assert documents.default_title(BallotFactory(meeting=meeting, matter=matter.value, subject="việc"))


@pytest.mark.parametrize(
    ("votes", "sentence"),
    [
        ((7, 0, 0), "7/8 đảng viên chính thức biểu quyết tán thành (đạt 87,5%); không tán thành: 0."),
        (
            (6, 1, 1),
            "6/8 đảng viên chính thức biểu quyết tán thành (đạt 75%); không tán thành: 1; không có ý kiến: 1.",
        ),
    ],
)
def test_both_figures_of_the_vote_are_told(resolution, votes, sentence):
    ballot = resolution.ballot
    ballot.in_favor, ballot.against, ballot.abstain = votes
    assert documents.resolution_paper(resolution, Role.SECRETARY).vote_sentence == f"Nghị quyết được {sentence}"


def test_only_what_was_assigned_under_the_vote_is_printed(cast, resolution):
    meeting = resolution.meeting
    under, other = (meeting.items.create(position=number, kind="decision", title="Việc") for number in (1, 2))
    for title, item in (("Của nghị quyết", under), ("Của việc khác", other), ("Ngoài chương trình", None)):
        meeting.assignments.create(
            organization=cast.cell, title=title, item=item, member=cast.official, due_on=NOW.date(), created_at=NOW
        )

    def printed(item):
        resolution.ballot.item = item
        paper = documents.resolution_paper(resolution, Role.SECRETARY)
        return [row.content for row in paper.assignments]

    assert printed(under) == ["Của nghị quyết"]
    assert printed(other) == ["Của việc khác"]
    assert printed(None) == ["Ngoài chương trình"]


def test_two_resolutions_under_one_item_print_the_tasks_of_their_own_vote_alone(cast, resolution):
    meeting, ballot = resolution.meeting, resolution.ballot
    item = meeting.items.create(position=1, kind="decision", title="Phát triển đảng viên")
    ballot.item = item
    ballot.save(update_fields=["item"])
    values = {"organization": cast.cell, "member": cast.official, "due_on": NOW.date(), "created_at": NOW, "item": item}
    meeting.assignments.create(title="Giao trước khi biểu quyết", **values)
    meeting.assignments.create(title="Của nghị quyết này", ballot=ballot, **values)

    def printed():
        return sorted(row.content for row in documents.resolution_paper(resolution, Role.SECRETARY).assignments)

    assert printed() == ["Của nghị quyết này", "Giao trước khi biểu quyết"]
    other = BallotFactory(meeting=meeting, item=item, matter="admission", is_carried=False)
    assert len(printed()) == 2, "a vote that did not carry becomes no resolution"
    type(other).objects.filter(pk=other.pk).update(is_carried=True)
    meeting.assignments.create(title="Của nghị quyết kia", ballot=other, **values)
    assert printed() == ["Của nghị quyết này"]


def test_a_cell_without_a_superior_reports_to_nobody(db):
    assert documents.default_recipients(OrganizationFactory()).splitlines()[0] == "Cấp ủy viên theo dõi chi bộ"


def test_a_resolution_of_the_committee_says_that_the_committee_met(cast):
    meeting = hold(
        MeetingFactory(
            organization=cast.cell, kind=MeetingKind.COMMITTEE.value, period="2026-11", starts_at=at(date(2026, 11, 1))
        ),
        present=3,
        expected=3,
    )
    row = ResolutionFactory(ballot=BallotFactory(meeting=meeting), signer=cast.secretary.member, number=1)
    row.issued_on = date(2026, 11, 2)
    paper = documents.resolution_paper(row, Role.SECRETARY)
    assert "Chi ủy Chi bộ thôn Văn Hòa đã họp phiên tháng 11 năm 2026; có mặt 3/3 chi ủy viên phải dự." in paper.opening
    assert paper.enactment.endswith("Chi ủy thống nhất ban hành nghị quyết:")
    assert "chi ủy viên biểu quyết tán thành" in paper.vote_sentence
