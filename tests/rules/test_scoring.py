"""The score sheet: lines, sums, bands."""

from dataclasses import replace
from datetime import date

import pytest

from chibo.rules import scoring
from chibo.rules.assessment import Assessment, Obligation, Verdict, not_applicable
from chibo.rules.refusal import RuleRefused
from chibo.rules.scoring import CRITERIA, LocalSheet, ScoreSheet, criteria, rating
from chibo.rules.sheets import drawn_up
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
    assert ScoreSheet.of(TODAY).total({**FULL, **changes}) == points


def test_points_of_no_line_do_not_count():
    assert ScoreSheet.of(TODAY).total({**FULL, "bonus": 7}) == 100


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
        ScoreSheet.of(TODAY).total(points)
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


# Sheets of committees

EIGHT = (
    ("Thời gian,  thời lượng", 5),
    ("Tỷ lệ đảng viên dự", 5),
    ("Công tác chuẩn bị", 10),
    ("Tổ chức sinh hoạt", 30),
    ("Điều hành của bí thư", 10),
    ("Nguyên tắc tổ chức và sinh hoạt đảng", 5),
    ("Kết quả lãnh đạo thực hiện nghị quyết, kết luận kỳ trước", 30),
    ("KẾT THÚC", 5),
)
SINCE = date(2026, 12, 1)


def local(path="0001.", since=SINCE, until=None, lines=EIGHT):
    return LocalSheet(drawn_up(lines, since), "HD 5-HD/ĐU", since, until, path)


def test_a_committee_draws_up_lines_of_its_own():
    rows = drawn_up(EIGHT, SINCE)
    assert [row.points for row in rows] == [5, 5, 10, 30, 10, 5, 30, 5]
    assert [row.code for row in rows] == [
        *("time", "attendance", "preparation", "line_4", "line_5", "principles", "results", "closing")
    ]
    assert rows[0].evidence == CRITERIA[0].evidence
    assert rows[0].is_proposed
    assert (rows[4].evidence, rows[4].is_proposed) == ((), False)
    assert {row.since for row in rows} == {SINCE}


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((), "sheet_total"),
        ((("Một", 99),), "sheet_total"),
        ((("Một", 101),), "sheet_total"),
        ((("Một", 60), ("Hai", 41)), "sheet_total"),
        ((("Một", 100), ("Hai", 0)), "sheet_line"),
        ((("Một", 101), ("Hai", -1)), "sheet_line"),
        (((" ", 100),), "sheet_line"),
        ((("Một", 50), ("một ", 50)), "sheet_twice"),
    ],
)
def test_what_is_no_sheet(lines, code):
    with pytest.raises(RuleRefused) as refusal:
        drawn_up(lines, SINCE)
    assert refusal.value.code == code


@pytest.mark.parametrize(("day", "lines"), [("2026-11-30", 7), ("2026-12-01", 8), ("2026-12-31", 8), ("2027-01-01", 7)])
def test_a_committees_sheet_binds_between_its_days(day, lines):
    sheet = ScoreSheet.of(date.fromisoformat(day), path="0001.0002.", local=[local(until=date(2026, 12, 31))])
    assert (sheet.count, sheet.most) == (lines, 100)


@pytest.mark.parametrize(
    ("path", "lines"), [("0001.0002.0003.", 1), ("0001.0009.", 8), ("0001.", 8), ("0002.", 7), ("", 7)]
)
def test_the_nearest_committees_sheet_binds(path, lines):
    near = local("0001.0002.", lines=(("Một", 100),))
    for sheets in ([local(), near], [near, local()]):
        assert ScoreSheet.of(TODAY, path=path, local=sheets).count == lines


def test_a_sheet_says_on_what_it_rests():
    assert ScoreSheet.of(TODAY).basis == "HD 42-HD/BTCTW, 28/10/2025"
    own = ScoreSheet.of(TODAY, path="0001.", local=[local()])
    assert (own.basis, own.since) == ("HD 5-HD/ĐU", SINCE)


def test_the_total_is_that_of_the_sheet():
    own = ScoreSheet.of(TODAY, path="0001.", local=[local(lines=(("Một", 40), ("Hai", 60)))])
    assert own.total({"line_1": 40, "line_2": 55, "closing": 5}) == 95
    with pytest.raises(RuleRefused) as refusal:
        own.total({"line_1": 41})
    assert refusal.value.missing == ("line_1", "line_2")
