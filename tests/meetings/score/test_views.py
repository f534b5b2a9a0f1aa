"""The score sheet, with right and wrong points."""

import pytest

from chibo.rules.census import Mark
from meetings.minutes import services as minutes
from meetings.models import QualityScore
from meetings.score import services as score
from tests.meetings import staging
from tests.meetings.reading import at, text
from tests.meetings.staging import POINTS


@pytest.fixture(autouse=True)
def _at_the_hour(cast, moved_clock):
    moved_clock(cast.now)


# Score --------------------------------------------------------------------------------------------------------------


def test_the_score_sheet_says_what_the_records_show(cast, taker):
    page = text(taker.get(at("score", staging.held(cast).pk)))
    assert "Họp 100 phút; tối thiểu 90 phút." in page
    assert "Có mặt 6 trên 8 đảng viên phải dự (75%)" in page
    assert "0 trên 6 đồng chí có mặt đã phát biểu." in page


def test_points_out_of_range_come_back_and_right_ones_are_rated(cast, taker):
    meeting = staging.held(cast)
    wrong = taker.post(at("score", meeting.pk), POINTS | {"time": "6"})
    assert wrong.status_code == 422
    assert "Tối đa 5 điểm." in text(wrong)
    assert 'value="36"' in text(wrong)
    right = taker.post(at("score", meeting.pk), POINTS | {"remedy": "Nhắc đồng chí vắng"}, follow=True)
    assert "Điểm tự chấm 90/100, xếp loại Tốt." in text(right)


def test_the_score_is_sent_once_and_its_date_shown(cast, leader):
    meeting = staging.held(cast)
    score.save_score(actor=cast.secretary, now=cast.now, meeting=meeting, points=POINTS, remedy="")
    assert "Khóa biên bản trước, rồi mới gửi điểm." in text(leader.post(at("score-send", meeting.pk)))
    minutes.read_back(actor=cast.secretary, now=cast.now, meeting=meeting, votes=6)
    minutes.lock_minutes(actor=cast.secretary, now=cast.now, meeting=meeting)
    assert "chưa gửi lên cấp trên" in text(leader.get(at("minutes", meeting.pk)))
    assert leader.post(at("score-send", meeting.pk)).status_code == 303
    assert "đã gửi ngày 20/11/2026 08:30" in text(leader.get(at("minutes", meeting.pk)))
    assert "Điểm tự chấm đã gửi rồi." in text(leader.post(at("score-send", meeting.pk)))


def test_the_sheet_of_a_committee_is_what_is_filled_in(cast, taker):
    lines = [("Công tác chuẩn bị", 40), ("Điều hành của bí thư", 60)]
    score.set_sheet(
        actor=cast.officer, now=cast.now, organization=cast.committee, lines=lines, basis="HD 5-HD/ĐU", since=cast.on
    )
    meeting = staging.held(cast)
    page = text(taker.get(at("score", meeting.pk)))
    assert "Điều hành của bí thư (tối đa 60)" in page
    assert "Bảng điểm theo HD 5-HD/ĐU." in page
    assert "Kết thúc" not in page
    assert "Tối đa 60 điểm." in text(taker.post(at("score", meeting.pk), {"preparation": "40", "line_2": "61"}))
    right = taker.post(at("score", meeting.pk), {"preparation": "40", "line_2": "29"}, follow=True)
    assert "Điểm tự chấm 69/100, xếp loại Trung bình." in text(right)


def test_the_sheet_proposes_full_points_where_the_records_bear_them_out_and_then_what_was_given(cast, taker):
    meeting = staging.held(cast)
    assert taker.get(at("score", meeting.pk)).context["page"].initial == {}
    for person in (cast.official, cast.member):
        staging.call(cast, meeting, person, Mark.PRESENT)
    assert taker.get(at("score", meeting.pk)).context["page"].initial == {"attendance": 5}
    score.save_score(actor=cast.secretary, now=cast.now, meeting=meeting, points=POINTS, remedy="Nhắc")
    assert taker.get(at("score", meeting.pk)).context["page"].initial == POINTS | {"remedy": "Nhắc"}


@pytest.mark.parametrize("value", ["", "năm", "-1", "4.5", "9" * 5000])
def test_points_are_whole_numbers_and_none_is_left_out(cast, taker, value):
    meeting = staging.held(cast)
    answer = taker.post(at("score", meeting.pk), POINTS | {"time": value})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["time"])
    secret = taker.post(at("score", meeting.pk), POINTS | {"remedy": "Theo văn bản TỐI MẬT"})
    assert list(secret.context["form"].errors) == ["remedy"]
    assert not QualityScore.objects.exists()
