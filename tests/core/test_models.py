"""What is asked of messages: by the database for many, by the row for one."""

from itertools import product

import pytest

from chibo.core.models import IS_TO_HAND_OVER, IS_TROUBLED, Channel, Delivery, OutboundMessage
from tests.factories.core import MessageFactory

pytestmark = pytest.mark.django_db


def test_the_database_and_the_row_agree_on_what_waits_for_somebody():
    for channel, state in product(Channel, Delivery):
        MessageFactory(channel=channel, state=state)
    rows = list(OutboundMessage.objects.all())
    carried = {(Channel.PAPER, Delivery.QUEUED), (Channel.IN_PERSON, Delivery.QUEUED), (Channel.PHONE, Delivery.QUEUED)}
    troubled = set(product(Channel, (Delivery.FAILED, Delivery.UNKNOWN)))
    for condition, name, expected in (
        (IS_TO_HAND_OVER, "is_to_hand_over", carried),
        (IS_TROUBLED, "is_troubled", troubled),
    ):
        found = OutboundMessage.objects.filter(condition)
        assert {(row.channel, row.state) for row in found} == expected
        assert {(row.channel, row.state) for row in rows if getattr(row, name)} == expected
