"""What waits at the edges: the last day, the same thing twice, somebody else's, nothing at all."""

from datetime import date, timedelta

import pytest

from chibo.core.models import Channel, Delivery, OutboundMessage
from chibo.core.outbox import mark_read
from chibo.home.selectors import home_page, inbox
from meetings.models import Assignment, Meeting
from tests.cast import NOW
from tests.compliance.small_year import regular
from tests.factories.core import MessageFactory
from tests.factories.members import RoleFactory
from tests.factories.resolutions import MeetingFactory, at, hold, lock, voted


def tasks(user, now=NOW):
    return home_page(user, now).tasks


def titles(user, now=NOW):
    return [task.title for task in tasks(user, now)]


def assignment(meeting, member, days=-1, title="Tuần tra"):
    return Assignment.objects.create(
        organization=meeting.organization,
        meeting=meeting,
        title=title,
        member=member,
        due_on=NOW.date() + timedelta(days=days),
    )


@pytest.fixture
def finished(cast):
    """November is held and finished, December planned, the quarter's topic planned: nothing waits."""
    november = regular(cast.cell, date(2026, 11, 3))
    MeetingFactory(organization=cast.cell, kind="thematic", starts_at=at(date(2026, 12, 10)))
    MeetingFactory(organization=cast.cell, state="circulated", circulated_at=NOW)
    return november


# A leader -----------------------------------------------------------------------------------------------------


def test_a_cancelled_meeting_is_to_be_planned_anew(cast, finished):
    Meeting.objects.filter(period="2026-12").update(state="cancelled")
    assert titles(cast.secretary) == ["Lập kỳ sinh hoạt tháng 12"]


def test_a_month_that_is_missed_and_planned_again_is_asked_for_no_more(cast):
    MeetingFactory(organization=cast.cell, starts_at=at(date(2026, 11, 25)))
    assert "Lập kỳ sinh hoạt tháng 11" not in titles(cast.secretary)


def test_what_was_left_longest_stands_first(cast):
    for month in (10, 8, 9):
        hold(MeetingFactory(organization=cast.cell, starts_at=at(date(2026, month, 3))))
    waiting = [title for title in titles(cast.secretary) if title.startswith("Khóa")]
    assert waiting == [f"Khóa biên bản tháng {month}" for month in (8, 9, 10)]


def test_a_resolution_waits_for_a_month_after_its_last_day_and_no_longer(cast, finished):
    meeting = MeetingFactory(organization=cast.cell, kind="extraordinary", starts_at=at(date(2026, 11, 18)))
    hold(meeting, resolution_carried=True)
    voted(meeting)
    lock(meeting)
    (task,) = (task for task in tasks(cast.secretary) if task.title.startswith("Ban hành"))
    assert "20/11/2026" in task.detail
    for days, waits in ((31, True), (32, False)):
        later = at(date(2026, 11, 20) + timedelta(days=days), 8)
        assert ("Ban hành nghị quyết tháng 11" in titles(cast.secretary, later)) is waits


def test_somebody_late_with_three_tasks_is_named_once_and_all_by_their_given_names(cast, finished):
    for member in (cast.official, cast.official, cast.official, cast.exempt, cast.minute_taker.member):
        assignment(finished, member)
    (task,) = tasks(cast.secretary)
    assert task.title == "5 nhiệm vụ quá hạn"
    assert task.detail == "Đồng chí Cao Văn Chính, Ngô Thu Hằng, Tạ Thị Miên"


def test_what_a_neighbour_is_late_with_is_none_of_ones_own(cast, finished):
    theirs = MeetingFactory(organization=cast.neighbour_cell)
    assignment(theirs, cast.neighbour.member)
    MessageFactory(path=cast.neighbour_cell.path, about=f"meeting:{theirs.pk}", state=Delivery.FAILED)
    assert titles(cast.secretary) == []


def test_a_failed_letter_about_something_else_than_a_meeting_is_no_link_to_one(cast, finished):
    MessageFactory(path=cast.cell.path, about="account:7", state=Delivery.FAILED)
    assert titles(cast.secretary) == []


def test_whoever_leads_two_cells_is_asked_about_the_nearer_meeting(cast, finished):
    RoleFactory(member=cast.secretary.member, organization=cast.neighbour_cell)
    nearer = MeetingFactory(organization=cast.neighbour_cell, starts_at=at(date(2026, 11, 30)))
    page = home_page(cast.secretary, NOW)
    assert page.next_meeting.meeting == nearer
    assert page.attention == [], "the cells one leads oneself are not watched from above"


# A member -----------------------------------------------------------------------------------------------------


def test_a_task_of_today_is_not_late_and_a_reported_one_is_gone(cast, finished):
    mine = cast.member.member
    assignment(finished, mine, 0, "Hôm nay")
    late = assignment(finished, mine, -1, "Hôm qua")
    assert {task.title: (task.mark, task.detail) for task in tasks(cast.member)} == {
        "Báo cáo: Hôm qua": ("late", "Thời hạn 19/11/2026, đã quá hạn"),
        "Báo cáo: Hôm nay": ("due", "Thời hạn 20/11/2026"),
    }
    Assignment.objects.filter(pk=late.pk).update(progress="done")
    assert titles(cast.member) == ["Báo cáo: Hôm nay"]


def test_an_account_without_a_person_waits_for_nothing(cast):
    page = home_page(cast.technician, NOW)
    assert (page.tasks, page.attention, page.next_meeting) == ([], [], None)


# The inbox ----------------------------------------------------------------------------------------------------


def told(user, **values):
    return MessageFactory(user=user, channel=Channel.APP, state=Delivery.SENT, **values)


def test_the_inbox_begins_with_the_newest(cast):
    for minute in range(3):
        told(cast.member, subject=str(minute), created_at=NOW + timedelta(minutes=minute))
    assert [row.subject for row in inbox(cast.member)] == ["2", "1", "0"]


def test_a_message_opened_twice_was_read_the_first_time(cast):
    message = told(cast.member)
    for later in (timedelta(0), timedelta(hours=2)):
        mark_read(message, now=NOW + later)
    assert OutboundMessage.objects.get().read_at == NOW


def test_opening_a_message_is_written_at_the_present_and_never_by_following_a_link(client, cast, moved_clock):
    moved_clock(NOW + timedelta(days=1))
    message = told(cast.member, created_at=NOW)
    client.force_login(cast.member)
    assert client.get(f"/inbox/{message.pk}/open/").status_code == 405
    assert OutboundMessage.objects.get().read_at is None
    client.post(f"/inbox/{message.pk}/open/")
    assert OutboundMessage.objects.get().read_at == NOW + timedelta(days=1)


def test_a_letter_cannot_be_opened_as_a_message(client, cast, moved_clock):
    moved_clock(NOW)
    letter = MessageFactory(user=cast.member, channel=Channel.EMAIL)
    client.force_login(cast.member)
    for pk in (letter.pk, 0, 2**63 - 1):
        assert client.post(f"/inbox/{pk}/open/").status_code == 404


# The frame ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "place"),
    [("/", "Hôm nay"), ("/inbox/", "Tin báo"), ("/topics/", "Chuyên đề"), ("/topics/new/", "Chuyên đề")],
)
def test_one_place_is_the_current_one_also_on_a_page_below_it(client, cast, moved_clock, address, place):
    moved_clock(NOW)
    client.force_login(cast.secretary)
    answer = client.get(address)
    assert [item.label for item in answer.context["nav"] if item.current] == [place]


def test_a_page_that_prints_no_navigation_asks_for_none(client, cast, moved_clock, rf, django_assert_num_queries):
    from chibo.home.navigation import chrome  # noqa: PLC0415 - Django is ready only now

    moved_clock(NOW)
    request = rf.get("/")
    request.user = cast.secretary
    with django_assert_num_queries(0):
        assert set(chrome(request)) == {"nav", "cell_name"}
    assert chrome(rf.get("/")) == {}
