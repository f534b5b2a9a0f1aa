"""After the meeting: the resolution handed on, the self-score sent."""

import pytest

from chibo.rules.follow_up import resolution, score
from chibo.rules.periods import MeetingKind
from tests.rules.making import BOOK, LAO_CAI, at, finished, local_book, on, regular

TET = ("16/02/2026", "17/02/2026", "18/02/2026", "19/02/2026", "20/02/2026")
NATIONAL_DAY = ("01/09/2026", "02/09/2026")


@pytest.mark.parametrize(
    ("changes", "now", "verdict", "figures"),
    [
        ({}, "03/12/2026 21:00", "due", "Chưa ban hành; hạn 05/12/2026."),
        ({}, "05/12/2026 23:59", "due", "Chưa ban hành; hạn 05/12/2026."),
        ({}, "06/12/2026 00:00", "missed", "Chưa ban hành; hạn 05/12/2026."),
        (
            {"resolution_issued_at": "05/12/2026 23:59"},
            "09/12/2026 08:00",
            "met",
            "Ban hành ngày 05/12/2026; hạn 05/12/2026.",
        ),
        (
            {"resolution_issued_at": "06/12/2026 00:00"},
            "09/12/2026 08:00",
            "late",
            "Ban hành ngày 06/12/2026; hạn 05/12/2026.",
        ),
        ({"resolution_carried": False}, "09/12/2026 08:00", "not_applicable", "Kỳ này không thông qua nghị quyết."),
        (
            {"resolution_carried": False, "minutes_locked_at": None},
            "09/12/2026 08:00",
            "not_due",
            "Chưa ban hành; hạn 05/12/2026.",
        ),
        ({"minutes_locked_at": None}, "06/12/2026 08:00", "missed", "Chưa ban hành; hạn 05/12/2026."),
    ],
)
def test_a_resolution_is_issued_within_two_days(changes, now, verdict, figures):
    found = resolution(finished(**{"resolution_issued_at": None, **changes}), at(now), BOOK)
    assert (found.verdict.value, found.figures) == (verdict, figures)


def test_two_days_are_calendar_days_over_the_turn_of_the_year():
    facts = finished(starts_at="31/12/2026 19:00", opened_at="31/12/2026 19:00", resolution_issued_at=None)
    assert resolution(facts, at("01/01/2027 08:00"), BOOK).until_on == on("02/01/2027")


def test_nothing_was_prescribed_for_resolutions_before_the_guidance():
    facts = regular(starts_at="03/10/2025 19:00", opened_at="03/10/2025 19:00", resolution_carried=True)
    assert resolution(facts, at("09/10/2025 08:00"), BOOK).figures == "Chưa có quy định vào ngày này."


@pytest.mark.parametrize(
    ("opened_at", "holidays", "until"),
    [
        ("03/12/2026 19:00", (), "08/12/2026"),
        ("04/12/2026 19:00", (), "09/12/2026"),
        ("05/12/2026 19:00", (), "09/12/2026"),
        ("13/02/2026 19:00", TET, "25/02/2026"),
        ("13/02/2026 19:00", (), "18/02/2026"),
        ("28/08/2026 19:00", NATIONAL_DAY, "04/09/2026"),
        ("04/12/2026 00:05", (), "09/12/2026"),
    ],
)
def test_the_score_has_three_working_days(opened_at, holidays, until):
    facts = regular(starts_at=opened_at, opened_at=opened_at)
    assert score(facts, at("01/02/2027 08:00"), local_book(*LAO_CAI.local, holidays=holidays)).until_on == on(until)


@pytest.mark.parametrize(
    ("changes", "now", "verdict", "figures"),
    [
        ({"opened_at": None}, "20/12/2026 08:00", "not_due", "Chưa gửi điểm tự chấm; hạn 08/12/2026."),
        ({}, "08/12/2026 23:59", "due", "Chưa gửi điểm tự chấm; hạn 08/12/2026."),
        ({}, "09/12/2026 00:00", "missed", "Chưa gửi điểm tự chấm; hạn 08/12/2026."),
        (
            {"score_sent_at": "08/12/2026 23:59"},
            "20/12/2026 08:00",
            "met",
            "Gửi điểm tự chấm ngày 08/12/2026; hạn 08/12/2026.",
        ),
        (
            {"score_sent_at": "09/12/2026 00:00"},
            "20/12/2026 08:00",
            "late",
            "Gửi điểm tự chấm ngày 09/12/2026; hạn 08/12/2026.",
        ),
        ({"kind": MeetingKind.THEMATIC}, "20/12/2026 08:00", "not_applicable", "Không quy định cho kỳ này."),
        (
            {"opened_at": "05/01/2026 19:00"},
            "20/12/2026 08:00",
            "not_applicable",
            "Cấp ủy không quy định thời hạn gửi điểm tự chấm.",
        ),
    ],
)
def test_the_score_is_sent_upward(changes, now, verdict, figures):
    found = score(finished(**{"score_sent_at": None, **changes}), at(now), LAO_CAI)
    assert (found.verdict.value, found.figures) == (verdict, figures)


def test_the_score_cites_the_local_rule():
    assert score(finished(), at("20/12/2026 08:00"), LAO_CAI).citation == "QĐ 29-QĐ/TU (Lào Cai), 26/01/2026"


@pytest.mark.parametrize("sent_at", [None, "20/12/2026 08:00"])
def test_no_committee_asks_for_the_score_where_none_adopted_the_rule(sent_at):
    found = score(finished(score_sent_at=sent_at), at("20/12/2026 08:00"), BOOK)
    assert (found.verdict.value, found.figures, found.citation) == (
        "not_applicable",
        "Cấp ủy không quy định thời hạn gửi điểm tự chấm.",
        "",
    )
