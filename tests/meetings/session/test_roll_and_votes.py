"""The roll and the votes are checked against each other, whichever of the two changes."""

import pytest

from chibo.core.models import AuditEntry
from chibo.rules.census import Mark
from chibo.rules.refusal import RuleRefused
from chibo.rules.voting import Matter
from meetings.codes import MeetingDeed
from meetings.minutes import services as minutes
from meetings.minutes.documents import census
from meetings.models import Ballot
from meetings.session import services as session
from meetings.session.forms import RollForm
from meetings.session.selectors import read_roll
from meetings.session.services import MarkInput
from tests.factories.members import ConditionFactory
from tests.meetings import staging
from tests.meetings.reading import at, seen_on, text

pytestmark = pytest.mark.django_db


def vote(cast, meeting, votes, matter=Matter.RESOLUTION, **values):
    given = {"actor": cast.minute_taker, "now": cast.now, "meeting": meeting, "subject": "việc chung", **values}
    return session.record_ballot(matter=matter, votes=votes, **given)


def mark(cast, meeting, *people, as_=Mark.UNEXCUSED):
    marks = [MarkInput(staging.line(meeting, person).pk, as_) for person in people]
    session.call_roll(actor=cast.minute_taker, now=cast.now, meeting=meeting, marks=marks)


def lock(cast, meeting, reason=""):
    minutes.lock_minutes(actor=cast.secretary, now=cast.now, meeting=meeting, reason=reason)


# Votes that the roll gainsays ---------------------------------------------------------------------------------------


def test_no_minutes_lock_while_more_hands_were_counted_than_electors_were_present(cast):
    """Four electors voted; afterwards two of them are marked absent."""
    meeting = staging.held(cast)
    mark(cast, meeting, cast.deputy, cast.committee_member)
    minutes.read_back(actor=cast.minute_taker, now=cast.now, meeting=meeting, votes=4)
    with pytest.raises(RuleRefused) as refused:
        lock(cast, meeting, reason="Vẫn khóa")
    assert refused.value.missing == ("votes",)
    mark(cast, meeting, cast.deputy, cast.committee_member, as_=Mark.PRESENT)
    minutes.read_back(actor=cast.minute_taker, now=cast.now, meeting=meeting, votes=6)
    lock(cast, meeting)


def test_a_vote_taken_back_frees_the_lock(cast):
    meeting = staging.held(cast)
    mark(cast, meeting, cast.deputy)
    session.remove_entry(actor=cast.minute_taker, now=cast.now, entry=Ballot.objects.get())
    minutes.read_back(actor=cast.minute_taker, now=cast.now, meeting=meeting, votes=5)
    lock(cast, meeting, reason="Ít người dự")


def test_a_vote_that_the_roll_gainsays_stays_as_recorded(cast):
    meeting = staging.voted(cast)
    mark(cast, meeting, cast.deputy)
    ballot = Ballot.objects.get()
    assert (ballot.in_favor, ballot.electorate, ballot.is_carried) == (4, 6, True)
    assert not AuditEntry.objects.filter(action=MeetingDeed.BALLOT_RECOUNTED).exists()


@pytest.mark.parametrize("partial", [True, False])
def test_the_screen_names_a_vote_that_the_roll_gainsays(cast, client, partial):
    meeting = staging.voted(cast)
    client.force_login(cast.minute_taker)
    row = staging.line(meeting, cast.deputy)
    headers = {"HX-Request": "true"} if partial else {}
    shown = seen_on(client.get(at("session", meeting.pk)))
    sent = {f"mark_{row.pk}": Mark.UNEXCUSED.value, f"reason_{row.pk}": "", **shown}
    answer = client.post(at("roll", meeting.pk), sent, headers=headers, follow=not partial)
    sentence = "Biểu quyết “nghị quyết tháng 11” ghi 4 phiếu, nhiều hơn 3 đảng viên chính thức có mặt."
    assert sentence in text(answer)


# Votes counted again --------------------------------------------------------------------------------------------------


def test_somebody_exempt_who_came_after_all_changes_the_count_and_the_result(cast):
    """Four of six are two thirds; four of seven are not."""
    meeting = staging.voted(cast, matter=Matter.ADMISSION)
    assert Ballot.objects.get().is_carried
    mark(cast, meeting, cast.exempt, as_=Mark.PRESENT)
    ballot = Ballot.objects.get()
    assert (ballot.electorate, ballot.is_carried) == (7, False)
    meeting.refresh_from_db()
    assert not meeting.resolution_carried
    entry = AuditEntry.objects.get(action=MeetingDeed.BALLOT_RECOUNTED)
    assert entry.data == {"ballot": ballot.pk, "electorate": 7, "carried": False}
    mark(cast, meeting, cast.exempt, as_=Mark.UNEXCUSED)
    assert Ballot.objects.get().is_carried


def test_a_vote_on_procedure_is_of_those_present_and_follows_the_roll(cast):
    """Three of four in the room carry the programme; of five with one who came late they still do."""
    meeting = staging.called(cast)
    ballot = vote(cast, meeting, (3, 1, 0), Matter.AGENDA)
    assert (ballot.electorate, ballot.is_carried) == (4, True)
    mark(cast, meeting, cast.member, as_=Mark.PRESENT)
    ballot.refresh_from_db()
    assert (ballot.electorate, ballot.is_carried) == (5, True)
    mark(cast, meeting, cast.official, as_=Mark.PRESENT)
    ballot.refresh_from_db()
    assert (ballot.electorate, ballot.is_carried) == (6, False)


@pytest.mark.parametrize(("votes", "carried"), [((3, 1, 0), False), ((4, 0, 0), True)])
def test_a_proposal_to_expel_needs_two_thirds(cast, votes, carried):
    assert vote(cast, staging.called(cast), votes, Matter.EXPULSION).is_carried is carried


def test_every_business_can_be_put_to_the_vote(cast, client):
    meeting = staging.called(cast)
    client.force_login(cast.minute_taker)
    page = text(client.get(at("session", meeting.pk)))
    for words in (
        "Đề nghị khai trừ đảng viên (từ 4 phiếu)",
        "Kỷ luật khiển trách, cảnh cáo (từ 4 phiếu)",
        "Thông qua chương trình (từ 3 phiếu)",
    ):
        assert words in page


# Who is away and comes ------------------------------------------------------------------------------------------------


def test_a_member_away_who_comes_counts_votes_and_speaks(cast):
    meeting = staging.called(cast)
    assert cast.away not in read_roll(meeting).people
    mark(cast, meeting, cast.away, as_=Mark.PRESENT)
    roll = read_roll(meeting)
    assert (roll.electorate, roll.electors_present, roll.count.present) == (7, 5, 7)
    assert cast.away in roll.people
    assert vote(cast, meeting, (5, 0, 0)).electorate == 7


def test_a_member_away_who_stays_away_is_asked_for_by_nobody(cast):
    meeting = staging.called(cast)
    roll = read_roll(meeting)
    assert (roll.electorate, roll.count.unmarked) == (6, 0)
    form = RollForm({"everybody": "1"}, rows=roll.rows)
    assert form.is_valid()
    assert staging.line(meeting, cast.away).pk not in {given.attendance_id for given in form.marks()}
    printed = census(list(meeting.attendances.all()))
    assert (printed.temporarily_away, printed.expected) == (1, 8)


def test_a_suspended_member_is_not_called(cast):
    ConditionFactory(member=cast.official, condition="suspended")
    meeting = staging.opened(cast)
    roll = read_roll(meeting)
    assert [row.attendance.member for row in roll.not_called] == [cast.official]
    assert f"mark_{staging.line(meeting, cast.official).pk}" not in RollForm(rows=roll.rows).fields


# The approval of the minutes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("votes", "advised"), [(0, True), (3, True), (4, False)])
def test_minutes_that_half_did_not_approve_are_locked_only_with_a_reason(cast, votes, advised):
    meeting = staging.held(cast)
    minutes.read_back(actor=cast.minute_taker, now=cast.now, meeting=meeting, votes=votes)
    if advised:
        with pytest.raises(RuleRefused) as refused:
            lock(cast, meeting)
        assert refused.value.missing == ("approval",)
    lock(cast, meeting, reason="Chi bộ đã thảo luận" if advised else "")


def test_an_approval_without_a_number_is_none(cast, client):
    meeting = staging.held(cast)
    client.force_login(cast.minute_taker)
    assert client.post(at("minutes-read-back", meeting.pk), {"votes": ""}).status_code == 422
    meeting.minutes.refresh_from_db()
    assert meeting.minutes.read_back_at is None
