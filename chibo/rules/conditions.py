"""Facts in, unmet conditions out: what ``workflow`` asks before a move. The warnings on every screen come from here."""

from datetime import date, datetime, timedelta

from chibo.rules.conduct import last_day, minutes_rule, occasion_minutes
from chibo.rules.doubts import Doubt, doubts
from chibo.rules.facts import MeetingFacts
from chibo.rules.local_time import local_day
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.preparation import lead_time_ends_on
from chibo.rules.thresholds import Rulebook
from chibo.rules.voting import minutes_approved
from chibo.rules.workflow import Advice, MeetingState, Need


def unmet_to_plan(
    *, kind: MeetingKind, period: Period, starts_at: datetime, now: datetime, book: Rulebook
) -> tuple[Advice, ...]:
    """Advice against a date: in the past, outside the period of the duty, after the first week (CT 50)."""
    on = local_day(starts_at)
    unmet = [Advice.NOT_PAST] if starts_at < now else []
    if not period.starts_on <= on <= period.ends_on:
        unmet.append(Advice.RIGHT_PERIOD)
    elif kind is MeetingKind.REGULAR and on > last_day(kind, period, book)[0]:
        unmet.append(Advice.USUAL_DAYS)
    return tuple(unmet)


def unmet(facts: MeetingFacts, now: datetime, book: Rulebook) -> tuple[Need | Advice, ...]:
    """Every condition of every move of a meeting that is not satisfied at ``now``."""
    planning = unmet_to_plan(kind=facts.kind, period=facts.period, starts_at=facts.starts_at, now=now, book=book)
    satisfied = {**_needs(facts), **_advice(facts, now, book)}
    return (*(condition for condition, met in satisfied.items() if not met), *planning)


def _needs(facts: MeetingFacts) -> dict[Need | Advice, bool]:
    return {
        Need.AGENDA: facts.agenda_items > 0,
        Need.PLACE: facts.has_place,
        Need.CHAIR: facts.has_chair,
        Need.MINUTE_TAKER: facts.has_minute_taker,
        Need.ROLL_CALL: facts.opened_at is not None and facts.unmarked == 0,
        Need.VOTES: facts.impossible_votes == 0,
        Need.ENDED: facts.closed_at is not None,
        Need.READ_BACK: facts.read_back_at is not None,
    }


def _advice(facts: MeetingFacts, now: datetime, book: Rulebook) -> dict[Need | Advice, bool]:
    return {
        Advice.LEAD_TIME: _in_time(local_day(now), lead_time_ends_on(facts, book)),
        Advice.PRESENTERS: not facts.items_without_presenter,
        Advice.PEOPLE: not doubts_of(facts, now),
        Advice.COMMITTEE_AGREED: facts.committee_agreed_at is not None,
        Advice.PLANNED_TIME: _long_enough(facts.planned_minutes, facts, book),
        Advice.DRAFTS: facts.drafts > 0,
        Advice.CIRCULATED: facts.circulated_at is not None,
        Advice.QUORUM: facts.quorum_met,
        Advice.DURATION: _long_enough(occasion_minutes(facts), facts, book),
        Advice.CONCLUSIONS: not facts.items_without_conclusion,
        Advice.APPROVAL: facts.approved_by is None or minutes_approved(facts.approved_by, facts.present),
    }


def doubts_of(facts: MeetingFacts, now: datetime) -> tuple[Doubt, ...]:
    """Whoever is named for something at this meeting and cannot do it: what ``Advice.PEOPLE`` is about."""
    is_called = facts.state in (MeetingState.IN_SESSION, MeetingState.HELD)
    return doubts(facts.named, held_on=facts.held_on, today=local_day(now), is_called=is_called)


def _in_time(today: date, last: date | None) -> bool:
    return last is None or today <= last


def _long_enough(length: int | None, facts: MeetingFacts, book: Rulebook) -> bool:
    rule = minutes_rule(facts, book)
    return rule is None or length is None or length >= rule.number


def overlaps(first: tuple[datetime, datetime], second: tuple[datetime, datetime]) -> bool:
    """Whether two spans of time overlap. Touching ends are allowed: the two meetings follow one another (HD 42)."""
    return first[0] < second[1] and second[0] < first[1]


def planned_span(starts_at: datetime, minutes: int) -> tuple[datetime, datetime]:
    """The span that a meeting is planned to take."""
    return starts_at, starts_at + timedelta(minutes=minutes)


def unmet_to_issue(
    *, minutes_locked: bool, vote_carried: bool, has_text: bool, has_signer: bool, in_term: bool
) -> tuple[Need, ...]:
    """Conditions of issuing a resolution that are not satisfied (Điều lệ, Điều 9; QĐ 399)."""
    satisfied = {
        Need.MINUTES_LOCKED: minutes_locked,
        Need.VOTE_CARRIED: vote_carried,
        Need.TEXT: has_text,
        Need.SIGNER: has_signer,
        Need.TERM: in_term,
    }
    return tuple(need for need, met in satisfied.items() if not met)
