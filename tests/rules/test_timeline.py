"""The timeline of a meeting, and the one rulebook behind four answers."""

import pytest

from chibo.rules.assessment import IN_REPORT, Obligation
from chibo.rules.compliance import CellYear, evaluate
from chibo.rules.conditions import unmet
from chibo.rules.reminders import Notice, reminders
from chibo.rules.thresholds import Figure
from chibo.rules.timeline import assess, timeline
from chibo.rules.timeline import reminders as reminders_step
from chibo.rules.workflow import Advice, MeetingState
from tests.rules.making import LAO_CAI, at, finished, local_book, on, own_figure, regular, thematic

AFTER = at("20/12/2026 08:00")
STEPS = [
    "committee_agrees",
    "papers_circulated",
    "reminders_sent",
    "assignments_reported",
    "meeting_held",
    "duration",
    "attendance",
    "minutes_locked",
    "resolution_issued",
    "score_sent",
]


def verdicts(steps):
    return {step.obligation.value: step.verdict.value for step in steps}


@pytest.mark.parametrize("facts", [regular(), finished(), thematic(), regular(state=MeetingState.IN_SESSION)])
def test_the_steps_stand_in_the_order_of_the_month(facts):
    assert [step.obligation.value for step in timeline(facts, AFTER, LAO_CAI)] == STEPS


def test_a_report_leaves_out_what_is_automatic_or_of_members():
    left_out = set(STEPS) - {step.obligation.value for step in assess(finished(), AFTER, LAO_CAI)}
    assert left_out == {"reminders_sent", "assignments_reported"}
    assert set(Obligation) - set(IN_REPORT) == {Obligation(code) for code in left_out}
    assert IN_REPORT[-1] is Obligation.COMMITTEE
    assert len(set(IN_REPORT)) == len(IN_REPORT)


def test_a_cancelled_meeting_obliges_to_nothing():
    facts = regular(state=MeetingState.CANCELLED, circulated_at="29/11/2026 08:00")
    assert (timeline(facts, AFTER, LAO_CAI), assess(facts, AFTER, LAO_CAI)) == ((), ())


def test_everything_in_time():
    assert set(verdicts(timeline(finished(), AFTER, LAO_CAI)).values()) == {"met"}


def test_a_fresh_plan_two_weeks_before():
    steps = timeline(regular(), at("19/11/2026 08:00"), LAO_CAI)
    assert set(verdicts(steps).values()) == {"not_due", "not_applicable"}
    assert [step.obligation.value for step in steps if step.verdict.value == "not_applicable"] == [
        "assignments_reported"
    ]


def test_nothing_was_prepared_and_nobody_met():
    said = verdicts(timeline(regular(assignments_due=2), AFTER, LAO_CAI))
    assert {name for name, verdict in said.items() if verdict == "missed"} == {
        "committee_agrees",
        "papers_circulated",
        "assignments_reported",
        "meeting_held",
    }
    assert {name for name, verdict in said.items() if verdict == "not_due"} == set(STEPS[5:]) | {"reminders_sent"}


@pytest.mark.parametrize(
    ("changes", "now", "verdict", "figures"),
    [
        ({}, "25/11/2026 08:00", "not_due", "Tự nhắc ngày 28/11, 30/11, 02/12."),
        ({"circulated_at": "27/11/2026 08:00"}, "02/12/2026 06:59", "not_due", "Tự nhắc ngày 28/11, 30/11, 02/12."),
        ({"circulated_at": "27/11/2026 08:00"}, "02/12/2026 07:00", "met", "Tự nhắc ngày 28/11, 30/11, 02/12."),
        ({"circulated_at": "29/11/2026 08:00"}, "02/12/2026 07:00", "met", "Tự nhắc ngày 30/11, 02/12."),
        (
            {"circulated_at": "02/12/2026 20:00"},
            "03/12/2026 07:00",
            "not_applicable",
            "Không còn lần nhắc nào trước kỳ này.",
        ),
        (
            {"opened_at": "03/12/2026 19:00"},
            "03/12/2026 20:00",
            "not_applicable",
            "Không còn lần nhắc nào trước kỳ này.",
        ),
        (
            {"circulated_at": "27/11/2026 08:00", "opened_at": "01/12/2026 19:00"},
            "01/12/2026 20:00",
            "met",
            "Tự nhắc ngày 28/11, 30/11.",
        ),
    ],
)
def test_the_automatic_step(changes, now, verdict, figures):
    found = reminders_step(regular(**changes), at(now), LAO_CAI)
    assert (found.verdict.value, found.figures, found.citation) == (verdict, figures, "Kinh nghiệm các chi bộ")


@pytest.mark.parametrize(("now", "done_at"), [("01/12/2026 08:00", None), ("02/12/2026 07:00", "02/12/2026 07:00")])
def test_the_automatic_step_runs_from_the_first_reminder_to_the_last(now, done_at):
    found = reminders_step(regular(circulated_at="27/11/2026 08:00"), at(now), LAO_CAI)
    assert (found.from_on, found.until_on) == (on("28/11/2026"), on("02/12/2026"))
    assert found.done_at == (at(done_at) if done_at else None)


@pytest.mark.parametrize(
    ("days", "last", "organisers_at", "too_late", "verdict"),
    [("1", "02/12/2026", "02/12/2026 07:00", False, "met"), ("2", "01/12/2026", "01/12/2026 07:00", True, "late")],
)
def test_one_threshold_changes_all_four(days, last, organisers_at, too_late, verdict):
    """Timeline, reminder, warning and report of a circulation on the day before follow one row."""
    book = local_book(own_figure(Figure.PAPERS_DAYS_MIN, days))
    planned, now = regular(), at("02/12/2026 09:00")
    papers = next(step for step in timeline(planned, now, book) if step.obligation is Obligation.PAPERS)
    assert papers.until_on == on(last)
    asked = next(reminder for reminder in reminders(planned, now, book) if reminder.notice is Notice.PAPERS_LAST)
    assert asked.due_at == at(organisers_at)
    assert (Advice.LEAD_TIME in unmet(planned, now, book)) is too_late
    report = evaluate(CellYear(2026, (finished(circulated_at="02/12/2026 09:00"),)), AFTER, book)
    found = [finding.assessment for finding in report if finding.assessment.obligation is Obligation.PAPERS]
    assert [(each.verdict.value, each.rule.number, each.until_on) for each in found] == [(verdict, int(days), on(last))]


OLD = {"starts_at": "05/12/2016 19:00", "opened_at": "05/12/2016 19:00", "closed_at": "05/12/2016 20:00"}


def test_before_any_figure_every_step_says_that_nothing_was_prescribed():
    steps = timeline(regular(**OLD, state=MeetingState.HELD, assignments_due=2), AFTER, LAO_CAI)
    said = {step.obligation: step.figures for step in steps if step.figures != "Chưa có quy định vào ngày này."}
    assert said == {
        Obligation.HELD: "Họp ngày 05/12/2016; khi ấy chưa có quy định về ngày họp, tính đến hết ngày 31/12/2016.",
        Obligation.SCORE: "Cấp ủy không quy định thời hạn gửi điểm tự chấm.",
    }
    assert not any(step.citation for step in steps)


def test_a_day_without_rule_is_told_before_the_meeting_too():
    planned = regular(starts_at="05/12/2016 19:00")
    (held,) = (step for step in timeline(planned, AFTER, LAO_CAI) if step.obligation is Obligation.HELD)
    assert held.figures == "Chưa họp; khi ấy chưa có quy định về ngày họp, tính đến hết ngày 31/12/2016."


def test_a_kind_without_least_length_is_told_otherwise():
    (found,) = (step for step in timeline(thematic(), AFTER, LAO_CAI) if step.obligation is Obligation.DURATION)
    assert found.figures == "Không có mức tối thiểu cho kỳ này."


def test_a_month_without_meeting_before_the_directive_says_so():
    found = evaluate(CellYear(2018, ()), AFTER, LAO_CAI)[0].assessment
    assert found.figures == (
        "Không có kỳ sinh hoạt thường kỳ nào; khi ấy chưa có quy định về ngày họp, tính đến hết ngày 31/01/2018."
    )
