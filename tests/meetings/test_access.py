"""Who sees which meeting, and its papers."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from chibo.core.models import Channel, OutboundMessage
from chibo.rules.census import Condition
from chibo.rules.powers import Power
from meetings import access
from meetings.models import Assignment, Ballot, Guest, Speech
from tests.factories.core import MessageFactory
from tests.factories.meetings import CommentFactory, DraftFactory, ItemFactory, MeetingFactory, VersionFactory
from tests.factories.members import ConditionFactory

pytestmark = pytest.mark.django_db

EVERYBODY = (
    *("secretary", "deputy", "committee_member", "minute_taker", "member"),
    *("supervisor", "officer", "neighbour", "neighbour_secretary", "other_officer", "technician", "nobody"),
)
SEEING = frozenset(EVERYBODY[:7])


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_meeting_is_seen_by_the_cell_and_those_above(cast, who):
    meeting = MeetingFactory(organization=cast.cell)

    seen = list(access.visible_meetings(getattr(cast, who), cast.on))

    assert seen == ([meeting] if who in SEEING else [])


def test_an_unseen_meeting_is_like_one_that_is_not_there(cast):
    meeting = MeetingFactory(organization=cast.cell)

    with pytest.raises(Http404):
        access.get_meeting(cast.neighbour_secretary, meeting.pk, Power.READ_SCHEDULE, cast.on)
    with pytest.raises(Http404):
        access.get_meeting(cast.secretary, meeting.pk + 1, Power.READ_SCHEDULE, cast.on)


def test_a_seen_meeting_without_the_power_says_who_may(cast):
    meeting = MeetingFactory(organization=cast.cell)

    with pytest.raises(PermissionDenied, match="Việc này dành cho bí thư, phó bí thư"):
        access.get_meeting(cast.member, meeting.pk, Power.CIRCULATE, cast.on)


@pytest.mark.parametrize(
    ("state", "readers"),
    [
        ("planned", {"secretary", "deputy", "committee_member"}),
        ("circulated", {"secretary", "deputy", "committee_member", "minute_taker", "member", "supervisor"}),
    ],
)
def test_papers_are_read_by_planners_then_by_the_cell(cast, state, readers):
    meeting = MeetingFactory(organization=cast.cell, state=state)

    assert {who for who in EVERYBODY if access.may_read_papers(getattr(cast, who), meeting, cast.on)} == readers


def test_the_minute_taker_runs_this_meeting_and_no_other(cast):
    taker = cast.minute_taker
    mine = MeetingFactory(organization=cast.cell, minute_taker=taker.member)
    other = MeetingFactory(organization=cast.cell, period="2026-11")

    assert access.may(taker, Power.RUN_MEETING, mine, cast.on)
    assert not access.may(taker, Power.RUN_MEETING, other, cast.on)


def test_a_minute_taker_who_left_the_roll_keeps_nothing_of_the_meeting(cast):
    mine = MeetingFactory(organization=cast.cell, minute_taker=cast.minute_taker.member)
    last = cast.on - timedelta(days=1)
    cast.minute_taker.member.memberships.update(ends_on=last)

    assert list(access.visible_meetings(cast.minute_taker, last)) == [mine]
    assert access.may(cast.minute_taker, Power.RUN_MEETING, mine, last)
    assert list(access.visible_meetings(cast.minute_taker, cast.on)) == []
    assert not access.may(cast.minute_taker, Power.RUN_MEETING, mine, cast.on)


@pytest.mark.parametrize(
    ("who", "power"),
    [
        ("secretary", Power.RUN_MEETING),
        ("deputy", Power.CIRCULATE),
        ("minute_taker", Power.WRITE_MINUTES),
        ("member", Power.COMMENT),
    ],
)
def test_who_is_suspended_takes_no_part_while_it_lasts(cast, who, power):
    meeting = MeetingFactory(organization=cast.cell, minute_taker=cast.minute_taker.member)
    user = getattr(cast, who)
    ConditionFactory(member=user.member, condition=Condition.SUSPENDED.value, starts_on=cast.on, ends_on=cast.on)

    assert access.may(user, power, meeting, cast.on - timedelta(days=1))
    assert not access.may(user, power, meeting, cast.on)
    assert access.may(user, Power.READ_SCHEDULE, meeting, cast.on)
    assert access.may(user, power, meeting, cast.on + timedelta(days=1))


def test_a_version_is_hidden_with_its_meeting_and_before_it_is_sent(cast):
    version = VersionFactory(draft__meeting=MeetingFactory(organization=cast.cell))

    assert access.get_version(cast.secretary, version.pk, cast.on) == version
    with pytest.raises(PermissionDenied):
        access.get_version(cast.member, version.pk, cast.on)
    with pytest.raises(Http404):
        access.get_version(cast.neighbour, version.pk, cast.on)


def test_a_draft_and_a_comment_are_guarded_by_their_meeting(cast):
    draft = DraftFactory(meeting=MeetingFactory(organization=cast.cell))
    comment = CommentFactory(version__draft=draft)

    assert access.get_draft(cast.committee_member, draft.pk, Power.PLAN_MEETING, cast.on) == draft
    assert access.get_comment(cast.secretary, comment.pk, Power.CIRCULATE, cast.on) == comment
    with pytest.raises(PermissionDenied):
        access.get_draft(cast.member, draft.pk, Power.PLAN_MEETING, cast.on)
    with pytest.raises(PermissionDenied):
        access.get_comment(cast.committee_member, comment.pk, Power.CIRCULATE, cast.on)
    with pytest.raises(Http404):
        access.get_draft(cast.neighbour_secretary, draft.pk, Power.PLAN_MEETING, cast.on)
    with pytest.raises(Http404):
        access.get_comment(cast.neighbour_secretary, comment.pk, Power.CIRCULATE, cast.on)


def test_a_message_is_followed_by_those_who_lead(cast):
    meeting = MeetingFactory(organization=cast.cell)
    row = OutboundMessage.objects.create(
        dedupe_key="a", channel=Channel.PAPER, about=f"meeting:{meeting.pk}", path=cast.cell.path, subject="", body=""
    )
    foreign = OutboundMessage.objects.create(
        dedupe_key="b", channel=Channel.PAPER, about="resolution:1", path=cast.cell.path, subject="", body=""
    )

    assert access.get_message(cast.deputy, row.pk, cast.on) == (row, meeting)
    for user, message, error in (
        (cast.member, row, PermissionDenied),
        (cast.neighbour_secretary, row, Http404),
        (cast.secretary, foreign, Http404),
    ):
        with pytest.raises(error):
            access.get_message(user, message.pk, cast.on)


# Every way to an object: who gets it, who is told that it is not theirs, and to whom it is not there.


def running(cast) -> dict[str, object]:
    """One of everything that hangs on a meeting in session."""
    meeting = MeetingFactory(organization=cast.cell, state="in_session", minute_taker=cast.minute_taker.member)
    item = ItemFactory(meeting=meeting)
    task = {"organization": cast.cell, "title": "Việc", "due_on": cast.on, "created_at": cast.now}
    counts = {"electorate": 3, "in_favor": 3, "is_carried": True, "held_at": cast.now, "subject": "việc"}
    version = VersionFactory(draft__meeting=MeetingFactory(organization=cast.cell, period="2027-01"))
    return {
        "meeting": meeting,
        "item": item,
        "version": version,
        "draft": version.draft,
        "comment": CommentFactory(version=version),
        "guest": Guest.objects.create(meeting=meeting, name="Đại biểu"),
        "speech": Speech.objects.create(meeting=meeting, member=cast.official, text="Ý kiến", spoken_at=cast.now),
        "ballot": Ballot.objects.create(meeting=meeting, matter="agenda", **counts),
        "assignment": Assignment.objects.create(
            **task, meeting=meeting, member=cast.member.member, helper=cast.neighbour.member
        ),
        "message": MessageFactory(about=f"meeting:{meeting.pk}"),
    }


LEADERS = {"secretary", "deputy"}
PLANNERS = LEADERS | {"committee_member"}
RUNNERS = LEADERS | {"minute_taker"}
BLIND = {"neighbour", "neighbour_secretary", "other_officer", "technician", "nobody"}


def entry(kind):
    return lambda user, pk, on: access.get_entry(user, kind, pk, on)


def with_power(get, power):
    return lambda user, pk, on: get(user, pk, power, on)


WAYS = [
    ("meeting", with_power(access.get_meeting, Power.CIRCULATE), LEADERS, BLIND),
    ("meeting", access.get_document_meeting, SEEING, BLIND),
    ("meeting", access.get_readable_meeting, SEEING - {"officer"}, BLIND),
    ("version", access.get_version, PLANNERS, BLIND),
    ("draft", with_power(access.get_draft, Power.PLAN_MEETING), PLANNERS, BLIND),
    ("comment", with_power(access.get_comment, Power.CIRCULATE), LEADERS, BLIND),
    ("item", access.get_item, RUNNERS, BLIND),
    ("guest", entry("guest"), RUNNERS, BLIND),
    ("speech", entry("speech"), RUNNERS, BLIND),
    ("ballot", entry("ballot"), RUNNERS, BLIND),
    ("assignment", entry("assignment"), RUNNERS, BLIND),
    ("ballot", with_power(access.get_ballot, Power.ISSUE_RESOLUTION), LEADERS, BLIND),
    ("message", lambda *asked: access.get_message(*asked)[0], LEADERS, BLIND),
    ("assignment", access.get_assignment, PLANNERS | {"member", "neighbour"}, set(EVERYBODY)),
]


@pytest.mark.parametrize(("name", "get", "having", "blind"), WAYS)
def test_every_way_to_an_object_asks_who_comes(cast, name, get, having, blind):
    row = running(cast)[name]
    answers = {}
    for who in EVERYBODY:
        try:
            assert get(getattr(cast, who), row.pk, cast.on) == row
            answers[who] = "has it"
        except PermissionDenied:
            answers[who] = "not theirs"
        except Http404:
            answers[who] = "not there"
    expected = {who: "not there" if who in blind else "not theirs" for who in EVERYBODY}
    assert answers == expected | dict.fromkeys(having, "has it")
    with pytest.raises(Http404):
        get(cast.secretary, row.pk + 1000, cast.on)


def test_an_entry_of_an_unknown_kind_is_not_there(cast):
    with pytest.raises(Http404):
        access.get_entry(cast.secretary, "minutes", 1, cast.on)
