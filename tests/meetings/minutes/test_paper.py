"""What minutes say, sentence by sentence and on the page; and that what was frozen years ago is read again."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chibo.core.papers import Person
from meetings.minutes.documents import minutes_pdf
from meetings.minutes.paper import Approval, MinutesItem, MinutesPaper, PrintedBallot, PrintedCensus
from tests.core.frozen import frozen, held
from tests.core.measuring import needs_poppler, running_text
from tests.meetings.minutes.sample_paper import MINUTES, SCORE, THEMATIC


def test_census_leaves_out_empty_categories_but_never_absences():
    census = PrintedCensus(total=9, official=8, probationary=1, expected=9, present=9, present_percent="100%")
    assert census.lines == [
        "Tổng số đảng viên: 09 đồng chí (chính thức: 08; dự bị: 01).",
        "Có mặt: 09/09 đồng chí phải dự (đạt 100%).",
        "Vắng có lý do: không có.",
        "Vắng không lý do: không có.",
    ]
    special = replace(census, temporary_here=1, suspended=2).lines[1]
    assert special == "Sinh hoạt tạm thời đến:\u00a001; đình chỉ sinh hoạt:\u00a002."


def test_unanimous_only_when_everybody_agreed():
    assert str(Approval(9, 9)) == "nhất trí thông qua (09/09 đồng chí tán thành)"
    assert str(Approval(8, 9)) == "thông qua (08/09 đồng chí tán thành)"


def test_ballot_tells_who_kept_silent_only_when_somebody_did():
    ballot = PrintedBallot("dự thảo", 10, 8, 1, 1, "80%", "10%", "10%", True, "")
    assert "không tham gia" not in ballot.line
    assert "không tham gia biểu quyết:\u00a001 (10%)." in replace(ballot, abstain=0, abstain_percent="0%").line
    assert ballot.result == "Kết quả: thông qua."
    assert replace(ballot, carried=False).result == "Kết quả: không thông qua."


def test_presenter_is_set_off_by_commas():
    item = MinutesItem("a", Person("Trần Thị Hoa", "Bí thư Chi bộ"))
    assert item.lead == "Đồng chí Trần Thị Hoa, Bí thư Chi bộ, trình bày."
    assert replace(item, presenter=Person("Lê An"), proceedings="<p>b</p>").lead == "Đồng chí Lê An trình bày: "
    assert replace(item, presenter=None).lead == ""


def test_meeting_that_ends_after_midnight_names_the_day():
    paper = replace(MINUTES, ended_at=datetime(2026, 2, 3, 17, 10, tzinfo=UTC))
    assert paper.end_line == (
        "Buổi sinh hoạt kết thúc hồi 00 giờ 10 phút, ngày 04 tháng 02 năm 2026 (thời lượng 95 phút)."
    )


def test_time_place_and_occasion_in_one_sentence():
    when = "Hồi 19 giờ 30 phút, ngày 03 tháng 02 năm 2026"
    place = "tại Nhà văn hóa tổ dân phố số 12, đường Nguyễn Văn Thoại"
    what = "Chi bộ tổ chức sinh hoạt thường kỳ tháng 02 năm 2026."
    assert MINUTES.time_and_place == f"{when}, {place}, {what}"
    follows = "tiếp sau sinh hoạt chuyên đề quý I năm 2026"
    assert replace(MINUTES, follows=follows).time_and_place == f"{when}, {place}, {follows}, {what}"


def test_thematic_outline_is_numbered_through():
    paper = replace(THEMATIC, score=SCORE, self_criticism="<p>a</p>")
    assert [part.heading for part in paper.outline] == [
        "I- Mục đích, yêu cầu",
        "II- Báo cáo đề dẫn",
        "III- Thảo luận",
        "IV- Tự phê bình và phê bình; biểu dương, nhắc nhở",
        "V- Kết luận",
        "VI- Chấm điểm chất lượng buổi sinh hoạt",
        "VII- Kết thúc",
    ]


# On the page ----------------------------------------------------------------------------------------------------


@needs_poppler
def test_minutes_tell_everything_in_order():
    text = running_text(minutes_pdf(MINUTES))
    told = [
        "BIÊN BẢN", "Sinh hoạt chi bộ thường kỳ tháng 02 năm 2026",
        "Hồi 19 giờ 30 phút, ngày 03 tháng 02 năm 2026, tại Nhà văn hóa tổ dân phố số 12",
        "Tổng số đảng viên: 30 đồng chí (chính thức: 28; dự bị: 02).",
        "Có mặt: 26/28 đồng chí phải dự (đạt 92,9%).",
        "Vắng có lý do: 02 đồng chí, gồm: Hoàng Thị Ngọc Ánh (đi công tác);", "Vắng không lý do: không có.",
        "Đại biểu dự: đồng chí Đinh Thị Mỹ Hạnh", "Chủ trì: đồng chí Nguyễn Hoàng Phương Thảo, Bí thư Chi bộ.",
        "Thư ký: đồng chí Công Tằng Tôn Nữ Thị Diễm Quỳnh.", "I- Mở đầu",
        "hội nghị nhất trí thông qua (26/26 đồng chí tán thành).",
        "II- Nội dung", "1. Thông tin thời sự", "2. Đánh giá kết quả", "3. Phương hướng, nhiệm vụ",
        "Đồng chí Võ Thị Kiều Diễm bảo lưu: Chưa nên thu", "bổ sung chỉ tiêu",
        "để biểu quyết: 27; tán thành: 24 (88,9%); không tán thành: 01 (3,7%); không có ý kiến: 0;",
        "không tham gia biểu quyết: 02 (7,4%). Nghị quyết được thông qua.",
        "Biểu quyết về đề nghị kết nạp", "Kết quả: thông qua.",
        "4. Tự phê bình và phê bình", "5. Phân công nhiệm vụ", "6. Chấm điểm chất lượng buổi sinh hoạt",
        "Tổng điểm: 94,5/100; xếp loại: Tốt.", "cách khắc phục: gợi ý trước nội dung để nhiều đảng viên phát biểu hơn.",
        "III- Kết thúc", "Đồng chí Phạm Thị Ngọc Ánh chuẩn bị chuyên đề quý I.",
        "Thư ký đọc lại biên bản; hội nghị nhất trí thông qua",
        "Buổi sinh hoạt kết thúc hồi 21 giờ 05 phút, cùng ngày (thời lượng 95 phút).",
        "NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ", "Nơi nhận:", "- Đảng ủy phường (để báo cáo);", "- Lưu Chi bộ.",
    ]  # fmt: skip
    places = [text.find(sentence) for sentence in told]
    assert [sentence for sentence, place in zip(told, places, strict=True) if place < 0] == []
    assert places == sorted(places)


@needs_poppler
def test_thematic_minutes_have_their_own_order():
    text = running_text(minutes_pdf(THEMATIC))
    headings = re.findall(r"\b([IVX]+- (?:Mục đích, yêu cầu|Báo cáo đề dẫn|Thảo luận|Kết luận|Kết thúc))", text)
    assert headings == [
        "I- Mục đích, yêu cầu", "II- Báo cáo đề dẫn", "III- Thảo luận", "IV- Kết luận", "V- Kết thúc",
    ]  # fmt: skip
    assert "tiếp sau sinh hoạt thường kỳ tháng 11 năm 2026" in text
    assert "Đồng chí Trần Thị Ngọc Ánh: Nhất trí" in text
    assert "hội nghị thông qua (08/09 đồng chí tán thành)" in text


@needs_poppler
def test_sections_without_data_leave_no_heading():
    bare = replace(
        MINUTES, items=(MinutesItem("Thông tin thời sự"),), self_criticism="", assignments=(), score=None,
        guests=(), guest_remarks=(), opening="", agenda_approval=None, closing="", minutes_approval=None, recipients=(),
    )  # fmt: skip
    text = running_text(minutes_pdf(bare))
    for absent in (
        "Mở đầu", "Ý kiến", "Kết luận", "Biểu quyết", "Tự phê bình", "Phân công", "Chấm điểm", "Đại biểu", "Nơi nhận",
        "chuẩn bị", "đọc lại", "None",
    ):  # fmt: skip
        assert absent not in text
    assert "I- Nội dung" in text
    assert "II- Kết thúc" in text


# Frozen ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", [MINUTES, THEMATIC])
def test_minutes_come_back_from_json_as_they_went(paper):
    assert MinutesPaper.from_json(json.loads(json.dumps(paper.to_json()))) == paper


def test_minutes_that_know_less_take_what_is_usual():
    data = MINUTES.to_json()
    del data["follows"], data["presenters"]
    assert MinutesPaper.from_json(data) == MINUTES


def test_minutes_frozen_by_an_older_program_are_read_with_all_they_held():
    old = frozen("minutes")
    assert "secret" in old["items"][-1]["ballots"][0], "these were frozen with fields that are printed no more"
    paper = MinutesPaper.from_json(old)
    assert held(old) == held(paper.to_json()) | {"held_by": "Chi bộ"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("held_by", "Chi ủy"),
        ("dues", "Đảng phí đã nộp đủ"),
        ("bases", ["Kế hoạch 02-KH/CB"]),
        ("confirmed_by", {"name": "Lê An", "role": ""}),
    ],
)
def test_what_older_minutes_printed_is_never_lost_in_silence(name, value):
    assert name in frozen("minutes")
    with pytest.raises(ValueError, match=rf"MinutesPaper: unknown fields \['{name}'\]"):
        MinutesPaper.from_json(frozen("minutes") | {name: value})


def test_a_secret_vote_of_older_minutes_is_refused_inside_its_item():
    old = frozen("minutes")
    old["items"][-1]["ballots"][0]["secret"] = True
    with pytest.raises(ValueError, match=r"PrintedBallot: unknown fields \['secret'\]"):
        MinutesPaper.from_json(old)
