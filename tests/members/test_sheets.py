"""Where a table is found in a spreadsheet, and where none is."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook
from python_calamine import CalamineWorkbook, PasswordError

from members import sheets
from members.sheets import Column, SheetRefused, read_sheet

COLUMNS = (
    Column("name", "Họ và tên", ("ho va ten", "ho ten"), is_required=True),
    Column("sex", "Giới tính", ("gioi tinh",), is_required=True),
    Column("born_on", "Sinh ngày", ("sinh ngay",)),
    Column("phone", "Điện thoại", ("dien thoai",)),
)
HEADER = ("Họ và tên", "Giới tính", "Sinh ngày", "Điện thoại")
AN = ("Nguyễn Văn An", "Nam", "12/05/1980", "0912345678")


def book(*pages, merged=()):
    """The bytes of a workbook with these pages of lines; ``merged`` are ranges of the last one."""
    made = Workbook()
    made.remove(made.active)
    for lines in pages:
        page = made.create_sheet()
        for line in lines:
            page.append(line)
    for cells in merged:
        page.merge_cells(cells)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def read(*pages, **values):
    return read_sheet(book(*pages, **values), COLUMNS)


def names(sheet):
    return [row.values["name"] for row in sheet.rows]


def as_of(words):
    return read([(words,), HEADER, AN]).as_of


# The day of the list ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["Tính đến ngày 31/10/2026", "(số liệu đến hết ngày 31 tháng 10 năm 2026)", "TÍNH ĐẾN NGÀY 31.10.2026"]
)
def test_the_day_of_the_list_stands_above_it(words):
    assert as_of(words) == date(2026, 10, 31)


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/1899", "31/12/9999", "31/02/2026", "00/00/0000"])
def test_a_senseless_day_of_the_list_is_none(day):
    assert as_of(f"Tính đến ngày {day}") is None


def test_a_senseless_day_does_not_hide_the_right_one():
    titles = [("Tính đến ngày 31/02/2026",), ("Tính đến ngày 28/02/2026",)]
    assert read([*titles, HEADER, AN]).as_of == date(2026, 2, 28)


# The table ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pages", [[[]], [[], []], [[("",)]], [[("Danh sách đảng viên",), (), ("Chi bộ",)]]])
def test_a_workbook_without_a_header_says_which_columns_are_needed(pages):
    with pytest.raises(SheetRefused, match=r"Không tìm thấy dòng tiêu đề.*các cột “Họ và tên”, “Giới tính”\.$"):
        read(*pages)


@pytest.mark.parametrize("below", [[], [()], [("", "", "")], [("Người lập biểu",)], [("I. Tổ đảng số 1",)]])
def test_a_header_without_people_is_a_table_of_nobody(below):
    found = read([HEADER, *below])
    assert (found.columns, found.rows) == (("name", "sex", "born_on", "phone"), ())


def test_the_complaint_is_about_the_header_that_came_nearest():
    with pytest.raises(SheetRefused, match="Bảng thiếu cột “Giới tính”"):
        read([("Họ và tên", "Sinh ngày", "Điện thoại")], [("Họ và tên",), ("Món", "Giá")])


def test_the_first_page_that_has_the_table_is_read():
    charts = Workbook()
    charts.create_chartsheet(index=0)
    for line in (HEADER, AN):
        charts["Sheet"].append(line)
    out = BytesIO()
    charts.save(out)
    assert names(read_sheet(out.getvalue(), COLUMNS)) == ["Nguyễn Văn An"]
    other = [HEADER, ("Lê Thị Cúc", "Nữ")]
    assert names(read([("Hướng dẫn",)], [HEADER, AN], other)) == ["Nguyễn Văn An"]


@pytest.mark.parametrize(("above", "is_found"), [(29, True), (30, False)])
def test_the_header_stands_among_the_first_thirty_lines(above, is_found):
    lines = [*[("Phần mở đầu",)] * above, HEADER, AN]
    if is_found:
        row = read(lines).rows[0]
        assert (row.number, row.values["name"]) == (31, "Nguyễn Văn An")
    else:
        with pytest.raises(SheetRefused, match="Không tìm thấy dòng tiêu đề"):
            read(lines)


def test_of_two_equal_headings_the_first_counts():
    found = read([(*HEADER, "HỌ TÊN"), (*AN, "Trần Thị Bí")])
    assert (names(found), len(found.columns)) == (["Nguyễn Văn An"], 4)


def test_a_table_that_is_too_long_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(sheets, "LAST_ROW", 3)
    assert names(read([HEADER, AN, AN])) == ["Nguyễn Văn An"] * 2
    with pytest.raises(SheetRefused, match="Bảng có 4 dòng, quá 3 dòng"):
        read([HEADER, AN, AN, AN])


def test_a_workbook_with_a_password_asks_for_one_without(monkeypatch):
    def locked(_file):
        raise PasswordError

    monkeypatch.setattr(CalamineWorkbook, "from_filelike", locked)
    with pytest.raises(SheetRefused, match="đặt mật khẩu"):
        read([HEADER])


# The lines ----------------------------------------------------------------------------------------------------------


def test_of_merged_cells_the_first_holds_what_is_written():
    found = read([HEADER, AN, ("Lê Thị Cúc", "Nữ", "", ""), ("Mai Văn Dũng", "Nam")], merged=["C2:C4", "D2:D3"])
    assert [row.values["born_on"] for row in found.rows] == ["12/05/1980", "", ""]
    over_two = read([("DANH SÁCH", "", "", ""), HEADER, AN], merged=["A1:D1"])
    assert names(over_two) == ["Nguyễn Văn An"]


def test_a_heading_merged_over_two_lines_makes_nobody():
    found = read([HEADER, ("", "", "", "(di động)"), AN], merged=["A1:A2", "B1:B2", "C1:C2"])
    assert names(found) == ["Nguyễn Văn An"]


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("words", ["Người lập biểu", "T/M CHI BỘ", "TM. ĐẢNG ỦY", "Tổng số: 2", "Ngày 31 tháng 10"])
def test_nobody_stands_below_the_signature_wherever_it_is(place, words):
    signature = [""] * 3
    signature[place] = words
    assert names(read([HEADER, AN, signature, ("Trần Văn Ký", "", ""), ("Bí thư", "Phó")])) == ["Nguyễn Văn An"]


def test_people_whose_names_sound_like_a_signature_stay_people():
    lines = [("Tổng Số Một", "Nam", "12/05/1980", "0912345678"), ("Ngày Văn Hai", "Nam", "12/05/1980", "1"), AN]
    assert names(read([HEADER, *lines])) == ["Tổng Số Một", "Ngày Văn Hai", "Nguyễn Văn An"]


def test_signs_that_nobody_sees_are_left_behind():
    row = ("\ufeffNguyễn\u200b Văn An", "Nam\u200e", "12/05/1980", "_x0000_0912_x0007_345678")
    found = read([("\ufeffHọ và tên", "Giới tính\u200b", *HEADER[2:]), row, ("\u200b", "Nữ", "", "")])
    assert [list(row.values.values()) for row in found.rows] == [list(AN), ["", "Nữ", "", ""]]
