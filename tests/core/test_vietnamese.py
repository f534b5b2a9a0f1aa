"""Vietnamese order and search on any database."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.core.vietnamese import ALPHABET, fold, name_key, sort_key


def test_letters_come_in_the_order_of_the_alphabet():
    shuffled = "ơbôoâăađdgêecmlnkihưuvtsrqpyx"
    assert "".join(sorted(shuffled, key=sort_key)) == "aăâbcdđeêghiklmnoôơpqrstuưvxy"


def test_tones_decide_last_and_in_their_order():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(["mạ", "mab"], key=sort_key) == ["mạ", "mab"]


def test_names_sort_by_given_name_first():
    names = ["Trần Thị Hoa", "Lê Văn Đức", "Nguyễn Văn Ân", "Phạm Minh Ánh", "Bùi Văn Đức", "Vũ Thị Ước", "Cao An"]
    assert sorted(names, key=name_key) == [
        "Cao An",
        "Phạm Minh Ánh",
        "Nguyễn Văn Ân",
        "Bùi Văn Đức",
        "Lê Văn Đức",
        "Trần Thị Hoa",
        "Vũ Thị Ước",
    ]


def test_a_shorter_given_name_comes_before_a_longer_one():
    assert sorted(["Lê Thị Hoàn", "Lê Thị Hoa", "Lê Thị Hoàng"], key=name_key) == [
        "Lê Thị Hoa",
        "Lê Thị Hoàn",
        "Lê Thị Hoàng",
    ]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_texts_are_one(form):
    text = unicodedata.normalize(form, "Nguyễn Thị Ước")
    assert name_key(text) == name_key("Nguyễn Thị Ước")
    assert fold(text) == "nguyen thi uoc"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nghị quyết số 35-NQ/TW", "nghi quyet so 35 nq tw"),
        ("ĐẢNG bộ", "dang bo"),
        ("  Họ và tên (*) ", "ho va ten"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_nobody_has_an_empty_key_unless_nameless():
    assert name_key("") == name_key("   ") == ""


@given(st.text(max_size=60))
def test_keys_and_folded_texts_hold_only_what_sorts_alike_everywhere(text):
    assert set(sort_key(text)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=ALPHABET, max_size=12), st.text(alphabet=ALPHABET, max_size=12))
def test_untoned_words_sort_letter_by_letter(first, second):
    letters = [[ALPHABET.index(char) for char in word] for word in (first, second)]
    assert (sort_key(first) < sort_key(second)) == (letters[0] < letters[1])
