"""Where a message stands on the page that follows it."""

from dataclasses import asdict
from datetime import date

import pytest

from chibo.core.models import Channel, Delivery
from meetings.notices.selectors import delivery_page
from tests.factories.core import MessageFactory
from tests.factories.meetings import MeetingFactory, StoredDocumentFactory
from tests.factories.members import MemberFactory

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
    assert all(line.message == row for name in ("troubled", "to_hand", "to_tell") for line in counts[name])
    assert page.done == ([row.recipient_name] if counts["done"] else [])
    assert not page.is_empty


def test_no_message_is_an_empty_page(cast, django_assert_num_queries):
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
    assert [line.name for line in page.to_hand] == ["An", "Bình"]


def message(meeting, person, **values):
    given = {"about": f"meeting:{meeting.pk}", "recipient": f"member:{person.pk}", "recipient_name": person.full_name}
    return MessageFactory(**given | values)


def test_a_line_shows_the_number_and_the_address_that_the_person_has_by_now(cast):
    meeting = MeetingFactory(organization=cast.cell)
    person = MemberFactory(full_name="Bùi Thị Sen", phone="0911", email="moi@example.org")
    message(meeting, person, channel=Channel.PHONE, state=Delivery.QUEUED, address="0900")
    message(meeting, person, channel=Channel.EMAIL, state=Delivery.FAILED, address="cu@example.org", dedupe_key="e")
    page = delivery_page(meeting)
    assert [(line.phone, line.address) for line in (*page.to_tell, *page.troubled)] == [("0911", "moi@example.org")] * 2


@pytest.mark.parametrize("item_count", [1, 5])
def test_namesakes_are_told_apart_whatever_their_number(cast, item_count, django_assert_num_queries):
    meeting = MeetingFactory(organization=cast.cell)
    people = [MemberFactory(full_name="Nguyễn Văn An", born_on=date(1950 + n, 1, 1)) for n in range(2 * item_count)]
    for number, person in enumerate(people):
        state = Delivery.SENT if number % 2 else Delivery.QUEUED
        message(meeting, person, channel=Channel.PAPER, state=state)
    with django_assert_num_queries(2):
        page = delivery_page(meeting)
    assert {line.name for line in page.to_hand} == {f"Nguyễn Văn An (sinh {1950 + 2 * n})" for n in range(item_count)}
    assert set(page.done) == {f"Nguyễn Văn An (sinh {1951 + 2 * n})" for n in range(item_count)}


def test_letters_that_took_the_papers_along_are_counted(cast):
    meeting = MeetingFactory(organization=cast.cell)
    rows = [message(meeting, MemberFactory(), state=state) for state in (Delivery.SENT, Delivery.SENT, Delivery.FAILED)]
    for row in rows[1:]:
        row.enclosures.create(document=StoredDocumentFactory())
        row.enclosures.create(document=StoredDocumentFactory())
    page = delivery_page(meeting)
    assert (page.letters, page.with_papers) == (2, 1)


def test_whoever_is_unknown_keeps_the_name_and_number_of_the_message(cast):
    meeting = MeetingFactory(organization=cast.cell)
    given = {"about": f"meeting:{meeting.pk}", "recipient": "member:0", "address": "0900"}
    MessageFactory(**given, channel=Channel.PAPER, state=Delivery.QUEUED)
    (line,) = delivery_page(meeting).to_hand
    assert (line.name, line.phone, line.address) == ("Trần Thị Hoa", "0900", "")
