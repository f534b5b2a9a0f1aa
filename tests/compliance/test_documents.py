"""The workbook, read back by another program: the same marks, figures and sources as on the page."""

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from chibo.core.labels import VERDICT_WORDS
from compliance import selectors
from compliance.documents import workbook
from members.models import Organization
from tests.cast import NOW
from tests.compliance.small_year import LATE, MARKS, MISSED, live_through, regular


def sheets(cells):
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(cells, 2026, NOW)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.fixture
def book(cast):
    live_through(cast.cell)
    return sheets([cast.cell, cast.neighbour_cell])


def test_the_first_sheet_has_the_marks_in_words(cast, book):
    head, mine, theirs = book["Tổng hợp"]
    assert head[:4] == ["STT", "Mã tổ chức", "Chi bộ", "Th.1"]
    assert head[-2:] == ["Không đạt", "Muộn"]
    assert mine[:3] == [1, cast.cell.code, "Chi bộ thôn Văn Hòa"]
    assert mine[3:-2] == [VERDICT_WORDS[verdict] for verdict in MARKS.values()]
    assert mine[-2:] == [MISSED, LATE]
    assert theirs[2] == "Chi bộ thôn Tam Kiệt"


def test_the_second_sheet_has_every_finding_as_the_page_prints_it(cast, book):
    head, *rows = book["Chi tiết"]
    assert head == ["Mã tổ chức", "Chi bộ", "Kỳ", "Nghĩa vụ", "Kết quả", "Số liệu", "Căn cứ"]
    own = [row[2:] for row in rows if row[0] == cast.cell.code]
    page = selectors.cell_page(cast.cell, 2026, NOW)
    assert own == [
        [period.label[0].lower() + period.label[1:], line.obligation, line.word, line.figures, line.source]
        for period in page
        for line in period.lines
    ]
    assert ["tháng 4 năm 2026", "Đủ thời lượng", "không đạt", "Họp 60 phút; tối thiểu 90 phút."] in [
        row[:4] for row in own
    ]
    assert {row[1] for row in rows} == {"Chi bộ thôn Văn Hòa", "Chi bộ thôn Tam Kiệt"}


@pytest.mark.parametrize("name", ["=1+1", "+84 chi bộ", "-2", "@SUM(A1)", '=HYPERLINK("http://x","y")'])
def test_a_name_like_a_formula_is_only_text(cast, name):
    Organization.objects.filter(pk=cast.cell.pk).update(name=name)
    cast.cell.refresh_from_db()
    content = workbook([cast.cell], 2026, NOW)
    from openpyxl import load_workbook  # noqa: PLC0415 - the reader that tells formulas from texts

    for sheet in load_workbook(io.BytesIO(content)):
        types = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert "f" not in types


@pytest.mark.parametrize("cell_count", [1, 2])
def test_an_export_asks_three_questions(cast, cell_count, django_assert_num_queries):
    regular(cast.cell, date(2026, 1, 3))
    cells = [cast.cell, cast.neighbour_cell][:cell_count]
    with django_assert_num_queries(3):
        workbook(cells, 2026, NOW)
