"""Whoever a paper names is asked about anew at the circulation, at the opening and at the lock."""

from datetime import timedelta

import pytest
from django.urls import reverse

from chibo.rules.census import Mark
from chibo.rules.conditions import doubts_of
from chibo.rules.doubts import Lack
from chibo.rules.named import NamedAs
from chibo.rules.powers import Role
from chibo.rules.refusal import RuleRefused
from chibo.rules.sessions import Post
from chibo.rules.workflow import Advice
from meetings.corrections import services as corrections
from meetings.ground.facts import facts_of, load_record
from meetings.labels import refusal_sentences
from meetings.minutes import services as minutes
from meetings.models import Meeting
from meetings.preparation.circulation.services import circulate_meeting
from meetings.session import services as session
from members.codes import LeavingReason
from members.models import Membership
from members.selectors import rulebook_of
from tests.factories.meetings import ItemFactory, MeetingFactory
from tests.factories.members import ConditionFactory, RoleFactory
from tests.factories.topics import TopicFactory
from tests.meetings.reading import text
from tests.meetings.staging import call, called, held, opened, planned, read_back

pytestmark = pytest.mark.django_db


def leave(member, last_day, reason=LeavingReason.DIED):
    Membership.objects.filter(member=member).update(ends_on=last_day, leaving_reason=reason)


def found(cast, meeting, now=None):
    meeting = Meeting.objects.get(pk=meeting.pk)
    facts = facts_of(load_record(meeting), rulebook_of(meeting.organization))
    return {
        (doubt.name, mention.kind, doubt.lack)
        for doubt in doubts_of(facts, now or cast.now)
        for mention in doubt.mentions
    }


@pytest.fixture
def presented(cast):
    """Planned for today, the official one presenting the second item."""
    meeting = planned(cast)
    meeting.items.filter(position=2).update(presenter=cast.official)
    return meeting


def advised(deed, **values):
    """The sentences of the advice about people that meets the deed."""
    with pytest.raises(RuleRefused) as refused:
        deed(**values)
    assert Advice.PEOPLE in refused.value.missing
    return [sentence for sentence in refusal_sentences(refused.value) if sentence.startswith("Đ/c ")]


def test_one_who_died_before_the_sending_is_named_with_the_day(cast, presented):
    leave(cast.official, cast.on - timedelta(days=15))
    said = advised(circulate_meeting, actor=cast.secretary, now=cast.now, meeting=presented)
    assert said == [
        (
            "Đ/c Cao Văn Chính, người trình bày mục 2, không còn trong danh sách chi bộ sau ngày 05/11/2026 (từ trần)"
            " – đồng chí chọn người khác."
        )
    ]
    sent = circulate_meeting(actor=cast.secretary, now=cast.now, meeting=presented, reason="Đồng chí khác đọc thay")
    assert sent.circulated_at == cast.now


def test_the_opening_asks_on_its_own_day(cast, presented):
    leave(cast.official, cast.on - timedelta(days=1), LeavingReason.TRANSFERRED)
    values = {"actor": cast.secretary, "now": cast.now, "meeting": presented}
    assert advised(session.open_meeting, **values, opened_at=cast.now)
    assert advised(session.open_meeting, **values, opened_at=cast.now)[0].count("chuyển sinh hoạt") == 1
    yesterday = cast.now - timedelta(days=1)
    with pytest.raises(RuleRefused) as refused:
        session.open_meeting(**values, opened_at=yesterday)
    assert refused.value.missing == (Advice.CIRCULATED,)
    assert session.open_meeting(**values, opened_at=cast.now, reason="Đọc thay").opened_at == cast.now


def test_who_is_chosen_at_the_opening_is_asked_about_and_who_was_before_is_not(cast):
    meeting = planned(cast)
    leave(cast.secretary.member, cast.on - timedelta(days=1))
    assert found(cast, meeting) == {("Trần Thị Hoa", NamedAs.CHAIR, Lack.GONE)}
    values = {"actor": cast.deputy, "now": cast.now, "meeting": meeting, "opened_at": cast.now}
    assert session.open_meeting(**values, chair=cast.deputy.member, reason="Bí thư từ trần").chair == cast.deputy.member
    assert found(cast, meeting) == {
        (name, kind, Lack.ABSENT)
        for name, kind in (("Lê Văn Đức", NamedAs.CHAIR), ("Ngô Thu Hằng", NamedAs.MINUTE_TAKER))
    }


def test_the_lock_names_a_presenter_who_was_absent(cast):
    meeting = read_back(cast)
    meeting.items.filter(position=1).update(presenter=cast.official)
    meeting.items.filter(position=3).update(presenter=cast.official)
    said = advised(minutes.lock_minutes, actor=cast.secretary, now=cast.now, meeting=meeting)
    assert said == [
        (
            "Đ/c Cao Văn Chính, người trình bày mục 1, 3, không có mặt theo điểm danh"
            " – đồng chí xem lại điểm danh, hoặc chọn người khác."
        )
    ]
    locked = minutes.lock_minutes(actor=cast.secretary, now=cast.now, meeting=meeting, reason="Đ/c Đức đọc thay")
    assert locked.frozen["reason"] == "Đ/c Đức đọc thay"


def test_a_chair_who_was_absent_counts_no_more_once_replaced(cast):
    meeting = called(cast)
    call(cast, meeting, cast.secretary, Mark.UNEXCUSED)
    assert found(cast, meeting) == {("Trần Thị Hoa", NamedAs.CHAIR, Lack.ABSENT)}
    corrections.hand_over(
        actor=cast.minute_taker,
        now=cast.now,
        meeting=meeting,
        post=Post.CHAIR,
        after=cast.deputy.member,
        at=meeting.opened_at + timedelta(minutes=5),
    )
    assert found(cast, meeting) == set()


def test_the_minute_taker_is_asked_about(cast):
    meeting = called(cast)
    call(cast, meeting, cast.minute_taker, Mark.EXCUSED, "ốm")
    assert found(cast, meeting) == {("Ngô Thu Hằng", NamedAs.MINUTE_TAKER, Lack.ABSENT)}


def test_speakers_and_those_with_tasks_are_asked_about(cast):
    meeting = called(cast)
    by = {"actor": cast.minute_taker, "now": cast.now, "meeting": meeting}
    session.record_speech(**by, item=None, member=cast.member.member, text="Nhất trí")
    session.assign(**by, title="Việc", member=cast.official, helper=cast.deputy.member, due_on=cast.on)
    assert found(cast, meeting) == {("Nguyễn Văn Ân", NamedAs.SPEAKER, Lack.ABSENT)}
    leave(cast.official, cast.on + timedelta(days=1))
    leave(cast.deputy.member, cast.on + timedelta(days=1))
    assert found(cast, meeting, cast.now + timedelta(days=2)) == {
        ("Nguyễn Văn Ân", NamedAs.SPEAKER, Lack.ABSENT),
        ("Cao Văn Chính", NamedAs.ASSIGNEE, Lack.GONE),
        ("Lê Văn Đức", NamedAs.HELPER, Lack.GONE),
    }


def test_the_author_of_a_topic_is_asked_about_where_the_paper_names_one(cast):
    topic = TopicFactory(organization=cast.cell, author=cast.official)
    for kind, period in (("thematic", "2026-Q4"), ("regular", "2026-12")):
        meeting = MeetingFactory(organization=cast.cell, kind=kind, period=period, topic=topic)
        leave(cast.official, cast.on)
        expected = {("Cao Văn Chính", NamedAs.AUTHOR, Lack.GONE)} if kind == "thematic" else set()
        assert found(cast, meeting) == expected


@pytest.mark.parametrize(("condition", "lack"), [("suspended", Lack.SUSPENDED), ("away", Lack.AWAY), ("reduced", None)])
def test_a_condition_of_the_day_is_known(cast, presented, condition, lack):
    ConditionFactory(member=cast.official, condition=condition, starts_on=cast.on)
    assert found(cast, presented) == ({("Cao Văn Chính", NamedAs.PRESENTER, lack)} if lack else set())


def test_an_official_from_above_is_no_missing_member(cast, presented):
    presented.items.filter(position=1).update(presenter=cast.supervisor.member)
    presented.items.filter(position=3).update(presenter=cast.officer.member)
    assert found(cast, presented) == set()
    leave(cast.official, cast.on - timedelta(days=1), LeavingReason.TRANSFERRED)
    RoleFactory(member=cast.official, organization=cast.committee, role=Role.OFFICER.value)
    assert found(cast, presented) == set()
    leave(cast.official, cast.on - timedelta(days=1), LeavingReason.DIED)
    assert found(cast, presented) == {("Cao Văn Chính", NamedAs.PRESENTER, Lack.GONE)}


def test_an_officer_of_another_committee_is_not_from_above(cast, presented):
    leave(cast.official, cast.on - timedelta(days=1), LeavingReason.TRANSFERRED)
    RoleFactory(member=cast.official, organization=cast.other_committee, role=Role.OFFICER.value)
    assert found(cast, presented) == {("Cao Văn Chính", NamedAs.PRESENTER, Lack.GONE)}


def test_a_committee_asks_who_serves_on_it(cast):
    meeting = MeetingFactory(organization=cast.cell, kind="committee", chair=cast.official)
    assert found(cast, meeting) == {("Cao Văn Chính", NamedAs.CHAIR, Lack.NOT_SERVING)}


@pytest.mark.parametrize("name", ["detail", "circulate", "open"])
def test_the_pages_before_the_meeting_say_the_name(cast, client, moved_clock, presented, name):
    leave(cast.official, cast.on - timedelta(days=1))
    moved_clock(cast.now)
    client.force_login(cast.secretary)
    page = text(client.get(reverse(f"meetings:{name}", args=[presented.pk])))
    assert "Đ/c Cao Văn Chính, người trình bày mục 2, không còn trong danh sách chi bộ" in page


def test_the_opening_shows_who_is_to_be_replaced_and_asks_no_reason_for_it(cast, client, moved_clock):
    meeting = MeetingFactory(
        organization=cast.cell, state="circulated", circulated_at=cast.now, starts_at=cast.now, chair=cast.official
    )
    ItemFactory(meeting=meeting)
    leave(cast.official, cast.on - timedelta(days=1))
    moved_clock(cast.now)
    client.force_login(cast.secretary)
    page = client.get(reverse("meetings:open", args=[meeting.pk]))
    assert "Đ/c Cao Văn Chính, người chủ trì, không còn trong danh sách" in text(page)
    assert 'name="reason"' not in text(page)


@pytest.mark.parametrize("name", ["detail", "minutes", "lock"])
def test_the_pages_before_the_lock_say_the_name(cast, client, moved_clock, name):
    meeting = held(cast)
    meeting.items.filter(position=2).update(presenter=cast.official)
    moved_clock(cast.now)
    client.force_login(cast.secretary)
    page = text(client.get(reverse(f"meetings:{name}", args=[meeting.pk])))
    assert "Đ/c Cao Văn Chính, người trình bày mục 2, không có mặt theo điểm danh" in page


@pytest.mark.parametrize("count", [1, 4])
def test_it_is_read_with_the_same_queries(cast, count, django_assert_num_queries):
    meeting = opened(cast)
    members = [cast.official, cast.member.member, cast.deputy.member, cast.exempt][:count]
    for place, member in enumerate(members):
        ItemFactory(meeting=meeting, position=10 + place, presenter=member)
        session.record_speech(actor=cast.secretary, now=cast.now, meeting=meeting, item=None, member=member, text="Có")
    row = Meeting.objects.select_related("organization", "chair", "minute_taker", "topic").get(pk=meeting.pk)
    with django_assert_num_queries(11):
        load_record(row)


@pytest.mark.parametrize("state", ["locked", "cancelled"])
def test_of_a_meeting_that_is_over_nobody_is_asked_about(cast, state):
    leave(cast.official, cast.on)
    meeting = MeetingFactory(organization=cast.cell, state=state, chair=cast.official)
    assert load_record(meeting).named == ()
