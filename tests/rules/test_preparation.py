"""Before the meeting: the committee's agreement, the papers, reports on assignments."""

from dataclasses import replace

import pytest

from chibo.rules.periods import MeetingKind
from chibo.rules.preparation import assignments, circulation_opens_on, committee, lead_time_ends_on, papers
from chibo.rules.thresholds import Figure
from tests.rules.making import BOOK, adopting, at, local_book, on, own_figure, regular


def own(code, value):
    return local_book(own_figure(code, value))


@pytest.mark.parametrize(
    ("changes", "book", "opens", "last"),
    [
        ({}, BOOK, "28/11/2026", "02/12/2026"),
        ({"starts_at": "01/03/2028 08:00"}, BOOK, "25/02/2028", "29/02/2028"),
        ({"starts_at": "01/01/2027 00:10"}, BOOK, "27/12/2026", "31/12/2026"),
        ({}, own(Figure.PAPERS_DAYS_MIN, "2"), "28/11/2026", "01/12/2026"),
        ({}, own(Figure.PAPERS_DAYS_MIN, "7"), "26/11/2026", "26/11/2026"),
        ({}, own(Figure.PAPERS_DAYS_TARGET, "3"), "30/11/2026", "02/12/2026"),
        ({"opened_at": "05/12/2026 19:00"}, BOOK, "30/11/2026", "04/12/2026"),
    ],
)
def test_the_window_for_papers(changes, book, opens, last):
    facts = regular(**changes)
    assert (circulation_opens_on(facts, book), lead_time_ends_on(facts, book)) == (on(opens), on(last))


def test_no_window_was_prescribed_before_the_guidance():
    facts = regular(starts_at="03/10/2025 19:00")
    assert (circulation_opens_on(facts, BOOK), lead_time_ends_on(facts, BOOK)) == (None, None)
    assert papers(facts, at("03/10/2025 19:00"), BOOK).verdict.value == "not_applicable"


@pytest.mark.parametrize(
    ("changes", "now", "verdict", "figures"),
    [
        ({}, "27/11/2026 23:59", "not_due", "Chưa gửi. Nên gửi từ 28/11, chậm nhất 02/12/2026."),
        ({}, "28/11/2026 00:00", "due", "Chưa gửi. Nên gửi từ 28/11, chậm nhất 02/12/2026."),
        ({}, "02/12/2026 23:59", "due", "Chưa gửi. Nên gửi từ 28/11, chậm nhất 02/12/2026."),
        ({}, "03/12/2026 00:00", "missed", "Chưa gửi. Nên gửi từ 28/11, chậm nhất 02/12/2026."),
        (
            {"circulated_at": "28/11/2026 09:00"},
            "03/12/2026 08:00",
            "met",
            "Gửi ngày 28/11/2026, trước 5 ngày; quy định ít nhất 1 ngày.",
        ),
        (
            {"circulated_at": "02/12/2026 23:59"},
            "03/12/2026 08:00",
            "met",
            "Gửi ngày 02/12/2026, trước 1 ngày; quy định ít nhất 1 ngày.",
        ),
        (
            {"circulated_at": "03/12/2026 00:00"},
            "03/12/2026 08:00",
            "late",
            "Gửi ngày 03/12/2026, trước 0 ngày; quy định ít nhất 1 ngày.",
        ),
        (
            {"circulated_at": "05/12/2026 09:00"},
            "06/12/2026 08:00",
            "late",
            "Gửi ngày 05/12/2026, trước 0 ngày; quy định ít nhất 1 ngày.",
        ),
    ],
)
def test_papers(changes, now, verdict, figures):
    found = papers(regular(**changes), at(now), BOOK)
    assert (found.verdict.value, found.figures, found.citation) == (verdict, figures, "HD 42-HD/BTCTW, 28/10/2025")


@pytest.mark.parametrize(
    ("circulated_at", "opened_at", "verdict"),
    [
        ("03/12/2026 08:00", "04/12/2026 19:00", "met"),
        ("02/12/2026 08:00", "02/12/2026 19:00", "late"),
        ("02/12/2026 08:00", "04/12/2026 00:05", "met"),
    ],
)
def test_the_day_the_meeting_was_really_held_counts(circulated_at, opened_at, verdict):
    facts = regular(circulated_at=circulated_at, opened_at=opened_at)
    assert papers(facts, at("10/12/2026 08:00"), BOOK).verdict.value == verdict


@pytest.mark.parametrize("now", ["30/11/2026 19:30", "03/12/2026 19:30", "01/02/2027 08:00"])
def test_papers_never_sent_are_missed_once_the_meeting_has_begun_and_nobody_is_asked_any_more(now):
    facts = regular(opened_at="30/11/2026 19:00")
    for check in (papers, committee):
        found = check(facts, at(now), BOOK)
        assert (found.verdict.value, found.is_open) == ("missed", False)
    assert papers(regular(), at("03/12/2026 18:00"), BOOK).is_open


@pytest.mark.parametrize(
    ("agreed_at", "now", "verdict", "figures"),
    [
        (
            None,
            "22/11/2026 23:59",
            "not_due",
            "Chưa ghi nhận chi ủy thống nhất nội dung; nên xong chậm nhất ngày 30/11/2026.",
        ),
        (
            None,
            "23/11/2026 00:00",
            "due",
            "Chưa ghi nhận chi ủy thống nhất nội dung; nên xong chậm nhất ngày 30/11/2026.",
        ),
        (
            None,
            "01/12/2026 00:00",
            "missed",
            "Chưa ghi nhận chi ủy thống nhất nội dung; nên xong chậm nhất ngày 30/11/2026.",
        ),
        ("30/11/2026 23:59", "01/12/2026 08:00", "met", "Thống nhất nội dung ngày 30/11/2026; hạn 30/11/2026."),
        ("01/12/2026 00:00", "01/12/2026 08:00", "late", "Thống nhất nội dung ngày 01/12/2026; hạn 30/11/2026."),
    ],
)
def test_the_committee_agrees_three_days_before(agreed_at, now, verdict, figures):
    found = committee(regular(committee_agreed_at=agreed_at), at(now), adopting("LC08"))
    assert (found.verdict.value, found.figures) == (verdict, figures)
    assert found.citation == "QĐ 08-QĐ/TU (Lào Cai), 28/11/2025"


@pytest.mark.parametrize(
    ("agreed_at", "now", "verdict"),
    [
        (None, "25/11/2026 23:59", "not_due"),
        (None, "26/11/2026 00:00", "due"),
        (None, "03/12/2026 18:00", "due"),
        (None, "04/12/2026 00:00", "missed"),
        ("03/12/2026 18:00", "03/12/2026 18:30", "met"),
        ("04/12/2026 00:00", "04/12/2026 08:00", "late"),
    ],
)
def test_where_no_days_are_prescribed_the_committee_agrees_by_the_day_of_the_meeting(agreed_at, now, verdict):
    found = committee(regular(committee_agreed_at=agreed_at), at(now), BOOK)
    assert (found.verdict.value, found.citation) == (verdict, "HD 42-HD/BTCTW, 28/10/2025")


def test_the_committee_need_not_agree_its_own_meeting():
    found = committee(regular(kind=MeetingKind.COMMITTEE), at("02/12/2026 08:00"), BOOK)
    assert (found.verdict.value, found.figures) == ("not_applicable", "Đây là kỳ họp của chi ủy.")


def test_no_day_was_set_for_the_committee_before_the_guidance_of_2025():
    found = committee(regular(starts_at="27/10/2025 19:00"), at("27/10/2025 08:00"), BOOK)
    assert found.verdict.value == "not_applicable"


@pytest.mark.parametrize(
    ("due", "reported", "now", "verdict", "figures"),
    [
        (0, 0, "03/12/2026 08:00", "not_applicable", "Không có nhiệm vụ đến kỳ báo cáo."),
        (5, 5, "01/11/2026 08:00", "met", "5 trên 5 nhiệm vụ đã báo cáo."),
        (5, 5, "01/02/2027 08:00", "met", "5 trên 5 nhiệm vụ đã báo cáo."),
        (5, 4, "25/11/2026 08:00", "not_due", "4 trên 5 nhiệm vụ đã báo cáo; hạn 03/12/2026."),
        (5, 4, "26/11/2026 08:00", "due", "4 trên 5 nhiệm vụ đã báo cáo; hạn 03/12/2026."),
        (5, 0, "03/12/2026 23:59", "due", "0 trên 5 nhiệm vụ đã báo cáo; hạn 03/12/2026."),
        (5, 4, "04/12/2026 00:00", "missed", "4 trên 5 nhiệm vụ đã báo cáo; hạn 03/12/2026."),
    ],
)
def test_assignments_are_reported_by_the_meeting(due, reported, now, verdict, figures):
    found = assignments(regular(assignments_due=due, assignments_reported=reported), at(now), BOOK)
    assert (found.verdict.value, found.figures) == (verdict, figures)


@pytest.mark.parametrize(("reported", "verdict"), [(5, "met"), (4, "missed")])
def test_a_committee_may_ask_for_reports_earlier(reported, verdict):
    facts = regular(assignments_due=5, assignments_reported=reported)
    found = assignments(facts, at("02/12/2026 08:00"), own(Figure.ASSIGNMENT_DAYS, "2"))
    assert (found.verdict.value, found.until_on) == (verdict, on("01/12/2026"))


@pytest.mark.parametrize("kind", [kind for kind in MeetingKind if kind is not MeetingKind.REGULAR])
def test_no_other_meeting_than_the_monthly_one_waits_for_reports(kind):
    facts = replace(regular(assignments_due=5), kind=kind)
    assert assignments(facts, at("04/12/2026 00:00"), BOOK).verdict.value == "not_applicable"
