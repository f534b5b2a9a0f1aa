"""Frozen papers: their way through JSON, their sentences, and the filters that print them."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils.safestring import mark_safe

from chibo.core.papers import Approval, Ballot, Census, Letterhead, MinutesItem, MinutesPaper, Person, ResolutionPaper
from chibo.core.templatetags.papers import even_lines, led_by, prose, stopped, unstopped
from tests.core import sample_papers

PAPERS = [
    sample_papers.MINUTES,
    sample_papers.THEMATIC,
    sample_papers.RESOLUTION,
    sample_papers.NOTICE,
    sample_papers.PACKET,
]


@pytest.mark.parametrize("paper", PAPERS)
def test_json_round_trip_loses_nothing(paper):
    assert type(paper).from_json(json.loads(json.dumps(paper.to_json()))) == paper


def test_json_is_plain():
    data = sample_papers.LETTERHEAD.to_json()
    assert (data["day"], data["number_line"], data["draft_line"]) == ("2026-02-03", "Số 03-BB/CB", "")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "red"}, r"Letterhead: unknown fields \['colour'\]"),
        ({"place": 3}, r"Letterhead\.place: 3 is not"),
        ({"day": "hôm qua"}, "Invalid isoformat"),
    ],
)
def test_json_that_does_not_fit_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        Letterhead.from_json({**sample_papers.LETTERHEAD.to_json(), **change})


def test_json_without_a_needed_field_is_refused():
    data = sample_papers.RESOLUTION.to_json()
    del data["abstract"]
    with pytest.raises(ValueError, match=r"ResolutionPaper.*abstract"):
        ResolutionPaper.from_json(data)


def test_json_true_is_not_a_number():
    with pytest.raises(ValueError, match=r"Approval\.in_favor"):
        Approval.from_json({"in_favor": True, "out_of": 3})


def test_older_json_takes_defaults():
    data = sample_papers.MINUTES.to_json()
    del data["confirmed_by"]
    assert MinutesPaper.from_json(data) == sample_papers.MINUTES


def test_census_leaves_out_empty_categories_but_never_absences():
    census = Census(total=9, official=8, probationary=1, expected=9, present=9, present_percent="100%")
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
    ballot = Ballot("dự thảo", 10, 8, 1, 1, "80%", "10%", "10%", True, "")
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
    paper = replace(sample_papers.MINUTES, ended_at=datetime(2026, 2, 3, 17, 10, tzinfo=UTC))
    assert paper.end_line == (
        "Buổi sinh hoạt kết thúc hồi 00 giờ 10 phút, ngày 04 tháng 02 năm 2026 (thời lượng 95 phút)."
    )


def test_meeting_of_the_committee_names_the_committee():
    paper = replace(sample_papers.MINUTES, held_by="Chi ủy", occasion="phiên họp tháng 02 năm 2026", mode="")
    assert paper.time_and_place.endswith("đường Nguyễn Văn Thoại, Chi ủy tổ chức phiên họp tháng 02 năm 2026.")


def test_thematic_outline_is_numbered_through():
    paper = replace(sample_papers.THEMATIC, score=sample_papers.SCORE, self_criticism="<p>a</p>")
    assert [part.heading for part in paper.outline] == [
        "I- Mục đích, yêu cầu",
        "II- Báo cáo đề dẫn",
        "III- Thảo luận",
        "IV- Tự phê bình và phê bình; biểu dương, nhắc nhở",
        "V- Kết luận",
        "VI- Chấm điểm chất lượng buổi sinh hoạt",
        "VII- Kết thúc",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ĐẢNG BỘ XÃ CÔNG HẢI", ["ĐẢNG BỘ XÃ CÔNG HẢI"]),
        ("CHI BỘ TỔ DÂN PHỐ SỐ 12 NGUYỄN VĂN THOẠI", ["CHI BỘ TỔ DÂN PHỐ", "SỐ 12 NGUYỄN VĂN THOẠI"]),
        (
            "ĐẢNG BỘ CÁC CƠ QUAN ĐẢNG VÀ ĐOÀN THỂ CHÍNH TRỊ - XÃ HỘI TỈNH",
            ["ĐẢNG BỘ CÁC CƠ QUAN ĐẢNG", "VÀ ĐOÀN THỂ", "CHÍNH TRỊ - XÃ HỘI TỈNH"],
        ),
        ("ĐẢNG BỘ\nXÃ A", ["ĐẢNG BỘ", "XÃ A"]),
        ("CHI BỘ <A>", ["CHI BỘ &lt;A&gt;"]),
        ("", [""]),
    ],
)
def test_letterhead_lines_are_even(text, expected):
    assert even_lines(text).split("<br>") == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a", "a."),
        ("a.", "a."),
        ("a;", "a."),
        ("a:", "a:"),
        ("a…", "a…"),
        ("đạt 88,9%)", "đạt 88,9%)."),
        ("<p>a</p>", "<p>a.</p>"),
        ("<ul><li>a</li></ul>", "<ul><li>a.</li></ul>"),
        ("<p>a.</p> ", "<p>a.</p>"),
        ("", ""),
        ("<p>a;</p>", "<p>a.</p>"),
        ("<p>a &gt;</p>", "<p>a &gt;.</p>"),
        ("<table><tr><td>a</td></tr></table>", "<table><tr><td>a</td></tr></table>"),
    ],
)
def test_body_ends_with_a_full_stop(source, expected):
    assert stopped(source) == expected


def test_stopped_keeps_plain_text_unsafe():
    assert not hasattr(stopped("<b>"), "__html__")
    assert hasattr(stopped(mark_safe("<p>a</p>")), "__html__")


def test_unstopped():
    assert unstopped(" Lưu Chi bộ.; ") == "Lưu Chi bộ"


def test_prose_fits_below_a_heading():
    source = "<h2>a</h2><h3>b</h3><table><tbody><tr><th>c</th></tr></tbody></table><ul><li><p>d</p><p>e</p></li></ul>"
    assert prose(source, 4) == (
        '<h4>a</h4><h5>b</h5><table><tbody><tr><th scope="col">c</th></tr></tbody></table><ul><li>d<p>e</p></li></ul>'
    )


def test_lead_runs_into_the_first_paragraph():
    assert led_by(prose("<p>a</p>"), "<b>: ") == "<p>&lt;b&gt;: a</p>"
    assert led_by(prose("<ul><li>a</li></ul>"), "b: ") == "<p>b:</p><ul><li>a</li></ul>"
    assert led_by(prose("<p>a</p>"), "") == "<p>a</p>"
    assert led_by(prose(""), "b.") == "<p>b.</p>"


def test_title_of_a_resolution():
    assert sample_papers.RESOLUTION.title == "Nghị quyết 05-NQ/CB – Lãnh đạo thực hiện nhiệm vụ tháng 12 năm 2026"
    unnumbered = replace(sample_papers.RESOLUTION, letterhead=Letterhead("A", "B", "C", date(2026, 1, 1)))
    assert unnumbered.title == "Nghị quyết – Lãnh đạo thực hiện nhiệm vụ tháng 12 năm 2026"
