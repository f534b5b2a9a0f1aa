"""The page that follows the messages."""

import pytest

from chibo.core.models import OutboundMessage
from tests.meetings.reading import text, told

pytestmark = pytest.mark.django_db


def test_delivery_names_what_failed_and_what_is_to_be_handed_over(cast, visit, sent):
    row = OutboundMessage.objects.filter(channel="paper", recipient_name="Cao Văn Chính").get()
    letter = OutboundMessage.objects.create(
        dedupe_key="letter",
        channel="email",
        state="failed",
        error="Máy chủ thư không nhận địa chỉ này.",
        about=f"meeting:{sent.pk}",
        recipient_name="Nguyễn Văn Ân",
        address="an@example.org",
        path=cast.cell.path,
        kind="circulated",
        subject="Thông báo",
        body="",
    )

    shown = text(visit("delivery", sent.pk))
    assert "1 thư chưa đến nơi" in shown
    assert "Máy chủ thư không nhận địa chỉ này." in shown
    assert "In 10 bản, đưa tận tay" in shown
    assert "Sao chép để gửi Zalo" in shown

    visit("message-delivered", row.pk, data={})
    visit("message-retry", letter.pk, data={})
    after = text(visit("delivery", sent.pk))
    assert "In 9 bản, đưa tận tay" in after
    assert "thư chưa đến nơi" not in after
    twice = visit("message-delivered", row.pk, data={})
    assert told(twice)[-1] == "Thư này đã được ghi nhận hoặc đang được gửi."


def test_delivery_is_closed_to_members(cast, visit, sent):
    row = OutboundMessage.objects.filter(channel="paper")[0]

    assert visit("delivery", sent.pk, user=cast.member).status_code == 403
    assert visit("message-delivered", row.pk, user=cast.member, data={}).status_code == 403
