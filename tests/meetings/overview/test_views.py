"""The list of a year and the page of a meeting: what they show, and to whom."""

from datetime import timedelta

import pytest
from django.urls import reverse

from chibo.core.labels import OBLIGATIONS
from chibo.core.models import Channel, Delivery, OutboundMessage
from chibo.rules.assessment import Obligation
from chibo.rules.powers import Role
from meetings.codes import FollowUpDeed
from meetings.models import Acknowledgement, Assignment, FollowUp, Meeting
from meetings.notices.messages import BY_HAND
from meetings.planning import services as planning
from meetings.preparation.circulation import services as circulation
from tests.factories.core import MessageFactory
from tests.factories.meetings import (
    STARTS_AT,
    CommentFactory,
    DraftFactory,
    ItemFactory,
    MeetingFactory,
    VersionFactory,
)
from tests.factories.members import AdoptionFactory, RoleFactory
from tests.meetings import staging
from tests.meetings.reading import at, text

pytestmark = pytest.mark.django_db


# The year ---------------------------------------------------------------------------------------------------------


def test_year_shows_duties_and_meetings(cast, visit, meeting):
    answer = text(visit("list"))

    assert answer.count('class="quarter-duties"') == 4
    assert f'href="/meetings/{meeting.pk}/"' in answer
    assert "Lập kỳ sinh hoạt" in answer
    assert "kind=thematic&amp;period=2026-Q4" in answer


def test_year_of_another_year_and_nonsense(cast, visit, meeting):
    assert "Sinh hoạt thường kỳ" not in text(visit("list", query="?year=2025"))
    assert "Sinh hoạt năm 2026" in text(visit("list", query="?year=x&page=zz"))
    first, last = (text(visit("list", query=f"?year={year}")) for year in (2018, 2099))
    assert "?year=2019" in first
    assert "?year=2017" not in first
    assert "?year=2098" in last
    assert "?year=2100" not in last
    assert "Sinh hoạt năm 2026" in text(visit("list", query="?year=2100"))


def test_empty_year_offers_the_first_step(cast, visit):
    assert "Lập kỳ đầu tiên" in text(visit("list"))
    assert "Lập kỳ đầu tiên" not in text(visit("list", user=cast.member))


def test_officer_sees_the_schedule_of_all_cells(cast, visit, meeting):
    MeetingFactory(organization=cast.neighbour_cell)

    answer = text(visit("list", user=cast.officer))

    assert "Chi bộ thôn Văn Hòa" in answer
    assert "Chi bộ thôn Tam Kiệt" in answer
    assert 'class="quarter-duties"' not in answer
    one = text(visit("list", user=cast.officer, query=f"?cell={cast.cell.pk}"))
    assert 'class="quarter-duties"' in one
    assert "Lập kỳ sinh hoạt" not in one


def test_year_of_an_unseen_cell_is_not_there(cast, visit):
    assert visit("list", query=f"?cell={cast.neighbour_cell.pk}").status_code == 404


def test_who_sees_several_cells_starts_with_the_own_one_and_may_ask_for_all(cast, visit, meeting):
    MeetingFactory(organization=cast.neighbour_cell)
    RoleFactory(member=cast.secretary.member, organization=cast.committee, role=Role.OFFICER.value)

    own, everything = visit("list").context, visit("list", query="?cell=all").context
    assert (own["cell"], own["several"], len(own["lines"])) == (cast.cell, True, 1)
    assert (everything["cell"], everything["several"], len(everything["lines"])) == (None, True, 2)
    assert everything["quarters"] == []
    other = visit("list", query=f"?cell={cast.neighbour_cell.pk}").context
    assert (other["cell"], other["plans"]) == (cast.neighbour_cell, False)


@pytest.mark.parametrize("query", ["", "?cell=all", "?cell=x"])
def test_who_sees_one_cell_is_shown_that_one_whatever_is_asked(cast, visit, meeting, query):
    screen = visit("list", query=query, user=cast.member).context
    assert (screen["several"], len(screen["lines"])) == (False, 1)
    assert screen["cell"] == (None if query == "?cell=all" else cast.cell)


def test_who_sees_no_cell_is_shown_nothing(cast, visit, meeting):
    screen = visit("list", user=cast.nobody).context
    assert (screen["cell"], screen["lines"], screen["quarters"]) == (None, [], [])


def test_a_long_year_is_read_page_by_page_the_latest_first(cast, visit):
    kind = {"organization": cast.cell, "kind": "extraordinary"}
    for day in range(41):
        MeetingFactory(**kind, starts_at=STARTS_AT - timedelta(days=day))

    first, last, beyond = (visit("list", query=f"?page={page}").context["lines"] for page in (1, 2, 99))

    assert [line.meeting.starts_on for line in first] == [(STARTS_AT - timedelta(days=day)).date() for day in range(40)]
    assert [line.meeting.pk for line in last] == [line.meeting.pk for line in beyond]
    assert len(last) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_year_takes_the_same_queries(cast, visit, django_assert_num_queries, client, count):
    for month in range(12, 12 - count, -1):
        MeetingFactory(organization=cast.cell, period=f"2026-{month}")
    visit("list")

    with django_assert_num_queries(14):
        client.get(reverse("meetings:list"))


# The page ---------------------------------------------------------------------------------------------------------


def test_page_of_a_plan_names_what_blocks_it_and_one_action(cast, visit):
    bare = MeetingFactory(organization=cast.cell)

    answer = visit("detail", bare.pk)

    assert "Còn 13 ngày đến sinh hoạt thường kỳ tháng 12 năm 2026" in text(answer)
    assert "Trước khi gửi tài liệu còn thiếu 2 việc." in text(answer)
    assert answer.context["main_action"].label == "Soạn chương trình"
    assert text(answer).count("btn-primary") == 1


def test_page_of_a_ready_plan_offers_to_send(cast, visit, meeting, version):
    assert visit("detail", meeting.pk).context["main_action"].label == "Gửi thông báo, tài liệu"
    assert visit("detail", meeting.pk, user=cast.committee_member).context["main_action"].label == "Soạn chương trình"


def test_page_before_the_circulation_tells_a_member_time_and_place_only(cast, visit, meeting, version):
    answer = text(visit("detail", meeting.pk, user=cast.member))

    assert "Nhà văn hóa thôn" in answer
    for hidden in ("Thông tin thời sự", "Dự thảo nghị quyết", "Tiến trình", "Soạn chương trình"):
        assert hidden not in answer


def test_page_after_the_circulation_leads_a_member_to_the_paper(cast, visit, sent, version):
    before = visit("detail", sent.pk, user=cast.member)
    visit("draft", version.pk, user=cast.member)
    after = visit("detail", sent.pk, user=cast.member)

    assert before.context["main_action"].label == "Đọc: Dự thảo nghị quyết"
    assert "chưa đọc" in text(before)
    assert after.context["main_action"] is None
    assert "Tiến trình" not in text(after)


def test_page_shows_an_officer_no_papers(cast, visit, sent):
    answer = text(visit("detail", sent.pk, user=cast.officer))

    assert "Thông tin thời sự" not in answer
    assert "Dự thảo nghị quyết" not in answer


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_queries(cast, visit, meeting, django_assert_num_queries, client, count):
    for _ in range(count):
        ItemFactory(meeting=meeting, position=9)
        version = VersionFactory(draft__meeting=meeting)
        CommentFactory(version=version, member=cast.official)
    visit("detail", meeting.pk)

    with django_assert_num_queries(20):
        client.get(reverse("meetings:detail", args=[meeting.pk]))


def planned_for_today(cast):
    return staging.planned(cast)


def sent_for_today(cast):
    given = {"actor": cast.secretary, "now": cast.now, "meeting": staging.planned(cast)}
    return circulation.circulate_meeting(**given, reason="Gấp")


def cancelled(cast):
    given = {"actor": cast.secretary, "now": cast.now, "meeting": staging.planned(cast)}
    return planning.cancel_meeting(**given, reason="Mưa bão")


def scored(cast):
    meeting = staging.locked(cast)
    FollowUp.objects.create(meeting=meeting, deed=FollowUpDeed.SCORE_SENT, at=cast.now)
    return meeting


NAME = "inh hoạt thường kỳ tháng 11 năm 2026"
SCREEN = ("Vào buổi sinh hoạt", "session")
SCORE = ("Chấm điểm và gửi cấp ủy", "score")
DOCUMENT = ("Đọc biên bản", "minutes-document")
READERS = dict.fromkeys(["minute_taker", "member", "supervisor", "officer"], DOCUMENT)
OPEN = ("Bắt đầu buổi sinh hoạt", "open")
LOCK = ("Hoàn thiện và khóa biên bản", "minutes")


@pytest.mark.parametrize(
    ("stage", "heading", "actions"),
    [
        (planned_for_today, f"Hôm nay s{NAME}", {"secretary": ("Gửi thông báo, tài liệu", "circulate")}),
        (sent_for_today, f"Hôm nay s{NAME}", dict.fromkeys(["secretary", "minute_taker"], OPEN)),
        (staging.opened, f"Đang họp: s{NAME}", {"secretary": SCREEN, "minute_taker": SCREEN}),
        (staging.held, f"Biên bản chưa khóa: s{NAME}", {"secretary": ("Đọc lại biên bản", "minutes")}),
        (staging.read_back, f"Biên bản chưa khóa: s{NAME}", {"secretary": LOCK}),
        (staging.locked, f"S{NAME}", {"secretary": SCORE, **READERS}),
        (scored, f"S{NAME}", {"secretary": DOCUMENT, **READERS}),
        (cancelled, f"S{NAME}: đã hủy", {}),
    ],
)
def test_the_page_of_every_state_says_where_it_stands_and_the_one_thing_to_do(cast, visit, stage, heading, actions):
    AdoptionFactory(organization=cast.committee)  # which asks for the score
    meeting, found = stage(cast), {}
    for who in ("secretary", "minute_taker", "member", "supervisor", "officer"):
        answer = visit("detail", meeting.pk, user=getattr(cast, who))
        assert answer.context["heading"] == heading
        if action := answer.context["main_action"]:
            found[who] = (action.label, action.url)
    assert found == {who: (label, at(name, meeting.pk)) for who, (label, name) in actions.items()}


def test_until_the_day_the_leaders_follow_the_messages_that_somebody_carries(cast, visit, sent):
    OutboundMessage.objects.all().delete()
    Meeting.objects.update(minute_taker=cast.minute_taker.member)
    about = {"about": f"meeting:{sent.pk}", "path": cast.cell.path}
    for state in Delivery:
        MessageFactory(**about, state=state)
    for channel in (*BY_HAND, Channel.APP):
        MessageFactory(**about, channel=channel)
        MessageFactory(**about, channel=channel, state=Delivery.SENT)
    MessageFactory(about=f"meeting:{sent.pk}0", channel=Channel.PAPER)

    answer = visit("detail", sent.pk)
    page = answer.context["page"]
    assert (page.troubled, page.by_hand) == (2, len(BY_HAND))
    assert answer.context["main_action"].url == at("delivery", sent.pk)
    others = visit("detail", sent.pk, user=cast.committee_member).context["page"]
    assert (others.troubled, others.by_hand) == (0, 0)

    OutboundMessage.objects.filter(channel__in=BY_HAND).delete()
    assert visit("detail", sent.pk).context["main_action"].url == at("delivery", sent.pk)
    OutboundMessage.objects.filter(state__in=(Delivery.FAILED, Delivery.UNKNOWN)).delete()
    assert visit("detail", sent.pk).context["main_action"] is None


def test_a_paper_counts_its_comments_and_who_has_opened_its_newest_version(cast, visit, sent, version):
    newest = VersionFactory(draft=version.draft, number=2)
    for row, member in ((version, cast.official), (newest, cast.official), (newest, cast.member.member)):
        Acknowledgement.objects.create(version=row, member=member, opened_at=cast.now)
    for row, disposition in ((version, "accepted"), (newest, ""), (newest, "")):
        CommentFactory(version=row, member=cast.official, disposition=disposition)
    DraftFactory(meeting=sent)  # without a version there is nothing to read
    fresh = VersionFactory(draft=DraftFactory(meeting=sent))

    for who, is_read in (("member", True), ("secretary", False)):
        line, silent = visit("detail", sent.pk, user=getattr(cast, who)).context["page"].drafts
        assert (silent.version, silent.comments, silent.unanswered, silent.opened) == (fresh, 0, 0, 0)
        assert (line.version, line.comments, line.unanswered, line.opened, line.is_read) == (newest, 3, 2, 2, is_read)


@pytest.mark.parametrize("days", [0, 1])
def test_the_heading_counts_the_days(cast, visit, moved_clock, sent, days):
    moved_clock(STARTS_AT - timedelta(days=days, hours=2))

    heading = {0: "Hôm nay sinh hoạt thường kỳ", 1: "Ngày mai sinh hoạt thường kỳ"}[days]
    assert heading in text(visit("detail", sent.pk))


# Steps ------------------------------------------------------------------------------------------------------------


def labels(answer) -> list[str]:
    return [step.label for step in answer.context["page"].steps]


def test_what_can_only_be_measured_at_the_meeting_is_no_step_before_it(cast, visit, meeting):
    before = labels(visit("detail", meeting.pk))
    after = labels(visit("detail", staging.opened(cast).pk))
    measures = {OBLIGATIONS[one].short for one in (Obligation.DURATION, Obligation.ATTENDANCE)}
    assert measures.isdisjoint(before)
    assert measures <= set(after)


def test_reports_on_tasks_are_a_step_once_there_are_tasks(cast, visit, meeting):
    reports = OBLIGATIONS[Obligation.ASSIGNMENTS].short
    assert reports not in labels(visit("detail", meeting.pk))
    Assignment.objects.create(
        organization=cast.cell,
        meeting=MeetingFactory(organization=cast.cell, period="2026-11", starts_at=cast.now),
        title="Thu đảng phí",
        member=cast.official,
        due_on=STARTS_AT.date(),
        created_at=cast.now,
    )
    assert reports in labels(visit("detail", meeting.pk))


@pytest.mark.parametrize(
    ("who", "sees"),
    [("committee_member", True), ("supervisor", False), ("officer", True), ("minute_taker", False), ("member", False)],
)
def test_the_steps_are_for_those_who_lead_and_those_who_follow(cast, visit, meeting, who, sees):
    assert bool(labels(visit("detail", meeting.pk, user=getattr(cast, who)))) is sees


# People and days --------------------------------------------------------------------------------------------------


def test_an_unread_paper_is_no_longer_to_be_read_first_once_the_meeting_began(cast, visit, sent):
    assert visit("detail", sent.pk, user=cast.member).context["main_action"].label == "Đọc: Dự thảo nghị quyết"
    Meeting.objects.update(state="in_session", opened_at=cast.now)
    assert visit("detail", sent.pk, user=cast.member).context["main_action"] is None


def test_how_many_have_read_is_told_to_those_who_prepare(cast, visit, sent):
    readers = {
        who: visit("detail", sent.pk, user=getattr(cast, who)).context["readers"] for who in ("deputy", "member")
    }
    assert readers == {"deputy": 9, "member": 0}


def test_a_meeting_can_begin_from_its_day_on(cast, visit, moved_clock, sent):
    found = []
    for days in (-1, 0, 1):
        moved_clock(STARTS_AT + timedelta(days=days))
        found.append(visit("detail", sent.pk).context["is_day"])
    assert found == [False, True, True]


def test_the_two_halves_of_an_occasion_name_each_other(cast, visit, meeting):
    topic = MeetingFactory(organization=cast.cell, kind="thematic", period="2026-Q4", combined_with=meeting)
    titles = [visit("detail", row.pk).context["partner_title"] for row in (meeting, topic)]
    assert titles == ["Sinh hoạt chuyên đề quý IV năm 2026", "Sinh hoạt thường kỳ tháng 12 năm 2026"]
    alone = MeetingFactory(organization=cast.cell, kind="extraordinary")
    assert visit("detail", alone.pk).context["partner_title"] == ""
