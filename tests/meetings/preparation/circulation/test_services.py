"""Agreeing the content and sending it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from chibo.core.models import AuditEntry, OutboundMessage
from chibo.rules.refusal import RuleRefused
from chibo.rules.workflow import Advice, Need
from meetings.models import Meeting
from meetings.preparation.agenda.services import ItemInput
from meetings.preparation.circulation import services as circulation
from tests.factories.meetings import STARTS_AT, DraftFactory, ItemFactory, MeetingFactory, VersionFactory

pytestmark = pytest.mark.django_db


def ready(cast, **values) -> Meeting:
    """A meeting that nothing stands against: agreed, with a presenter, long enough, with a paper."""
    meeting = MeetingFactory(
        organization=cast.cell, chair=cast.secretary.member, committee_agreed_at=cast.now, **values
    )
    ItemFactory(meeting=meeting, presenter=cast.official, minutes=95)
    VersionFactory(draft=DraftFactory(meeting=meeting))
    return meeting


def last_entry() -> AuditEntry:
    entry = AuditEntry.objects.order_by("-pk").first()
    assert entry is not None
    return entry


def row(item=None, title="Nội dung", minutes=10) -> ItemInput:
    return ItemInput(item.pk if item else None, "discussion", title, None, minutes)


def circulate(cast, meeting, *, now=None, reason="", actor=None):
    return circulation.circulate_meeting(
        actor=actor or cast.secretary, now=now or cast.now, meeting=meeting, reason=reason
    )


def test_circulate_tells_the_cell_and_the_supervisor_once(cast):
    meeting = ready(cast)

    sent = circulate(cast, meeting)
    with pytest.raises(RuleRefused) as second:
        circulate(cast, meeting)

    assert (sent.state, sent.circulated_at) == ("circulated", cast.now)
    assert second.value.code == "state"
    told = {row.recipient_name for row in OutboundMessage.objects.filter(kind="circulated")}
    assert told == {
        *("Trần Thị Hoa", "Lê Văn Đức", "Phạm Minh Ánh", "Ngô Thu Hằng", "Nguyễn Văn Ân"),
        *("Cao Văn Chính", "Ông Thị Dự", "Tạ Thị Miên", "Lưu Thị Khách"),
        "Hoàng Thị Yến",
    }


def test_circulate_is_blocked_by_what_is_needed(cast):
    meeting = MeetingFactory(organization=cast.cell, place="")

    with pytest.raises(RuleRefused) as refused:
        circulate(cast, meeting, reason="Gấp")

    assert (refused.value.code, refused.value.missing) == ("blocked", (Need.AGENDA, Need.PLACE, Need.CHAIR))


def test_circulate_against_advice_needs_a_reason(cast):
    meeting = ready(cast)
    on_the_day = STARTS_AT - timedelta(hours=3)

    with pytest.raises(RuleRefused) as refused:
        circulate(cast, meeting, now=on_the_day)
    assert (refused.value.code, refused.value.missing) == ("advised", (Advice.LEAD_TIME,))

    circulate(cast, meeting, now=on_the_day, reason="Việc gấp")
    assert last_entry().data["reason"] == "Việc gấp"


def test_circulate_is_not_for_committee_members(cast):
    with pytest.raises(PermissionDenied):
        circulate(cast, ready(cast), actor=cast.committee_member)


def test_agree_is_written_down_once(cast):
    meeting = MeetingFactory(organization=cast.cell)

    circulation.agree_content(actor=cast.secretary, now=cast.now, meeting=meeting)
    circulation.agree_content(actor=cast.secretary, now=cast.now + timedelta(hours=1), meeting=meeting)

    meeting.refresh_from_db()
    assert meeting.committee_agreed_at == cast.now
    assert AuditEntry.objects.filter(action="meeting.content_agreed").count() == 1


@pytest.mark.parametrize("state", ["in_session", "locked", "cancelled"])
def test_nothing_is_agreed_once_it_is_too_late(cast, state):
    meeting = MeetingFactory(organization=cast.cell, state=state)

    with pytest.raises(RuleRefused) as refused:
        circulation.agree_content(actor=cast.secretary, now=cast.now, meeting=meeting)

    meeting.refresh_from_db()
    assert (refused.value.code, meeting.committee_agreed_at) == ("state", None)


def test_the_packet_is_taken_away_by_readers_alone(cast):
    meeting = ready(cast)
    by = {"now": cast.now, "meeting": meeting, "large": True}

    with pytest.raises(PermissionDenied):
        circulation.record_download(actor=cast.member, **by)
    circulation.record_download(actor=cast.committee_member, **by)

    entry = last_entry()
    assert (entry.actor, entry.action, entry.data) == (
        cast.committee_member,
        "meeting.packet_downloaded",
        {"large": True},
    )
