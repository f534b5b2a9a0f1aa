"""Agreeing, sending and the packet."""

import pytest

from chibo.core.models import AuditEntry, OutboundMessage
from tests.factories.meetings import DraftFactory, MeetingFactory
from tests.meetings.reading import text, told

pytestmark = pytest.mark.django_db


def test_agree_is_recorded(cast, visit):
    bare = MeetingFactory(organization=cast.cell)

    visit("agree", bare.pk, data={})

    bare.refresh_from_db()
    assert bare.committee_agreed_at == cast.now


# Sending ----------------------------------------------------------------------------------------------------------


def test_circulate_shows_to_whom_and_how_then_sends_once(cast, visit, meeting, version):
    shown = text(visit("circulate", meeting.pk))
    assert "Gửi thông báo và tài liệu cho 10 đồng chí" in shown
    assert "Đưa tận tay hoặc gọi điện: 10 đồng chí" in shown
    assert 'name="reason"' not in shown

    first = visit("circulate", meeting.pk, data={})
    count = OutboundMessage.objects.count()
    second = visit("circulate", meeting.pk, data={})

    assert (first.status_code, first.url) == (303, f"/meetings/{meeting.pk}/delivery/")
    assert (second.status_code, told(second)[-1]) == (303, "Thông báo và tài liệu đã được gửi từ trước.")
    assert OutboundMessage.objects.count() == count


def test_circulate_against_advice_asks_why(cast, visit, meeting):
    refused = visit("circulate", meeting.pk, data={})
    assert refused.status_code == 409
    assert "Chưa có tài liệu hay dự thảo nào để gửi." in text(refused)

    assert visit("circulate", meeting.pk, data={"reason": "Chỉ thông báo"}).status_code == 303


def test_circulate_without_an_agenda_has_no_button(cast, visit):
    bare = MeetingFactory(organization=cast.cell)

    assert 'btn-primary" type="submit"' not in text(visit("circulate", bare.pk))
    assert visit("circulate", bare.pk, data={"reason": "Gấp"}).status_code == 409


@pytest.mark.parametrize("query", ["", "?large=1"])
def test_the_packet_is_a_pdf_and_its_download_is_written_down(cast, visit, sent, query):
    answer = visit("packet", sent.pk, query=query, user=cast.member)

    assert answer.content.startswith(b"%PDF-")
    assert AuditEntry.objects.get(action="meeting.packet_downloaded", actor=cast.member).data == {"large": bool(query)}


def test_a_cancelled_meeting_is_not_said_to_be_sent(cast, visit):
    gone = MeetingFactory(organization=cast.cell, state="cancelled", cancelled_at=cast.now)

    answer = visit("circulate", gone.pk, data={"reason": "Gấp"})

    assert (answer.status_code, told(answer)) == (303, ["Kỳ sinh hoạt này đã hủy."])
    assert not OutboundMessage.objects.exists()


def test_papers_without_a_version_are_not_among_those_to_be_sent(cast, visit, meeting, version):
    DraftFactory(meeting=meeting, title="Chưa viết")

    assert visit("circulate", meeting.pk).context["page"].papers == ["Dự thảo nghị quyết"]
