"""Reminders with the clock moved: on their days, once, never stale, never for a meeting that moved or died."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from chibo.core.models import OutboundMessage
from chibo.rules.reminders import Notice, reminders
from chibo.rules.workflow import MeetingState
from meetings import tasks
from meetings.ground.facts import facts_of, load_record
from meetings.models import Acknowledgement, Meeting
from meetings.notices import services as reminding
from members.models import User
from members.selectors import rulebook_of
from tests.factories.core import MessageFactory
from tests.factories.meetings import HANOI, STARTS_AT, DraftFactory, ItemFactory, MeetingFactory, VersionFactory
from tests.factories.members import AdoptionFactory, LocalRuleFactory
from tests.factories.resolutions import BallotFactory

pytestmark = pytest.mark.django_db


def at(day: int, hour: int = 7, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, 5, tzinfo=HANOI)


def remind(now: datetime) -> None:
    reminding.enqueue_due_reminders(now=now)


def circulated(cast, **values):
    meeting = MeetingFactory(
        organization=cast.cell, state="circulated", circulated_at=at(25), chair=cast.secretary.member, **values
    )
    VersionFactory(draft=DraftFactory(meeting=meeting, title="Báo cáo tháng 11"))
    return meeting


def inbox(user) -> list[str]:
    return list(
        OutboundMessage.objects.filter(user=user, state="sent").order_by("pk").values_list("subject", flat=True)
    )


def test_members_are_reminded_five_three_and_one_day_before(cast):
    circulated(cast)

    for day in range(-7, 1):
        remind(at(3, month=12) + timedelta(days=day))

    assert inbox(cast.member) == ["Nhắc lịch: sinh hoạt thường kỳ tháng 12 năm 2026, 19:30 ngày 03/12/2026"] * 3
    assert inbox(cast.neighbour) == []


def test_running_twice_makes_no_doubles(cast):
    circulated(cast)

    remind(at(28))
    once = OutboundMessage.objects.count()
    remind(at(28, 8))

    assert once > 0
    assert OutboundMessage.objects.count() == once


def test_nobody_is_carried_a_reminder(cast):
    circulated(cast)

    remind(at(28))

    assert set(OutboundMessage.objects.values_list("channel", flat=True)) == {"app"}


def test_a_member_with_email_gets_both(cast):
    person = cast.member.member
    person.email, person.channel = "an@example.org", "email"
    person.save()
    circulated(cast)

    remind(at(28))

    rows = OutboundMessage.objects.filter(recipient=f"member:{person.pk}")
    assert dict(rows.values_list("channel", "state")) == {"app": "sent", "email": "queued"}


def test_after_days_without_a_worker_what_is_stale_is_dropped_and_recorded(cast):
    circulated(cast)

    remind(at(30))  # the worker was down since before the 28th

    rows = OutboundMessage.objects.filter(user=cast.member).order_by("pk")
    assert [(row.dedupe_key.split(":")[4], row.state) for row in rows] == [("5d", "dropped"), ("3d", "sent")]
    assert rows[1].useful_until == at(2, month=12).replace(minute=0)
    assert inbox(cast.member) == [rows[1].subject]


def test_a_reminder_after_the_meeting_is_dropped(cast):
    circulated(cast)

    remind(STARTS_AT + timedelta(hours=1))

    states = Counter(OutboundMessage.objects.filter(kind="meeting_comes").values_list("state", flat=True))
    assert set(states) == {"dropped"}


def test_a_moved_meeting_is_reminded_of_anew(cast):
    meeting = circulated(cast)
    remind(at(28))

    meeting.starts_at = STARTS_AT + timedelta(days=2)
    meeting.save()
    remind(at(30))

    keys = OutboundMessage.objects.filter(user=cast.member).values_list("dedupe_key", flat=True)
    assert sorted(key.split(":")[2] for key in keys) == ["20261203", "20261205"]


def test_a_cancelled_meeting_is_reminded_of_no_more(cast):
    meeting = circulated(cast)
    meeting.state = "cancelled"
    meeting.save()

    remind(at(28))

    assert not OutboundMessage.objects.exists()


def unread(cast) -> list[str]:
    rows = OutboundMessage.objects.filter(kind="papers_unread", user=cast.secretary)
    return rows.get().body.splitlines() if rows else []


def test_the_evening_before_the_secretary_learns_who_has_not_opened_the_papers(cast):
    meeting = circulated(cast)
    version = meeting.drafts.get().versions.get()
    Acknowledgement.objects.create(version=version, member=cast.member.member, opened_at=at(28))

    remind(at(2, 17, month=12))

    assert unread(cast) == [
        "Báo cáo tháng 11: 4 đồng chí chưa mở: Phạm Minh Ánh, Lê Văn Đức, Ngô Thu Hằng, Trần Thị Hoa."
    ]
    assert not OutboundMessage.objects.filter(kind="papers_unread", user=cast.member).exists()


def test_papers_are_read_one_by_one_and_in_their_newest_version(cast):
    """By those alone who can open them: with an account, and not handed the version on paper."""
    meeting = circulated(cast)
    first, second = meeting.drafts.get(), DraftFactory(meeting=meeting, title="Tờ trình")
    old, new = first.versions.get(), VersionFactory(draft=first, number=2, created_at=at(27))
    other = VersionFactory(draft=second, created_at=at(25))
    for person in (cast.secretary, cast.deputy, cast.minute_taker):
        for version in (new, other):
            Acknowledgement.objects.create(version=version, member=person.member, opened_at=at(28))
    for version in (old, other):
        Acknowledgement.objects.create(version=version, member=cast.member.member, opened_at=at(26))
    MessageFactory(
        about=f"meeting:{meeting.pk}",
        recipient=f"member:{cast.committee_member.member.pk}",
        channel="paper",
        state="sent",
        sent_at=at(26),
    )

    remind(at(2, 17, month=12))

    assert unread(cast) == ["Báo cáo tháng 11: 2 đồng chí chưa mở: Phạm Minh Ánh, Nguyễn Văn Ân."]


def test_a_closed_account_is_not_waited_for(cast):
    circulated(cast)
    User.objects.exclude(pk=cast.secretary.pk).update(is_active=False)
    remind(at(2, 17, month=12))
    assert unread(cast) == ["Báo cáo tháng 11: 1 đồng chí chưa mở: Trần Thị Hoa."]


def test_organisers_are_told_when_the_window_opens_and_on_the_last_day(cast):
    MeetingFactory(organization=cast.cell)

    for day in range(-7, 0):
        remind(at(3, month=12) + timedelta(days=day))

    rows = OutboundMessage.objects.filter(user=cast.secretary).order_by("pk")
    assert [(row.kind, row.dedupe_key.split(":")[4]) for row in rows] == [
        ("papers_window_opens", "20261128"),
        ("papers_last_day", "20261202"),
    ]
    assert inbox(cast.member) == []


def test_a_local_rule_moves_timeline_reminder_and_warning(cast, client, moved_clock):
    """One figure of the committee changes the page, the organisers' reminder and the warning before sending."""
    meeting = MeetingFactory(organization=cast.cell, chair=cast.secretary.member, committee_agreed_at=cast.now)
    ItemFactory(meeting=meeting, presenter=cast.official, minutes=95)
    VersionFactory(draft=DraftFactory(meeting=meeting))
    client.force_login(cast.secretary)
    moved_clock(at(2, month=12))
    in_time = "chậm nhất 02/12/2026", "chậm nhất 01/12/2026"
    warning = "Gửi muộn hơn hạn quy định trước kỳ sinh hoạt."

    before = client.get(f"/meetings/{meeting.pk}/").content.decode()
    assert (in_time[0] in before, in_time[1] in before) == (True, False)
    assert warning not in client.get(f"/meetings/{meeting.pk}/circulate/").content.decode()

    LocalRuleFactory(organization=cast.committee, code="documents_days_before_min", value="2")

    after = client.get(f"/meetings/{meeting.pk}/").content.decode()
    assert (in_time[0] in after, in_time[1] in after) == (False, True)
    assert warning in client.get(f"/meetings/{meeting.pk}/circulate/").content.decode()
    remind(at(1, month=12))
    last = OutboundMessage.objects.get(kind="papers_last_day", user=cast.secretary)
    assert ":20261201:" in last.dedupe_key


def test_task_and_command_do_the_same(cast, moved_clock):
    circulated(cast)

    said = StringIO()
    call_command("send_due_reminders", now=at(28), stdout=said)
    by_command = set(OutboundMessage.objects.values_list("dedupe_key", flat=True))
    OutboundMessage.objects.all().delete()
    moved_clock(at(28))
    tasks.send_due_reminders()

    assert said.getvalue() == "Đã xét 5 thư nhắc đến hạn.\n"
    assert set(OutboundMessage.objects.values_list("dedupe_key", flat=True)) == by_command
    assert len(by_command) == 5


def asked_about(monkeypatch, now) -> list[int]:
    """The meetings about which the rulebook is asked."""
    asked = []
    monkeypatch.setattr(reminding, "due_reminders", lambda facts, _now, _book: asked.append(facts.ref) or [])
    remind(now)
    return asked


@pytest.mark.parametrize(
    ("away", "is_asked"),
    [
        (timedelta(days=-21), True),
        (timedelta(days=-21, seconds=-1), False),
        (timedelta(days=31), True),
        (timedelta(days=31, seconds=1), False),
    ],
)
def test_a_meeting_is_asked_about_from_a_month_before_to_three_weeks_after(cast, monkeypatch, away, is_asked):
    meeting = circulated(cast, starts_at=at(28) + away)
    assert asked_about(monkeypatch, at(28)) == ([meeting.pk] if is_asked else [])


@pytest.mark.parametrize("away", [timedelta(days=-21), timedelta(days=-21, seconds=-1)])
def test_a_meeting_held_late_is_asked_about_from_the_day_it_was_held(cast, monkeypatch, away):
    circulated(cast, starts_at=at(28) - timedelta(days=60), opened_at=at(28) + away)
    assert bool(asked_about(monkeypatch, at(28))) == (away == timedelta(days=-21))


def test_a_regular_meeting_held_late_is_reminded_of_its_resolution(cast):
    held_at = STARTS_AT + timedelta(days=25)
    meeting = circulated(cast, opened_at=held_at, closed_at=held_at + timedelta(hours=2), resolution_carried=True)
    BallotFactory(meeting=meeting)
    Meeting.objects.update(state=MeetingState.HELD)

    remind(held_at.replace(hour=7, minute=5) + timedelta(days=2))

    row = OutboundMessage.objects.get(kind="resolution_due", user=cast.secretary)
    assert row.subject == "Sinh hoạt thường kỳ tháng 12 năm 2026: hạn ban hành nghị quyết 30/12/2026"


@pytest.mark.parametrize("state", MeetingState)
def test_a_meeting_that_is_cancelled_or_going_on_is_not_asked_about(cast, monkeypatch, state):
    circulated(cast, starts_at=at(28))
    Meeting.objects.update(state=state)
    assert bool(asked_about(monkeypatch, at(28))) == (state not in (MeetingState.CANCELLED, MeetingState.IN_SESSION))


def test_the_search_reaches_every_reminder_of_the_rulebook(cast):
    """The earliest is not before a meeting is found, nor is the last use of the latest after it is found no more."""
    AdoptionFactory(organization=cast.committee)
    meeting = circulated(cast)
    told = facts_of(load_record(meeting), rulebook_of(cast.cell))
    past = {"opened_at": STARTS_AT, "closed_at": STARTS_AT, "resolution_carried": True}
    stages = [
        replace(told, state=MeetingState.PLANNED, circulated_at=None),
        replace(told, circulated_at=STARTS_AT - timedelta(days=365)),
        replace(told, state=MeetingState.HELD, **past),
    ]
    found = [each for facts in stages for each in reminders(facts, STARTS_AT, rulebook_of(cast.cell))]
    assert {each.notice for each in found} == set(Notice)
    assert min(each.due_at for each in found) >= STARTS_AT - reminding.LOOK_AHEAD
    assert max(each.useful_until for each in found) <= STARTS_AT + reminding.LOOK_BACK
