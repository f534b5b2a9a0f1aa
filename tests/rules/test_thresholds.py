"""The figures of the regulations: what binds on which day, and whose figure wins."""

import subprocess
import sys
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from chibo.rules.thresholds import DEFAULTS, FIGURE_TITLES, Figure, Rulebook, Threshold, ThresholdConflict, threshold
from tests.rules.making import CELL, local_book, on, own_figure

TODAY = date(2026, 12, 3)
PRESCRIBED = [code for code in Figure if code is not Figure.SCORE_WORKING_DAYS]


@pytest.mark.parametrize(
    ("code", "value", "source"),
    [
        ("regular_day_of_month", "3", "CT50"),
        ("regular_latest_day", "7", "CT50"),
        ("min_minutes_regular", "90", "HD42"),
        ("min_minutes_combined", "120", "HD42"),
        ("thematic_per_quarter_min", "1", "HD42"),
        ("documents_days_before_min", "1", "HD42"),
        ("documents_days_before_target", "5", "KN"),
        ("committee_meeting_days_before", "0", "HD42"),
        ("publish_days_after_max", "2", "HD42"),
        ("attendance_target", "9/10", "HD42"),
        ("quorum_warning", "2/3", "KN"),
        ("reminder_first_days_before", "5", "KN"),
        ("reminder_second_days_before", "3", "KN"),
        ("reminder_last_days_before", "1", "KN"),
        ("thematic_alert_days_before", "45", "KN"),
        ("assignment_report_days_before", "0", "KN"),
    ],
)
def test_the_figure_in_force_in_december_2026(code, value, source):
    row = threshold(code, TODAY)
    assert (row.value, row.source) == (Fraction(value), source)


def test_the_table_above_names_every_figure():
    assert len(Figure) == 17
    assert {row.code for row in DEFAULTS} == {code.value for code in Figure} - {Figure.SCORE_WORKING_DAYS}
    assert set(FIGURE_TITLES) == {code.value for code in Figure}


@pytest.mark.parametrize(
    ("code", "day", "source"),
    [
        (Figure.REGULAR_DAY, "05/07/2018", None),
        (Figure.REGULAR_DAY, "06/07/2018", "KN"),
        (Figure.REGULAR_DAY, "22/07/2025", "KN"),
        (Figure.REGULAR_DAY, "23/07/2025", "CT50"),
        (Figure.REGULAR_LATEST_DAY, "22/07/2025", None),
        (Figure.REGULAR_LATEST_DAY, "23/07/2025", "CT50"),
        (Figure.MINUTES_REGULAR, "27/10/2025", "HD12"),
        (Figure.MINUTES_REGULAR, "28/10/2025", "HD42"),
        (Figure.MINUTES_COMBINED, "27/10/2025", "HD12"),
        (Figure.MINUTES_COMBINED, "28/10/2025", "HD42"),
        (Figure.THEMATIC_PER_QUARTER, "05/07/2018", None),
        (Figure.THEMATIC_PER_QUARTER, "27/10/2025", "HD12"),
        (Figure.THEMATIC_PER_QUARTER, "28/10/2025", "HD42"),
        (Figure.PAPERS_DAYS_MIN, "27/10/2025", None),
        (Figure.PAPERS_DAYS_MIN, "28/10/2025", "HD42"),
        (Figure.PUBLISH_DAYS, "27/10/2025", None),
        (Figure.COMMITTEE_DAYS, "27/10/2025", None),
        (Figure.COMMITTEE_DAYS, "28/10/2025", "HD42"),
        (Figure.SCORE_WORKING_DAYS, "26/01/2026", None),
    ],
)
def test_an_earlier_day_is_judged_by_the_instrument_of_that_day(code, day, source):
    row = threshold(code, on(day))
    assert (row and row.source) == source


@pytest.mark.parametrize("code", PRESCRIBED)
def test_exactly_one_row_answers_on_every_boundary_day(code):
    rows = [row for row in DEFAULTS if row.code == code]
    first = min(row.since for row in rows)
    edges = {row.since for row in rows} | {row.until for row in rows if row.until}
    for day in sorted({edge + timedelta(days=step) for edge in edges for step in (-1, 0, 1)}):
        assert sum(row.in_force(day, CELL) for row in rows) == (1 if day >= first else 0), day


@pytest.mark.parametrize("code", PRESCRIBED)
def test_every_figure_is_in_force_today(code):
    assert sum(row.in_force(TODAY, "") for row in DEFAULTS if row.code == code) == 1


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ([], 1),
        ([("2", "0001.")], 2),
        ([("2", "0001."), ("3", "0001.0004.")], 3),
        ([("3", "0001.0004."), ("2", "0001.")], 3),
        ([("4", CELL), ("2", "0001."), ("3", "0001.0004.")], 4),
        ([("5", "0002.")], 1),
        ([("5", "0001.0005.")], 1),
        ([("5", "0001.0004.0012.0001.")], 1),
        ([("2", "0001."), ("5", "0001.0005.")], 2),
    ],
)
def test_the_nearest_committee_wins(rows, value):
    local = [own_figure(Figure.PAPERS_DAYS_MIN, figure, path=path) for figure, path in rows]
    assert threshold(Figure.PAPERS_DAYS_MIN, TODAY, path=CELL, local=local).number == value


def test_a_path_is_no_text_to_begin_with():
    local = [own_figure(Figure.PAPERS_DAYS_MIN, "2", path="0001.0004.")]
    assert threshold(Figure.PAPERS_DAYS_MIN, TODAY, path="0001.00041.", local=local).number == 1


@pytest.mark.parametrize(("day", "value"), [("31/12/2025", 1), ("01/01/2026", 2), ("30/06/2026", 2), ("01/07/2026", 1)])
def test_a_committees_figure_binds_between_its_days(day, value):
    local = [own_figure(Figure.PAPERS_DAYS_MIN, "2", since="01/01/2026", until="30/06/2026")]
    assert threshold(Figure.PAPERS_DAYS_MIN, on(day), path=CELL, local=local).number == value


def test_a_committee_may_set_a_figure_where_nothing_is_prescribed():
    local = [own_figure(Figure.PAPERS_DAYS_MIN, "2")]
    assert threshold(Figure.PAPERS_DAYS_MIN, on("01/05/2021"), path=CELL, local=local).number == 2


def test_two_rows_of_one_committee_on_one_day_are_an_error():
    local = [own_figure(Figure.PAPERS_DAYS_MIN, "2"), own_figure(Figure.PAPERS_DAYS_MIN, "3", since="01/01/2026")]
    assert threshold(Figure.PAPERS_DAYS_MIN, on("31/12/2025"), path=CELL, local=local).number == 2
    with pytest.raises(ThresholdConflict):
        threshold(Figure.PAPERS_DAYS_MIN, on("01/01/2026"), path=CELL, local=local)


def test_a_tie_farther_off_is_no_error_where_a_nearer_row_answers():
    far = [own_figure(Figure.PAPERS_DAYS_MIN, "2"), own_figure(Figure.PAPERS_DAYS_MIN, "3")]
    near = own_figure(Figure.PAPERS_DAYS_MIN, "4", path="0001.0004.")
    assert threshold(Figure.PAPERS_DAYS_MIN, TODAY, path=CELL, local=[*far, near]).number == 4


def test_a_tie_in_the_defaults_is_an_error():
    row = Threshold("x", "", Fraction(1), "DL", date(2020, 1, 1))
    with pytest.raises(ThresholdConflict):
        threshold("x", TODAY, defaults=(row, row))


def test_an_unknown_code_is_not_prescribed():
    assert threshold("no_such_figure", TODAY) is None


def test_a_share_is_no_whole_number():
    assert Rulebook().need(Figure.MINUTES_REGULAR, TODAY).number == 90
    with pytest.raises(ValueError, match="attendance_target is a share"):
        _ = Rulebook().need(Figure.ATTENDANCE_TARGET, TODAY).number


def test_a_figure_cites_its_instrument_and_a_local_one_its_own_basis():
    assert Rulebook().need(Figure.PAPERS_DAYS_MIN, TODAY).citation == "HD 42-HD/BTCTW, 28/10/2025"
    assert own_figure(Figure.PAPERS_DAYS_MIN, "2").citation == "QĐ 5-QĐ/ĐU"


def test_the_rulebook_of_a_cell_knows_its_committees_figures():
    book = local_book(own_figure(Figure.MINUTES_REGULAR, "120", path="0001.0004."))
    assert book.row(Figure.MINUTES_REGULAR, TODAY).number == 120
    assert Rulebook("0002.", book.local).row(Figure.MINUTES_REGULAR, TODAY).number == 90


def test_the_rulebook_remembers_per_figure_and_day():
    book = local_book(own_figure(Figure.MINUTES_REGULAR, "120", since="01/12/2026"))
    days = ["30/11/2026", "01/12/2026", "30/11/2026"]
    assert [book.row(Figure.MINUTES_REGULAR, on(day)).number for day in days] == [90, 120, 90]
    assert book.row(Figure.MINUTES_COMBINED, on("01/12/2026")).number == 120
    assert book.row(Figure.REGULAR_LATEST_DAY, on("01/01/2025")) is None


def test_the_rulebook_says_what_is_not_prescribed():
    with pytest.raises(LookupError, match="documents_days_before_min is not prescribed on 2025-10-27"):
        Rulebook().need(Figure.PAPERS_DAYS_MIN, on("27/10/2025"))


def test_the_rules_load_no_framework():
    """Nothing but the standard library and the rules themselves."""
    root = Path(__file__).resolve().parents[2]
    names = sorted(f"chibo.rules.{path.stem}" for path in (root / "chibo" / "rules").glob("[!_]*.py"))
    script = (
        f"import sys; before = set(sys.modules); import {', '.join(names)}; "
        "roots = {name.split('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names); "
        "ours = {name for name in sys.modules if name.startswith('chibo.')}; "
        "print(sorted(roots), sorted(name for name in ours if not name.startswith('chibo.rules')))"
    )
    done = subprocess.run([sys.executable, "-S", "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert len(names) >= 20
    assert done.stdout.strip() == "['chibo'] []"
