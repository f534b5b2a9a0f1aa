"""The rows of a programme: moved about, added up, compared and checked before anything is saved."""

import pytest

from meetings.preparation.agenda.forms import (
    MOST_ROWS,
    PREFIX,
    AgendaFormSet,
    AgendaRow,
    rearranged,
    rows_text,
    sent_rows,
    total_minutes,
)
from meetings.preparation.agenda.services import ItemInput

NAMES = {7: "Cao Văn Chính"}
FULL = {"pk": "3", "kind": "decision", "title": "Kết nạp", "presenter": "7", "minutes": "20", "basis": "Điều lệ"}


def titled(*titles):
    return [{"title": title} for title in titles]


# Moving -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("deed", "expected", "focus"),
    [
        ("up:2", "ACB", 1),
        ("up:0", "ABC", 0),
        ("down:0", "BAC", 1),
        ("down:2", "ABC", 2),
        ("remove:0", "BC", 0),
        ("remove:2", "AB", 1),
        ("remove:3", "ABC", 0),
        ("remove", "ABC", 0),
        ("sideways:1", "ABC", 1),
        ("up:-1", "ABC", 0),
        (":", "ABC", 0),
    ],
)
def test_a_press_moves_one_row_and_goes_on_where_it_went(deed, expected, focus):
    rows = titled(*"ABC")
    found, at = rearranged(rows, deed)
    assert ("".join(row["title"] for row in found), at) == (expected, focus)
    assert rows == titled(*"ABC")


def test_the_only_row_can_be_removed_and_the_first_be_added():
    assert rearranged(titled("A"), "remove:0") == ([], 0)
    assert rearranged([], "add") == ([{}], 0)


def test_a_full_programme_takes_no_row_more():
    almost = [{}] * (MOST_ROWS - 1)
    full, focus = rearranged(almost, "add")
    assert (len(full), focus) == (MOST_ROWS, MOST_ROWS - 1)
    assert len(rearranged(full, "add")[0]) == MOST_ROWS


# Reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "count"), [("", 0), ("hai", 0), ("-1", 0), ("2", 2), ("40", 40), ("41", 40), ("1000000", 40)]
)
def test_as_many_rows_are_read_as_a_programme_can_have(total, count):
    rows = sent_rows({f"{PREFIX}-TOTAL_FORMS": total, f"{PREFIX}-0-title": "Một"})
    assert len(rows) == count
    assert [row["title"] for row in rows[:2]] == ["Một", ""][:count]


def test_minutes_that_cannot_be_read_count_nothing():
    rows = [{"minutes": value} for value in ("10", 15, "", "ba", "-5", "1.5", "9" * 30)]
    assert total_minutes([*rows, {}]) == 25


def test_rows_are_compared_in_words_and_empty_ones_take_no_number():
    unknown = {"kind": "khác", "title": "Thu quỹ", "presenter": "99", "minutes": "", "basis": ""}
    assert rows_text([FULL, {"title": ""}, unknown], NAMES) == (
        "1. Kết nạp (Biểu quyết, Cao Văn Chính, Điều lệ; 20 phút)\n2. Thu quỹ (chưa phân công;  phút)"
    )
    assert rows_text([], NAMES) == ""


# Checking ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "is_right"),
    [
        ("title", "T" * 250, True),
        ("title", "T" * 251, False),
        ("title", "   ", False),
        ("title", "Phương án TUYỆT MẬT", False),
        ("basis", "Văn bản TỐI MẬT số 5", False),
        ("basis", "B" * 251, False),
        ("minutes", "1", True),
        ("minutes", "0", False),
        ("minutes", "600", True),
        ("minutes", "601", False),
        ("minutes", "nửa giờ", False),
        ("presenter", "", True),
        ("presenter", "8", False),
        ("presenter", "Chính", False),
        ("kind", "party", False),
        ("pk", "", True),
        ("pk", "x", False),
    ],
)
def test_a_row_is_checked_field_by_field(name, value, is_right):
    form = AgendaRow(FULL | {name: value}, names=NAMES)
    assert (form.is_valid(), list(form.errors)) == (is_right, [] if is_right else [name])


def formset(*rows):
    data = {f"{PREFIX}-TOTAL_FORMS": str(len(rows)), f"{PREFIX}-INITIAL_FORMS": "0"}
    data |= {f"{PREFIX}-{index}-{name}": value for index, row in enumerate(rows) for name, value in row.items()}
    return AgendaFormSet(data, prefix=PREFIX, form_kwargs={"names": NAMES})


def test_rows_become_items_as_they_stand_and_those_left_empty_none():
    empty = {"kind": "discussion", "minutes": "10", "title": "", "presenter": "", "basis": "", "pk": ""}
    sent = formset(empty, FULL, empty, FULL | {"pk": "", "presenter": "", "basis": ""})
    assert sent.is_valid()
    assert sent.items == [
        ItemInput(3, "decision", "Kết nạp", 7, 20, "Điều lệ"),
        ItemInput(None, "decision", "Kết nạp", None, 20, ""),
    ]


def test_a_programme_has_forty_rows_at_most():
    assert formset(*[FULL] * MOST_ROWS).is_valid()
    assert not formset(*[FULL] * (MOST_ROWS + 1)).is_valid()
