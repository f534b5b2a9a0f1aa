"""The paper says what the records say."""

from datetime import timedelta

import pytest

from chibo.core.wording import date_words
from chibo.rules.census import Mark
from chibo.rules.periods import MeetingKind
from chibo.rules.voting import Matter
from meetings import documents, services
from meetings.codes import SpeechKind
from meetings.selectors import load_record
from tests.meetings import staging
from tests.meetings.test_closing import POINTS


def paper_of(meeting, **values):
    meeting.refresh_from_db()
    return documents.minutes_paper(load_record(meeting), **values)


def doing(cast, meeting):
    return {"actor": cast.minute_taker, "now": cast.now, "meeting": meeting}


def test_the_census_by_category(cast):
    """Ten on the roll; the visiting one belongs to another cell and is named apart."""
    census = paper_of(staging.held(cast)).census
    assert (census.total, census.official, census.probationary) == (9, 8, 1)
    assert (census.temporary_here, census.temporarily_away, census.exempt, census.suspended) == (1, 1, 1, 0)
    assert (census.present, census.expected, census.present_percent) == (6, 8, "75%")


def test_absences_with_their_reasons_and_nobody_who_is_not_expected(cast):
    census = paper_of(staging.held(cast)).census
    assert [(row.name, row.reason) for row in census.absent_excused] == [("Cao Văn Chính", "đi viện")]
    assert [row.name for row in census.absent_unexcused] == ["Nguyễn Văn Ân"]


def test_an_exempt_member_who_came_is_present_and_expected(cast):
    meeting = staging.called(cast)
    staging.call(cast, meeting, cast.exempt, Mark.PRESENT)
    census = documents.census(list(meeting.attendances.all()))
    assert (census.present, census.expected, census.exempt) == (7, 9, 1)


@pytest.mark.parametrize(
    ("matter", "votes", "line", "result"),
    [
        (Matter.RESOLUTION, (4, 0, 0), "tán thành:\u00a004 (66,7%)", "Đã thông qua (cần trên một nửa"),
        (Matter.RESOLUTION, (3, 1, 0), "không tán thành:\u00a001 (16,7%)", "Không được thông qua (cần trên một nửa"),
        (Matter.ADMISSION, (4, 0, 0), "tán thành:\u00a004 (66,7%)", "Đã thông qua (cần từ hai phần ba"),
    ],
)
def test_a_vote_is_printed_against_the_electorate(cast, matter, votes, line, result):
    meeting = staging.called(cast)
    ballot = services.record_ballot(**doing(cast, meeting), matter=matter, subject="nghị quyết", votes=votes)
    paper = documents.ballot_paper(ballot)
    assert paper.electorate == 6
    assert line in paper.line
    assert "không tham gia biểu quyết:\u00a002 (33,3%)" in paper.line
    assert paper.result.startswith(result)


def test_the_vote_on_the_programme_opens_the_minutes_and_is_no_item(cast):
    meeting = staging.called(cast)
    services.record_ballot(**doing(cast, meeting), matter=Matter.AGENDA, subject="chương trình", votes=(4, 0, 0))
    paper = paper_of(meeting, until=cast.now)
    assert (paper.agenda_approval.in_favor, paper.agenda_approval.out_of) == (4, 6)
    assert [item.title for item in paper.items] == ["Việc số 1", "Việc số 2", "Việc số 3"]


def test_speeches_stand_under_their_item_and_reserved_opinions_under_their_names(cast):
    meeting = staging.called(cast)
    item = meeting.items.first()
    given = doing(cast, meeting) | {"item": item}
    services.record_speech(**given, member=cast.deputy.member, text="Nhất trí.\nĐề nghị <b>rõ</b> người.")
    services.record_speech(
        **given, member=cast.committee_member.member, text="Không đồng ý mức thu.", kind=SpeechKind.RESERVED
    )
    services.record_speech(**doing(cast, meeting), item=None, member=cast.visiting, text="Cảm ơn chi bộ.")
    paper = paper_of(meeting, until=cast.now)
    first, loose = paper.items[0], paper.items[-1]
    assert [(str(speech.speaker), "Nhất trí." in speech.text) for speech in first.speeches] == [
        ("đồng chí Lê Văn Đức, Phó Bí thư Chi bộ", True)
    ]
    assert [(row.name, row.text) for row in first.reserved] == [("Phạm Minh Ánh", "<p>Không đồng ý mức thu.</p>")]
    assert (loose.title, [speech.speaker.name for speech in loose.speeches]) == (
        "Ý kiến, biểu quyết chung",
        ["Lưu Thị Khách"],
    )


def test_hours_people_and_approval(cast):
    paper = paper_of(staging.read_back(cast))
    assert paper.duration_minutes == 100
    assert date_words(cast.on) in paper.time_and_place
    assert str(paper.chair) == "đồng chí Trần Thị Hoa, Bí thư Chi bộ"
    assert str(paper.minute_taker) == "đồng chí Ngô Thu Hằng"
    assert (paper.minutes_approval.in_favor, paper.minutes_approval.out_of) == (6, 6)
    assert paper.recipients == ("Đảng ủy xã Kiến Thụy (để báo cáo)", "Lưu Chi bộ")
    assert paper.opening == "<p>Đồng chí Bí thư tuyên bố lý do.</p>"


def test_guests_score_and_assignments(cast):
    meeting = staging.called(cast)
    services.add_guest(**doing(cast, meeting), name="Hoàng Thị Yến", post="Đảng ủy viên")
    services.save_score(**doing(cast, meeting), points=POINTS, remedy="Nhắc đồng chí vắng")
    services.assign(
        **doing(cast, meeting),
        title="Thu đảng phí",
        member=cast.member.member,
        helper=cast.official,
        due_on=cast.on + timedelta(days=15),
    )
    paper = paper_of(meeting, until=cast.now)
    assert [str(guest) for guest in paper.guests] == ["đồng chí Hoàng Thị Yến, Đảng ủy viên"]
    assert (paper.score.total, paper.score.most, paper.score.rating) == ("90", "100", "Tốt")
    assert [row.points for row in paper.score.criteria] == ["5", "3", "9", "36", "5", "27", "5"]
    row = paper.assignments[0]
    assert (row.content, row.responsible, row.supporting, row.due) == (
        "Thu đảng phí",
        "Nguyễn Văn Ân",
        "Cao Văn Chính",
        "05/12/2026",
    )


def test_the_second_meeting_of_an_occasion_says_what_it_followed(cast):
    regular = staging.planned(cast, starts_at=cast.now - timedelta(minutes=90))
    thematic = staging.opened(cast, kind=MeetingKind.THEMATIC, key="2026-Q4", starts_at=cast.now, combined_with=regular)
    paper = paper_of(thematic, until=cast.now)
    assert paper.thematic
    assert paper.follows == "tiếp sau sinh hoạt thường kỳ tháng 11 năm 2026"
    services.open_meeting(
        actor=cast.secretary, now=cast.now, meeting=regular, opened_at=cast.now - timedelta(minutes=95), reason="x"
    )
    assert paper_of(regular, until=cast.now).follows == ""


def test_a_preview_needs_no_end_and_the_paper_does(cast):
    meeting = staging.called(cast)
    assert paper_of(meeting, until=cast.now).duration_minutes == 100
    with pytest.raises(ValueError, match="has not been held"):
        paper_of(meeting)


def test_what_was_frozen_is_what_was_printed(cast):
    meeting = staging.locked(cast)
    before = documents.frozen_paper(meeting.minutes)
    cast.cell.name = cast.cell.issuer_line = "Chi bộ đã đổi tên"
    cast.cell.save()
    assert documents.frozen_paper(meeting.minutes) == before
    assert before.letterhead.issuer_line == "CHI BỘ THÔN VĂN HÒA"
    assert before.census == documents.census(list(meeting.attendances.all()))


def test_the_same_facts_give_the_same_bytes(cast):
    paper = paper_of(staging.read_back(cast))
    assert documents.minutes_pdf(paper) == documents.minutes_pdf(paper)
    assert documents.minutes_draft_pdf(paper).startswith(b"%PDF-")


def test_the_letterhead_is_in_capitals_however_the_lines_were_entered(cast):
    cast.cell.parent_line, cast.cell.issuer_line = "", "Chi bộ thôn Văn Hòa"
    head = documents.letterhead(cast.cell, cast.on)
    assert (head.parent_line, head.issuer_line) == (cast.committee.name.upper(), "CHI BỘ THÔN VĂN HÒA")
