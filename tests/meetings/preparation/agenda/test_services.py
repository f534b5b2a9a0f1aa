"""Writing the programme."""

from datetime import timedelta

import pytest

from chibo.core.models import AuditEntry
from chibo.rules.census import Mark
from chibo.rules.refusal import RuleRefused
from chibo.rules.voting import Matter
from meetings.labels import refusal_sentences
from meetings.minutes import services as minutes
from meetings.models import AgendaItem, Assignment, Attendance, Ballot, Speech
from meetings.preparation.agenda import services as agenda
from meetings.preparation.agenda.services import ItemInput
from meetings.session import services as session
from tests.factories.meetings import ItemFactory, MeetingFactory
from tests.meetings import staging

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


def test_an_item_sent_twice_loses_neither_row(cast):
    meeting = MeetingFactory(organization=cast.cell)
    item = ItemFactory(meeting=meeting)

    save(cast, meeting, [row(item, "Một"), row(item, "Hai")])

    assert list(meeting.items.values_list("position", "title")) == [(1, "Một"), (2, "Hai")]
    assert meeting.items.first() == item


def test_agenda_that_somebody_else_saved_is_stale(cast):
    meeting = MeetingFactory(organization=cast.cell)
    save(cast, meeting, [row(title="Một")])

    with pytest.raises(RuleRefused) as refused:
        save(cast, meeting, [row(title="Hai")])

    assert (refused.value.code, refused.value.detail["contest"].revision) == ("stale", 2)
    assert meeting.items.get().title == "Một"


def spoken_on(cast, item):
    Speech.objects.create(meeting=item.meeting, item=item, member=cast.official, text="Nhất trí", spoken_at=cast.now)


def voted_on(cast, item):
    counts = {"electorate": 3, "in_favor": 3, "is_carried": True, "held_at": cast.now}
    Ballot.objects.create(meeting=item.meeting, item=item, matter="resolution", subject="việc", **counts)


def assigned_under(cast, item):
    given = {"title": "Thu đảng phí", "member": cast.official, "due_on": cast.on, "created_at": cast.now}
    Assignment.objects.create(organization=cast.cell, meeting=item.meeting, item=item, **given)


def concluded(_cast, item):
    AgendaItem.objects.filter(pk=item.pk).update(conclusion="<p>Thống nhất</p>")


def told_of(_cast, item):
    AgendaItem.objects.filter(pk=item.pk).update(proceedings="<p>Chi ủy báo cáo</p>")


@pytest.mark.parametrize("use", [spoken_on, voted_on, assigned_under, concluded, told_of])
def test_agenda_keeps_an_item_with_anything_under_it(cast, use):
    meeting = MeetingFactory(organization=cast.cell, state="in_session", opened_at=cast.now)
    item = ItemFactory(meeting=meeting, title="Đánh giá tháng 11")
    use(cast, item)

    with pytest.raises(RuleRefused) as refused:
        save(cast, meeting, [row(title="Khác")])

    assert (refused.value.code, refused.value.detail["title"]) == ("item_used", "Đánh giá tháng 11")
    assert meeting.items.get() == item


def used(cast, meeting, item, text) -> None:
    """A speech, a vote and a task on the item, and what was concluded."""
    now = {"now": cast.now, "actor": cast.secretary}
    Attendance.objects.get_or_create(meeting=meeting, member=cast.official, standing="official", mark=Mark.PRESENT)
    session.record_speech(**now, meeting=meeting, item=item, member=cast.official, text=text)
    session.record_ballot(**now, meeting=meeting, item=item, matter=Matter.AGENDA, subject=text, votes=(1, 0, 0))
    session.assign(
        **now, meeting=meeting, under=item, member=cast.official, title=text, due_on=cast.on + timedelta(days=7)
    )
    session.conclude_item(**now, item=item, revision=1, proceedings="", conclusion=f"<p>{text}</p>")


def test_an_item_that_was_voted_on_keeps_its_title_and_nothing_else_is_written(cast):
    meeting = MeetingFactory(organization=cast.cell, state="in_session", opened_at=cast.now)
    first, second = (ItemFactory(meeting=meeting, position=number, title=f"Việc {number}") for number in (1, 2))
    voted_on(cast, second)

    with pytest.raises(RuleRefused) as refused:
        save(cast, meeting, [row(first, "Đổi tên"), row(second, "Việc khác hẳn")])

    assert refusal_sentences(refused.value) == ["Nội dung “Việc 2” đã biểu quyết nên giữ nguyên tên."]
    assert list(meeting.items.values_list("title", flat=True)) == ["Việc 1", "Việc 2"]
    save(cast, meeting, [row(second, " Việc 2 ", minutes=25), row(first, "Đổi tên")])
    assert list(meeting.items.values_list("title", "minutes")) == [("Việc 2", 25), ("Đổi tên", 10)]


def test_a_change_after_the_reading_back_has_to_be_read_back_again(cast):
    meeting = staging.called(cast)
    minutes.read_back(actor=cast.secretary, now=cast.now, meeting=meeting, votes=6)
    items = [row(item, f"{item.title} (sửa)") for item in meeting.items.all()]
    save(cast, meeting, items, revision=meeting.revision)
    meeting.minutes.refresh_from_db()
    assert (meeting.minutes.read_back_at, meeting.minutes.approved_by_votes) == (None, None)


def test_items_in_use_keep_what_hangs_on_them_when_they_are_moved(cast):
    meeting = MeetingFactory(organization=cast.cell, state="in_session", opened_at=cast.now)
    first, second = (ItemFactory(meeting=meeting, position=number, title=f"Việc {number}") for number in (1, 2))
    used(cast, meeting, first, "một")
    used(cast, meeting, second, "hai")

    save(cast, meeting, [row(second, "Việc 2"), row(title="Mới"), row(first, "Việc 1")])

    stored = {
        item.title: [
            item.position,
            item.conclusion,
            item.revision,
            *item.speeches.values_list("text", flat=True),
            *item.ballots.values_list("subject", flat=True),
            *Assignment.objects.filter(item=item).values_list("title", flat=True),
        ]
        for item in meeting.items.all()
    }
    assert stored == {
        "Việc 2": [1, "<p>hai</p>", 2, "hai", "hai", "hai"],
        "Mới": [2, "", 1],
        "Việc 1": [3, "<p>một</p>", 2, "một", "một", "một"],
    }


def test_an_item_that_did_not_change_is_not_written_again(cast):
    meeting = MeetingFactory(organization=cast.cell)
    items = [ItemFactory(meeting=meeting, position=number, presenter=None) for number in (1, 2)]

    save(cast, meeting, [row(items[0], items[0].title, 45), row(items[1], "Đổi tên", 45)])

    assert [item.history.count() for item in meeting.items.all()] == [1, 2]


def test_an_item_keeps_all_that_was_written_of_it_and_the_trail_how_many_there_were(cast):
    meeting = MeetingFactory(organization=cast.cell)
    given = ItemInput(None, "decision", " Kết nạp ", cast.official.pk, 20, " Điều lệ, Điều 4 ")

    save(cast, meeting, [given, row()])

    item = meeting.items.first()
    assert (item.kind, item.title, item.presenter, item.minutes, item.basis) == (
        "decision",
        "Kết nạp",
        cast.official,
        20,
        "Điều lệ, Điều 4",
    )
    entry = AuditEntry.objects.get(action="meeting.agenda_saved")
    assert (entry.actor, entry.data["items"]) == (cast.committee_member, 2)


def test_a_programme_may_become_empty(cast):
    meeting = ItemFactory(meeting=MeetingFactory(organization=cast.cell)).meeting

    save(cast, meeting, [])

    assert not meeting.items.exists()
