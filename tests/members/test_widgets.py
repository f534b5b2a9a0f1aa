"""Single cells of a list, as people and spreadsheets write them."""

import unicodedata
from datetime import date, datetime, time

import pytest

from chibo.rules.census import Condition
from chibo.rules.powers import Role
from members.codes import LeavingReason
from members.resources.people_columns import RolesWidget, Status, StatusWidget
from members.resources.widgets import (
    DayFirstWidget,
    EmailWidget,
    NumberWidget,
    PhoneWidget,
    SexWidget,
    TextWidget,
    text_of,
)

WIDGETS = (DayFirstWidget, EmailWidget, NumberWidget, PhoneWidget, SexWidget, RolesWidget, StatusWidget)


def refused(reason="không đúng"):
    return pytest.raises(ValueError, match=reason)


@pytest.mark.parametrize("widget", WIDGETS)
@pytest.mark.parametrize("empty", [None, "", " ", "\t\n", "\u00a0"])
def test_an_empty_cell_says_nothing_and_is_missed_where_it_is_needed(widget, empty):
    assert widget("Mục").clean(empty) is None
    with refused("Thiếu mục “Mục”"):
        widget("Mục", is_required=True).clean(empty)


@pytest.mark.parametrize("widget", WIDGETS[:-2])
@pytest.mark.parametrize("odd", [True, 3.5, 1e30, time(19, 30), "=1/0", "#N/A", "x" * 200])
def test_odd_cells_are_refused_in_a_sentence_that_names_the_column(widget, odd):
    with refused("^“Mục” không đúng: "):
        widget("Mục").clean(odd)


# Days ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/1899", "01/01/2101", "9999-12-31", date(1, 1, 1), date.max])
def test_a_day_of_no_living_person_is_refused_as_in_the_forms(day):
    with refused("Ghi ngày/tháng/năm"):
        DayFirstWidget("Sinh ngày").clean(day)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("01/01/1900", date(1900, 1, 1)),
        ("31/12/2100", date(2100, 12, 31)),
        (datetime(1980, 5, 12, 23, 59), date(1980, 5, 12)),  # noqa: DTZ001 - as a spreadsheet gives it
        (date(1980, 5, 12), date(1980, 5, 12)),
        (29353.75, date(1980, 5, 12)),  # a day with an hour, shown as a number
        ("1980-05-12T08:30:00", date(1980, 5, 12)),
        ("29/02/2000", date(2000, 2, 29)),
    ],
)
def test_days_from_the_first_year_to_the_last(written, day):
    assert DayFirstWidget("Sinh ngày").clean(written) == day


@pytest.mark.parametrize("number", [1980.0, 9999.0, -29353.0, 80_000.0])
def test_a_number_that_is_no_day_is_refused(number):
    with refused():
        DayFirstWidget("Sinh ngày").clean(number)


# Numbers ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["12345678", 12345678.0, "123456789", "1234567890", "012345678901"])
def test_old_and_new_numbers_are_kept(written):
    digits = text_of(written)
    assert NumberWidget("Số thẻ").clean(written) == (digits if len(digits) < 10 else digits.zfill(12))


@pytest.mark.parametrize("written", ["1234567", "1234567890123", "٠٣١١٨٠٠٠١٢٣٤", "03118000123²", 31180001234.5, 1e12])
def test_wrong_numbers_are_refused(written):
    with refused():
        NumberWidget("Số thẻ").clean(written)


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        (912345678.0, "0912345678"),
        (84912345678.0, "84912345678"),
        ("912345678", "912345678"),
        ("0912.345.678", "0912345678"),
        ("+84 912-345-678", "+84912345678"),
        ("0912345678/0225123", "0912345678/0225123"),
        ("1" * 20, "1" * 20),
    ],
)
def test_phones_as_they_are_written(written, phone):
    assert PhoneWidget("Điện thoại").clean(written) == phone


@pytest.mark.parametrize("written", ["1" * 21, "gọi nhà", "0912345678 (vợ)"])
def test_what_is_no_phone_is_refused(written):
    with refused("Ghi số như 0912345678"):
        PhoneWidget("Điện thoại").clean(written)


def test_an_address_is_no_longer_than_its_column():
    longest = f"{'a' * 243}@vidu.vn.vn"
    assert EmailWidget("Email").clean(longest.upper()) == longest
    with refused("“Email” dài quá 254 chữ"):
        EmailWidget("Email").clean(f"a{longest}")


# Words --------------------------------------------------------------------------------------------------------------


def test_a_text_is_one_line_in_one_form_and_as_long_as_its_column():
    widget = TextWidget("Họ và tên", 12)
    assert widget.clean(" Trần \n Bình ") == "Trần Bình"
    assert widget.clean(unicodedata.normalize("NFD", "Trần Ngọc Ẩn")) == "Trần Ngọc Ẩn"
    assert widget.clean(1.0) == "1"
    with refused("“Họ và tên” dài quá 12 chữ"):
        widget.clean("Trần Ngọc Ẩn " + "x")


@pytest.mark.parametrize(
    ("words", "known", "others"),
    [
        ("Bí thư kiêm Tổ trưởng", {Role.SECRETARY, Role.GROUP_LEADER}, ()),
        ("PHÓ BÍ THƯ CHI BỘ; Ủy viên", {Role.DEPUTY_SECRETARY, Role.COMMITTEE_MEMBER}, ()),
        ("Đảng viên", set(), ()),
        ("không", set(), ()),
        ("Bí thư, Bí thư", {Role.SECRETARY}, ()),
        ("Trưởng thôn / Bí thư Đoàn", set(), ("Trưởng thôn", "Bí thư Đoàn")),
        (" , ; ", set(), ()),
    ],
)
def test_positions_are_read_one_by_one(words, known, others):
    roles = RolesWidget("Chức vụ").clean(words)
    assert (roles.known, roles.others) == (known, others)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Đảng viên", None),
        ("Miễn sinh hoạt đảng", Status(condition=Condition.EXEMPT)),
        ("SINH HOẠT TẠM THỜI ĐI NƠI KHÁC", Status(condition=Condition.AWAY)),
        ("Sinh hoạt tạm thời đến từ 01/2026", Status(is_visiting=True)),
        ("đã mất", Status(leaving=LeavingReason.DIED)),
        ("Dự bị", Status()),
        ("Mất liên lạc", None),
        ("Giảmm", None),
    ],
)
def test_a_state_is_known_by_its_first_words(words, status):
    widget = StatusWidget("Trạng thái")
    if status is None:
        with refused("Ghi một trong: Đang sinh hoạt"):
            widget.clean(words)
    else:
        assert widget.clean(words) == status
