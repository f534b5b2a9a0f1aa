"""Three states of a field – shown, stored, sent –, and who has it."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.http import QueryDict

from chibo.core.contest import Contest, LastEdit, Seen, SeenForm, as_read, digest, seen_of, settle
from chibo.core.richtext import RichTextField
from chibo.rules.refusal import RuleRefused

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def settled(stored, sent, seen, **revisions):
    """The field after the save; ``both`` where it is contested."""
    try:
        return settle({"text": stored}, {"text": sent}, seen, **revisions)["text"]
    except RuleRefused as refused:
        return "both" if refused.detail["contest"].names == ("text",) else "?"


def on_page(shown):
    return None if shown is None else Seen.of({"text": shown})


@pytest.mark.parametrize(
    ("shown", "stored", "sent", "left"),
    [
        ("a", "a", "a", "a"),
        ("a", "a", "b", "b"),  # I changed it
        ("a", "b", "a", "b"),  # somebody else did
        ("a", "b", "b", "b"),  # both, alike
        ("a", "b", "c", "both"),
        ("a", "", "a", ""),  # somebody emptied it
        ("a", "", "b", "both"),
        ("", "a", "", "a"),
        ("a", "a", "", ""),
        ("a", "b", "", "both"),
        (None, "a", "b", "b"),  # a deed without a page
    ],
)
def test_a_field_goes_to_whoever_changed_it(shown, stored, sent, left):
    assert settled(stored, sent, on_page(shown)) == left


@pytest.mark.parametrize(
    ("stored", "sent", "left"),
    [
        ("", "b", "b"),
        ("a", "b", "both"),
        ("a", "a", "a"),
        (("", ""), ("x", ""), ("x", "")),
        (("x", ""), ("", ""), "both"),
    ],
)
def test_a_page_that_says_nothing_writes_only_where_nothing_stands(stored, sent, left):
    assert settled(stored, sent, Seen()) == left


@pytest.mark.parametrize("seen", [None, Seen()])
def test_where_no_field_is_known_the_revision_is_asked(seen):
    assert settle({"text": "a"}, {"text": "b"}, seen, current=2, shown=2) == {"text": "b"}
    for sent in ("a", "b"):
        with pytest.raises(RuleRefused, match="stale") as refused:
            settle({"text": "a"}, {"text": sent}, seen, current=3, shown=2)
        assert refused.value.detail["contest"] == Contest({"text": "a"}, {"text": sent}, ("text",), 3)


def test_what_is_known_of_a_field_goes_before_the_revision():
    assert settled("a", "b", on_page("a"), current=3, shown=2) == "b"
    assert settled("b", "c", on_page("a"), current=2, shown=2) == "both"


def test_only_what_both_changed_is_contested_and_all_else_is_merged():
    shown, stored = {"a": "1", "b": "1", "c": "1"}, {"a": "2", "b": "2", "c": "1"}
    with pytest.raises(RuleRefused) as refused:
        settle(stored, {"a": "3", "b": "1", "c": "4"}, Seen.of(shown))
    contest = refused.value.detail["contest"]
    assert (contest.names, contest.merged) == (("a",), {"a": "3", "b": "2", "c": "4"})
    seen = Seen(Seen.of(stored).digests, frozenset({"a"}))
    assert settle(stored, {"a": "3", "b": "2", "c": "4"}, seen) == {"a": "2", "b": "2", "c": "4"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, ""),
        (False, ""),
        ("a\r\nb", "a\nb "),
        ("Hoa\u0300", "Hoà"),
        (3, "3"),
        (time(19, 30, 15), time(19, 30)),
        (datetime(2026, 12, 3, 19, 30, tzinfo=HANOI), datetime(2026, 12, 3, 12, 30, tzinfo=ZoneInfo("UTC"))),
        (("a", None), ["a", ""]),
    ],
)
def test_one_thing_written_in_two_ways_is_one(one, other):
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("a", "b"), ("a b", "ab"), (True, ""), (("a", "b"), ("ab", "")), (date(2026, 1, 2), date(2026, 2, 1))],
)
def test_two_things_are_two(one, other):
    assert digest(one) != digest(other)


def test_what_a_page_showed_is_read_back_and_nonsense_says_nothing():
    shown = {"a": "1", "b": date(2026, 12, 3)}
    assert Seen.read({"seen": seen_of(shown)}) == Seen.of(shown)
    for text in ("", ":::", "a b", "\x00"):
        with pytest.raises(RuleRefused):
            settle({"a": "1"}, {"a": "2"}, Seen.read({"seen": text}))


def test_what_is_given_up_is_what_was_asked_about_or_else_everything():
    asked = QueryDict("conflict=theirs&contested=a&contested=b&c=1")
    assert Seen.read(asked).given_up == {"a", "b"}
    assert "c" in Seen.read({"conflict": "theirs", "c": "1"}).given_up
    assert not Seen.read(QueryDict("conflict=mine&contested=a")).given_up


class _Paper(SeenForm):
    title = forms.CharField(label="Tên")
    kind = forms.ChoiceField(label="Loại", choices=[("1", "Báo cáo"), ("2", "Dự thảo")])
    body = RichTextField(label="Nội dung")
    version = forms.IntegerField(widget=forms.HiddenInput)


def test_a_form_goes_on_from_what_is_stored_with_the_others_fields():
    form = _Paper({"title": "Của tôi", "kind": "1", "body": "<p>Một</p>", "version": "1", "seen": "title:0"})
    stored = {"title": "Của họ", "kind": "2", "body": "<p>Hai</p>"}
    contest = Contest(stored, {**stored, "title": "Của tôi"}, ("title",), 4)
    form.renew(contest)
    assert (form["title"].value(), form["kind"].value(), form["version"].value()) == ("Của tôi", "2", "4")
    assert form.saw == Seen.of(stored)
    (both,) = form.differing(contest)
    assert (both.label, both.theirs, both.mine) == ("Tên", "Của họ", "Của tôi")
    assert form.last() == LastEdit("", None)


def test_what_somebody_else_changed_is_told():
    form = _Paper()
    sent, added = {"title": "Một", "kind": "1"}, " Giữ nguyên phần người khác vừa sửa: Tên."
    assert form.told("Đã lưu.", sent, sent) == "Đã lưu."
    assert form.told("Đã lưu.", sent, {"title": "Hai", "kind": "1"}) == f"Đã lưu.{added}"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (None, None, ""),
        (None, True, "Có"),
        (None, False, "Không"),
        (None, 5, "5"),
        (None, date(2026, 12, 3), "03/12/2026"),
        (None, time(19, 30), "19:30"),
        (None, datetime(2026, 12, 3, 19, 30, tzinfo=HANOI), "19:30 ngày 03/12/2026"),
        ("kind", "2", "Dự thảo"),
        ("kind", "9", "9"),
        ("body", "<p>Một</p><p>Hai</p>", "Một\nHai"),
    ],
)
def test_a_value_is_read_in_words(field, value, words):
    assert as_read(_Paper().fields[field] if field else None, value) == words
