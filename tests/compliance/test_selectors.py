"""From rows to the report: the marks of a year worked out by hand, and the same three queries for any number."""

from datetime import date

import pytest

from chibo.rules.assessment import Obligation, Verdict
from compliance import selectors
from meetings.ground import year as year_of_facts
from members.models import Organization
from tests.cast import NOW
from tests.compliance.small_year import LATE, MARKS, MISSED, live_through, regular
from tests.factories.members import AdoptionFactory, LocalRuleFactory, OrganizationFactory
from tests.factories.resolutions import MeetingFactory, at


@pytest.fixture
def cell(cast):
    live_through(cast.cell)
    return cast.cell


def row_of(cell, **values):
    (row,) = selectors.matrix([cell], 2026, NOW, **values).rows
    return row


def lines_of(cell, key):
    (period,) = [period for period in selectors.cell_page(cell, 2026, NOW) if period.key == key]
    return {line.obligation: line for line in period.lines}


def test_the_columns_are_twelve_months_with_each_quarter_after_its_third(db):
    report = selectors.matrix([], 2026, NOW)
    assert report.columns[:5] == ["Th.1", "Th.2", "Th.3", "Quý I", "Th.4"]
    assert [period.key for period in selectors.columns_of(2026)] == list(MARKS)


def test_the_marks_are_those_worked_out_by_hand(cell):
    row = row_of(cell)
    assert dict(zip(MARKS, [mark.verdict for mark in row.marks], strict=True)) == MARKS
    assert (row.missed, row.late) == (MISSED, LATE)
    assert row.marks[0].url == f"/compliance/2026/cells/{cell.pk}/#p-2026-01"
    assert row.marks[3].about == "Chi bộ thôn Văn Hòa, quý I"


@pytest.mark.parametrize(
    ("key", "obligation", "verdict", "figures", "source"),
    [
        (
            "2026-02",
            "Sinh hoạt đúng thời gian",
            "late",
            "Họp ngày 10/02/2026; hạn 07/02/2026.",
            "CT 50-CT/TW, 23/07/2025",
        ),
        (
            "2026-03",
            "Sinh hoạt đúng thời gian",
            "missed",
            "Không có kỳ sinh hoạt thường kỳ nào; hạn 07/03/2026.",
            "CT 50-CT/TW, 23/07/2025",
        ),
        (
            "2026-Q1",
            "Sinh hoạt chuyên đề trong quý",
            "missed",
            "Đã họp 0 kỳ chuyên đề; còn thiếu, hạn 31/03/2026.",
            "HD 42-HD/BTCTW, 28/10/2025",
        ),
        ("2026-04", "Đủ thời lượng", "missed", "Họp 60 phút; tối thiểu 90 phút.", "HD 42-HD/BTCTW, 28/10/2025"),
        ("2026-05", "Đủ thời lượng", "met", "Họp 120 phút; tối thiểu 120 phút.", "HD 42-HD/BTCTW, 28/10/2025"),
        (
            "2026-06",
            "Ban hành nghị quyết",
            "late",
            "Ban hành ngày 06/06/2026; hạn 05/06/2026.",
            "HD 42-HD/BTCTW, 28/10/2025",
        ),
        ("2026-Q3", "Đủ thời lượng", "missed", "Họp 119 phút; tối thiểu 120 phút.", "HD 42-HD/BTCTW, 28/10/2025"),
        (
            "2026-08",
            "Tỷ lệ đảng viên dự",
            "missed",
            "Có mặt 8 trên 9 đảng viên phải dự (88,9%); mức đề ra 90%.",
            "HD 42-HD/BTCTW, 28/10/2025",
        ),
        (
            "2026-10",
            "Sinh hoạt đúng thời gian",
            "late",
            "Họp ngày 02/11/2026; hạn 07/10/2026.",
            "CT 50-CT/TW, 23/07/2025",
        ),
        (
            "2026-11",
            "Gửi tài liệu trước kỳ sinh hoạt",
            "late",
            "Gửi ngày 04/11/2026, trước 0 ngày; quy định ít nhất 1 ngày.",
            "HD 42-HD/BTCTW, 28/10/2025",
        ),
        (
            "2026-Q4",
            "Sinh hoạt chuyên đề trong quý",
            "not_due",
            "Đã họp 0 kỳ chuyên đề; còn thiếu, hạn 31/12/2026.",
            "HD 42-HD/BTCTW, 28/10/2025",
        ),
    ],
)
def test_every_finding_has_its_figures_and_its_source(cell, key, obligation, verdict, figures, source):
    line = lines_of(cell, key)[obligation]
    assert (line.verdict, line.figures, line.source) == (verdict, figures, source)


def test_a_finding_leads_to_its_meeting_and_says_what_is_advice(cell):
    lines = lines_of(cell, "2026-01")
    meeting = cell.meetings.get(period="2026-01")
    assert {line.url for line in lines.values()} == {f"/meetings/{meeting.pk}/"}
    assert [line.obligation for line in lines.values() if line.is_advice] == ["Chi ủy thống nhất nội dung"]
    assert lines_of(cell, "2026-03")["Sinh hoạt đúng thời gian"].url == ""


def test_one_obligation_alone_marks_its_own_periods(cell):
    row = row_of(cell, obligation=Obligation.DURATION)
    verdicts = dict(zip(MARKS, [mark.verdict for mark in row.marks], strict=True))
    assert verdicts["2026-02"] == "met"
    assert verdicts["2026-03"] == "not_applicable"
    assert [key for key, verdict in verdicts.items() if verdict == "missed"] == ["2026-04", "2026-07", "2026-Q3"]
    assert (row.missed, row.late) == (3, 0)


def test_a_cell_is_bound_from_its_first_day_only(cell):
    Organization.objects.filter(pk=cell.pk).update(bound_since=date(2026, 9, 1))
    cell.refresh_from_db()
    assert [period.key for period in selectors.cell_page(cell, 2026, NOW)] == list(MARKS)[10:]
    assert [mark.verdict for mark in row_of(cell).marks[:10]] == ["not_applicable"] * 10


@pytest.mark.parametrize("cell_count", [1, 3])
@pytest.mark.parametrize("months", [1, 12])
def test_three_queries_whatever_the_number_of_cells_and_meetings(db, cell_count, months, django_assert_num_queries):
    cells = [OrganizationFactory() for _ in range(cell_count)]
    for each in cells:
        for month in range(1, months + 1):
            regular(each, date(2026, month, 3))
    for call in (
        lambda: selectors.matrix(cells, 2026, NOW),
        lambda: selectors.attention(cells, NOW),
        lambda: selectors.cell_page(cells[0], 2026, NOW),
    ):
        year_of_facts.forget()
        with django_assert_num_queries(3):
            call()
        with django_assert_num_queries(2):
            call()  # what is locked is not read again


def test_cells_that_need_attention_come_with_a_reason_those_with_most_first(cast, cell):
    MeetingFactory(organization=cast.neighbour_cell, starts_at=at(date(2026, 12, 3)))
    fine = OrganizationFactory(name="Chi bộ mới", bound_since=date(2026, 12, 1))
    rows = selectors.attention([fine, cell, cast.neighbour_cell], NOW)
    assert [(row.cell, row.missed) for row in rows] == [(cast.neighbour_cell, 14), (cell, 7)]
    assert rows[1].reason == "Tháng 9 năm 2026: Không có kỳ sinh hoạt thường kỳ nào; hạn 07/09/2026."
    assert rows[1].url == f"/compliance/2026/cells/{cell.pk}/"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 12, 31), ["2026-10", "2026-11", "2026-12"]),
        (date(2027, 1, 1), ["2026-12", "2026-Q4"]),
        (date(2027, 1, 31), ["2026-12", "2026-Q4"]),
        (date(2027, 2, 1), ["2026-Q4"]),
        (date(2027, 3, 31), ["2026-Q4"]),
        (date(2027, 4, 1), []),
    ],
)
def test_the_last_month_and_quarter_count_over_the_turn_of_the_year(cast, on, expected):
    """Of a cell that has never met."""
    cell = OrganizationFactory(parent=cast.committee, number=9, bound_since=date(2026, 10, 1))
    found = selectors._recent_findings([cell], at(on))[cell.pk]
    missed = [one.period.key for one in found if one.assessment.reported is Verdict.MISSED]
    assert [key for key in dict.fromkeys(missed) if key.startswith("2026")] == expected


def test_in_january_december_is_the_reason(cast, django_assert_num_queries):
    """On the first day the new year has asked for nothing yet; the way leads to the year of the reason."""
    cell = OrganizationFactory(parent=cast.committee, number=9, bound_since=date(2026, 12, 1))
    year_of_facts.forget()
    with django_assert_num_queries(4):  # figures and meetings, of both years
        (row,) = selectors.attention([cell], at(date(2027, 1, 2)))
    assert row.reason == "Tháng 12 năm 2026: Không có kỳ sinh hoạt thường kỳ nào; hạn 07/12/2026."
    assert (row.missed, row.url) == (2, f"/compliance/2026/cells/{cell.pk}/")


def test_the_worst_come_first(cast, cell):
    report = selectors.matrix([cell, cast.neighbour_cell], 2026, NOW)
    ordered = selectors.worst_first(report)
    assert [row.cell for row in ordered.rows] == [cast.neighbour_cell, cell]
    assert ordered.columns == report.columns


def test_figures_in_force_name_their_source_and_a_committees_own(cast):
    LocalRuleFactory(organization=cast.committee, code="attendance_target", value="19/20", basis="QĐ 5-QĐ/ĐU")
    lines = {line.title: line for line in selectors.figures_in_force(cast.cell, NOW.date())}
    own = lines["Tỷ lệ đảng viên dự sinh hoạt"]
    assert (own.value, own.source, own.is_local) == ("95%", "QĐ 5-QĐ/ĐU", True)
    general = lines["Gửi tài liệu trước ít nhất (ngày)"]
    assert (general.value, general.source, general.is_local) == ("1", "HD 42-HD/BTCTW, 28/10/2025", False)
    assert len(lines) == 16
    AdoptionFactory(organization=cast.committee)
    [adopted] = [line for line in selectors.figures_in_force(cast.cell, NOW.date()) if line.is_adopted]
    assert (adopted.value, adopted.source) == ("3", "QĐ 29-QĐ/TU (Lào Cai), 26/01/2026")
    assert (adopted.since, adopted.is_local) == (date(2026, 2, 1), False)
    assert not any(line.is_local for line in selectors.figures_in_force(cast.other_committee, NOW.date()))


def test_of_cells_with_as_much_that_is_not_met_the_most_recent_comes_first(cast):
    """Both held eleven of the months; the one without its March comes after the one without its October."""
    early, lately = cast.cell, cast.neighbour_cell
    for number, missing in ((early, 3), (lately, 10)):
        for month in range(1, 12):
            if month != missing:
                regular(number, date(2026, month, 3))
    months = {row.cell: row for row in selectors.attention([early, lately], NOW)}
    assert months[early].missed == months[lately].missed
    assert list(months) == [lately, early]
    assert list(months) == [row.cell for row in selectors.attention([lately, early], NOW)]
