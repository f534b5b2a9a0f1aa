"""The score sheet: lines, sums, bands."""

from dataclasses import replace
from datetime import date

import pytest

from chibo.rules import scoring
from chibo.rules.assessment import Assessment, Obligation, Verdict, not_applicable
from chibo.rules.refusal import RuleRefused
from chibo.rules.scoring import CRITERIA, ScoreSheet, criteria, rating, total
from chibo.rules.timeline import timeline
from tests.rules.making import BOOK, at, finished

TODAY = date(2026, 12, 3)
FULL = {
    "time": 5,
    "attendance": 5,
    "preparation": 10,
    "conduct": 40,
    "principles": 5,
    "results": 30,
    "closing": 5,
}


def test_the_sheet():
    assert {row.code: row.points for row in criteria(TODAY)} == FULL
    assert sum(FULL.values()) == 100


@pytest.mark.parametrize(("day", "lines"), [(date(2025, 10, 27), 0), (date(2025, 10, 28), 7), (TODAY, 7)])
def test_the_sheet_in_force_on_a_day(day, lines):
    assert len(criteria(day)) == lines
    assert len(CRITERIA) == 7


def test_a_line_is_in_force_to_its_last_day(monkeypatch):
    monkeypatch.setattr(scoring, "CRITERIA", (replace(CRITERIA[0], until=TODAY), *CRITERIA[1:]))
    assert [len(criteria(day)) for day in (TODAY, date(2026, 12, 4))] == [7, 6]


def test_the_sheet_as_a_whole():
    sheet = ScoreSheet.of(TODAY)
    assert (sheet.count, sheet.most, sheet.criteria) == (7, 100, criteria(TODAY))
    assert (ScoreSheet.of(date(2025, 10, 27)).count, ScoreSheet.of(date(2025, 10, 27)).most) == (0, 0)


def found(**verdicts: Verdict) -> dict[Obligation, Assessment]:
    """Everything met that a sheet rests on, but for what is named."""
    told = {code: Assessment(code, Verdict.MET, "") for row in CRITERIA for code in row.evidence}
    named = {Obligation[name]: Assessment(Obligation[name], verdict, "") for name, verdict in verdicts.items()}
    return told | named


@pytest.mark.parametrize(
    ("records", "proposed"),
    [
        (found(), {"time": 5, "attendance": 5, "preparation": 10}),
        (found(HELD=Verdict.LATE), {"attendance": 5, "preparation": 10}),
        (found(DURATION=Verdict.MISSED), {"attendance": 5, "preparation": 10}),
        (found(ATTENDANCE=Verdict.MISSED), {"time": 5, "preparation": 10}),
        (found(COMMITTEE=Verdict.NOT_APPLICABLE), {"time": 5, "attendance": 5}),
        (found(PAPERS=Verdict.LATE), {"time": 5, "attendance": 5}),
        (found(ASSIGNMENTS=Verdict.MISSED), {"time": 5, "attendance": 5, "preparation": 10}),
        ({Obligation.PAPERS: not_applicable(Obligation.PAPERS)}, {}),
        ({Obligation.HELD: Assessment(Obligation.HELD, Verdict.MET, "")}, {"time": 5}),
        ({}, {}),
    ],
)
def test_full_points_are_proposed_where_the_records_bear_them_out(records, proposed):
    assert ScoreSheet.of(TODAY).proposal(records) == proposed


def test_the_timeline_of_a_meeting_gives_every_evidence():
    steps = {step.obligation: step for step in timeline(finished(), at("08/12/2026 08:00"), BOOK)}
    assert {code for row in CRITERIA for code in row.evidence} <= set(steps)
    assert ScoreSheet.of(TODAY).proposal(steps)["time"] == 5


@pytest.mark.parametrize(
    ("changes", "points"), [({}, 100), ({"conduct": 31, "results": 27}, 88), (dict.fromkeys(FULL, 0), 0)]
)
def test_the_total(changes, points):
    assert total({**FULL, **changes}, TODAY) == points


def test_points_of_no_line_do_not_count():
    assert total({**FULL, "bonus": 7}, TODAY) == 100


@pytest.mark.parametrize(
    ("points", "wrong"),
    [
        ({**FULL, "conduct": 41}, ("conduct",)),
        ({**FULL, "time": -1}, ("time",)),
        ({**FULL, "closing": 6, "time": 6}, ("time", "closing")),
        ({code: points for code, points in FULL.items() if code != "results"}, ("results",)),
        ({}, ("time", "attendance", "preparation", "conduct", "principles", "results", "closing")),
    ],
)
def test_points_out_of_range_or_missing_are_named(points, wrong):
    with pytest.raises(RuleRefused) as refusal:
        total(points, TODAY)
    assert (refusal.value.code, refusal.value.missing) == ("points", wrong)


@pytest.mark.parametrize(
    ("points", "band"),
    [
        (100, "good"),
        (90, "good"),
        (89, "fair"),
        (70, "fair"),
        (69, "average"),
        (50, "average"),
        (49, "poor"),
        (0, "poor"),
    ],
)
def test_the_bands(points, band):
    assert rating(points).value == band
