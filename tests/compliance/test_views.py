"""Pages of the report and of a committee's own figures."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from chibo.core.models import AuditEntry
from chibo.rules.periods import Period
from compliance.selectors import FindingLine
from meetings.models import CommitteeSheet
from meetings.score.services import set_sheet
from members.models import InstrumentAdoption, LocalRule, Organization
from tests.cast import NOW
from tests.compliance.small_year import live_through
from tests.factories.members import AdoptionFactory, CommitteeFactory, LocalRuleFactory, OrganizationFactory

YEAR = "/compliance/2026/"


@pytest.fixture(autouse=True)
def _clock(moved_clock):
    moved_clock(NOW)


def shown(client, user, **filters):
    """Names of the cells on the matrix, in order."""
    client.force_login(user)
    answer = client.get(YEAR, filters)
    assert answer.status_code == 200
    return [row.cell.name for row in answer.context["report"].rows]


def text_of(client, user, address, status=200):
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


# The matrix


def test_the_report_without_a_year_is_that_of_this_year(client, cast):
    client.force_login(cast.officer)
    assert client.get("/compliance/")["Location"] == YEAR


@pytest.mark.parametrize("cell_count", [1, 3])
def test_the_matrix_asks_the_same_questions_for_any_number(client, cast, cell_count, django_assert_num_queries):
    for number in range(cell_count):
        live_through(OrganizationFactory(parent=cast.committee, number=10 + number))
    client.force_login(cast.officer)
    with django_assert_num_queries(14):
        client.get(YEAR)


def test_every_mark_has_a_word_and_opens_its_evidence(client, cast):
    live_through(cast.cell)
    text = text_of(client, cast.officer, YEAR)
    assert f'href="{YEAR}cells/{cast.cell.pk}/#p-2026-Q1"' in text
    assert "Chi bộ thôn Văn Hòa, quý I: </span>" in text
    assert text.count("#p-2026-") == 32
    assert 'tabindex="0" role="region"' in text


def test_an_officer_sees_the_cells_below_a_secretary_the_own(client, cast):
    assert shown(client, cast.officer) == ["Chi bộ thôn Văn Hòa", "Chi bộ thôn Tam Kiệt"]
    assert shown(client, cast.secretary) == ["Chi bộ thôn Văn Hòa"]


def test_filters_by_name_kind_committee_and_what_needs_attention(client, cast):
    live_through(cast.cell)
    below = CommitteeFactory(parent=cast.committee, number=9, name="Đảng bộ bộ phận")
    office = OrganizationFactory(parent=below, name="Chi bộ Cơ quan", cell_kind="office")
    assert shown(client, cast.officer, q="van hoa") == ["Chi bộ thôn Văn Hòa"]
    assert shown(client, cast.officer, q="Tam KIỆT") == ["Chi bộ thôn Tam Kiệt"]
    assert shown(client, cast.officer, cell_kind="office") == [office.name]
    assert shown(client, cast.officer, committee=below.pk) == [office.name]
    everyone = ["Chi bộ thôn Tam Kiệt", "Chi bộ Cơ quan", "Chi bộ thôn Văn Hòa"]
    assert shown(client, cast.officer, worst_first="on") == everyone
    # Short: two meetings and the quarter of one of them in one cell, none in those that never met.
    assert shown(client, cast.officer, worst_first="on", obligation="duration")[0] == "Chi bộ thôn Văn Hòa"


def test_one_obligation_alone(client, cast):
    live_through(cast.cell)
    client.force_login(cast.officer)
    report = client.get(YEAR, {"obligation": "duration"}).context["report"]
    assert [row.missed for row in report.rows] == [3, 0]


def test_a_strange_filter_gets_a_sentence_and_no_table(client, cast):
    client.force_login(cast.officer)
    answer = client.get(YEAR, {"obligation": "dancing"})
    assert answer.status_code == 422
    assert answer.content.decode().count("Chưa lọc được") == 1
    assert "dancing" in answer.content.decode()
    assert "<table" not in answer.content.decode()


@pytest.mark.parametrize("filters", [{}, {"worst_first": "on"}])
def test_many_cells_come_in_pages(client, cast, monkeypatch, filters):
    monkeypatch.setattr("compliance.views.CELLS_A_PAGE", 1)
    first, second = shown(client, cast.officer, **filters), shown(client, cast.officer, page=2, **filters)
    assert len(first) == len(second) == 1
    assert set(first + second) == {"Chi bộ thôn Văn Hòa", "Chi bộ thôn Tam Kiệt"}
    assert "Trang 1/2" in client.get(YEAR, filters).content.decode()


@pytest.mark.parametrize(("year", "status"), [(2018, 200), (2099, 200), (2017, 404), (0, 404), (99999, 404)])
def test_years_beyond_the_rulebook_are_no_page(client, cast, year, status):
    for address in (f"/compliance/{year}/", f"/compliance/{year}/cells/{cast.cell.pk}/"):
        text_of(client, cast.officer, address, status)


# One cell


def test_the_page_of_a_cell_names_figures_and_sources(client, cast):
    live_through(cast.cell)
    text = text_of(client, cast.secretary, f"{YEAR}cells/{cast.cell.pk}/")
    assert "Họp 60 phút; tối thiểu 90 phút. Căn cứ: HD 42-HD/BTCTW, 28/10/2025." in text
    meeting = cast.cell.meetings.get(period="2026-04")
    assert reverse("meetings:detail", args=[meeting.pk]) in text


# The workbook


def test_the_export_is_a_workbook_and_is_written_down(client, cast):
    client.force_login(cast.officer)
    answer = client.get(f"{YEAR}export.xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="theo-doi-sinh-hoat-2026.xlsx"'
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert len(book.get_sheet_by_name("Tổng hợp").to_python()) == 3
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.data) == ("compliance.exported", cast.officer, {"cells": 2})


def test_a_secretary_exports_the_own_cell_alone(client, cast):
    client.force_login(cast.secretary)
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{YEAR}export.xlsx").content))
    assert [row[2] for row in book.get_sheet_by_name("Tổng hợp").to_python()[1:]] == ["Chi bộ thôn Văn Hòa"]


# Figures


def test_everybody_reads_the_figures_in_force_for_the_own_cell(client, cast):
    LocalRuleFactory(organization=cast.committee)
    text = text_of(client, cast.member, "/rules/")
    assert "cho Chi bộ thôn Văn Hòa" in text
    assert "Quy chế làm việc của Đảng ủy" in text
    assert "mức riêng của cấp ủy" in text
    assert "/rules/new/" not in text
    assert "/rules/new/" in text_of(client, cast.officer, "/rules/")


@pytest.mark.parametrize(("day", "shown"), [("05/12/2016", 18), ("06/07/2018", 7), ("20/11/2026", 1)])
def test_the_figures_of_another_day_say_what_was_not_prescribed_yet(client, cast, day, shown):
    client.force_login(cast.member)
    page = client.get("/rules/", {"on": day}).content.decode()
    assert f"Các mức vào ngày {day}" in page
    assert page.count("Chưa có quy định") == shown
    assert ("Bảng điểm tự chấm: 7 tiêu chí" in page) is (shown == 1)


def test_a_day_that_is_none_gets_a_sentence_and_the_figures_of_today(client, cast):
    client.force_login(cast.member)
    answer = client.get("/rules/", {"on": "31/02/2026"})
    assert answer.status_code == 422
    assert "Ngày này không đúng." in answer.content.decode()
    assert "Các mức vào ngày 20/11/2026" in answer.content.decode()


def test_whoever_belongs_nowhere_reads_no_figures(client, cast):
    text = text_of(client, cast.nobody, "/rules/")
    assert "HD 42" not in text
    assert "Chưa có tổ chức" in text


def sent(cast, **values):
    data = {"organization": cast.committee.pk, "code": "documents_days_before_min", "value": "2", "basis": "QĐ 5-QĐ/ĐU"}
    return {**data, "since": "01/12/2026", **values}


def test_a_committee_sets_its_own_figure(client, cast):
    assert 'value="20/11/2026"' in text_of(client, cast.officer, "/rules/new/")
    answer = client.post("/rules/new/", sent(cast), follow=True)
    assert "Đã đặt mức riêng của cấp ủy." in answer.content.decode()
    rule = LocalRule.objects.get()
    assert (rule.organization, rule.code, rule.value) == (cast.committee, "documents_days_before_min", "2")
    assert AuditEntry.objects.get().action == "local_rule.set"


def test_a_wrong_figure_comes_back_as_typed(client, cast):
    client.force_login(cast.officer)
    answer = client.post("/rules/new/", sent(cast, value="hai", basis="QĐ 77"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="hai"' in text
    assert 'value="QĐ 77"' in text
    assert "Ghi số nguyên (ví dụ 2)" in text
    assert client.post("/rules/new/", {}).status_code == 422


def test_a_figure_that_is_set_later_already_is_refused(client, cast):
    LocalRuleFactory(organization=cast.committee, code="documents_days_before_min", since="2026-12-05")
    client.force_login(cast.officer)
    answer = client.post("/rules/new/", sent(cast))
    assert answer.status_code == 409
    assert "05/12/2026" in answer.content.decode()


def test_no_thematic_meeting_asked_is_none_missed(client, cast):
    live_through(cast.cell)
    LocalRuleFactory(organization=cast.committee, code="thematic_per_quarter_min", value="0")
    client.force_login(cast.officer)
    row = client.get(YEAR).context["report"].rows[0]
    assert row.marks[3].verdict == "not_applicable"


@pytest.mark.parametrize("name", ["secretary", "member", "supervisor", "technician", "nobody"])
def test_nobody_else_sets_a_figure(client, cast, name):
    client.force_login(getattr(cast, name))
    assert client.post("/rules/new/", sent(cast)).status_code == 403
    assert not LocalRule.objects.exists()


def test_an_officer_sets_no_figure_for_a_neighbour(client, cast):
    client.force_login(cast.other_officer)
    answer = client.post("/rules/new/", sent(cast))
    assert answer.status_code == 422
    assert Organization.objects.filter(local_rules__isnull=False).count() == 0


@pytest.mark.parametrize(("name", "is_shown"), [("officer", True), ("secretary", False)])
def test_only_who_assigns_supervisors_is_led_there(client, cast, name, is_shown):
    client.force_login(getattr(cast, name))
    page = client.get("/compliance/2026/").content.decode()
    assert ("Phân công theo dõi" in page) is is_shown


# Local instruments

LAO_CAI = "QĐ 29-QĐ/TU (Lào Cai)"


def adoption(cast, key="LC", **values):
    typed = {"organization": cast.committee.pk, "since": "01/12/2026", **values}
    return {f"{key}-{name}": value for name, value in typed.items()}


@pytest.mark.parametrize("name", ["officer", "secretary", "member"])
def test_a_local_instrument_is_a_suggestion_and_binds_nobody(client, cast, name):
    client.force_login(getattr(cast, name))
    page = client.get("/rules/")
    assert LAO_CAI in page.content.decode()
    assert [line.source for line in page.context["lines"] if "Lào Cai" in line.source] == []
    assert ("/rules/instruments/LC/adopt/" in page.content.decode()) is (name == "officer")


def test_no_cell_that_adopted_nothing_reads_of_another_province(client, cast):
    live_through(cast.cell)
    text = text_of(client, cast.officer, f"{YEAR}cells/{cast.cell.pk}/")
    assert "Lào Cai" not in text
    assert "HD 42-HD/BTCTW" in text


def test_a_committee_adopts_an_instrument_with_one_press(client, cast, moved_clock):
    client.force_login(cast.officer)
    assert 'value="20/11/2026"' in client.get("/rules/").content.decode()
    answer = client.post("/rules/instruments/LC/adopt/", adoption(cast, since="20/11/2026"), follow=True)
    text = answer.content.decode()
    assert "Đã áp dụng văn bản này" in text
    assert "áp dụng từ ngày 20/11/2026" in text
    line = next(line for line in answer.context["lines"] if LAO_CAI in line.source)
    assert (line.value, line.since, line.is_adopted, line.is_local) == ("3", date(2026, 11, 20), True, False)
    row = InstrumentAdoption.objects.get()
    client.post(f"/rules/adoptions/{row.pk}/withdraw/", {f"of-{row.pk}-on": "21/11/2026"})
    row.refresh_from_db()
    assert row.until == date(2026, 11, 20)
    moved_clock(NOW + timedelta(days=1))
    page = client.get("/rules/")
    assert [line for line in page.context["lines"] if line.is_adopted] == []
    assert "đến hết ngày 20/11/2026" in page.content.decode()


@pytest.mark.parametrize(
    ("values", "status", "sentence"),
    [
        ({"since": "32/12/2026"}, 422, "Ngày này không đúng."),
        ({"since": ""}, 422, "Đồng chí chưa ghi mục này."),
        ({"since": "25/01/2026"}, 409, "ban hành ngày 26/01/2026, không áp dụng trước ngày ấy."),
    ],
)
def test_an_adoption_that_is_refused_comes_back_as_typed(client, cast, values, status, sentence):
    client.force_login(cast.officer)
    answer = client.post("/rules/instruments/LC/adopt/", adoption(cast, **values))
    assert answer.status_code == status
    text = answer.content.decode()
    assert sentence in text
    assert f'value="{values["since"]}"' in text or not values["since"]
    assert not InstrumentAdoption.objects.exists()


def test_nothing_but_a_suggested_instrument_can_be_adopted(client, cast):
    client.force_login(cast.officer)
    answer = client.post("/rules/instruments/HD42/adopt/", adoption(cast, "HD42"))
    assert answer.status_code == 404


@pytest.mark.parametrize(("typed", "status"), [("hôm nay", 422), ("31/01/2026", 409)])
def test_a_withdrawal_that_is_refused_comes_back_as_typed(client, cast, typed, status):
    row = AdoptionFactory(organization=cast.committee)
    client.force_login(cast.officer)
    answer = client.post(f"/rules/adoptions/{row.pk}/withdraw/", {f"of-{row.pk}-on": typed})
    assert answer.status_code == status
    assert f'value="{typed}"' in answer.content.decode()
    row.refresh_from_db()
    assert row.until is None


def test_an_adoption_of_a_committee_above_is_read_and_not_withdrawn_by_a_cell(client, cast):
    AdoptionFactory(organization=cast.committee)
    text = text_of(client, cast.secretary, "/rules/")
    assert "áp dụng từ ngày 01/02/2026" in text
    assert "withdraw" not in text
    assert "Chưa cấp ủy nào ở đây áp dụng." in text_of(client, cast.other_officer, "/rules/")


# The page of a cell


def test_what_is_wrong_stands_open_and_first_and_what_is_right_is_folded(client, cast):
    live_through(cast.cell)
    client.force_login(cast.officer)
    page = client.get(f"{YEAR}cells/{cast.cell.pk}/")
    wrong, right = page.context["wrong"], page.context["right"]
    missed = [one.verdict == "missed" for one in wrong]
    assert missed == sorted(missed, reverse=True)
    assert any(missed)
    assert not all(missed)
    for part in (True, False):
        keys = [one.key for one in wrong if (one.verdict == "missed") is part]
        assert keys == sorted(keys, key=lambda key: Period.parse(key).ends_on, reverse=True)
    assert len(wrong) + len(right) == 16
    assert not any(one.wrong for one in right)
    folded = "".join(re.findall(r"<details.*?</details>", page.content.decode(), re.DOTALL))
    opened = re.sub(r"<details.*?</details>", "", page.content.decode(), flags=re.DOTALL)
    for one in wrong:
        assert f'id="p-{one.key}"' in opened
        assert all(line.figures in opened for line in one.wrong)
    assert all(f'id="p-{one.key}"' in folded for one in right)
    assert opened.count('<div class="rows-main">') == sum(len(one.wrong) for one in wrong)


def test_a_year_without_fault_says_so(client, cast):
    Organization.objects.filter(pk=cast.cell.pk).update(bound_since="2026-12-01")
    text = text_of(client, cast.officer, f"{YEAR}cells/{cast.cell.pk}/")
    assert "Không có việc nào không đạt hoặc muộn trong năm này." in text


def test_advice_is_nothing_wrong(cast):
    line = FindingLine("Chi ủy thống nhất", "missed", "không đạt", "", "", "", is_advice=True)
    assert not line.is_wrong
    assert replace(line, is_advice=False).is_wrong
    assert replace(line, is_advice=False, verdict="late").is_wrong
    assert not replace(line, is_advice=False, verdict="due").is_wrong


# The score sheet of a committee


def sheet(cast, **values):
    data = {"organization": cast.committee.pk, "lines": "Công tác chuẩn bị: 40\n\nĐiều hành của bí thư 60 điểm"}
    return {**data, "basis": "HD 5-HD/ĐU", "since": "01/12/2026", **values}


def test_everybody_reads_the_score_sheet_in_force_and_the_next(client, cast):
    set_sheet(
        actor=None, now=NOW, organization=cast.committee, lines=[("Một", 100)], basis="HD 5", since=date(2027, 1, 1)
    )
    text = text_of(client, cast.member, "/rules/")
    assert "Bảng điểm tự chấm: 7 tiêu chí, tổng 100 điểm" in text
    assert "Từ ngày 01/01/2027, " in text
    assert "áp dụng bảng khác (HD 5): một 100." in text
    assert "/rules/score-sheet/" not in text
    assert "Từ ngày 01/01/2027, " not in text_of(client, cast.other_officer, "/rules/")


def test_a_committee_sets_its_own_score_sheet(client, cast, moved_clock):
    assert "Kết thúc: 5" in text_of(client, cast.officer, "/rules/score-sheet/")
    answer = client.post("/rules/score-sheet/", sheet(cast), follow=True)
    assert "Đã đặt bảng điểm tự chấm của cấp ủy." in answer.content.decode()
    assert CommitteeSheet.objects.get().lines == [["Công tác chuẩn bị", 40], ["Điều hành của bí thư", 60]]
    moved_clock(NOW + timedelta(days=11))
    assert "Bảng điểm tự chấm: 2 tiêu chí, tổng 100 điểm" in client.get("/rules/").content.decode()


@pytest.mark.parametrize(
    ("lines", "status", "sentence"),
    [
        ("Một: 40\nHai: 59", 409, "phải là 100, hiện là 99."),
        ("Một: 40\nmột: 60", 409, "ghi hai lần."),
        ("Một: 0\nHai: 100", 409, "Tiêu chí “Một” chưa có tên hoặc chưa có điểm tối đa"),
        ("Một\nHai: 100", 422, "Dòng “Một” chưa có điểm tối đa ở cuối dòng"),
        ("Một: 1000", 422, "chưa có điểm tối đa ở cuối dòng"),
        ("", 422, "Đồng chí chưa ghi mục này."),
        ("\n".join(f"Tiêu chí {number}: 2" for number in range(50)), 422, "nhiều nhất 30 tiêu chí"),
        ("x" * 201 + ": 100", 422, "dài quá 200 chữ"),
    ],
)
def test_a_wrong_sheet_comes_back_as_typed(client, cast, lines, status, sentence):
    client.force_login(cast.officer)
    answer = client.post("/rules/score-sheet/", sheet(cast, lines=lines))
    assert answer.status_code == status
    text = answer.content.decode()
    assert sentence in text
    assert lines.split("\n")[0] in text
    assert not CommitteeSheet.objects.exists()
