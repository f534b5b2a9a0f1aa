"""The report on a cell's year."""

import pytest

from chibo.rules.assessment import Obligation
from chibo.rules.compliance import CellYear, Finding, evaluate, month_findings, quarter_findings
from chibo.rules.marks import marks, telling
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.thresholds import Figure
from chibo.rules.workflow import MeetingState
from tests.rules.making import LAO_CAI, at, finished, local_book, on, own_figure, regular, thematic

AFTER = at("15/01/2027 08:00")
DECEMBER, LAST_QUARTER = Period.parse("2026-12"), Period.parse("2026-Q4")
MONTHS = [f"2026-{number:02d}" for number in range(1, 13)]
QUARTERS = ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]


def year(*meetings, since=None, now=AFTER, book=LAO_CAI):
    return evaluate(CellYear(2026, meetings, on(since) if since else None), now, book)


def of(findings, period, obligation):
    found = [each for each in findings if (each.period.key, each.assessment.obligation) == (period, obligation)]
    assert len(found) == 1
    return found[0]


def held_thematic(**changes):
    said = {"state": MeetingState.LOCKED, "opened_at": "15/11/2026 14:00", "closed_at": "15/11/2026 15:30"}
    return thematic(**{**said, **changes})


def test_a_year_without_meetings_is_missed_month_by_month_and_quarter_by_quarter():
    findings = year()
    assert [each.period.key for each in findings] == MONTHS + QUARTERS
    assert {each.assessment.verdict.value for each in findings} == {"missed"}
    assert {each.meeting for each in findings} == {None}
    assert of(findings, "2026-12", Obligation.HELD).assessment.figures == (
        "Không có kỳ sinh hoạt thường kỳ nào; hạn 07/12/2026."
    )
    assert of(findings, "2026-Q4", Obligation.THEMATIC).assessment.figures == (
        "Đã họp 0 kỳ chuyên đề; còn thiếu, hạn 31/12/2026."
    )


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        ("30/11/2026 23:59", "not_due"),
        ("01/12/2026 00:00", "due"),
        ("07/12/2026 23:59", "due"),
        ("08/12/2026 00:00", "missed"),
    ],
)
def test_a_month_without_a_meeting(now, verdict):
    found = month_findings(DECEMBER, [], at(now), LAO_CAI)
    assert [(each.assessment.verdict.value, each.assessment.citation) for each in found] == [
        (verdict, "CT 50-CT/TW, 23/07/2025")
    ]


def test_a_month_with_its_meeting_shows_every_obligation_of_it():
    found = month_findings(DECEMBER, [finished(ref=7)], AFTER, LAO_CAI)
    assert [each.assessment.obligation.value for each in found] == [
        "committee_agrees",
        "papers_circulated",
        "meeting_held",
        "duration",
        "attendance",
        "minutes_locked",
        "resolution_issued",
        "score_sent",
    ]
    assert {each.assessment.verdict.value for each in found} == {"met"}
    assert {(each.period, each.meeting) for each in found} == {(DECEMBER, 7)}


def test_a_thematic_meeting_never_fulfils_the_month():
    findings = year(held_thematic())
    assert of(findings, "2026-11", Obligation.HELD).assessment.verdict.value == "missed"
    assert of(findings, "2026-Q4", Obligation.THEMATIC).assessment.verdict.value == "met"


def test_a_regular_meeting_never_fulfils_the_quarter():
    findings = year(finished())
    assert of(findings, "2026-12", Obligation.HELD).assessment.verdict.value == "met"
    assert of(findings, "2026-Q4", Obligation.THEMATIC).assessment.verdict.value == "missed"


@pytest.mark.parametrize("kind", [MeetingKind.EXTRAORDINARY, MeetingKind.COMMITTEE])
def test_other_meetings_fulfil_neither(kind):
    findings = year(finished(kind=kind))
    assert {each.assessment.verdict.value for each in findings} == {"missed"}


def test_a_combined_occasion_fulfils_both():
    said = {"is_combined": True, "occasion_minutes": 125}
    both = (
        finished(ref=1, **said),
        held_thematic(ref=2, starts_at="03/12/2026 20:40", opened_at="03/12/2026 20:40", **said),
    )
    findings = year(*both)
    assert of(findings, "2026-12", Obligation.HELD).assessment.verdict.value == "met"
    assert of(findings, "2026-Q4", Obligation.THEMATIC).assessment.verdict.value == "met"
    assert of(findings, "2026-12", Obligation.DURATION).assessment.figures == "Họp 125 phút; tối thiểu 120 phút."
    assert of(findings, "2026-Q4", Obligation.DURATION).assessment.figures == "Họp 125 phút; tối thiểu 120 phút."


def test_a_cancelled_meeting_fulfils_nothing():
    findings = year(regular(state=MeetingState.CANCELLED), thematic(state=MeetingState.CANCELLED))
    assert [each.period.key for each in findings] == MONTHS + QUARTERS
    assert {(each.assessment.verdict.value, each.meeting) for each in findings} == {("missed", None)}


@pytest.mark.parametrize(
    ("meetings", "chosen"),
    [
        ([regular(ref=1, state=MeetingState.CANCELLED), regular(ref=2, starts_at="05/12/2026 19:00")], 2),
        ([regular(ref=1), finished(ref=2, starts_at="05/12/2026 19:00", opened_at="05/12/2026 19:00")], 2),
        ([finished(ref=1, starts_at="06/12/2026 19:00"), finished(ref=2)], 2),
        ([regular(ref=1, starts_at="20/12/2026 19:00"), regular(ref=2)], 2),
    ],
)
def test_the_meeting_that_stands_for_a_month(meetings, chosen):
    for listed in (meetings, meetings[::-1]):
        assert {each.meeting for each in month_findings(DECEMBER, listed, AFTER, LAO_CAI)} == {chosen}


def test_a_meeting_counts_for_its_period_and_not_for_the_month_of_its_day():
    facts = finished(ref=9, period="2026-11")
    findings = year(facts)
    late = of(findings, "2026-11", Obligation.HELD)
    assert (late.assessment.verdict.value, late.meeting) == ("late", 9)
    assert of(findings, "2026-12", Obligation.HELD).assessment.verdict.value == "missed"


@pytest.mark.parametrize(
    ("opened", "now", "verdict", "figures"),
    [
        ([], "01/10/2026 00:00", "not_due", "Đã họp 0 kỳ chuyên đề; còn thiếu, hạn 31/12/2026."),
        ([], "15/11/2026 23:59", "not_due", "Đã họp 0 kỳ chuyên đề; còn thiếu, hạn 31/12/2026."),
        ([], "16/11/2026 00:00", "due", "Đã họp 0 kỳ chuyên đề; còn thiếu, hạn 31/12/2026."),
        ([None], "31/12/2026 23:59", "due", "Đã họp 0 kỳ chuyên đề; còn thiếu, hạn 31/12/2026."),
        ([None], "01/01/2027 00:00", "missed", "Đã họp 0 kỳ chuyên đề; còn thiếu, hạn 31/12/2026."),
        (["31/12/2026 23:00"], "15/01/2027 08:00", "met", "Đã họp 1 kỳ chuyên đề; quy định ít nhất 1 kỳ mỗi quý."),
        (["02/01/2027 08:00"], "15/01/2027 08:00", "late", "Đã họp 1 kỳ chuyên đề; quy định ít nhất 1 kỳ mỗi quý."),
        (
            ["02/01/2027 08:00", "15/11/2026 14:00"],
            "15/01/2027 08:00",
            "met",
            "Đã họp 2 kỳ chuyên đề; quy định ít nhất 1 kỳ mỗi quý.",
        ),
    ],
)
def test_a_quarter(opened, now, verdict, figures):
    meetings = [thematic(period="2026-Q4", opened_at=opened_at) for opened_at in opened]
    found = of(quarter_findings(LAST_QUARTER, meetings, at(now), LAO_CAI), "2026-Q4", Obligation.THEMATIC).assessment
    assert (found.verdict.value, found.figures, found.citation) == (verdict, figures, "HD 42-HD/BTCTW, 28/10/2025")


@pytest.mark.parametrize(
    ("second", "verdict", "figures"),
    [
        (None, "missed", "Đã họp 1 kỳ chuyên đề; còn thiếu, hạn 31/12/2026."),
        ("20/12/2026 14:00", "met", "Đã họp 2 kỳ chuyên đề; quy định ít nhất 2 kỳ mỗi quý."),
        ("05/01/2027 14:00", "late", "Đã họp 2 kỳ chuyên đề; quy định ít nhất 2 kỳ mỗi quý."),
    ],
)
def test_a_committee_may_ask_for_two_thematic_meetings(second, verdict, figures):
    book = local_book(own_figure(Figure.THEMATIC_PER_QUARTER, "2"))
    meetings = [held_thematic(), thematic(opened_at=second)]
    found = of(quarter_findings(LAST_QUARTER, meetings, AFTER, book), "2026-Q4", Obligation.THEMATIC).assessment
    assert (found.verdict.value, found.figures) == (verdict, figures)


def test_every_thematic_meeting_is_judged_and_none_for_its_day():
    meetings = [held_thematic(ref=1), held_thematic(ref=2), thematic(ref=3, state=MeetingState.CANCELLED)]
    found = quarter_findings(LAST_QUARTER, meetings, AFTER, LAO_CAI)
    assert [each.meeting for each in found] == [1] + [1] * 7 + [2] * 7
    assert [each.assessment.obligation for each in found].count(Obligation.THEMATIC) == 1
    assert Obligation.HELD not in {each.assessment.obligation for each in found}


def test_no_thematic_meeting_was_asked_for_before_2018():
    found = quarter_findings(Period.parse("2018-Q2"), [], AFTER, LAO_CAI)
    assert [each.assessment.verdict.value for each in found] == ["not_applicable"]
    found = quarter_findings(Period.parse("2018-Q3"), [], AFTER, LAO_CAI)
    assert [each.assessment.verdict.value for each in found] == ["missed"]


@pytest.mark.parametrize(
    ("since", "first_month", "first_quarter"),
    [
        (None, "2026-01", "2026-Q1"),
        ("01/01/2025", "2026-01", "2026-Q1"),
        ("07/01/2026", "2026-01", "2026-Q1"),
        ("08/01/2026", "2026-02", "2026-Q1"),
        ("07/06/2026", "2026-06", "2026-Q2"),
        ("30/06/2026", "2026-07", "2026-Q2"),
        ("01/07/2026", "2026-07", "2026-Q3"),
    ],
)
def test_a_cell_is_bound_by_duties_that_end_on_its_first_day_or_later(since, first_month, first_quarter):
    keys = [each.period.key for each in year(since=since)]
    assert keys == [key for key in MONTHS if key >= first_month] + [key for key in QUARTERS if key >= first_quarter]


@pytest.mark.parametrize(("since", "bound"), [("08/12/2026", QUARTERS[3:]), ("01/01/2027", [])])
def test_a_cell_founded_late_in_the_year(since, bound):
    assert [each.period.key for each in year(since=since)] == bound


def test_a_report_in_the_middle_of_the_year_accuses_nobody_of_the_future():
    verdicts = {each.period.key: each.assessment.reported.value for each in year(now=at("03/06/2026 08:00"))}
    assert {key for key, verdict in verdicts.items() if verdict == "missed"} == set(MONTHS[:5]) | {"2026-Q1"}
    assert {key for key, verdict in verdicts.items() if verdict == "not_due"} == set(MONTHS[5:]) | set(QUARTERS[1:])


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({}, "met"),
        ({"committee_agreed_at": None}, "met"),
        ({"committee_agreed_at": "02/12/2026 08:00"}, "met"),
        ({"circulated_at": "03/12/2026 08:00"}, "late"),
        ({"opened_at": "08/12/2026 19:00", "closed_at": "08/12/2026 20:40"}, "late"),
        ({"score_sent_at": None}, "missed"),
        ({"present": 17}, "missed"),
        ({"closed_at": "03/12/2026 20:00"}, "missed"),
        ({"circulated_at": None}, "missed"),
        ({"resolution_carried": False, "resolution_issued_at": None}, "met"),
        ({"score_sent_at": None, "circulated_at": "03/12/2026 08:00"}, "missed"),
    ],
)
def test_the_one_mark_of_a_month_leaves_advice_out(changes, mark):
    assert marks(month_findings(DECEMBER, [finished(**changes)], AFTER, LAO_CAI))[DECEMBER].value == mark


def test_a_mark_is_what_the_committee_sees():
    assert marks(month_findings(DECEMBER, [], at("03/12/2026 08:00"), LAO_CAI)) == {DECEMBER: "not_due"}


def test_every_period_has_a_mark_even_with_nothing_but_advice():
    advice = month_findings(DECEMBER, [finished()], AFTER, LAO_CAI)[0]
    assert advice.assessment.obligation is Obligation.COMMITTEE
    assert marks([Finding(DECEMBER, advice.assessment)]) == {DECEMBER: "not_applicable"}
    assert [period.key for period in marks(year())] == MONTHS + QUARTERS


def test_the_telling_finding_gives_the_mark_and_advice_never_does():
    facts = finished(committee_agreed_at=None, closed_at="03/12/2026 20:00")
    found = month_findings(DECEMBER, [facts], AFTER, LAO_CAI)
    assert telling(found).assessment.obligation is Obligation.DURATION
    assert marks(found) == {DECEMBER: telling(found).assessment.reported}
