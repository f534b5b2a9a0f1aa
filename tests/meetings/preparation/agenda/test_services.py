"""Writing the programme."""

import pytest

from chibo.rules.refusal import RuleRefused
from meetings.models import AgendaItem, Speech
from meetings.preparation.agenda import services as agenda
from meetings.preparation.agenda.services import ItemInput
from tests.factories.meetings import ItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db


def save(cast, meeting, rows, *, revision=1):
    return agenda.save_agenda(actor=cast.committee_member, now=cast.now, meeting=meeting, revision=revision, items=rows)


def row(item=None, title="Nội dung", minutes=10) -> ItemInput:
    return ItemInput(item.pk if item else None, "discussion", title, None, minutes)


def test_agenda_is_written_in_the_given_order(cast):
    meeting = MeetingFactory(organization=cast.cell)
    first, second = ItemFactory(meeting=meeting, position=1), ItemFactory(meeting=meeting, position=2)

    saved = save(cast, meeting, [row(title="Mới"), row(second, "Hai")])

    assert list(meeting.items.values_list("position", "title")) == [(1, "Mới"), (2, "Hai")]
    assert not AgendaItem.objects.filter(pk=first.pk).exists()
    assert saved.revision == 2


def test_agenda_of_another_meeting_is_not_touched(cast):
    meeting, other = MeetingFactory(organization=cast.cell), ItemFactory(title="Của chi bộ khác")

    save(cast, meeting, [row(other, "Chép sang")])

    other.refresh_from_db()
    assert other.title == "Của chi bộ khác"
    assert meeting.items.get().pk != other.pk


def test_agenda_that_somebody_else_saved_is_stale(cast):
    meeting = MeetingFactory(organization=cast.cell)
    save(cast, meeting, [row(title="Một")])

    with pytest.raises(RuleRefused) as refused:
        save(cast, meeting, [row(title="Hai")])

    assert (refused.value.code, refused.value.detail["current"]) == ("stale", 2)
    assert meeting.items.get().title == "Một"


def test_agenda_keeps_an_item_that_was_spoken_on(cast):
    meeting = MeetingFactory(organization=cast.cell, state="in_session", opened_at=cast.now)
    item = ItemFactory(meeting=meeting, title="Đánh giá tháng 11")
    Speech.objects.create(meeting=meeting, item=item, member=cast.official, text="Nhất trí", spoken_at=cast.now)

    with pytest.raises(RuleRefused) as refused:
        save(cast, meeting, [row(title="Khác")])

    assert (refused.value.code, refused.value.detail["title"]) == ("item_used", "Đánh giá tháng 11")
    assert meeting.items.get() == item
