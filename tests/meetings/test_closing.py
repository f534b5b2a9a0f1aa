"""Deeds after the close: minutes, lock, self-score, reports on assignments."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from chibo.core import store
from chibo.core.models import AuditEntry, OutboundMessage
from chibo.rules.refusal import RuleRefused
from chibo.rules.thresholds import Figure
from chibo.rules.workflow import MeetingState
from meetings import services
from meetings.codes import Progress
from meetings.labels import refusal_sentences
from meetings.services import MinutesTexts
from tests.meetings import staging

POINTS = {
    "time": 5,
    "attendance": 3,
    "preparation": 9,
    "conduct": 36,
    "principles": 5,
    "results": 27,
    "closing": 5,
}


def by(cast, who="minute_taker", **values):
    return {"actor": getattr(cast, who), "now": cast.now, **values}


def test_minutes_saved_on_an_old_revision_overwrite_nothing(cast):
    meeting = staging.held(cast)
    services.save_minutes(**by(cast), meeting=meeting, revision=1, texts=MinutesTexts(opening="<p>Một</p>"))
    with pytest.raises(RuleRefused, match="stale"):
        services.save_minutes(
            **by(cast, "secretary"), meeting=meeting, revision=1, texts=MinutesTexts(opening="<p>Hai</p>")
        )
    meeting.minutes.refresh_from_db()
    assert (meeting.minutes.opening, meeting.minutes.saved_at) == ("<p>Một</p>", cast.now)


def test_no_more_approve_the_minutes_than_are_present(cast):
    meeting = staging.held(cast)
    with pytest.raises(RuleRefused) as refused:
        services.read_back(**by(cast), meeting=meeting, votes=7)
    assert "6 đảng viên có mặt" in refusal_sentences(refused.value)[0]
    assert services.read_back(**by(cast), meeting=meeting, votes=6).approved_by_votes == 6


def test_locking_freezes_stores_and_tells(cast):
    meeting = staging.locked(cast)
    minutes = meeting.minutes
    assert (meeting.state, meeting.locked_at, minutes.locked_by) == (MeetingState.LOCKED, cast.now, cast.secretary)
    content = store.content_of(minutes.document)
    assert content.startswith(b"%PDF-")
    assert list(store.damaged()) == []
    assert minutes.frozen["paper"]["census"]["present"] == 6
    assert {row["code"] for row in minutes.frozen["rules"]} >= {Figure.MINUTES_REGULAR}
    entry = AuditEntry.objects.get(action="meeting.minutes_locked")
    assert entry.data["sha256"] == minutes.document.sha256
    told = OutboundMessage.objects.filter(kind="minutes_locked").values_list("recipient", flat=True)
    assert f"member:{cast.member.member.pk}" in told
    assert f"member:{cast.away.pk}" not in told


def test_locking_before_the_reading_says_what_is_missing(cast):
    meeting = staging.held(cast)
    with pytest.raises(RuleRefused) as refused:
        services.lock_minutes(**by(cast, "secretary"), meeting=meeting)
    assert refusal_sentences(refused.value) == ["Biên bản chưa được đọc lại và thông qua."]


def test_locking_a_short_meeting_asks_for_a_reason_and_keeps_it(cast):
    meeting = staging.read_back(cast)
    type(meeting).objects.filter(pk=meeting.pk).update(opened_at=cast.now - timedelta(minutes=60))
    with pytest.raises(RuleRefused) as refused:
        services.lock_minutes(**by(cast, "secretary"), meeting=meeting)
    assert refused.value.missing == ("duration",)
    minutes = services.lock_minutes(**by(cast, "secretary"), meeting=meeting, reason="Nội dung ít")
    assert minutes.frozen["reason"] == "Nội dung ít"


@pytest.mark.parametrize("who", ["minute_taker", "committee_member", "member", "neighbour_secretary"])
def test_only_secretary_and_deputy_lock(cast, who):
    meeting = staging.read_back(cast)
    with pytest.raises(PermissionDenied):
        services.lock_minutes(**by(cast, who), meeting=meeting)


def test_locking_twice_is_refused_by_the_table(cast):
    meeting = staging.locked(cast)
    with pytest.raises(RuleRefused, match="state"):
        services.lock_minutes(**by(cast, "secretary"), meeting=meeting)


# The self-score ---------------------------------------------------------------------------------------------------


def test_the_score_is_added_up_and_the_minutes_are_read_again(cast):
    meeting = staging.read_back(cast)
    score = services.save_score(**by(cast), meeting=meeting, points=POINTS, remedy=" Nhắc đồng chí vắng ")
    assert (score.total, score.remedy) == (90, "Nhắc đồng chí vắng")
    meeting.minutes.refresh_from_db()
    assert meeting.minutes.read_back_at is None


@pytest.mark.parametrize("points", [POINTS | {"time": 6}, {"time": 5}, POINTS | {"closing": -1}])
def test_points_missing_or_out_of_range_are_refused(cast, points):
    with pytest.raises(RuleRefused) as refused:
        services.save_score(**by(cast), meeting=staging.held(cast), points=points, remedy="")
    assert refusal_sentences(refused.value)[0].startswith("Điểm chưa ghi hoặc vượt mức tối đa: ")


def test_the_score_goes_up_once_and_after_the_lock(cast):
    meeting = staging.held(cast)
    with pytest.raises(RuleRefused, match="score_missing"):
        services.send_score(**by(cast, "secretary"), meeting=meeting)
    services.save_score(**by(cast), meeting=meeting, points=POINTS, remedy="")
    with pytest.raises(RuleRefused, match="too_soon"):
        services.send_score(**by(cast, "secretary"), meeting=meeting)
    services.read_back(**by(cast), meeting=meeting, votes=6)
    services.lock_minutes(**by(cast, "secretary"), meeting=meeting)
    assert services.send_score(**by(cast, "secretary"), meeting=meeting).at == cast.now
    with pytest.raises(RuleRefused, match="already_sent"):
        services.send_score(**by(cast, "secretary"), meeting=meeting)


# Reports ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def task(cast):
    meeting = staging.called(cast)
    return services.assign(
        **by(cast),
        meeting=meeting,
        title="Thu đảng phí",
        member=cast.member.member,
        due_on=cast.on + timedelta(days=3),
        helper=cast.committee_member.member,
    )


@pytest.mark.parametrize("who", ["member", "secretary", "deputy", "minute_taker"])
def test_the_person_or_who_runs_the_meeting_reports(cast, task, who):
    reported = services.report_assignment(
        **by(cast, who), assignment=task, progress=Progress.PARTLY, report=" Còn hai hộ. "
    )
    assert (reported.progress, reported.report, reported.reported_at) == ("partly", "Còn hai hộ.", cast.now)


@pytest.mark.parametrize("who", ["committee_member", "neighbour", "supervisor"])
def test_nobody_else_reports(cast, task, who):
    with pytest.raises(PermissionDenied):
        services.report_assignment(**by(cast, who), assignment=task, progress=Progress.DONE, report="Xong")


def test_a_report_has_words(cast, task):
    with pytest.raises(RuleRefused, match="empty"):
        services.report_assignment(**by(cast, "member"), assignment=task, progress=Progress.DONE, report=" ")
