"""Where a message stands on the page that follows it."""

from dataclasses import asdict

import pytest

from chibo.core.models import Channel, Delivery
from meetings.notices.selectors import delivery_page
from tests.factories.core import MessageFactory
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db

PLACES = ("troubled", "to_hand", "to_tell", "done", "waiting", "letters", "in_program", "dropped")
NOTHING = dict.fromkeys(PLACES, 0)
BY_HAND = (Channel.PAPER, Channel.IN_PERSON, Channel.PHONE)


def place(channel, state, kind) -> set[str]:
    """The one list or number that has a message of this kind; none for what asks nothing of anybody."""
    if state in (Delivery.FAILED, Delivery.UNKNOWN):
        return {"troubled"}
    if state == Delivery.DROPPED:
        return {"dropped"}
    if channel in BY_HAND:
        is_paper = kind in ("circulated", "new_version") and channel != Channel.PHONE
        return {Delivery.QUEUED: {"to_hand" if is_paper else "to_tell"}, Delivery.SENT: {"done"}}.get(state, set())
    if channel == Channel.EMAIL:
        return {"letters"} if state == Delivery.SENT else {"waiting"}
    return {"in_program"} if state == Delivery.SENT else set()


@pytest.mark.parametrize("kind", ["circulated", "new_version", "moved"])
@pytest.mark.parametrize("state", Delivery)
@pytest.mark.parametrize("channel", Channel)
def test_a_message_stands_in_one_place(cast, channel, state, kind):
    meeting = MeetingFactory(organization=cast.cell)
    row = MessageFactory(about=f"meeting:{meeting.pk}", channel=channel, state=state, kind=kind)
    MessageFactory(about=f"meeting:{meeting.pk}0", channel=channel, state=state, kind=kind)

    page = delivery_page(meeting)

    counts = {name: getattr(page, name) for name in NOTHING}
    found = {name: value if isinstance(value, int) else len(value) for name, value in counts.items()}
    assert found == NOTHING | dict.fromkeys(place(channel, state, kind), 1)
    assert all(value == [row] for value in counts.values() if isinstance(value, list) and value)
    assert not page.is_empty


def test_no_message_is_an_empty_page_of_one_query(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        page = delivery_page(MeetingFactory.build(pk=1))
    assert page.is_empty
    assert not any(asdict(page)[name] for name in NOTHING)


def test_messages_run_by_kind_and_name(cast):
    meeting = MeetingFactory(organization=cast.cell)
    given = {"about": f"meeting:{meeting.pk}", "channel": Channel.PAPER, "state": Delivery.QUEUED}
    for kind, name in (("moved", "An"), ("circulated", "Bình"), ("circulated", "An")):
        MessageFactory(**given, kind=kind, recipient_name=name)
    page = delivery_page(meeting)
    assert [row.recipient_name for row in page.to_hand] == ["An", "Bình"]
