"""Keeping and sending the self-score."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from chibo.core.models import AuditEntry
from chibo.rules.refusal import RuleRefused
from meetings.ground.selectors import sheet_for, sheet_of
from meetings.labels import refusal_sentences
from meetings.minutes import services as minutes_services
from meetings.minutes.documents import frozen_paper, score_paper
from meetings.minutes.selectors import self_score
from meetings.models import CommitteeSheet
from meetings.score import services as score_services
from tests.meetings import staging
from tests.meetings.staging import POINTS


def by(cast, who="minute_taker", **values):
    return {"actor": getattr(cast, who), "now": cast.now, **values}


# The self-score ---------------------------------------------------------------------------------------------------


def test_the_score_is_added_up_and_the_minutes_are_read_again(cast):
    meeting = staging.read_back(cast)
    score = score_services.save_score(**by(cast), meeting=meeting, points=POINTS, remedy=" Nhắc đồng chí vắng ")
    assert (score.total, score.remedy) == (90, "Nhắc đồng chí vắng")
    meeting.minutes.refresh_from_db()
    assert meeting.minutes.read_back_at is None


@pytest.mark.parametrize("points", [POINTS | {"time": 6}, {"time": 5}, POINTS | {"closing": -1}])
def test_points_missing_or_out_of_range_are_refused(cast, points):
    with pytest.raises(RuleRefused) as refused:
        score_services.save_score(**by(cast), meeting=staging.held(cast), points=points, remedy="")
    assert refusal_sentences(refused.value)[0].startswith("Điểm chưa ghi hoặc vượt mức tối đa: ")


def test_the_score_goes_up_once_and_after_the_lock(cast):
    meeting = staging.held(cast)
    with pytest.raises(RuleRefused, match="score_missing"):
        score_services.send_score(**by(cast, "secretary"), meeting=meeting)
    score_services.save_score(**by(cast), meeting=meeting, points=POINTS, remedy="")
    with pytest.raises(RuleRefused, match="too_soon"):
        score_services.send_score(**by(cast, "secretary"), meeting=meeting)
    minutes_services.read_back(**by(cast), meeting=meeting, votes=6)
    minutes_services.lock_minutes(**by(cast, "secretary"), meeting=meeting)
    assert score_services.send_score(**by(cast, "secretary"), meeting=meeting).at == cast.now
    with pytest.raises(RuleRefused, match="already_sent"):
        score_services.send_score(**by(cast, "secretary"), meeting=meeting)


# A committee's own sheet --------------------------------------------------------------------------------------------

TWO = [("Công tác chuẩn bị", 40), ("Điều hành của bí thư", 60)]


def set_sheet(cast, **values):
    base = {"organization": cast.committee, "lines": TWO, "basis": " HD 5-HD/ĐU ", "since": cast.on}
    return score_services.set_sheet(actor=cast.officer, now=cast.now, **base | values)


def test_a_meeting_is_scored_by_the_sheet_in_force_on_its_day(cast):
    meeting = staging.held(cast)
    sheet = set_sheet(cast)
    assert (sheet.lines, sheet.basis) == ([list(line) for line in TWO], "HD 5-HD/ĐU")
    with pytest.raises(RuleRefused, match="points"):
        score_services.save_score(**by(cast), meeting=meeting, points=POINTS, remedy="")
    points = {"preparation": 40, "line_2": 51}
    score = score_services.save_score(**by(cast), meeting=meeting, points=points, remedy="")
    assert score.total == 91
    paper = score_paper(meeting)
    assert [(row.title, row.most, row.points) for row in paper.criteria] == [
        ("Công tác chuẩn bị", "40", "40"),
        ("Điều hành của bí thư", "60", "51"),
    ]
    assert (paper.total, paper.most, paper.rating) == ("91", "100", "Tốt")
    entry = AuditEntry.objects.get(action="score_sheet.set")
    assert (entry.data["lines"], entry.data["since"]) == ([list(line) for line in TWO], "2026-11-20")


@pytest.mark.parametrize(("days", "lines"), [(0, 2), (1, 7)])
def test_a_sheet_binds_from_its_first_day_below_its_committee(cast, days, lines):
    set_sheet(cast, since=cast.on + timedelta(days=days))
    assert sheet_of(staging.held(cast)).count == lines
    assert sheet_for(cast.neighbour_cell, cast.on).count == lines
    assert sheet_for(cast.other_committee, cast.on).count == 7


@pytest.mark.parametrize(("days", "is_refused"), [(-5, True), (0, True), (1, False)])
def test_no_meeting_that_was_scored_comes_under_another_sheet(cast, days, is_refused):
    meeting = staging.held(cast)
    score_services.save_score(**by(cast), meeting=meeting, points=POINTS, remedy="")
    since = cast.on + timedelta(days=days)
    if not is_refused:
        set_sheet(cast, since=since)
    else:
        with pytest.raises(RuleRefused, match="sheet_in_use") as refused:
            set_sheet(cast, since=since)
        assert refusal_sentences(refused.value) == [
            "Chi bộ thôn Văn Hòa đã chấm điểm kỳ ngày 20/11/2026. Đồng chí chọn ngày áp dụng sau ngày ấy."
        ]
        assert not CommitteeSheet.objects.exists()
    assert score_paper(meeting).total == "90"
    assert len(score_paper(meeting).criteria) == 7


def test_a_score_elsewhere_holds_up_nobody(cast):
    score_services.save_score(**by(cast), meeting=staging.held(cast), points=POINTS, remedy="")
    lines = {"actor": None, "now": cast.now, "lines": TWO, "basis": "", "since": cast.on}
    score_services.set_sheet(organization=cast.other_committee, **lines)
    assert CommitteeSheet.objects.count() == 1


def test_a_locked_paper_keeps_its_sheet_whatever_is_set_later(cast):
    meeting = staging.held(cast)
    score_services.save_score(**by(cast), meeting=meeting, points=POINTS, remedy="")
    minutes_services.read_back(**by(cast), meeting=meeting, votes=6)
    minutes_services.lock_minutes(**by(cast, "secretary"), meeting=meeting)
    set_sheet(cast, since=cast.on + timedelta(days=1))
    meeting.minutes.refresh_from_db()
    assert len(frozen_paper(meeting.minutes).score.criteria) == 7
    assert self_score(meeting).sentence == "Điểm tự chấm 90/100, xếp loại Tốt."


def test_a_new_sheet_ends_the_old_the_day_before(cast):
    old = set_sheet(cast)
    new = set_sheet(cast, lines=[("Một", 100)], since=cast.on + timedelta(days=30))
    old.refresh_from_db()
    assert (old.until, new.until) == (cast.on + timedelta(days=29), None)
    assert [sheet_for(cast.cell, cast.on + timedelta(days=days)).count for days in (29, 30)] == [2, 1]
    with pytest.raises(RuleRefused, match="sheet_set_later"):
        set_sheet(cast, since=cast.on + timedelta(days=30))


def test_a_cell_sets_no_sheet(cast):
    with pytest.raises(PermissionDenied):
        score_services.set_sheet(
            actor=cast.secretary, now=cast.now, organization=cast.cell, lines=TWO, basis="", since=cast.on
        )
