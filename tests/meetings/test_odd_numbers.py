"""No number breaks a page, however long: what cannot be one of ours is read as none."""

import pytest

from meetings.models import Speech
from tests.factories.meetings import ItemFactory, MeetingFactory
from tests.meetings import staging
from tests.meetings.reading import at, text

pytestmark = pytest.mark.django_db

LONG = "9" * 5000  # Python reads no number of more than 4,300 digits
ROW = {"items-TOTAL_FORMS": "1", "items-INITIAL_FORMS": "1", "items-0-pk": "", "items-0-presenter": "", "revision": "1"}
ROW |= {"items-0-title": "Thu đảng phí", "items-0-kind": "discussion", "items-0-minutes": "15", "items-0-basis": ""}


@pytest.mark.parametrize("number", ["9" * 25, LONG])
def test_an_address_with_a_long_number_shows_what_it_shows_without(cast, leader, number):
    meeting = staging.called(cast)
    page = leader.get(at("session", meeting.pk), {"item": number})
    assert page.context["line"].item == meeting.items.first()
    assert leader.get(at("list"), {"cell": number}).context["cell"] == cast.cell
    assert leader.get(at("plan"), {"organization": number}).context["organization"] == cast.cell


def test_an_entry_under_a_long_number_stands_under_no_item(cast, taker):
    meeting = staging.called(cast)
    given = {"item": LONG, "member": cast.visiting.pk, "kind": "speech", "text": "Nhất trí"}
    answer = taker.post(at("speech-add", meeting.pk), given)
    assert answer.status_code == 422
    assert "Nội dung này không còn trong chương trình." in text(answer)
    assert not Speech.objects.exists()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"revision": LONG}, 422),
        ({"revision": "9" * 18}, 409),
        ({"items-TOTAL_FORMS": LONG}, 422),
        ({"items-0-minutes": LONG}, 422),
        ({"deed": f"up:{LONG}"}, 200),
    ],
)
def test_a_programme_with_a_long_number_comes_back_and_nothing_is_saved(cast, leader, sent, status):
    meeting = MeetingFactory(organization=cast.cell)
    item = ItemFactory(meeting=meeting)
    assert leader.post(at("agenda", meeting.pk), ROW | sent).status_code == status
    assert meeting.items.get().title == item.title
