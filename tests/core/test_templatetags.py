from datetime import UTC, date, datetime, time
from fractions import Fraction

import pytest
from django.template import Context, Template

from chibo.core.labels import VERDICT_WORDS
from chibo.core.templatetags import chibo as tags
from chibo.rules.assessment import Verdict

LATE_EVENING = datetime(2026, 12, 2, 17, 30, tzinfo=UTC)  # 00:30 on the 3rd in Hanoi
TODAY = date(2026, 12, 3)


def render(source, **context):
    return Template("{% load chibo %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 12, 3), "03/12/2026"),
        (LATE_EVENING, "03/12/2026"),
        (datetime(2026, 1, 5, 8, tzinfo=UTC), "05/01/2026"),
        (None, ""),
    ],
)
def test_dmy_is_day_first_and_local(value, text):
    assert tags.dmy(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(LATE_EVENING, "00:30"), (time(7, 5), "07:05"), (time(0, 0), "00:00"), (None, "")]
)
def test_hm_is_a_24_hour_clock(value, text):
    assert tags.hm(value) == text


def test_dmy_hm():
    assert tags.dmy_hm(LATE_EVENING) == "03/12/2026 00:30"
    assert tags.dmy_hm(None) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 11, 22), "Chủ nhật 22/11/2026"),
        (date(2026, 11, 23), "thứ Hai 23/11/2026"),
        (date(2026, 12, 3), "thứ Năm 03/12/2026"),
        (LATE_EVENING, "thứ Năm 03/12/2026"),
        (None, ""),
    ],
)
def test_weekday_dmy(value, text):
    assert tags.weekday_dmy(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(date(2026, 12, 14), "còn 11 ngày"), (TODAY, "hạn hôm nay"), (date(2026, 12, 1), "quá hạn 2 ngày"), (None, "")],
)
def test_days_left(value, text):
    assert tags.days_left(value, TODAY) == text


@pytest.mark.parametrize(("share", "text"), [(Fraction(11, 12), "91,7%"), (Fraction(0), "0%"), (None, "")])
def test_a_share_reads_as_the_rulebook_writes_it(share, text):
    assert Template("{% load chibo %}{{ share|percent }}").render(Context({"share": share})) == text


def test_every_verdict_of_the_rulebook_has_a_word_and_a_shape():
    shapes = Template('{% include "components/_shapes.html" %}').render(Context())
    assert set(VERDICT_WORDS) == {verdict.value for verdict in Verdict}
    assert [verdict for verdict in Verdict if f'id="mark-{verdict.value}"' not in shapes] == []


def test_mark_has_shape_word_and_colour():
    html = render("{% mark verdict %}", verdict=Verdict.LATE)
    assert 'class="mark mark-late"' in html
    assert 'href="#mark-late"' in html
    assert '<span class="mark-word visually-hidden">muộn</span>' in html


def test_mark_opens_its_evidence_and_says_of_what():
    html = render('{% mark "met" url=url about="Tháng 10" word=True %}', url="/x/?a=1&b=2")
    assert html.startswith('<a class="mark mark-met" href="/x/?a=1&amp;b=2">')
    assert '<span class="visually-hidden">Tháng 10: </span><span class="mark-word">đạt</span>' in html


def test_unknown_verdict_is_an_error():
    with pytest.raises(KeyError):
        render('{% mark "perhaps" %}')


def test_key_names_all_marks():
    html = render("{% mark_key %}")
    assert [word for word in VERDICT_WORDS.values() if f">{word}</span>" not in html] == []


def test_difference_marks_whole_words_and_keeps_the_rest():
    both = tags.difference("giao đồng chí Lê Văn Hải, hạn 3/12", "giao đồng chí Phan Mỹ Uyên, hạn 5/12")
    assert both.before == "giao đồng chí <del>Lê Văn Hải</del>, hạn <del>3/12</del>"
    assert both.after == "giao đồng chí <ins>Phan Mỹ Uyên</ins>, hạn <ins>5/12</ins>"


def test_difference_escapes_what_people_wrote():
    both = tags.difference("<b>1</b>", "<script>1</script>")
    assert "<b>" not in both.before
    assert "<script>" not in both.after


def test_difference_of_equal_or_empty_texts():
    assert tags.difference("như cũ", "như cũ") == tags.Difference("như cũ", "như cũ")
    assert tags.difference("", "mới") == tags.Difference("", "<ins>mới</ins>")
    assert tags.difference("cũ", None) == tags.Difference("<del>cũ</del>", "")
