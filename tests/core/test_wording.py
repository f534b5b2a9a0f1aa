"""Dates, hours and figures as papers write them."""

from datetime import UTC, date, datetime

import pytest

from chibo.core import wording


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 3), "ngày 03 tháng 02 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 10, 10), "ngày 10 tháng 10 năm 2026"),
        (date(2026, 12, 1), "ngày 01 tháng 12 năm 2026"),
    ],
)
def test_date_words_lead_with_zero_below_10_and_in_months_1_and_2(day, words):
    assert wording.date_words(day) == words


def test_date_figures_are_day_first():
    assert wording.date_figures(date(2026, 3, 5)) == "05/03/2026"


def test_hours_and_days_are_local():
    late = datetime(2026, 2, 2, 17, 5, tzinfo=UTC)
    assert wording.hour_words(late) == "00 giờ 05 phút"
    assert wording.local_date(late) == date(2026, 2, 3)


@pytest.mark.parametrize(("number", "words"), [(0, "0"), (1, "01"), (9, "09"), (10, "10"), (120, "120")])
def test_two_digits(number, words):
    assert wording.two_digits(number) == words


def test_comrade_and_capitals():
    assert wording.comrade("Trần Thị Hoa") == "đồng chí Trần Thị Hoa"
    assert wording.capitalized(wording.comrade("Trần Thị Hoa", "Bí thư")) == "Đồng chí Trần Thị Hoa, Bí thư"
    assert wording.capitalized("") == ""


@pytest.mark.parametrize(
    ("title", "within"),
    [
        ("Sinh hoạt chuyên đề quý IV năm 2026", "sinh hoạt chuyên đề quý IV năm 2026"),
        ("Họp Chi ủy về NQ 05", "họp Chi ủy về NQ 05"),
        ("Đề nghị khai trừ", "đề nghị khai trừ"),
        ("NQ 05 của Đảng ủy", "NQ 05 của Đảng ủy"),
        ("Ủy ban", "ủy ban"),
        ("Ý kiến", "ý kiến"),
        ("A", "a"),
        ("", ""),
    ],
)
def test_a_title_within_a_sentence(title, within):
    assert wording.in_sentence(title) == within
