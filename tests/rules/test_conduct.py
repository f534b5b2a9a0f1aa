"""The meeting itself: in time, long enough, attended, its minutes locked."""

import pytest

from chibo.rules.conduct import attendance, duration, held, last_day, minutes, minutes_rule
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.thresholds import Figure
from tests.rules.making import BOOK, at, finished, local_book, on, own_figure, regular, thematic

AFTER = at("01/02/2027 08:00")


@pytest.mark.parametrize(
    ("kind", "period", "own", "last", "source"),
    [
        ("regular", "2026-12", None, "07/12/2026", "CT50"),
        ("regular", "2026-01", None, "07/01/2026", "CT50"),
        ("regular", "2025-08", None, "07/08/2025", "CT50"),
        ("regular", "2025-07", None, "31/07/2025", None),
        ("regular", "2024-02", None, "29/02/2024", None),
        ("regular", "2026-12", "10", "10/12/2026", "QĐ 5-QĐ/ĐU"),
        ("regular", "2026-01", "31", "31/01/2026", "QĐ 5-QĐ/ĐU"),
        ("regular", "2026-02", "31", "28/02/2026", "QĐ 5-QĐ/ĐU"),
        ("regular", "2028-02", "30", "29/02/2028", "QĐ 5-QĐ/ĐU"),
        ("regular", "2026-04", "31", "30/04/2026", "QĐ 5-QĐ/ĐU"),
        ("thematic", "2026-Q1", None, "31/03/2026", "HD42"),
        ("thematic", "2026-Q4", None, "31/12/2026", "HD42"),
        ("thematic", "2025-Q3", None, "30/09/2025", "HD12"),
        ("committee", "2026-02", None, "28/02/2026", None),
        ("extraordinary", "2026-12", None, "31/12/2026", None),
    ],
)
def test_the_last_day_of_a_duty(kind, period, own, last, source):
    book = local_book(own_figure(Figure.REGULAR_LATEST_DAY, own)) if own else BOOK
    day, row = last_day(MeetingKind(kind), Period.parse(period), book)
    assert (day, row and row.source) == (on(last), source)


@pytest.mark.parametrize(
    ("changes", "now", "verdict", "figures"),
    [
        ({}, "02/12/2026 23:59", "not_due", "Chưa họp; hạn 07/12/2026."),
        ({}, "03/12/2026 00:00", "due", "Chưa họp; hạn 07/12/2026."),
        ({}, "07/12/2026 23:59", "due", "Chưa họp; hạn 07/12/2026."),
        ({}, "08/12/2026 00:00", "missed", "Chưa họp; hạn 07/12/2026."),
        ({"starts_at": "07/12/2026 19:00"}, "06/12/2026 08:00", "not_due", "Chưa họp; hạn 07/12/2026."),
        ({"starts_at": "07/12/2026 19:00"}, "07/12/2026 08:00", "due", "Chưa họp; hạn 07/12/2026."),
        ({"opened_at": "03/12/2026 19:00"}, "04/12/2026 08:00", "met", "Họp ngày 03/12/2026; hạn 07/12/2026."),
        ({"opened_at": "07/12/2026 23:59"}, "08/12/2026 08:00", "met", "Họp ngày 07/12/2026; hạn 07/12/2026."),
        ({"opened_at": "08/12/2026 00:05"}, "09/12/2026 08:00", "late", "Họp ngày 08/12/2026; hạn 07/12/2026."),
        ({"opened_at": "30/11/2026 19:00"}, "09/12/2026 08:00", "met", "Họp ngày 30/11/2026; hạn 07/12/2026."),
    ],
)
def test_a_regular_meeting_is_held_in_the_first_week(changes, now, verdict, figures):
    found = held(regular(**changes), at(now), BOOK)
    assert (found.verdict.value, found.figures, found.citation) == (verdict, figures, "CT 50-CT/TW, 23/07/2025")


@pytest.mark.parametrize(
    ("opened_at", "now", "verdict", "figures"),
    [
        (None, "25/11/2026 08:00", "late", "Dự kiến họp ngày 20/12/2026, sau hạn 07/12/2026."),
        (None, "20/12/2026 23:59", "late", "Dự kiến họp ngày 20/12/2026, sau hạn 07/12/2026."),
        (None, "21/12/2026 00:00", "missed", "Chưa họp; hạn 07/12/2026."),
        ("20/12/2026 19:00", "20/12/2026 19:30", "late", "Họp ngày 20/12/2026; hạn 07/12/2026."),
        ("05/12/2026 19:00", "20/12/2026 19:30", "met", "Họp ngày 05/12/2026; hạn 07/12/2026."),
    ],
)
def test_a_regular_meeting_planned_after_the_first_week(opened_at, now, verdict, figures):
    found = held(regular(starts_at="20/12/2026 19:00", opened_at=opened_at), at(now), BOOK)
    assert (found.verdict.value, found.figures) == (verdict, figures)


def test_a_december_meeting_held_in_january_is_late_for_december():
    facts = regular(starts_at="02/01/2027 19:00", period="2026-12", opened_at="02/01/2027 19:00")
    assert held(facts, AFTER, BOOK).figures == "Họp ngày 02/01/2027; hạn 07/12/2026."
    assert held(facts, AFTER, BOOK).verdict.value == "late"


@pytest.mark.parametrize(
    ("opened_at", "verdict"),
    [("15/11/2026 14:00", "met"), ("31/12/2026 23:59", "met"), ("01/01/2027 00:01", "late"), (None, "missed")],
)
def test_a_thematic_meeting_is_held_within_its_quarter(opened_at, verdict):
    assert held(thematic(opened_at=opened_at), AFTER, BOOK).verdict.value == verdict


def test_no_rule_dates_an_extraordinary_meeting():
    found = held(regular(kind=MeetingKind.EXTRAORDINARY, opened_at="03/12/2026 19:00"), AFTER, BOOK)
    assert (found.verdict.value, found.citation) == ("met", "")


@pytest.mark.parametrize(
    ("changes", "verdict", "figures"),
    [
        ({"closed_at": None}, "not_due", "Tối thiểu 90 phút."),
        ({"closed_at": "03/12/2026 20:30"}, "met", "Họp 90 phút; tối thiểu 90 phút."),
        ({"closed_at": "03/12/2026 20:29"}, "missed", "Họp 89 phút; tối thiểu 90 phút."),
        ({"opened_at": "03/12/2026 23:00", "closed_at": "04/12/2026 00:45"}, "met", "Họp 105 phút; tối thiểu 90 phút."),
        ({"is_combined": True}, "not_due", "Tối thiểu 120 phút."),
        ({"is_combined": True, "occasion_minutes": 119}, "missed", "Họp 119 phút; tối thiểu 120 phút."),
        ({"is_combined": True, "occasion_minutes": 120}, "met", "Họp 120 phút; tối thiểu 120 phút."),
        ({"kind": MeetingKind.THEMATIC}, "not_applicable", "Không có mức tối thiểu cho kỳ này."),
        (
            {"kind": MeetingKind.THEMATIC, "is_combined": True, "occasion_minutes": 125},
            "met",
            "Họp 125 phút; tối thiểu 120 phút.",
        ),
        ({"kind": MeetingKind.EXTRAORDINARY}, "not_applicable", "Không có mức tối thiểu cho kỳ này."),
        ({"kind": MeetingKind.COMMITTEE}, "not_applicable", "Không có mức tối thiểu cho kỳ này."),
    ],
)
def test_duration(changes, verdict, figures):
    found = duration(finished(**changes), AFTER, BOOK)
    assert (found.verdict.value, found.figures, found.is_open) == (verdict, figures, False)


@pytest.mark.parametrize(("opened_at", "source"), [("27/10/2025 19:00", "HD12"), ("28/10/2025 19:00", "HD42")])
def test_the_day_it_was_held_chooses_the_guidance(opened_at, source):
    facts = regular(starts_at="28/10/2025 19:00", opened_at=opened_at)
    assert minutes_rule(facts, BOOK).source == source


@pytest.mark.parametrize(
    ("changes", "verdict", "figures"),
    [
        ({"closed_at": None}, "not_due", "Mức đề ra 90%."),
        ({"present": 18}, "met", "Có mặt 18 trên 20 đảng viên phải dự (90%); mức đề ra 90%."),
        ({"present": 17}, "missed", "Có mặt 17 trên 20 đảng viên phải dự (85%); mức đề ra 90%."),
        ({"present": 11, "expected": 12}, "met", "Có mặt 11 trên 12 đảng viên phải dự (91,7%); mức đề ra 90%."),
        ({"present": 0}, "missed", "Có mặt 0 trên 20 đảng viên phải dự (0%); mức đề ra 90%."),
        ({"present": 0, "expected": 0}, "not_applicable", "Không có đảng viên nào phải dự kỳ này."),
        ({"present": 0, "expected": 0, "closed_at": None}, "not_due", "Mức đề ra 90%."),
        ({"opened_at": "03/10/2025 19:00"}, "not_applicable", "Chưa có quy định vào ngày này."),
    ],
)
def test_attendance(changes, verdict, figures):
    found = attendance(finished(**changes), AFTER, BOOK)
    assert (found.verdict.value, found.figures, found.is_open) == (verdict, figures, False)


def test_attendance_is_compared_exactly():
    assert attendance(finished(present=899, expected=999), AFTER, BOOK).verdict.value == "missed"
    assert attendance(finished(present=900, expected=1000), AFTER, BOOK).verdict.value == "met"


@pytest.mark.parametrize(
    ("changes", "now", "verdict", "figures"),
    [
        (
            {"opened_at": None},
            "09/12/2026 08:00",
            "not_due",
            "Chưa khóa biên bản; khóa khi kết thúc buổi, chậm nhất 05/12/2026.",
        ),
        ({}, "03/12/2026 21:00", "due", "Chưa khóa biên bản; khóa khi kết thúc buổi, chậm nhất 05/12/2026."),
        ({}, "06/12/2026 00:00", "missed", "Chưa khóa biên bản; khóa khi kết thúc buổi, chậm nhất 05/12/2026."),
        (
            {"minutes_locked_at": "05/12/2026 23:59"},
            "09/12/2026 08:00",
            "met",
            "Khóa biên bản ngày 05/12/2026; hạn 05/12/2026.",
        ),
        (
            {"minutes_locked_at": "06/12/2026 00:00"},
            "09/12/2026 08:00",
            "late",
            "Khóa biên bản ngày 06/12/2026; hạn 05/12/2026.",
        ),
    ],
)
def test_minutes_are_locked_within_two_days(changes, now, verdict, figures):
    facts = finished(**{"minutes_locked_at": None, **changes})
    found = minutes(facts, at(now), BOOK)
    assert (found.verdict.value, found.figures) == (verdict, figures)


def test_minutes_opened_after_midnight_count_from_that_day():
    facts = finished(opened_at="04/12/2026 00:05", minutes_locked_at="06/12/2026 08:00")
    assert minutes(facts, AFTER, BOOK).verdict.value == "met"


def test_no_day_was_set_for_minutes_before_the_guidance():
    facts = regular(starts_at="03/10/2025 19:00", opened_at="03/10/2025 19:00")
    assert minutes(facts, AFTER, BOOK).verdict.value == "not_applicable"
