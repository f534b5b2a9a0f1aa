"""The paper says what the records say."""

from datetime import timedelta

import pytest

from chibo.core.wording import date_words
from chibo.rules.census import Mark
from chibo.rules.periods import MeetingKind
from chibo.rules.voting import Matter
from meetings.codes import SpeechKind
from meetings.ground.facts import load_record
from meetings.minutes.documents import ballot_paper, census, frozen_paper, minutes_draft_pdf, minutes_paper, minutes_pdf
from meetings.models import Meeting
from meetings.score import services as score
from meetings.session import services as session
from tests.meetings import staging
from tests.meetings.staging import POINTS


def paper_of(meeting, **values):
    meeting.refresh_from_db()
    return minutes_paper(load_record(meeting), **values)


def doing(cast, meeting):
    return {"actor": cast.minute_taker, "now": cast.now, "meeting": meeting}


def test_the_census_by_category(cast):
    """Ten on the roll; the visiting one belongs to another cell and is named apart."""
    roll = paper_of(staging.held(cast)).census
    assert (roll.total, roll.official, roll.probationary) == (9, 8, 1)
    assert (roll.temporary_here, roll.temporarily_away, roll.exempt, roll.suspended) == (1, 1, 1, 0)
    assert (roll.present, roll.expected, roll.present_percent) == (6, 8, "75%")


def test_absences_with_their_reasons_and_nobody_who_is_not_expected(cast):
    roll = paper_of(staging.held(cast)).census
    assert [(row.name, row.reason) for row in roll.absent_excused] == [("Cao Văn Chính", "đi viện")]
    assert [row.name for row in roll.absent_unexcused] == ["Nguyễn Văn Ân"]


def test_an_exempt_member_who_came_is_present_and_expected(cast):
    meeting = staging.called(cast)
    staging.call(cast, meeting, cast.exempt, Mark.PRESENT)
    roll = census(list(meeting.attendances.all()))
    assert (roll.present, roll.expected, roll.exempt) == (7, 9, 1)


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
    ballot = session.record_ballot(**doing(cast, meeting), matter=matter, subject="nghị quyết", votes=votes)
    paper = ballot_paper(ballot)
    assert paper.electorate == 6
    assert line in paper.line
    assert "không tham gia biểu quyết:\u00a002 (33,3%)" in paper.line
    assert paper.result.startswith(result)


def test_the_vote_on_the_programme_opens_the_minutes_and_is_no_item(cast):
    meeting = staging.called(cast)
    session.record_ballot(**doing(cast, meeting), matter=Matter.AGENDA, subject="chương trình", votes=(4, 0, 0))
    paper = paper_of(meeting, until=cast.now)
    assert (paper.agenda_approval.in_favor, paper.agenda_approval.out_of) == (4, 4)
    assert [item.title for item in paper.items] == ["Việc số 1", "Việc số 2", "Việc số 3"]


def test_speeches_stand_under_their_item_and_reserved_opinions_under_their_names(cast):
    meeting = staging.called(cast)
    item = meeting.items.first()
    given = doing(cast, meeting) | {"item": item}
    session.record_speech(**given, member=cast.deputy.member, text="Nhất trí.\nĐề nghị <b>rõ</b> người.")
    session.record_speech(
        **given, member=cast.committee_member.member, text="Không đồng ý mức thu.", kind=SpeechKind.RESERVED
    )
    session.record_speech(**doing(cast, meeting), item=None, member=cast.visiting, text="Cảm ơn chi bộ.")
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
    session.add_guest(**doing(cast, meeting), name="Hoàng Thị Yến", post="Đảng ủy viên")
    score.save_score(**doing(cast, meeting), points=POINTS, remedy="Nhắc đồng chí vắng")
    session.assign(
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
    assert paper.follows == ""  # the other has not been held
    begun = cast.now - timedelta(minutes=195)
    session.open_meeting(actor=cast.secretary, now=cast.now, meeting=regular, opened_at=begun, reason="x")
    for row in regular.attendances.all():
        staging.call(cast, regular, row.member, Mark.PRESENT)
    session.close_meeting(
        actor=cast.secretary, now=cast.now, meeting=regular, closed_at=cast.now - timedelta(minutes=105)
    )
    thematic = Meeting.objects.get(pk=thematic.pk)
    assert paper_of(thematic, until=cast.now).follows == "tiếp sau sinh hoạt thường kỳ tháng 11 năm 2026"
    assert paper_of(regular, until=cast.now).follows == ""


def test_a_quarter_keeps_its_capitals_within_a_sentence(cast):
    thematic = staging.held(cast, kind=MeetingKind.THEMATIC, key="2026-Q4", starts_at=cast.now - timedelta(minutes=90))
    regular = staging.opened(cast, combined_with=None, starts_at=cast.now + timedelta(minutes=30))
    Meeting.objects.filter(pk=regular.pk).update(combined_with=thematic, opened_at=cast.now)
    regular = Meeting.objects.get(pk=regular.pk)
    assert paper_of(regular, until=cast.now).follows == "tiếp sau sinh hoạt chuyên đề quý IV năm 2026"


def test_a_preview_needs_no_end_and_the_paper_does(cast):
    meeting = staging.called(cast)
    assert paper_of(meeting, until=cast.now).duration_minutes == 100
    with pytest.raises(ValueError, match="has not been held"):
        paper_of(meeting)


def test_what_was_frozen_is_what_was_printed(cast):
    meeting = staging.locked(cast)
    before = frozen_paper(meeting.minutes)
    cast.cell.name = cast.cell.issuer_line = "Chi bộ đã đổi tên"
    cast.cell.save()
    assert frozen_paper(meeting.minutes) == before
    assert before.letterhead.issuer_line == "CHI BỘ THÔN VĂN HÒA"
    assert before.census == census(list(meeting.attendances.all()))


def test_the_same_facts_give_the_same_bytes(cast):
    paper = paper_of(staging.read_back(cast))
    assert minutes_pdf(paper) == minutes_pdf(paper)
    assert minutes_draft_pdf(paper).startswith(b"%PDF-")
