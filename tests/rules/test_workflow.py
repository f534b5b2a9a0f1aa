"""The moves of meetings and resolutions: every state times every action against the legal ones."""

from itertools import product

import pytest

from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.workflow import (
    MEETING_TRANSITIONS,
    RESOLUTION_TRANSITIONS,
    Action,
    Advice,
    MeetingState,
    Need,
    ResolutionState,
    advance,
    allows,
    blockers,
    transition,
    warnings,
)

MEETING_MOVES = {
    ("planned", "edit"): ("planned", "plan_meeting"),
    ("circulated", "edit"): ("circulated", "plan_meeting"),
    ("in_session", "edit"): ("in_session", "plan_meeting"),
    ("planned", "move"): ("planned", "plan_meeting"),
    ("circulated", "move"): ("circulated", "plan_meeting"),
    ("planned", "comment"): ("planned", "comment"),
    ("circulated", "comment"): ("circulated", "comment"),
    ("planned", "answer"): ("planned", "circulate"),
    ("circulated", "answer"): ("circulated", "circulate"),
    ("in_session", "answer"): ("in_session", "circulate"),
    ("held", "answer"): ("held", "circulate"),
    ("planned", "circulate"): ("circulated", "circulate"),
    ("planned", "open"): ("in_session", "run_meeting"),
    ("circulated", "open"): ("in_session", "run_meeting"),
    ("in_session", "record"): ("in_session", "run_meeting"),
    ("held", "record"): ("held", "run_meeting"),
    ("in_session", "close"): ("held", "run_meeting"),
    ("held", "lock"): ("locked", "lock_minutes"),
    ("in_session", "undo_opening"): ("planned", "run_meeting"),
    ("held", "undo_opening"): ("planned", "run_meeting"),
    ("planned", "cancel"): ("cancelled", "circulate"),
    ("circulated", "cancel"): ("cancelled", "circulate"),
}
RESOLUTION_MOVES = {
    ("draft", "edit"): ("draft", "issue_resolution"),
    ("draft", "issue"): ("issued", "issue_resolution"),
    ("draft", "abandon"): ("abandoned", "issue_resolution"),
}
NEEDS = {
    "circulate": ["agenda", "place", "chair"],
    "open": ["agenda", "chair", "minute_taker"],
    "close": ["roll_call"],
    "lock": ["roll_call", "votes", "ended", "read_back"],
    "issue": ["minutes_locked", "vote_carried", "text", "signer", "term"],
}
ADVISES = {
    "move": ["not_past", "right_period", "usual_days"],
    "circulate": ["lead_time", "presenters", "people", "committee_agreed", "planned_time", "drafts"],
    "open": ["circulated", "people"],
    "lock": ["quorum", "people", "duration", "conclusions", "approval"],
}


@pytest.mark.parametrize(("state", "action"), list(product(MeetingState, Action)))
def test_every_state_and_action_of_a_meeting(state, action):
    row, legal = transition(state, action), MEETING_MOVES.get((state.value, action.value))
    assert allows(state, action) is (legal is not None)
    assert (row and ((row.to or state).value, row.power.value)) == legal
    if legal:
        assert advance(state, action, ()).value == legal[0]
    else:
        assert_refused(state, action)


@pytest.mark.parametrize(("state", "action"), list(product(ResolutionState, Action)))
def test_every_state_and_action_of_a_resolution(state, action):
    row, legal = transition(state, action), RESOLUTION_MOVES.get((state.value, action.value))
    assert (row and ((row.to or state).value, row.power.value)) == legal
    if legal:
        assert advance(state, action, ()).value == legal[0]
    else:
        assert_refused(state, action)


def assert_refused(state, action):
    for ask in (blockers, warnings, advance):
        with pytest.raises(RuleRefused) as refusal:
            ask(state, action, ())
        assert (refusal.value.code, refusal.value.missing) == ("state", ())
        assert refusal.value.detail == {"state": state, "action": action}


@pytest.mark.parametrize("row", [*MEETING_TRANSITIONS, *RESOLUTION_TRANSITIONS], ids=lambda row: row.action.value)
def test_what_each_move_needs_and_advises(row):
    assert [need.value for need in row.needs] == NEEDS.get(row.action.value, [])
    assert [advice.value for advice in row.advises] == ADVISES.get(row.action.value, [])


def test_every_condition_is_asked_for_somewhere():
    assert {need.value for need in Need} == {name for names in NEEDS.values() for name in names}
    assert {advice.value for advice in Advice} == {name for names in ADVISES.values() for name in names}


def test_one_row_at_most_answers_for_a_state_and_an_action():
    pairs = [
        (row.action, state) for row in (*MEETING_TRANSITIONS, *RESOLUTION_TRANSITIONS) for state in row.from_states
    ]
    assert len(pairs) == len(set(pairs)) == 25


def test_every_state_of_a_meeting_can_be_reached():
    assert {row.to for row in MEETING_TRANSITIONS if row.to} | {MeetingState.PLANNED} == set(MeetingState)


@pytest.mark.parametrize("state", [MeetingState.LOCKED, MeetingState.CANCELLED, ResolutionState.ISSUED])
def test_nothing_leaves_a_final_state(state):
    assert [action for action in Action if allows(state, action)] == []


def test_blockers_come_in_the_order_of_the_table_and_only_those_of_the_move():
    unmet = (Need.CHAIR, Need.ROLL_CALL, Need.AGENDA, Advice.DRAFTS)
    assert blockers(MeetingState.PLANNED, Action.CIRCULATE, unmet) == (Need.AGENDA, Need.CHAIR)


def test_warnings_come_in_the_order_of_the_table_and_only_those_of_the_move():
    unmet = (Advice.DRAFTS, Advice.QUORUM, Need.AGENDA, Advice.LEAD_TIME)
    assert warnings(MeetingState.PLANNED, Action.CIRCULATE, unmet) == (Advice.LEAD_TIME, Advice.DRAFTS)


@pytest.mark.parametrize("reason", ["", "Đồng ý làm ngay"])
def test_a_need_blocks_whatever_the_reason(reason):
    with pytest.raises(RuleRefused) as refusal:
        advance(MeetingState.PLANNED, Action.CIRCULATE, (Need.PLACE, Advice.LEAD_TIME), reason=reason)
    assert (refusal.value.code, refusal.value.missing) == ("blocked", ("place",))


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_advice_asks_for_a_reason(reason):
    with pytest.raises(RuleRefused) as refusal:
        advance(MeetingState.PLANNED, Action.CIRCULATE, (Advice.LEAD_TIME, Advice.QUORUM), reason=reason)
    assert (refusal.value.code, refusal.value.missing) == ("advised", ("lead_time",))


def test_advice_is_overruled_with_a_reason():
    unmet = (Advice.LEAD_TIME, Advice.DRAFTS)
    assert advance(MeetingState.PLANNED, Action.CIRCULATE, unmet, reason="Họp gấp do bão") is MeetingState.CIRCULATED


def test_conditions_of_other_moves_do_not_matter():
    assert advance(MeetingState.HELD, Action.LOCK, (Need.PLACE, Advice.LEAD_TIME)) is MeetingState.LOCKED


def test_a_refusal_carries_code_missing_and_detail():
    refusal = RuleRefused(Refusal.TOO_MANY_VOTES, cast=12, present=10)
    assert (refusal.code, refusal.missing, refusal.detail) == ("too_many_votes", (), {"cast": 12, "present": 10})
