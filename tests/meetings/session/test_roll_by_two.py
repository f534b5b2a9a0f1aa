"""The roll called by two at once: a line goes to whoever changed it, with scripts and without."""

import pytest

from chibo.core.contest import Seen
from chibo.rules.census import Mark
from chibo.rules.refusal import RuleRefused
from meetings.session.selectors import answer_on, line_of
from meetings.session.services import MarkInput, call_roll
from tests.meetings import staging
from tests.meetings.reading import at, seen_on, text
from tests.sending import form_on

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def taker(client, cast, moved_clock):
    moved_clock(cast.now)
    client.force_login(cast.minute_taker)
    return client


@pytest.fixture
def meeting(cast):
    return staging.called(cast)


def page(client, meeting):
    """The whole form of the roll as it stands."""
    return form_on(client.get(at("session", meeting.pk)), f"seen_{meeting.attendances.first().pk}")[1]


def answer(meeting, person):
    row = staging.line(meeting, person)
    return row.mark, row.reason


def test_a_stale_roll_changes_only_the_lines_that_its_sender_changed(cast, taker, meeting):
    stale, other = page(taker, meeting), staging.line(meeting, cast.member)
    staging.call(cast, meeting, cast.deputy, Mark.EXCUSED, "ốm")
    sent = {**stale, f"mark_{other.pk}": "present"}
    assert taker.post(at("roll", meeting.pk), sent).status_code == 303
    assert answer(meeting, cast.deputy) == ("absent_excused", "ốm")
    assert answer(meeting, cast.member) == ("present", "")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_line_that_both_changed_is_refused_with_both_answers(cast, taker, meeting, headers):
    row, other = staging.line(meeting, cast.deputy), staging.line(meeting, cast.member)
    stale = page(taker, meeting) | {f"mark_{row.pk}": "absent_unexcused", f"mark_{other.pk}": "present"}
    staging.call(cast, meeting, cast.deputy, Mark.EXCUSED, "ốm")
    refused = taker.post(at("roll", meeting.pk), stale, headers=headers)
    assert refused.status_code == 409
    words = "Lê Văn Đức: người khác vừa ghi “Vắng có lý do (ốm)”, đồng chí chọn “Vắng không lý do”."
    assert words in text(refused)
    assert answer(meeting, cast.deputy) == ("absent_excused", "ốm")
    assert answer(meeting, cast.member) == ("absent_unexcused", "")  # of one sending all or nothing
    assert taker.post(at("roll", meeting.pk), stale | seen_on(refused)).status_code == 303
    assert answer(meeting, cast.deputy) == ("absent_unexcused", "")
    assert answer(meeting, cast.member) == ("present", "")


def test_a_reason_that_both_changed_is_a_contest_too(cast, taker, meeting):
    row = staging.line(meeting, cast.official)
    stale = page(taker, meeting) | {f"reason_{row.pk}": "đi công tác"}
    staging.call(cast, meeting, cast.official, Mark.EXCUSED, "đi thăm ốm")
    refused = taker.post(at("roll", meeting.pk), stale)
    assert "“Vắng có lý do (đi thăm ốm)”, đồng chí chọn “Vắng có lý do (đi công tác)”" in text(refused)
    assert answer(meeting, cast.official) == ("absent_excused", "đi thăm ốm")


def test_everybody_present_leaves_who_was_excused_meanwhile(cast, taker):
    meeting = staging.opened(cast)
    stale = page(taker, meeting)
    staging.call(cast, meeting, cast.deputy, Mark.EXCUSED, "ốm")
    assert taker.post(at("roll", meeting.pk), stale | {"everybody": "1"}).status_code == 303
    assert answer(meeting, cast.deputy) == ("absent_excused", "ốm")
    assert answer(meeting, cast.secretary) == ("present", "")


def test_everybody_is_asked_again_under_the_lock(cast, meeting):
    row = staging.line(meeting, cast.official)
    marks = [MarkInput(row.pk, Mark.PRESENT, if_unmarked=True)]
    call_roll(actor=cast.minute_taker, now=cast.now, meeting=meeting, marks=marks)
    assert answer(meeting, cast.official) == ("absent_excused", "đi viện")


def test_a_line_that_does_not_say_what_it_showed_writes_over_nothing(cast, taker, meeting):
    row = staging.line(meeting, cast.official)
    assert taker.post(at("roll", meeting.pk), {f"mark_{row.pk}": "present"}).status_code == 409
    assert answer(meeting, cast.official) == ("absent_excused", "đi viện")
    unmarked = staging.line(meeting, cast.exempt)
    assert taker.post(at("roll", meeting.pk), {f"mark_{unmarked.pk}": "present"}).status_code == 303


def test_a_saved_line_goes_on_from_what_was_saved(cast, taker, meeting):
    row = staging.line(meeting, cast.deputy)
    seen = {f"seen_{row.pk}": page(taker, meeting)[f"seen_{row.pk}"][0]}
    for mark in ("absent_unexcused", "present", "absent_unexcused"):
        saved = taker.post(at("roll", meeting.pk), {f"mark_{row.pk}": mark, **seen}, headers=HTMX)
        assert (saved.status_code, answer(meeting, cast.deputy)) == (200, (mark, ""))
        seen = seen_on(saved)


def test_what_was_left_alone_asks_for_no_reason_and_is_no_new_answer(cast, meeting):
    row = staging.line(meeting, cast.official)
    shown = Seen.of({line_of(row): answer_on(row)})
    marks = [MarkInput(row.pk, Mark.EXCUSED, "đi viện", shown)]
    call_roll(actor=cast.secretary, now=cast.now, meeting=meeting, marks=marks)
    assert staging.line(meeting, cast.official).marked_by == cast.minute_taker
    marks = [MarkInput(row.pk, Mark.EXCUSED, " ", shown)]
    with pytest.raises(RuleRefused, match="reason_missing"):
        call_roll(actor=cast.secretary, now=cast.now, meeting=meeting, marks=marks)
