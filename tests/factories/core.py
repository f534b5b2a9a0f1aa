"""Messages, valid by default."""

from datetime import UTC, datetime

import factory

from chibo.core import models

DUE = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)  # 8:30 in Hanoi


class MessageFactory(factory.django.DjangoModelFactory):
    """A queued letter, due at ``DUE``."""

    class Meta:
        model = models.OutboundMessage

    dedupe_key = factory.Sequence(lambda n: f"meeting:42:circulated:member:{n}:email")
    channel = models.Channel.EMAIL
    recipient = factory.Sequence(lambda n: f"member:{n}")
    recipient_name = "Trần Thị Hoa"
    sender_name = "Chi bộ thôn Văn Hòa"
    address = factory.Sequence(lambda n: f"dang-vien-{n}@example.org")
    path = "0001.0001."
    about = "meeting:42"
    kind = "circulated"
    subject = "Mời họp chi bộ tháng 12"
    body = "Chi bộ họp lúc 19 giờ 30 phút.\nTài liệu đã gửi."
    link = "/meetings/42"
    due_at = DUE
    created_at = DUE
