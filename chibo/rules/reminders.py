"""Which reminders a meeting asks for, when, and until when they are still useful."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from chibo.rules.facts import MeetingFacts
from chibo.rules.follow_up import resolution, score
from chibo.rules.preparation import circulation_opens_on, lead_time_ends_on
from chibo.rules.thresholds import Figure, Rulebook
from chibo.rules.workflow import MeetingState

SEND_AT = time(7)
MEMBER_FIGURES = (Figure.REMINDER_FIRST, Figure.REMINDER_SECOND, Figure.REMINDER_LAST)


class Notice(StrEnum):
    """Kinds of reminder."""

    MEETING = "meeting_comes"
    PAPERS_OPEN = "papers_window_opens"
    PAPERS_LAST = "papers_last_day"
    UNREAD = "papers_unread"
    RESOLUTION = "resolution_due"
    SCORE = "score_due"


class Audience(StrEnum):
    """Whom a reminder is for. Organisers are the secretary and the deputy of the cell."""

    MEMBERS = "members"
    ORGANISERS = "organisers"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder of one meeting. ``key`` is unique within the meeting; it follows the day, not the hour."""

    notice: Notice
    audience: Audience
    due_at: datetime
    useful_until: datetime
    key: str

    def is_due(self, now: datetime) -> bool:
        return self.due_at <= now

    def is_stale(self, now: datetime) -> bool:
        """Whether its use is over: it is written down as dropped and not sent."""
        return now >= self.useful_until


def _at(facts: MeetingFacts, days_before: int) -> datetime:
    day = facts.starts_at - timedelta(days=days_before)
    return day.replace(hour=SEND_AT.hour, minute=SEND_AT.minute, second=0, microsecond=0)


def _key(facts: MeetingFacts, notice: Notice, mark: object) -> str:
    return f"{facts.starts_at:%Y%m%d}:{notice.value}:{mark}"


def member_reminders(facts: MeetingFacts, book: Rulebook) -> list[Reminder]:
    """The meeting's reminders to members, earliest first (practice: 5, 3, 1 days before).

    One that falls before the circulation or the move to this day is left out: the notice has just said the same.
    """
    told = [at for at in (facts.circulated_at, facts.moved_at) if at is not None]
    on = facts.starts_at.date()
    days = sorted({row.number for code in MEMBER_FIGURES if (row := book.row(code, on))}, reverse=True)
    result = []
    for position, before in enumerate(days):
        due_at = _at(facts, before)
        until = _at(facts, days[position + 1]) if position + 1 < len(days) else facts.starts_at
        if all(due_at > at for at in told):
            key = _key(facts, Notice.MEETING, f"{before}d")
            result.append(Reminder(Notice.MEETING, Audience.MEMBERS, due_at, until, key))
    return result


def _organiser(facts: MeetingFacts, notice: Notice, due_at: datetime, until: datetime) -> Reminder:
    return Reminder(notice, Audience.ORGANISERS, due_at, until, _key(facts, notice, f"{due_at:%Y%m%d}"))


def preparation_reminders(facts: MeetingFacts, book: Rulebook) -> list[Reminder]:
    """To the organisers while nothing is circulated: the window opens; the last day is here (HD 42)."""
    on = facts.starts_at.date()
    opens, last = circulation_opens_on(facts, book), lead_time_ends_on(facts, book)
    if opens is None or last is None:
        return []
    first, second = _at(facts, (on - opens).days), _at(facts, (on - last).days)
    result = [_organiser(facts, Notice.PAPERS_LAST, second, facts.starts_at)]
    return [_organiser(facts, Notice.PAPERS_OPEN, first, second), *result] if first < second else result


def unread_reminders(facts: MeetingFacts) -> list[Reminder]:
    """To the organisers on the evening before: who has not opened the papers; none where they went out later."""
    due_at = _at(facts, 1).replace(hour=17)
    if facts.circulated_at is None or due_at <= facts.circulated_at:
        return []
    return [_organiser(facts, Notice.UNREAD, due_at, facts.starts_at)]


def follow_up_reminders(facts: MeetingFacts, now: datetime, book: Rulebook) -> list[Reminder]:
    """To the organisers after the meeting: the resolution, the score, on the last day of each (HD 42; local).

    Nothing is asked for that was not voted.
    """
    result = []
    for notice, check in ((Notice.RESOLUTION, resolution), (Notice.SCORE, score)):
        found = check(facts, now, book)
        if found.until_on and found.is_open and facts.closed_at is not None:
            due_at = datetime.combine(found.until_on, SEND_AT, facts.starts_at.tzinfo)
            result.append(_organiser(facts, notice, due_at, due_at + timedelta(days=7)))
    return result


def reminders(facts: MeetingFacts, now: datetime, book: Rulebook) -> list[Reminder]:
    """Every reminder that the meeting asks for in its present state, due or not."""
    if facts.state is MeetingState.PLANNED:
        return preparation_reminders(facts, book)
    if facts.state is MeetingState.CIRCULATED:
        return [*member_reminders(facts, book), *unread_reminders(facts)]
    if facts.state in (MeetingState.HELD, MeetingState.LOCKED):
        return follow_up_reminders(facts, now, book)
    return []


def due_reminders(facts: MeetingFacts, now: datetime, book: Rulebook) -> list[Reminder]:
    """Those whose moment has come at ``now``, useful or stale."""
    return [reminder for reminder in reminders(facts, now, book) if reminder.is_due(now)]
