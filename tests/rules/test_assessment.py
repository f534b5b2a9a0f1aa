"""The answer of a check."""

import pytest

from chibo.rules.assessment import ADVISED, SEVERITY, Assessment, Obligation, Verdict, not_applicable, worst
from chibo.rules.thresholds import Figure
from tests.rules.making import at, own_figure

MET, LATE, MISSED, DUE, NOT_DUE, NOT_APPLICABLE = Verdict


@pytest.mark.parametrize(
    ("verdicts", "answer"),
    [
        ((), NOT_APPLICABLE),
        ((NOT_APPLICABLE, MET), MET),
        ((MET, NOT_DUE), NOT_DUE),
        ((NOT_DUE, DUE), DUE),
        ((DUE, LATE), LATE),
        ((LATE, MISSED, MET), MISSED),
        ((MISSED, LATE), MISSED),
    ],
)
def test_the_verdict_that_stands_for_several(verdicts, answer):
    assert worst(verdicts) is answer


def test_every_verdict_has_its_own_severity():
    assert set(SEVERITY) == set(Verdict)
    assert sorted(SEVERITY.values()) == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("verdict", "reported"),
    [
        (MET, MET),
        (LATE, LATE),
        (MISSED, MISSED),
        (DUE, NOT_DUE),
        (NOT_DUE, NOT_DUE),
        (NOT_APPLICABLE, NOT_APPLICABLE),
    ],
)
def test_what_is_due_is_reported_as_not_due_yet(verdict, reported):
    assert Assessment(Obligation.HELD, verdict, "").reported is reported


@pytest.mark.parametrize(
    ("verdict", "done_at", "is_over", "is_open"),
    [
        (DUE, None, False, True),
        (MISSED, None, False, True),
        (MISSED, None, True, False),
        (MISSED, "03/12/2026 19:00", False, False),
        (LATE, None, False, False),
        (NOT_DUE, None, False, False),
        (MET, "03/12/2026 19:00", False, False),
    ],
)
def test_what_somebody_should_do_now(verdict, done_at, is_over, is_open):
    done = at(done_at) if done_at else None
    assert Assessment(Obligation.PAPERS, verdict, "", done_at=done, is_over=is_over).is_open is is_open


def test_figures_are_worded_with_their_values():
    assert Assessment(Obligation.DURATION, MET, "Họp {} phút; tối thiểu {} phút.", (95, 90)).figures == (
        "Họp 95 phút; tối thiểu 90 phút."
    )


def test_the_rule_is_cited_where_there_is_one():
    assert Assessment(Obligation.HELD, MET, "").citation == ""
    rule = own_figure(Figure.MINUTES_REGULAR, "100")
    assert Assessment(Obligation.DURATION, MET, "", rule=rule).citation == "QĐ 5-QĐ/ĐU"


def test_what_does_not_bind_says_why():
    assert not_applicable(Obligation.SCORE).figures == "Chưa có quy định vào ngày này."
    found = not_applicable(Obligation.SCORE, "Không quy định cho kỳ này.")
    assert (found.verdict, found.figures) == (NOT_APPLICABLE, "Không quy định cho kỳ này.")


def test_advice_is_what_no_law_of_the_whole_party_asks_for():
    assert {step.value for step in ADVISED} == {"committee_agrees", "reminders_sent", "assignments_reported"}
