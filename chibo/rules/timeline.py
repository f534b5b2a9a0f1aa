"""The timeline of one meeting: every obligation of the month in order, with the reminders that go out by themselves."""

from datetime import datetime

from chibo.rules import conduct, follow_up, preparation
from chibo.rules.assessment import Assessment, Obligation, Verdict, not_applicable
from chibo.rules.facts import MeetingFacts
from chibo.rules.reminders import member_reminders
from chibo.rules.thresholds import Figure, Rulebook
from chibo.rules.workflow import MeetingState

MEETING_CHECKS = (
    preparation.committee,
    preparation.papers,
    conduct.held,
    conduct.duration,
    conduct.attendance,
    conduct.minutes,
    follow_up.resolution,
    follow_up.score,
)


def assess(facts: MeetingFacts, now: datetime, book: Rulebook) -> tuple[Assessment, ...]:
    """Every obligation of one meeting that a report shows. A cancelled meeting obliges to nothing."""
    if facts.state is MeetingState.CANCELLED:
        return ()
    return tuple(check(facts, now, book) for check in MEETING_CHECKS)


def reminders(facts: MeetingFacts, now: datetime, book: Rulebook) -> Assessment:
    """The automatic step: on which days members are reminded (practice: 5, 3 and 1 days before)."""
    dates = [reminder.due_at for reminder in member_reminders(facts, book)]
    if facts.opened_at:
        dates = [at for at in dates if facts.circulated_at and at < facts.opened_at]
    rule = book.row(Figure.REMINDER_FIRST, facts.starts_at.date())
    if not dates and rule is None:
        return not_applicable(Obligation.REMINDERS)
    if not dates:
        wording = "Không còn lần nhắc nào trước kỳ này."
        return Assessment(Obligation.REMINDERS, Verdict.NOT_APPLICABLE, wording, rule=rule)
    done = facts.circulated_at is not None and now >= dates[-1]
    wording = "Tự nhắc ngày " + ", ".join(f"{at:%d/%m}" for at in dates) + "."
    verdict = Verdict.MET if done else Verdict.NOT_DUE
    first, last = dates[0].date(), dates[-1].date()
    return Assessment(Obligation.REMINDERS, verdict, wording, (), first, last, dates[-1] if done else None, rule)


def timeline(facts: MeetingFacts, now: datetime, book: Rulebook) -> tuple[Assessment, ...]:
    """The steps as the meeting page shows them, in the order of the month; empty for a cancelled meeting."""
    steps = {step.obligation: step for step in assess(facts, now, book)}
    if not steps:
        return ()
    steps[Obligation.REMINDERS] = reminders(facts, now, book)
    steps[Obligation.ASSIGNMENTS] = preparation.assignments(facts, now, book)
    return tuple(steps[obligation] for obligation in Obligation if obligation in steps)
