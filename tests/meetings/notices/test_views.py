"""The page that follows the messages."""

from datetime import date

import pytest

from chibo.core import delivery
from chibo.core.models import OutboundMessage
from tests.factories.core import MessageFactory
from tests.factories.meetings import DraftFactory, VersionFactory
from tests.factories.members import MemberFactory, MembershipFactory
from tests.meetings.reading import text, told

pytestmark = pytest.mark.django_db

CIRCULATE, DELIVERY, INBOX = 26, 19, 9  # queries, whoever and however many are told


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


# What the pages ask of the database -------------------------------------------------------------------------------


@pytest.fixture
def crowd(cast, meeting):
    """So many more people on the roll: by letter, on paper and by telephone in turn, all of one name."""

    def joined(count):
        VersionFactory(draft=DraftFactory(meeting=meeting))
        for number in range(count):
            channel = ("email", "paper", "phone")[number % 3]
            given = {
                "full_name": "Nguyễn Văn An",
                "born_on": date(1950 + number, 1, 1),
                "email": f"{number}@example.org",
            }
            MembershipFactory(member=MemberFactory(**given, channel=channel), organization=cast.cell)

    return joined


@pytest.mark.parametrize("count", [3, 9])
def test_queries_of_the_page_before_the_sending(cast, visit, meeting, crowd, count, django_assert_num_queries):
    crowd(count)
    visit("circulate", meeting.pk)
    with django_assert_num_queries(CIRCULATE):
        assert visit("circulate", meeting.pk).status_code == 200


@pytest.mark.parametrize("count", [3, 9])
def test_queries_of_the_page_that_follows_the_messages(cast, visit, meeting, crowd, count, django_assert_num_queries):
    crowd(count)
    visit("circulate", meeting.pk, data={})
    delivery.deliver_due(now=cast.now)
    visit("delivery", meeting.pk)
    with django_assert_num_queries(DELIVERY):
        assert "trong đó kèm tài liệu" in text(visit("delivery", meeting.pk))


@pytest.mark.parametrize("count", [1, 12])
def test_queries_of_the_inbox(client, cast, moved_clock, count, django_assert_num_queries):
    moved_clock(cast.now)
    for number in range(count):
        MessageFactory(user=cast.member, channel="app", state="sent", dedupe_key=f"k{number}")
    client.force_login(cast.member)
    with django_assert_num_queries(INBOX):
        assert client.get("/inbox/").status_code == 200
