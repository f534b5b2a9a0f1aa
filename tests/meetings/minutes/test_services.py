"""Saving, reading back and locking the minutes."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from chibo.core import store
from chibo.core.models import AuditEntry, OutboundMessage
from chibo.rules.refusal import RuleRefused
from chibo.rules.thresholds import Figure
from chibo.rules.workflow import Action, MeetingState
from meetings.ground.advice import move_page
from meetings.labels import refusal_sentences
from meetings.minutes import services as minutes_services
from meetings.minutes.services import MinutesTexts
from meetings.session import services as session
from tests.meetings import staging


def by(cast, who="minute_taker", **values):
    return {"actor": getattr(cast, who), "now": cast.now, **values}


def test_minutes_saved_on_an_old_revision_overwrite_nothing(cast):
    meeting = staging.held(cast)
    minutes_services.save_minutes(**by(cast), meeting=meeting, revision=1, texts=MinutesTexts(opening="<p>Một</p>"))
    with pytest.raises(RuleRefused, match="stale"):
        minutes_services.save_minutes(
            **by(cast, "secretary"), meeting=meeting, revision=1, texts=MinutesTexts(opening="<p>Hai</p>")
        )
    meeting.minutes.refresh_from_db()
    assert (meeting.minutes.opening, meeting.minutes.saved_at) == ("<p>Một</p>", cast.now)


def test_no_more_approve_the_minutes_than_are_present(cast):
    meeting = staging.held(cast)
    with pytest.raises(RuleRefused) as refused:
        minutes_services.read_back(**by(cast), meeting=meeting, votes=7)
    assert "6 đảng viên có mặt" in refusal_sentences(refused.value)[0]
    assert minutes_services.read_back(**by(cast), meeting=meeting, votes=6).approved_by_votes == 6


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
        minutes_services.lock_minutes(**by(cast, "secretary"), meeting=meeting)
    assert refusal_sentences(refused.value) == ["Biên bản chưa được đọc lại và thông qua."]


def test_locking_a_short_meeting_asks_for_a_reason_and_keeps_it(cast):
    meeting = staging.read_back(cast)
    type(meeting).objects.filter(pk=meeting.pk).update(opened_at=cast.now - timedelta(minutes=60))
    with pytest.raises(RuleRefused) as refused:
        minutes_services.lock_minutes(**by(cast, "secretary"), meeting=meeting)
    assert refused.value.missing == ("duration",)
    minutes = minutes_services.lock_minutes(**by(cast, "secretary"), meeting=meeting, reason="Nội dung ít")
    assert minutes.frozen["reason"] == "Nội dung ít"


def test_locking_with_an_item_without_conclusion_asks_for_a_reason(cast):
    meeting = staging.held(cast)
    last = meeting.items.last()
    session.conclude_item(**by(cast), item=last, revision=2, proceedings="<p>Đã bàn</p>", conclusion="")
    minutes_services.read_back(**by(cast), meeting=meeting, votes=6)
    assert move_page(meeting, Action.LOCK, cast.now).unconcluded == [last.title]
    with pytest.raises(RuleRefused) as refused:
        minutes_services.lock_minutes(**by(cast, "secretary"), meeting=meeting)
    assert (refused.value.code, refused.value.missing) == ("advised", ("conclusions",))
    minutes = minutes_services.lock_minutes(**by(cast, "secretary"), meeting=meeting, reason="Chuyển kỳ sau")
    assert minutes.frozen["reason"] == "Chuyển kỳ sau"


@pytest.mark.parametrize("who", ["minute_taker", "committee_member", "member", "neighbour_secretary"])
def test_only_secretary_and_deputy_lock(cast, who):
    meeting = staging.read_back(cast)
    with pytest.raises(PermissionDenied):
        minutes_services.lock_minutes(**by(cast, who), meeting=meeting)


def test_locking_twice_is_refused_by_the_table(cast):
    meeting = staging.locked(cast)
    with pytest.raises(RuleRefused, match="state"):
        minutes_services.lock_minutes(**by(cast, "secretary"), meeting=meeting)


def test_all_four_texts_are_kept_and_any_change_has_to_be_read_back_again(cast):
    meeting = staging.read_back(cast)
    texts = MinutesTexts(opening="<p>A</p>", criticism="<p>B</p>", guest_remark="<p>C</p>", closing="<p>D</p>")
    minutes = minutes_services.save_minutes(**by(cast), meeting=meeting, revision=2, texts=texts)
    minutes.refresh_from_db()
    assert (minutes.opening, minutes.criticism, minutes.guest_remark, minutes.closing) == (
        "<p>A</p>",
        "<p>B</p>",
        "<p>C</p>",
        "<p>D</p>",
    )
    assert (minutes.revision, minutes.read_back_at, minutes.approved_by_votes) == (3, None, None)


@pytest.mark.parametrize("who", ["neighbour", "technician", "nobody"])
def test_the_locked_minutes_are_handed_to_readers_alone(cast, who):
    meeting = staging.locked(cast)
    with pytest.raises(PermissionDenied):
        minutes_services.record_download(**by(cast, who), meeting=meeting, document=meeting.minutes.document)
    assert not AuditEntry.objects.filter(action="meeting.minutes_downloaded").exists()
