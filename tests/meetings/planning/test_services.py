"""Planning, changing and cancelling a meeting."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from chibo.core.models import AuditEntry, OutboundMessage
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.refusal import RuleRefused
from chibo.rules.workflow import Advice, MeetingState
from meetings.ground.facts import half_of
from meetings.labels import refusal_sentences
from meetings.models import Meeting
from meetings.planning import services as planning
from meetings.planning.services import MeetingPlan
from meetings.preparation.agenda.services import ItemInput
from tests.factories.meetings import STARTS_AT, MeetingFactory
from tests.factories.members import MemberFactory

pytestmark = pytest.mark.django_db


REGULAR = MeetingPlan(MeetingKind.REGULAR, Period.month(2026, 12), STARTS_AT, 90, "Nhà văn hóa thôn")


THEMATIC = replace(
    REGULAR, kind=MeetingKind.THEMATIC, period=Period.quarter(2026, 4), starts_at=STARTS_AT + timedelta(minutes=90)
)


def plan(cast, what=REGULAR, *, actor=None, now=None, reason="") -> Meeting:
    return planning.plan_meeting(
        actor=actor or cast.secretary, now=now or cast.now, organization=cast.cell, plan=what, reason=reason
    )


def last_entry() -> AuditEntry:
    entry = AuditEntry.objects.order_by("-pk").first()
    assert entry is not None
    return entry


# Planning ---------------------------------------------------------------------------------------------------------


def test_plan_takes_the_secretary_and_the_model_agenda(cast):
    meeting = plan(cast)

    assert (meeting.state, meeting.period, meeting.chair) == ("planned", "2026-12", cast.secretary.member)
    titles = [item.title for item in meeting.items.all()]
    assert "Đánh giá kết quả thực hiện nghị quyết, nhiệm vụ tháng 11" in titles
    assert "Thông qua nghị quyết lãnh đạo nhiệm vụ tháng 12" in titles
    assert last_entry().action == "meeting.planned"
    assert last_entry().path == cast.cell.path


def test_plan_of_a_taken_month_is_refused_and_leaves_nothing(cast):
    plan(cast)

    with pytest.raises(RuleRefused) as refused:
        plan(cast, replace(REGULAR, starts_at=STARTS_AT + timedelta(days=1)))

    assert refused.value.code == "duty_taken"
    assert Meeting.objects.count() == 1


def test_plan_takes_a_month_again_after_its_meeting_was_cancelled(cast):
    planning.cancel_meeting(actor=cast.secretary, now=cast.now, meeting=plan(cast), reason="Mưa bão")

    assert plan(cast).state == MeetingState.PLANNED


@pytest.mark.parametrize(
    ("days", "advice"),
    [
        (-30, (Advice.NOT_PAST, Advice.RIGHT_PERIOD)),
        (-4, (Advice.RIGHT_PERIOD,)),
        (5, (Advice.USUAL_DAYS,)),
    ],
    ids=["past", "wrong month", "after the first week"],
)
def test_plan_is_advised_against_until_a_reason_is_given(cast, days, advice):
    moved = replace(REGULAR, starts_at=STARTS_AT + timedelta(days=days))

    with pytest.raises(RuleRefused) as refused:
        plan(cast, moved)
    assert (refused.value.code, refused.value.missing) == ("advised", advice)
    assert not Meeting.objects.exists()

    assert plan(cast, moved, reason="Tập trung chống bão").reason == "Tập trung chống bão"
    assert last_entry().data["reason"] == "Tập trung chống bão"


def test_a_blank_is_no_reason(cast):
    late = replace(REGULAR, starts_at=STARTS_AT + timedelta(days=10), place=" Đình làng ")
    with pytest.raises(RuleRefused, match="advised"):
        plan(cast, late, reason="  ")
    made = plan(cast, late, reason=" Bận mùa ")
    assert (made.reason, made.place) == ("Bận mùa", "Đình làng")


def test_plan_on_the_time_of_another_meeting_is_refused(cast):
    plan(cast)

    with pytest.raises(RuleRefused) as refused:
        plan(cast, replace(THEMATIC, starts_at=STARTS_AT + timedelta(minutes=89)))

    assert refused.value.code == "overlap"
    assert refused.value.detail["title"] == "sinh hoạt thường kỳ"


def test_plan_right_after_another_meeting_combines_with_it(cast):
    regular = plan(cast)

    assert plan(cast, replace(THEMATIC, combined_with=regular)).combined_with == regular


def test_plan_makes_no_third_of_an_occasion(cast):
    regular = plan(cast)
    plan(cast, replace(THEMATIC, combined_with=regular))
    later = replace(THEMATIC, starts_at=STARTS_AT + timedelta(minutes=180), combined_with=regular)

    with pytest.raises(RuleRefused) as refused:
        plan(cast, later)

    assert refused.value.code == "occasion_taken"


def test_plan_combines_with_a_meeting_whose_other_half_was_cancelled(cast):
    regular = plan(cast)
    first = plan(cast, replace(THEMATIC, combined_with=regular))
    planning.cancel_meeting(actor=cast.secretary, now=cast.now, meeting=first, reason="Bão")

    assert plan(cast, replace(THEMATIC, combined_with=regular)).combined_with == regular


def test_plan_combines_only_meetings_of_one_day(cast):
    regular = plan(cast)
    next_day = replace(THEMATIC, starts_at=STARTS_AT + timedelta(days=1), combined_with=regular)

    with pytest.raises(RuleRefused) as refused:
        plan(cast, next_day)

    assert refused.value.code == "not_same_occasion"


def test_plan_combines_nothing_with_locked_minutes(cast):
    locked = MeetingFactory(organization=cast.cell, state="locked")

    with pytest.raises(RuleRefused) as refused:
        plan(cast, replace(THEMATIC, combined_with=locked))

    assert refused.value.code == "not_same_occasion"


def test_plan_combines_only_meetings_of_one_cell(cast):
    stranger = MeetingFactory(organization=cast.neighbour_cell)

    with pytest.raises(RuleRefused) as refused:
        plan(cast, replace(THEMATIC, combined_with=stranger))

    assert refused.value.code == "not_same_occasion"


@pytest.mark.parametrize(
    "who", ["member", "minute_taker", "supervisor", "officer", "neighbour_secretary", "technician"]
)
def test_plan_is_for_those_who_lead_the_cell(cast, who):
    with pytest.raises(PermissionDenied):
        plan(cast, actor=getattr(cast, who))

    assert not Meeting.objects.exists()


def change(cast, meeting, *, what=REGULAR, revision=1, reason=""):
    return planning.change_meeting(
        actor=cast.secretary, now=cast.now, meeting=meeting, plan=what, revision=revision, reason=reason
    )


def test_change_after_the_circulation_tells_everybody(cast):
    meeting = MeetingFactory(organization=cast.cell, state="circulated", circulated_at=cast.now)

    change(cast, meeting, what=replace(REGULAR, place="Nhà đồng chí Hoa"), reason="Nhà văn hóa đang sửa")

    told = OutboundMessage.objects.filter(kind="moved")
    assert told.filter(recipient=f"member:{cast.member.member.pk}").exists()
    assert told.filter(recipient=f"member:{cast.supervisor.member.pk}").exists()
    assert {row.body for row in told} == {
        "Thời gian, địa điểm mới: 19:30 ngày 03/12/2026, tại Nhà đồng chí Hoa.\nLý do: Nhà văn hóa đang sửa"
    }


def test_change_of_people_alone_tells_nobody(cast):
    meeting = MeetingFactory(organization=cast.cell, state="circulated", circulated_at=cast.now)

    change(cast, meeting, what=replace(REGULAR, minute_taker=cast.minute_taker.member))

    assert not OutboundMessage.objects.exists()


def test_a_space_behind_the_place_is_no_move(cast):
    meeting = MeetingFactory(organization=cast.cell, state="circulated", circulated_at=cast.now)

    change(cast, meeting, what=replace(REGULAR, place=" Nhà văn hóa thôn "))

    assert not OutboundMessage.objects.exists()


def test_the_trail_keeps_when_a_meeting_was_planned_for_before_it_moved(cast):
    later = STARTS_AT + timedelta(days=2)
    change(cast, MeetingFactory(organization=cast.cell), what=replace(REGULAR, starts_at=later), reason=" Trùng lịch ")

    entry = last_entry()
    assert (entry.action, entry.data["reason"]) == ("meeting.changed", "Trùng lịch")
    assert datetime.fromisoformat(entry.data["before"]) == STARTS_AT


def test_change_of_what_somebody_else_saved_is_stale(cast):
    meeting = MeetingFactory(organization=cast.cell)
    change(cast, meeting, what=replace(REGULAR, place="Trường học"))

    with pytest.raises(RuleRefused) as refused:
        change(cast, meeting, what=replace(REGULAR, place="Ủy ban"))

    assert refused.value.code == "stale"
    meeting.refresh_from_db()
    assert meeting.place == "Trường học"


def test_change_without_a_new_time_asks_no_reason(cast):
    meeting = MeetingFactory(organization=cast.cell, starts_at=STARTS_AT + timedelta(days=10))

    change(cast, meeting, what=replace(REGULAR, starts_at=meeting.starts_at, place="Trường học"))

    meeting.refresh_from_db()
    assert meeting.place == "Trường học"


def test_change_once_the_meeting_has_begun_is_refused(cast):
    meeting = MeetingFactory(organization=cast.cell, state="in_session", opened_at=cast.now)

    with pytest.raises(RuleRefused) as refused:
        change(cast, meeting)

    assert refused.value.code == "state"


def row(item=None, title="Nội dung", minutes=10) -> ItemInput:
    return ItemInput(item.pk if item else None, "discussion", title, None, minutes)


# Cancelling -------------------------------------------------------------------------------------------------------


def half(meeting):
    """As it is read anew."""
    return half_of(Meeting.objects.get(pk=meeting.pk))


def moved(cast, meeting, **values):
    given = {"actor": cast.secretary, "now": cast.now, "meeting": meeting, "reason": "Bão"}
    meeting.refresh_from_db()
    what = replace(REGULAR if meeting.kind == "regular" else THEMATIC, **values)
    return planning.change_meeting(**given, plan=what, revision=meeting.revision)


def test_the_followed_half_moved_to_another_day_sets_the_follower_free(cast):
    regular = plan(cast)
    thematic = plan(cast, replace(THEMATIC, combined_with=regular))
    moved(cast, regular, starts_at=STARTS_AT + timedelta(days=1))
    thematic.refresh_from_db()
    assert thematic.combined_with is None
    assert half(regular).partner is half(thematic).partner is None
    assert AuditEntry.objects.filter(action="meeting.set_free", target=f"meeting:{thematic.pk}").exists()


def test_a_followed_half_moved_within_its_day_is_followed_still(cast):
    regular = plan(cast)
    thematic = plan(cast, replace(THEMATIC, combined_with=regular))
    moved(cast, regular, starts_at=STARTS_AT - timedelta(minutes=30))
    assert (half(regular).partner, half(thematic).partner) == (thematic.pk, regular.pk)


def test_a_cancelled_half_is_free_and_a_new_one_takes_its_place(cast):
    regular = plan(cast)
    thematic = plan(cast, replace(THEMATIC, combined_with=regular))
    planning.cancel_meeting(actor=cast.secretary, now=cast.now, meeting=regular, reason="Bão")
    thematic.refresh_from_db()
    assert thematic.combined_with is None
    again = plan(cast, replace(REGULAR, combined_with=thematic))
    assert (half(again).partner, half(thematic).partner) == (thematic.pk, again.pk)


@pytest.mark.parametrize(
    ("hour", "minutes", "next_hour", "is_refused"),
    [(23, 120, 0, True), (23, 60, 0, False), (22, 600, 3, True), (23, 119, 1, False)],
)
def test_a_meeting_over_midnight_is_seen_by_the_next_day(cast, hour, minutes, next_hour, is_refused):
    late = replace(REGULAR, starts_at=STARTS_AT.replace(hour=hour, minute=0), minutes=minutes)
    early = replace(
        THEMATIC,
        starts_at=(STARTS_AT + timedelta(days=1)).replace(hour=next_hour, minute=0),
        kind=MeetingKind.EXTRAORDINARY,
    )
    for first, second in ((late, early), (early, late)):
        with transaction.atomic():
            plan(cast, first, reason="Bù")
            if is_refused:
                with pytest.raises(RuleRefused, match="overlap"):
                    plan(cast, second, reason="Bù")
            else:
                plan(cast, second, reason="Bù")
            transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("day", "is_refused"),
    [
        ((1, 1, 2), True),
        ((2016, 12, 5), True),
        ((2018, 7, 5), True),
        ((2018, 7, 6), False),
        ((2028, 12, 31), False),
        ((2029, 1, 1), True),
        ((9999, 12, 30), True),
    ],
)
def test_a_meeting_is_planned_and_moved_within_the_years_of_the_rules(cast, day, is_refused):
    on = STARTS_AT.replace(year=day[0], month=day[1], day=day[2])
    what = replace(
        REGULAR, kind=MeetingKind.EXTRAORDINARY, starts_at=on, period=Period.of(MeetingKind.REGULAR, on.date())
    )
    standing = plan(cast, replace(what, starts_at=STARTS_AT, period=REGULAR.period), reason="Bù")
    for deed in (
        lambda: plan(cast, what, reason="Bù"),
        lambda: planning.change_meeting(
            actor=cast.secretary, now=cast.now, meeting=standing, plan=what, revision=1, reason="Bù"
        ),
    ):
        with transaction.atomic():
            if is_refused:
                with pytest.raises(RuleRefused) as refused:
                    deed()
                assert refusal_sentences(refused.value) == ["Ngày họp phải trong khoảng 06/07/2018 đến 31/12/2028."]
            else:
                deed()
            transaction.set_rollback(True)


def test_cancel_tells_whoever_was_told(cast):
    meeting = MeetingFactory(organization=cast.cell, state="circulated", circulated_at=cast.now)

    planning.cancel_meeting(actor=cast.secretary, now=cast.now, meeting=meeting, reason="Mưa bão")

    rows = OutboundMessage.objects.filter(kind="cancelled")
    assert rows.filter(recipient=f"member:{cast.member.member.pk}").exists()
    assert "Lý do: Mưa bão" in rows[0].body


def test_cancel_of_a_plan_tells_nobody(cast):
    planning.cancel_meeting(
        actor=cast.secretary, now=cast.now, meeting=MeetingFactory(organization=cast.cell), reason="Nhầm"
    )

    assert not OutboundMessage.objects.exists()


def test_cancel_without_a_reason_is_refused(cast):
    with pytest.raises(RuleRefused) as refused:
        planning.cancel_meeting(
            actor=cast.secretary, now=cast.now, meeting=MeetingFactory(organization=cast.cell), reason=" "
        )

    assert refused.value.code == "empty"


def test_cancel_of_a_running_meeting_is_refused(cast):
    meeting = MeetingFactory(organization=cast.cell, state="in_session", opened_at=cast.now)

    with pytest.raises(RuleRefused) as refused:
        planning.cancel_meeting(actor=cast.secretary, now=cast.now, meeting=meeting, reason="Thôi")

    assert refused.value.code == "state"


def test_chair_can_be_somebody_else(cast):
    other = MemberFactory()

    assert plan(cast, replace(REGULAR, chair=other)).chair == other
