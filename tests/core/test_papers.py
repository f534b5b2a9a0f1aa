"""Frozen facts: their way through JSON; and the filters that print them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import ClassVar

import pytest
from django.utils.safestring import mark_safe

from chibo.core.papers import Facts, Person, Signature
from chibo.core.templatetags.papers import even_lines, led_by, prose, stopped, unstopped
from tests.core.sample_papers import LETTERHEAD


@dataclass(frozen=True, slots=True)
class Receipt(Facts):
    """A paper with a field of every type; once it also named its kind and a note."""

    FORMER: ClassVar[Mapping[str, str]] = {"kind": "BIÊN NHẬN"}

    of: Person
    amount: int
    given_on: date
    paid: bool = False
    printed_at: datetime | None = None
    for_what: tuple[Person, ...] = ()


RECEIPT = Receipt(Person("Lê An"), 3, date(2026, 2, 3), True, datetime(2026, 2, 3, 12, tzinfo=UTC), (Person("B"),))


@pytest.mark.parametrize(
    "paper", [RECEIPT, Receipt(Person("A"), 0, date(2026, 1, 1)), LETTERHEAD, Signature("A", None)]
)
def test_json_round_trip_loses_nothing(paper):
    assert type(paper).from_json(json.loads(json.dumps(paper.to_json()))) == paper


def test_json_is_plain():
    data = RECEIPT.to_json()
    assert (data["given_on"], data["printed_at"]) == ("2026-02-03", "2026-02-03T12:00:00+00:00")
    assert (data["of"], data["for_what"]) == ({"name": "Lê An", "role": ""}, [{"name": "B", "role": ""}])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "red", "age": 7}, r"Receipt: unknown fields \['age', 'colour'\]"),
        ({"FORMER": {"kind": "a"}}, r"Receipt: unknown fields \['FORMER'\]"),
        ({"amount": "3"}, r"Receipt\.amount: '3' is not"),
        ({"amount": True}, r"Receipt\.amount: True is not"),
        ({"given_on": "hôm qua"}, "Invalid isoformat"),
        ({"of": {"name": "Lê An", "rank": "tá"}}, r"Person: unknown fields \['rank'\]"),
    ],
)
def test_json_that_does_not_fit_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        Receipt.from_json({**RECEIPT.to_json(), **change})


def test_json_without_a_needed_field_is_refused():
    data = RECEIPT.to_json()
    del data["amount"]
    with pytest.raises(ValueError, match=r"Receipt.*amount"):
        Receipt.from_json(data)


def test_older_json_takes_defaults():
    assert Receipt.from_json({"of": {"name": "A"}, "amount": 1, "given_on": "2026-01-01"}) == Receipt(
        Person("A"), 1, date(2026, 1, 1)
    )


@pytest.mark.parametrize("nothing", ["", [], {}, None, False, 0])
def test_a_field_that_is_no_longer_printed_is_passed_over_when_it_holds_nothing(nothing):
    assert Receipt.from_json({**RECEIPT.to_json(), "note": nothing}) == RECEIPT


def test_a_field_that_always_held_one_word_is_passed_over_with_that_word_only():
    assert Receipt.from_json({**RECEIPT.to_json(), "kind": "BIÊN NHẬN"}) == RECEIPT
    with pytest.raises(ValueError, match=r"Receipt: unknown fields \['kind'\]"):
        Receipt.from_json({**RECEIPT.to_json(), "kind": "GIẤY NỢ"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ĐẢNG BỘ XÃ CÔNG HẢI", ["ĐẢNG BỘ XÃ CÔNG HẢI"]),
        ("CHI BỘ TỔ DÂN PHỐ SỐ 12 NGUYỄN VĂN THOẠI", ["CHI BỘ TỔ DÂN PHỐ", "SỐ 12 NGUYỄN VĂN THOẠI"]),
        (
            "ĐẢNG BỘ CÁC CƠ QUAN ĐẢNG VÀ ĐOÀN THỂ CHÍNH TRỊ - XÃ HỘI TỈNH",
            ["ĐẢNG BỘ CÁC CƠ QUAN ĐẢNG", "VÀ ĐOÀN THỂ", "CHÍNH TRỊ - XÃ HỘI TỈNH"],
        ),
        ("ĐẢNG BỘ\nXÃ A", ["ĐẢNG BỘ", "XÃ A"]),
        ("CHI BỘ <A>", ["CHI BỘ &lt;A&gt;"]),
        (" ĐẢNG BỘ \r\n  \r\n XÃ   A ", ["ĐẢNG BỘ", "XÃ A"]),
        ("A" * 60, ["A" * 60]),
        ("", [""]),
    ],
)
def test_letterhead_lines_are_even(text, expected):
    assert even_lines(text).split("<br>") == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a", "a."),
        ("a.", "a."),
        ("a;", "a."),
        ("a:", "a:"),
        ("a…", "a…"),
        ("đạt 88,9%)", "đạt 88,9%)."),
        ("<p>a</p>", "<p>a.</p>"),
        ("<ul><li>a</li></ul>", "<ul><li>a.</li></ul>"),
        ("<p>a.</p> ", "<p>a.</p>"),
        ("", ""),
        ("<p>a;</p>", "<p>a.</p>"),
        ("<p>a &gt;</p>", "<p>a &gt;.</p>"),
        ("<table><tr><td>a</td></tr></table>", "<table><tr><td>a</td></tr></table>"),
    ],
)
def test_body_ends_with_a_full_stop(source, expected):
    assert stopped(source) == expected


def test_stopped_keeps_plain_text_unsafe():
    assert not hasattr(stopped("<b>"), "__html__")
    assert hasattr(stopped(mark_safe("<p>a</p>")), "__html__")


def test_unstopped():
    assert unstopped(" Lưu Chi bộ.; ") == "Lưu Chi bộ"


def test_prose_fits_below_a_heading():
    source = "<h2>a</h2><h3>b</h3><table><tbody><tr><th>c</th></tr></tbody></table><ul><li><p>d</p><p>e</p></li></ul>"
    assert prose(source, 4) == (
        '<h4>a</h4><h5>b</h5><table><tbody><tr><th scope="col">c</th></tr></tbody></table><ul><li>d<p>e</p></li></ul>'
    )


def test_lead_runs_into_the_first_paragraph():
    assert led_by(prose("<p>a</p>"), "<b>: ") == "<p>&lt;b&gt;: a</p>"
    assert led_by(prose("<ul><li>a</li></ul>"), "b: ") == "<p>b:</p><ul><li>a</li></ul>"
    assert led_by(prose("<p>a</p>"), "") == "<p>a</p>"
    assert led_by(prose("<ul><li>a</li></ul>"), "") == "<ul><li>a</li></ul>"
    assert led_by(prose(""), "b.") == "<p>b.</p>"
