"""The words of the codes that every app shows."""

from chibo.core.labels import OBLIGATIONS, VERDICT_WORDS
from chibo.rules.assessment import Obligation, Verdict


def test_every_obligation_has_its_words():
    assert list(OBLIGATIONS) == list(Obligation)
    assert all(words.short and words.full for words in OBLIGATIONS.values())
    assert len({words.short for words in OBLIGATIONS.values()}) == len(Obligation)


def test_a_report_says_it_in_full_and_a_timeline_in_short():
    assert (OBLIGATIONS[Obligation.HELD].short, OBLIGATIONS[Obligation.HELD].full) == (
        "Sinh hoạt",
        "Sinh hoạt đúng thời gian",
    )


def test_every_verdict_has_its_word():
    assert set(VERDICT_WORDS) == {verdict.value for verdict in Verdict}
