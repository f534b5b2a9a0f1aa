"""The states of meetings and resolutions and the table of moves between them.

The table drives guards, buttons, words and tests. ``needs`` block; ``advises`` warn and may be overruled with a reason.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from chibo.rules.powers import Power
from chibo.rules.refusal import Refusal, RuleRefused


class MeetingState(StrEnum):
    PLANNED = "planned"
    CIRCULATED = "circulated"
    IN_SESSION = "in_session"
    HELD = "held"
    LOCKED = "locked"
    CANCELLED = "cancelled"


class ResolutionState(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    ABANDONED = "abandoned"


class Action(StrEnum):
    PLAN = "plan"
    EDIT = "edit"
    MOVE = "move"
    COMMENT = "comment"
    ANSWER = "answer"
    CIRCULATE = "circulate"
    OPEN = "open"
    RECORD = "record"
    CLOSE = "close"
    LOCK = "lock"
    CANCEL = "cancel"
    ISSUE = "issue"
    ABANDON = "abandon"
    UNDO_OPENING = "undo_opening"


class Need(StrEnum):
    """Conditions that a move asks for. True when the condition is satisfied."""

    AGENDA = "agenda"
    PLACE = "place"
    CHAIR = "chair"
    MINUTE_TAKER = "minute_taker"
    ROLL_CALL = "roll_call"
    VOTES = "votes"
    ENDED = "ended"
    READ_BACK = "read_back"
    MINUTES_LOCKED = "minutes_locked"
    VOTE_CARRIED = "vote_carried"
    TEXT = "text"
    SIGNER = "signer"
    TERM = "term"


class Advice(StrEnum):
    """Conditions that are advised. Unsatisfied ones may be overruled with a reason, which the audit keeps."""

    LEAD_TIME = "lead_time"
    PRESENTERS = "presenters"
    PEOPLE = "people"
    COMMITTEE_AGREED = "committee_agreed"
    PLANNED_TIME = "planned_time"
    DRAFTS = "drafts"
    CIRCULATED = "circulated"
    QUORUM = "quorum"
    DURATION = "duration"
    CONCLUSIONS = "conclusions"
    APPROVAL = "approval"
    NOT_PAST = "not_past"
    RIGHT_PERIOD = "right_period"
    USUAL_DAYS = "usual_days"


State = MeetingState | ResolutionState


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of a table of moves. ``to`` None leaves the state as it is."""

    action: Action
    from_states: tuple[State, ...]
    to: State | None
    power: Power
    needs: tuple[Need, ...] = ()
    advises: tuple[Advice, ...] = ()


_BEFORE = (MeetingState.PLANNED, MeetingState.CIRCULATED)

MEETING_TRANSITIONS: tuple[Transition, ...] = (
    Transition(Action.EDIT, (*_BEFORE, MeetingState.IN_SESSION), None, Power.PLAN_MEETING),
    Transition(
        Action.MOVE,
        _BEFORE,
        None,
        Power.PLAN_MEETING,
        advises=(Advice.NOT_PAST, Advice.RIGHT_PERIOD, Advice.USUAL_DAYS),
    ),
    Transition(Action.COMMENT, _BEFORE, None, Power.COMMENT),
    Transition(Action.ANSWER, (*_BEFORE, MeetingState.IN_SESSION, MeetingState.HELD), None, Power.CIRCULATE),
    Transition(
        Action.CIRCULATE,
        (MeetingState.PLANNED,),
        MeetingState.CIRCULATED,
        Power.CIRCULATE,
        needs=(Need.AGENDA, Need.PLACE, Need.CHAIR),
        advises=(
            Advice.LEAD_TIME,
            Advice.PRESENTERS,
            Advice.PEOPLE,
            Advice.COMMITTEE_AGREED,
            Advice.PLANNED_TIME,
            Advice.DRAFTS,
        ),
    ),
    Transition(
        Action.OPEN,
        _BEFORE,
        MeetingState.IN_SESSION,
        Power.RUN_MEETING,
        needs=(Need.AGENDA, Need.CHAIR, Need.MINUTE_TAKER),
        advises=(Advice.CIRCULATED, Advice.PEOPLE),
    ),
    Transition(Action.RECORD, (MeetingState.IN_SESSION, MeetingState.HELD), None, Power.RUN_MEETING),
    Transition(Action.CLOSE, (MeetingState.IN_SESSION,), MeetingState.HELD, Power.RUN_MEETING, needs=(Need.ROLL_CALL,)),
    Transition(
        Action.LOCK,
        (MeetingState.HELD,),
        MeetingState.LOCKED,
        Power.LOCK_MINUTES,
        needs=(Need.ROLL_CALL, Need.VOTES, Need.ENDED, Need.READ_BACK),
        advises=(Advice.QUORUM, Advice.PEOPLE, Advice.DURATION, Advice.CONCLUSIONS, Advice.APPROVAL),
    ),
    Transition(
        Action.UNDO_OPENING,
        (MeetingState.IN_SESSION, MeetingState.HELD),
        MeetingState.PLANNED,
        Power.RUN_MEETING,
    ),
    Transition(Action.CANCEL, _BEFORE, MeetingState.CANCELLED, Power.CIRCULATE),
)

RESOLUTION_TRANSITIONS: tuple[Transition, ...] = (
    Transition(Action.EDIT, (ResolutionState.DRAFT,), None, Power.ISSUE_RESOLUTION),
    Transition(
        Action.ISSUE,
        (ResolutionState.DRAFT,),
        ResolutionState.ISSUED,
        Power.ISSUE_RESOLUTION,
        needs=(Need.MINUTES_LOCKED, Need.VOTE_CARRIED, Need.TEXT, Need.SIGNER, Need.TERM),
    ),
    Transition(Action.ABANDON, (ResolutionState.DRAFT,), ResolutionState.ABANDONED, Power.ISSUE_RESOLUTION),
)


def transition(state: State, action: Action) -> Transition | None:
    """The row that allows the action in this state, or None."""
    table = MEETING_TRANSITIONS if isinstance(state, MeetingState) else RESOLUTION_TRANSITIONS
    return next((row for row in table if row.action is action and state in row.from_states), None)


def allows(state: State, action: Action) -> bool:
    """Whether the table knows this action in this state; its needs are another question."""
    return transition(state, action) is not None


def blockers(state: State, action: Action, unmet: Collection[Need | Advice]) -> tuple[Need, ...]:
    """Needs of the action that are unmet, in the order of the table. Raises RuleRefused: ``state``."""
    row = transition(state, action)
    if row is None:
        raise RuleRefused(Refusal.STATE, state=state, action=action)
    return tuple(need for need in row.needs if need in unmet)


def warnings(state: State, action: Action, unmet: Collection[Need | Advice]) -> tuple[Advice, ...]:
    """Advice of the action that is not followed, in the order of the table. Raises RuleRefused: ``state``."""
    row = transition(state, action)
    if row is None:
        raise RuleRefused(Refusal.STATE, state=state, action=action)
    return tuple(advice for advice in row.advises if advice in unmet)


def advance(
    state: State, action: Action, unmet: Collection[Need | Advice], *, reason: str = "", **told: object
) -> State:
    """The state after the action; ``told`` is what the sentences of the advice say besides, such as names.

    Raises RuleRefused: ``state`` where it is no move, ``blocked`` with the unmet needs, ``advised`` with the advice
    that is not followed while no reason is given.
    """
    if missing := blockers(state, action, unmet):
        raise RuleRefused(Refusal.BLOCKED, missing)
    if (ignored := warnings(state, action, unmet)) and not reason.strip():
        raise RuleRefused(Refusal.ADVISED, ignored, **told)
    row = transition(state, action)
    return row.to if row and row.to else state
