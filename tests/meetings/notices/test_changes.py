"""What changes after the circulation: told once, gathered, to whoever holds the notice and whoever reads on the day."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chibo.core import delivery
from chibo.core.models import Delivery, OutboundMessage
from chibo.rules.periods import MeetingKind, Period
from meetings.codes import DraftKind
from meetings.models import Meeting
from meetings.notices import services as reminding
from meetings.planning import services as planning
from meetings.planning.services import MeetingPlan
from meetings.preparation.agenda import services as agenda
from meetings.preparation.agenda.services import ItemInput
from meetings.preparation.circulation import services as circulation
from meetings.preparation.drafts import services as drafts
from meetings.preparation.drafts.services import DraftContent
from tests.factories.meetings import STARTS_AT, DraftFactory, ItemFactory, MeetingFactory, VersionFactory
from tests.factories.members import ConditionFactory, MemberFactory, MembershipFactory

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
TEXT = DraftContent(body="<p>Mới</p>")
PLAN = MeetingPlan(MeetingKind.REGULAR, Period.month(2026, 12), STARTS_AT, 90, "Nhà văn hóa thôn")


@pytest.fixture
def meeting(cast):
    """Circulated by the deed itself, one member reading letters."""
    person = cast.member.member
    person.email, person.channel = "an@example.org", "email"
    person.save()
    meeting = MeetingFactory(
        organization=cast.cell, chair=cast.secretary.member, committee_agreed_at=cast.now, place=PLAN.place
    )
    ItemFactory(meeting=meeting, title="Thời sự", presenter=cast.official, minutes=95)
    VersionFactory(draft=DraftFactory(meeting=meeting, title="Báo cáo"))
    circulation.circulate_meeting(actor=cast.secretary, now=cast.now, meeting=meeting)
    delivery.deliver_due(now=cast.now)
    OutboundMessage.objects.filter(kind="circulated").exclude(channel="app").update(state="sent")
    return meeting


def by(cast, later=60):
    return {"actor": cast.secretary, "now": cast.now + later * MINUTE}


def save(cast, meeting, *titles, later=60):
    """The programme with the items it has, and more to vote on."""
    kept = [ItemInput(row.pk, row.kind, row.title, row.presenter_id, row.minutes) for row in meeting.items.all()]
    new = [ItemInput(None, "decision", title, None, 10) for title in titles]
    revision = Meeting.objects.get(pk=meeting.pk).revision
    agenda.save_agenda(**by(cast, later), meeting=meeting, revision=revision, items=[*kept, *new])


def add(cast, meeting, title, later=60):
    return drafts.add_draft(**by(cast, later), meeting=meeting, kind=DraftKind.PAPER, title=title, content=TEXT)


def change(cast, meeting, later=60, **values):
    revision = Meeting.objects.get(pk=meeting.pk).revision
    return planning.change_meeting(**by(cast, later), meeting=meeting, plan=replace(PLAN, **values), revision=revision)


def told(user):
    return OutboundMessage.objects.inbox_of(user).exclude(kind="circulated").order_by("pk")


def test_a_new_item_to_vote_on_is_told(cast, meeting):
    save(cast, meeting, "Kết nạp đảng viên")

    (row,) = told(cast.member)
    assert row.subject == "Sinh hoạt thường kỳ tháng 12 năm 2026: thay đổi chương trình"
    assert row.body == "– Thêm nội dung: Kết nạp đảng viên (biểu quyết)."
    assert row.useful_until == STARTS_AT
    assert told(cast.supervisor).count() == 1


def test_a_new_paper_is_told_with_its_page(cast, meeting):
    draft = add(cast, meeting, "Tờ trình")

    (row,) = told(cast.member)
    assert (row.kind, row.subject) == ("new_version", "Tờ trình: tài liệu mới")
    assert row.body == "– Tài liệu mới: Tờ trình.\nMời đồng chí đọc và góp ý."
    assert row.link == f"/drafts/{draft.versions.get().pk}/"


def test_several_changes_within_minutes_are_one_message(cast, meeting):
    add(cast, meeting, "Tờ trình", later=60)
    OutboundMessage.objects.filter(channel="app").update(read_at=cast.now)
    add(cast, meeting, "Danh sách", later=63)
    save(cast, meeting, "Kết nạp", later=69)
    change(cast, meeting, later=69, place="Trường học")

    (row,) = told(cast.member)
    assert row.read_at is None
    assert row.subject.endswith(": đổi thời gian, địa điểm")
    assert row.body.splitlines() == [
        "Thời gian, địa điểm mới: 19:30 ngày 03/12/2026, tại Trường học.",
        "– Thêm nội dung: Kết nạp (biểu quyết).",
        "– Tài liệu mới: Tờ trình.",
        "– Tài liệu mới: Danh sách.",
        "Mời đồng chí đọc và góp ý.",
    ]
    letters = OutboundMessage.objects.filter(channel="email", state=Delivery.QUEUED)
    assert [(each.body, each.due_at) for each in letters] == [(row.body, cast.now + 70 * MINUTE)]


def test_a_later_change_is_another_message_about_itself_alone(cast, meeting):
    add(cast, meeting, "Tờ trình", later=60)
    add(cast, meeting, "Danh sách", later=70)

    assert [row.subject for row in told(cast.member)] == ["Tờ trình: tài liệu mới", "Danh sách: tài liệu mới"]


def test_what_is_taken_back_within_minutes_is_not_told(cast, meeting):
    change(cast, meeting, later=60, place="Trường học")
    change(cast, meeting, later=65, place=PLAN.place)

    assert not told(cast.member).exists()
    assert not OutboundMessage.objects.filter(state=Delivery.QUEUED).exists()


def test_what_a_reader_need_not_know_is_not_told(cast, meeting):
    row = meeting.items.get()
    item = ItemInput(row.pk, row.kind, row.title, row.presenter_id, row.minutes + 5, "Điều lệ")
    agenda.save_agenda(**by(cast), meeting=meeting, revision=1, items=[item])
    change(cast, meeting, minute_taker=cast.minute_taker.member)

    assert not told(cast.member).exists()


@pytest.mark.parametrize(("before", "waits"), [(timedelta(hours=3), False), (timedelta(hours=3, minutes=1), True)])
def test_shortly_before_the_meeting_nothing_waits(cast, meeting, before, waits):
    now = STARTS_AT - before
    drafts.add_draft(
        actor=cast.secretary, now=now, meeting=meeting, kind=DraftKind.PAPER, title="Tờ trình", content=TEXT
    )
    due_at = OutboundMessage.objects.get(channel="email", kind="new_version").due_at
    assert due_at == (now + 10 * MINUTE if waits else now)


def test_a_paper_handed_over_meanwhile_is_followed_by_another(cast, meeting):
    add(cast, meeting, "Tờ trình")
    OutboundMessage.objects.filter(channel="paper", kind="new_version").update(state=Delivery.SENT)
    add(cast, meeting, "Danh sách", later=65)

    rows = OutboundMessage.objects.filter(recipient=f"member:{cast.official.pk}", kind="new_version").order_by("pk")
    assert [(row.state, row.body.count("Tài liệu mới")) for row in rows] == [("sent", 1), ("queued", 2)]


def test_before_the_circulation_nothing_is_told(cast):
    meeting = MeetingFactory(organization=cast.cell)
    add(cast, meeting, "Tờ trình")
    save(cast, meeting, "Kết nạp")
    assert not OutboundMessage.objects.exists()


# To whom ------------------------------------------------------------------------------------------------------


def joined(cast):
    person = MemberFactory(full_name="Mai Thị Mới")
    MembershipFactory(member=person, organization=cast.cell, starts_on=cast.on + timedelta(days=1))
    return person


def kinds(person):
    rows = OutboundMessage.objects.filter(recipient=f"member:{person.pk}")
    return list(rows.order_by("pk").values_list("kind", flat=True))


def test_whoever_joins_after_the_circulation_gets_the_notice_once(cast, meeting):
    person = joined(cast)
    for later in (24 * 60, 24 * 60 + 5):
        reminding.enqueue_due_reminders(now=cast.now + later * MINUTE)

    assert kinds(person) == ["circulated"]
    assert kinds(cast.official) == ["circulated"]


def test_nobody_is_invited_to_what_has_begun(cast, meeting):
    person = joined(cast)
    reminding.enqueue_due_reminders(now=STARTS_AT)
    assert kinds(person) == []


@pytest.mark.parametrize("end", ["moved", "cancelled"])
def test_holders_of_the_notice_and_readers_of_the_day_are_told_together(cast, meeting, end):
    person, day = joined(cast), STARTS_AT + timedelta(days=2)
    ConditionFactory(member=cast.official, condition="away", starts_on=day.date(), ends_on=day.date())
    if end == "moved":
        change(cast, meeting, starts_at=day)
    else:
        Meeting.objects.update(starts_at=day)
        planning.cancel_meeting(**by(cast), meeting=meeting, reason="Bão")

    for each in (person, cast.official, cast.member.member, cast.supervisor.member):
        assert end in kinds(each)


def test_the_dead_are_told_nothing(cast, meeting):
    cast.official.memberships.update(ends_on=cast.on, leaving_reason="died")
    change(cast, meeting, place="Trường học")
    assert kinds(cast.official) == ["circulated"]


# What is overtaken --------------------------------------------------------------------------------------------


def unsent(kind):
    rows = OutboundMessage.objects.filter(kind=kind, recipient_name="Nguyễn Văn Ân", channel="email")
    return list(rows.order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize("state", [Delivery.QUEUED, Delivery.FAILED, Delivery.UNKNOWN])
@pytest.mark.parametrize("end", ["moved", "cancelled"])
def test_a_reminder_that_waits_dies_when_the_meeting_is_moved_or_cancelled(cast, meeting, state, end):
    letter = OutboundMessage.objects.filter(channel="email").get()
    reminder = letter
    reminder.pk, reminder.kind, reminder.state, reminder.dedupe_key = None, "meeting_comes", state, "reminder"
    reminder.save()
    if end == "moved":
        change(cast, meeting, starts_at=STARTS_AT + 30 * MINUTE)
    else:
        planning.cancel_meeting(**by(cast), meeting=meeting, reason="Bão")

    reminder.refresh_from_db()
    assert reminder.state == Delivery.DROPPED
    sent = delivery.deliver_due(now=cast.now + timedelta(hours=2))
    assert sent == delivery.Outcome(sent=1)


def test_whom_the_notice_has_not_reached_gets_it_anew_with_the_new_time(cast, meeting):
    OutboundMessage.objects.filter(channel="email", kind="circulated").update(state=Delivery.FAILED)
    OutboundMessage.objects.filter(recipient=f"member:{cast.official.pk}").update(state=Delivery.QUEUED)
    change(cast, meeting, starts_at=STARTS_AT + timedelta(days=1))

    for person in (cast.member.member, cast.official):
        rows = OutboundMessage.objects.filter(recipient=f"member:{person.pk}").exclude(channel="app").order_by("pk")
        assert [(row.kind, row.state) for row in rows] == [("circulated", "dropped"), ("circulated", "queued")]
        assert "19:30 ngày 04/12/2026" in rows[1].body
    assert told(cast.member).get().kind == "moved"


def test_a_plan_that_is_moved_or_given_up_asks_for_no_papers(cast):
    meeting = MeetingFactory(organization=cast.cell, place=PLAN.place)
    reminding.enqueue_due_reminders(now=STARTS_AT - timedelta(days=5))
    letter = OutboundMessage.objects.filter(kind="papers_window_opens").first()
    letter.pk, letter.channel, letter.state, letter.dedupe_key = None, "email", Delivery.QUEUED, "letter"
    letter.save()
    planning.cancel_meeting(**by(cast), meeting=meeting, reason="Nhầm")
    letter.refresh_from_db()
    assert letter.state == Delivery.DROPPED


def test_a_move_of_half_an_hour_reminds_nobody_twice(cast, meeting):
    due = STARTS_AT - timedelta(days=1, hours=12)
    reminding.enqueue_due_reminders(now=due)
    before = OutboundMessage.objects.filter(kind="meeting_comes", user=cast.member).count()
    later = (due - cast.now) // MINUTE + 5
    change(cast, meeting, later=later, starts_at=STARTS_AT + 30 * MINUTE)
    reminding.enqueue_due_reminders(now=due + timedelta(hours=1))

    assert OutboundMessage.objects.filter(kind="meeting_comes", user=cast.member).count() == before
    assert Meeting.objects.get().moved_at is None


def test_a_move_to_another_day_says_itself_what_a_reminder_would_say(cast, meeting):
    later = (STARTS_AT - timedelta(days=3) - cast.now) // MINUTE
    change(cast, meeting, later=later, starts_at=STARTS_AT + timedelta(days=1))
    assert Meeting.objects.get().moved_at == cast.now + later * MINUTE
    OutboundMessage.objects.all().delete()
    reminding.enqueue_due_reminders(now=cast.now + (later + 60) * MINUTE)
    assert not OutboundMessage.objects.filter(kind="meeting_comes", state="sent").exists()


# What still waits is brought up to date ---------------------------------------------------------------------------


def waiting(person):
    rows = OutboundMessage.objects.filter(recipient=f"member:{person.pk}", state__in=("queued", "failed", "unknown"))
    return list(rows.exclude(channel="app").order_by("pk"))


@pytest.mark.parametrize("besides", ["paper", "item", ""])
def test_what_is_carried_after_a_second_move_says_the_present_time_and_all_that_changed(cast, meeting, besides):
    change(cast, meeting, later=60, starts_at=STARTS_AT + timedelta(days=1))
    if besides == "paper":
        add(cast, meeting, "Tờ trình", later=62)
    elif besides == "item":
        save(cast, meeting, "Kết nạp", later=62)
    change(cast, meeting, later=90, starts_at=STARTS_AT + timedelta(days=2), place="Trường học")

    (row,) = waiting(cast.official)
    assert row.channel == "paper"
    assert "19:30 ngày 05/12/2026, tại Trường học" in row.body
    assert "04/12/2026" not in row.body
    assert ("Tờ trình" in row.body, "Kết nạp" in row.body) == (besides == "paper", besides == "item")
    assert row.useful_until == STARTS_AT + timedelta(days=2)


def test_what_came_before_is_left_where_it_was_carried(cast, meeting):
    change(cast, meeting, later=60, starts_at=STARTS_AT + timedelta(days=1))
    OutboundMessage.objects.filter(recipient=f"member:{cast.official.pk}", kind="moved").update(state="sent")
    add(cast, meeting, "Tờ trình", later=90)

    (row,) = waiting(cast.official)
    assert row.body == "– Tài liệu mới: Tờ trình.\nMời đồng chí đọc và góp ý."


def test_three_changes_that_wait_are_one_errand(cast, meeting):
    for number, title in enumerate(("Một", "Hai", "Ba")):
        add(cast, meeting, title, later=60 + 20 * number)

    (row,) = waiting(cast.official)
    assert [title in row.body for title in ("Một", "Hai", "Ba")] == [True] * 3


def test_a_change_that_is_undone_later_leaves_no_errand(cast, meeting):
    """Who was told within the program learns of both; who was not yet told learns of neither."""
    change(cast, meeting, later=60, place="Trường học")
    change(cast, meeting, later=90, place=PLAN.place)
    assert [PLAN.place in row.body for row in waiting(cast.official)] == [True]
    assert told(cast.member).count() == 2


@pytest.mark.parametrize("state", [Delivery.FAILED, Delivery.UNKNOWN, Delivery.CLAIMED])
def test_a_letter_with_an_old_time_is_not_sent_again(cast, meeting, state):
    change(cast, meeting, later=60, starts_at=STARTS_AT + timedelta(days=1))
    letters = OutboundMessage.objects.filter(channel="email", kind="moved")
    letters.update(state=state)
    first = letters.get()
    change(cast, meeting, later=90, starts_at=STARTS_AT + timedelta(days=2))

    now = cast.now + timedelta(hours=3)
    if state == Delivery.CLAIMED:
        assert letters.get(pk=first.pk).useful_until == cast.now + 90 * MINUTE
    assert delivery.deliver_due(now=now).sent == 1
    (sent,) = letters.filter(state="sent")
    assert "05/12/2026" in sent.body
    assert (sent.dedupe_key == first.dedupe_key) == (state == Delivery.FAILED)


def test_whoever_is_invited_anew_has_no_older_change_on_the_list(cast, meeting):
    OutboundMessage.objects.filter(recipient=f"member:{cast.official.pk}", kind="circulated").update(state="queued")
    add(cast, meeting, "Tờ trình", later=60)
    assert [row.kind for row in waiting(cast.official)] == ["circulated", "new_version"]
    change(cast, meeting, later=90, starts_at=STARTS_AT + timedelta(days=1))

    (row,) = waiting(cast.official)
    assert row.kind == "circulated"
    assert "Tờ trình" in row.body
    assert "04/12/2026" in row.body
