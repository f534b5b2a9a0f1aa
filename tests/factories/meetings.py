"""Meetings and what hangs on them, valid by default. The cell and its people come from the cast."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import factory

from chibo.core.models import StoredDocument
from chibo.rules.agendas import ItemKind
from chibo.rules.periods import MeetingKind
from meetings import models
from meetings.codes import DraftKind
from tests.factories.members import MemberFactory, OrganizationFactory

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
STARTS_AT = datetime(2026, 12, 3, 19, 30, tzinfo=HANOI)  # the usual day of the cast's cell
LONG_BEFORE = STARTS_AT - timedelta(days=30)


class MeetingFactory(factory.django.DjangoModelFactory):
    """The regular meeting of December, planned."""

    class Meta:
        model = models.Meeting

    organization = factory.SubFactory(OrganizationFactory)
    kind = MeetingKind.REGULAR.value
    period = "2026-12"
    starts_at = STARTS_AT
    place = "Nhà văn hóa thôn"
    created_at = LONG_BEFORE


class ItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 1)
    kind = ItemKind.DISCUSSION.value
    title = factory.Sequence(lambda n: f"Nội dung số {n + 1}")
    presenter = factory.SubFactory(MemberFactory)
    minutes = 45


class DraftFactory(factory.django.DjangoModelFactory):
    """A paper without a version."""

    class Meta:
        model = models.DraftDocument

    meeting = factory.SubFactory(MeetingFactory)
    kind = DraftKind.PAPER.value
    title = factory.Sequence(lambda n: f"Báo cáo số {n + 1}")
    created_at = LONG_BEFORE


class VersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.DraftVersion

    draft = factory.SubFactory(DraftFactory)
    number = 1
    body = "<p>Tiếp tục giữ vững an ninh trật tự.</p>"
    created_at = LONG_BEFORE


class CommentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.DraftComment

    version = factory.SubFactory(VersionFactory)
    member = factory.SubFactory(MemberFactory)
    text = "Đề nghị ghi rõ thời hạn."
    created_at = LONG_BEFORE


class StoredDocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StoredDocument

    kind = "draft"
    title = "Báo cáo tháng 11"
    filename = "báo cáo tháng 11.txt"
    content = "Giữ vững an ninh trật tự.".encode()
    size = len("Giữ vững an ninh trật tự.".encode())
    sha256 = "0" * 64
