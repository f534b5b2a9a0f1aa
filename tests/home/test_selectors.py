"""What waits for each kind of person, and that the questions asked do not grow with the answers."""

from datetime import date, datetime, timedelta

import pytest
from django.http import Http404

from chibo.core.models import Channel, Delivery
from chibo.home.selectors import home_page, inbox, message_of
from chibo.rules.powers import Role
from meetings.codes import FollowUpDeed
from meetings.models import Acknowledgement, Assignment, Meeting
from tests.cast import NOW
from tests.compliance.small_year import follow, regular
from tests.factories.core import MessageFactory
from tests.factories.members import AdoptionFactory, MembershipFactory, OrganizationFactory, RoleFactory
from tests.factories.resolutions import MeetingFactory, at, hold, lock, voted
from tests.factories.topics import TopicFactory


def tasks(user, now=NOW):
    return {task.title: task for task in home_page(user, now).tasks}


def ahead(cell, **values):
    """The meeting of 3 December, circulated."""
    return MeetingFactory(organization=cell, **{"state": "circulated", "circulated_at": NOW, **values})


@pytest.fixture
def settled(cast):
    """Nothing is left to do: November held and finished, December planned, the quarter's topic planned."""
    regular(cast.cell, date(2026, 11, 3))
    MeetingFactory(organization=cast.cell, kind="thematic", starts_at=at(date(2026, 12, 10)))
    return ahead(cast.cell)


# The heading: one question


@pytest.mark.parametrize(
    ("now", "heading"),
    [
        (NOW, "Còn 13 ngày đến kỳ sinh hoạt tháng 12"),
        (at(date(2026, 12, 3), 6), "Hôm nay có kỳ sinh hoạt tháng 12"),
        (at(date(2026, 12, 4), 6), "Kỳ sinh hoạt tháng 12 chưa ghi nhận đã họp"),
    ],
)
def test_the_heading_of_a_leader_says_what_comes(cast, settled, now, heading):
    assert home_page(cast.secretary, now).heading == heading


def test_a_leader_finishes_the_last_meeting_first_a_member_looks_ahead(cast):
    hold(MeetingFactory(organization=cast.cell, starts_at=at(date(2026, 11, 3))))
    coming = ahead(cast.cell)
    assert home_page(cast.secretary, NOW).heading == "Hoàn thành biên bản kỳ sinh hoạt tháng 11"
    assert home_page(cast.member, NOW).next_meeting.meeting == coming


def test_a_member_sees_todays_meeting_until_midnight_and_no_cancelled_one(cast):
    meeting = ahead(cast.cell)
    assert home_page(cast.member, at(date(2026, 12, 3), 23)).next_meeting.meeting == meeting
    assert home_page(cast.member, at(date(2026, 12, 4), 1)).next_meeting is None
    Meeting.objects.update(state="cancelled")
    page = home_page(cast.member, NOW)
    assert (page.next_meeting, page.heading) == (None, "Chưa có kỳ sinh hoạt nào sắp tới")


def test_each_kind_of_person_has_a_page_of_their_own(cast, settled):
    def traits(name):
        page = home_page(getattr(cast, name), NOW)
        return (page.next_meeting is not None, page.on_roll, page.watches, page.keeps_machine)

    assert {
        name: traits(name) for name in ("secretary", "member", "officer", "supervisor", "technician", "nobody")
    } == {
        "secretary": (True, True, False, False),
        "member": (True, True, False, False),
        "officer": (False, False, True, False),
        "supervisor": (True, True, False, False),
        "technician": (False, False, False, True),
        "nobody": (False, False, False, False),
    }
    assert home_page(cast.officer, NOW).heading == "2 chi bộ cần chú ý"
    assert home_page(cast.technician, NOW).heading == "Hôm nay"


# The tasks of a leader, from the rulebook


def test_a_leader_with_everything_done_has_no_task(cast, settled):
    assert home_page(cast.secretary, NOW).tasks == []


def test_papers_after_a_meeting_wait_with_their_last_day(cast):
    AdoptionFactory(organization=cast.committee)
    meeting = MeetingFactory(organization=cast.cell, starts_at=at(date(2026, 11, 19)))
    hold(meeting, resolution_carried=True)
    voted(meeting)
    found = tasks(cast.secretary)
    minutes = found["Khóa biên bản tháng 11"]
    assert (minutes.url, minutes.mark) == (f"/meetings/{meeting.pk}/minutes/", "due")
    assert "21/11/2026" in minutes.detail
    assert found["Ban hành nghị quyết tháng 11"].url == f"/meetings/{meeting.pk}/resolutions/"
    assert found["Gửi điểm tự chấm tháng 11"].url == f"/meetings/{meeting.pk}/score/"
    late = tasks(cast.secretary, NOW + timedelta(days=3))
    assert late["Khóa biên bản tháng 11"].mark == "missed"
    follow(meeting, FollowUpDeed.RESOLUTION_ISSUED, 1)
    assert "Ban hành nghị quyết tháng 11" not in tasks(cast.secretary)


def test_what_was_due_long_ago_is_no_task_but_minutes_are(cast):
    hold(MeetingFactory(organization=cast.cell, starts_at=at(date(2026, 6, 3))), resolution_carried=True)
    found = tasks(cast.secretary)
    assert "Khóa biên bản tháng 6" in found
    assert "Ban hành nghị quyết tháng 6" not in found


def test_the_papers_of_an_extraordinary_meeting_wait_too(cast, settled):
    meeting = MeetingFactory(organization=cast.cell, kind="extraordinary", starts_at=at(date(2026, 11, 18)))
    hold(meeting, resolution_carried=True)
    lock(meeting)
    assert set(tasks(cast.secretary)) == {"Ban hành nghị quyết tháng 11"}


def test_december_waits_in_january(cast):
    hold(MeetingFactory(organization=cast.cell, starts_at=at(date(2026, 12, 30))), resolution_carried=True)
    assert "Ban hành nghị quyết tháng 12" in tasks(cast.secretary, at(date(2027, 1, 4), 8))


def test_duties_without_a_meeting_are_to_be_planned(cast):
    TopicFactory(organization=cast.cell, quarter=4)
    found = tasks(cast.committee_member)
    plan = f"/meetings/new/?organization={cast.cell.pk}"
    assert found["Lập kỳ sinh hoạt tháng 11"].url == f"{plan}&kind=regular&period=2026-11"
    assert found["Lập kỳ sinh hoạt tháng 11"].mark == "missed"
    assert found["Lập kỳ sinh hoạt tháng 12"].url == f"{plan}&kind=regular&period=2026-12"
    assert found["Lập kỳ sinh hoạt chuyên đề quý IV"].url == f"{plan}&kind=thematic&period=2026-Q4"


def test_without_a_topic_one_is_chosen_first(cast):
    assert tasks(cast.secretary)["Chọn chuyên đề quý IV"].url == "/topics/new/?year=2026&quarter=4"


@pytest.mark.parametrize(
    ("now", "topic", "december"),
    [
        (
            datetime(2026, 11, 8, 8, tzinfo=NOW.tzinfo),
            False,
            False,
        ),  # 23 days to December
        (datetime(2026, 11, 11, 8, tzinfo=NOW.tzinfo), False, True),
        (datetime(2026, 11, 16, 8, tzinfo=NOW.tzinfo), True, True),  # 45 days: the figure of the rulebook
    ],
)
def test_nobody_is_pressed_before_the_time(cast, now, topic, december):
    found = tasks(cast.secretary, now)
    assert ("Chọn chuyên đề quý IV" in found, "Lập kỳ sinh hoạt tháng 12" in found) == (topic, december)


def test_somebody_leading_two_cells_is_told_of_which(cast):
    RoleFactory(member=cast.secretary.member, organization=cast.neighbour_cell)
    assert f"Lập kỳ sinh hoạt tháng 12 của {cast.neighbour_cell.name}" in tasks(cast.secretary)


def message(cell, meeting, **values):
    return MessageFactory(path=cell.path, about=f"meeting:{meeting.pk}", **values)


def test_what_was_not_delivered_and_what_goes_by_hand(cast, settled):
    for _ in range(2):
        message(cast.cell, settled, state=Delivery.FAILED, error="x")
    message(cast.cell, settled, state=Delivery.UNKNOWN)
    for kind in ("circulated", "moved"):
        message(cast.cell, settled, channel=Channel.PAPER, kind=kind, recipient="member:1")
    message(cast.cell, settled, state=Delivery.SENT)
    message(cast.neighbour_cell, settled, state=Delivery.FAILED)
    found = tasks(cast.deputy)
    assert set(found) == {"3 thư chưa gửi được", "1 đồng chí nhận tận tay"}
    assert {task.url for task in found.values()} == {f"/meetings/{settled.pk}/delivery/"}
    assert tasks(cast.committee_member) == {}


def assignment(cast, meeting, member, days, **values):
    return Assignment.objects.create(
        organization=meeting.organization,
        meeting=meeting,
        title=f"Việc {days}",
        member=member,
        due_on=cast.on + timedelta(days=days),
        **values,
    )


def test_overdue_assignments_are_named_with_their_people(cast, settled):
    for person in (cast.member.member, cast.official, cast.exempt, cast.probationary):
        assignment(cast, settled, person, -1)
    assignment(cast, settled, cast.minute_taker.member, 0)
    assignment(cast, settled, cast.minute_taker.member, -5, progress="done")
    task = tasks(cast.secretary)["4 nhiệm vụ quá hạn"]
    assert task.detail.endswith(" và 1 đồng chí khác")
    assert "Ngô Thu Hằng" not in task.detail


# The tasks of a member


def test_a_member_reads_what_was_circulated_and_reports(cast):
    meeting = ahead(cast.cell)
    version = voted(meeting).meeting.drafts.get().versions.get()
    assignment(cast, meeting, cast.member.member, -2)
    assignment(cast, meeting, cast.member.member, 5)
    found = tasks(cast.member)
    assert found["Đọc: Dự thảo nghị quyết"].url == f"/drafts/{version.pk}/"
    assert (found["Báo cáo: Việc -2"].mark, found["Báo cáo: Việc -2"].detail) == (
        "late",
        "Thời hạn 18/11/2026, đã quá hạn",
    )
    assert found["Báo cáo: Việc 5"].mark == "due"
    Acknowledgement.objects.create(version=version, member=cast.member.member, opened_at=NOW)
    assert "Đọc: Dự thảo nghị quyết" not in tasks(cast.member)


def test_once_the_meeting_has_begun_nobody_is_asked_to_read(cast):
    meeting = ahead(cast.cell, state="in_session", opened_at=NOW)
    voted(meeting)
    assert home_page(cast.member, NOW).next_meeting.meeting == meeting
    assert tasks(cast.member) == {}


def test_a_member_is_not_asked_to_read_what_was_not_circulated(cast):
    voted(ahead(cast.cell, state="planned", circulated_at=None))
    assert tasks(cast.member) == {}


# An officer


def test_an_officer_sees_the_cells_that_fail_ten_at_most(cast):
    for number in range(10):
        OrganizationFactory(parent=cast.committee, number=10 + number)
    page = home_page(cast.officer, NOW)
    assert (len(page.attention), page.attention_left) == (10, 2)
    assert page.tasks == []
    assert home_page(cast.other_officer, NOW).attention == []


def test_an_officer_who_leads_a_cell_sees_both(cast, settled):
    MembershipFactory(member=cast.officer.member, organization=cast.cell)
    RoleFactory(member=cast.officer.member, organization=cast.cell, role=Role.DEPUTY_SECRETARY.value)
    page = home_page(cast.officer, NOW)
    assert page.next_meeting.meeting == settled
    assert [row.cell for row in page.attention] == [cast.neighbour_cell]
    assert page.heading == "1 chi bộ cần chú ý"
    assert page.steps == page.next_meeting.steps != ()


def test_an_officer_on_the_roll_of_a_cell_reads_its_timeline_on_the_meetings_own_page(cast, settled):
    MembershipFactory(member=cast.officer.member, organization=cast.cell)
    page = home_page(cast.officer, NOW)
    assert page.next_meeting.meeting == settled
    assert page.steps == ()
    assert home_page(cast.member, NOW).steps != ()


def test_an_officer_without_a_cell_in_need_reads_so(cast):
    assert home_page(cast.other_officer, NOW).heading == "Hôm nay"
    OrganizationFactory(parent=cast.other_committee, bound_since=date(2026, 12, 1))
    assert home_page(cast.other_officer, NOW).heading == "Không chi bộ nào cần chú ý"


# Questions


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("secretary", 27), ("member", 15), ("officer", 8), ("supervisor", 15), ("technician", 3), ("nobody", 4)],
)
def test_the_questions_do_not_grow_with_the_answers(cast, item_count, name, queries, django_assert_num_queries):
    for number in range(item_count):
        for kind in ("regular", "thematic"):
            day = date(2026, 11, 3 + number) if kind == "thematic" else date(2026, 10 - number, 3)
            hold(MeetingFactory(organization=cast.cell, kind=kind, starts_at=at(day)), resolution_carried=True)
    meeting = ahead(cast.cell)
    for number in range(item_count):
        voted(meeting)
        assignment(cast, meeting, cast.member.member, -number)
        message(cast.cell, meeting, state=Delivery.FAILED)
        OrganizationFactory(parent=cast.committee, number=10 + number)
    user = type(cast.secretary).objects.get(pk=getattr(cast, name).pk)
    with django_assert_num_queries(queries):
        home_page(user, NOW)


@pytest.mark.parametrize("cell_count", [1, 3])
def test_leading_more_cells_asks_no_more(cast, cell_count, django_assert_num_queries):
    for number in range(cell_count - 1):
        cell = OrganizationFactory(parent=cast.committee, number=10 + number)
        RoleFactory(member=cast.secretary.member, organization=cell)
    user = type(cast.secretary).objects.get(pk=cast.secretary.pk)
    with django_assert_num_queries(15):
        home_page(user, NOW)


# The inbox


def test_the_inbox_is_ones_own_and_of_the_program_alone(cast):
    own = MessageFactory(user=cast.member, channel=Channel.APP, state=Delivery.SENT)
    MessageFactory(user=cast.member, channel=Channel.EMAIL)
    MessageFactory(user=cast.neighbour, channel=Channel.APP, state=Delivery.SENT)
    assert list(inbox(cast.member)) == [own]
    assert message_of(cast.member, own.pk) == own
    with pytest.raises(Http404):
        message_of(cast.neighbour, own.pk)
