"""Checks of what follows a meeting: the resolution handed on, the self-score sent upward."""

from datetime import date, datetime, timedelta

from chibo.rules.assessment import Assessment, Obligation, not_applicable
from chibo.rules.deadlines import Deadline, add_working_days
from chibo.rules.facts import MeetingFacts
from chibo.rules.periods import MeetingKind
from chibo.rules.thresholds import Figure, Rulebook


def resolution(facts: MeetingFacts, now: datetime, book: Rulebook) -> Assessment:
    """What was voted is issued and handed on within two days (HD 42)."""
    row = book.row(Figure.PUBLISH_DAYS, facts.held_on)
    if row is None:
        return not_applicable(Obligation.RESOLUTION)
    if facts.minutes_locked_at and not facts.resolution_carried:
        return not_applicable(Obligation.RESOLUTION, "Kỳ này không thông qua nghị quyết.")
    return Deadline(
        Obligation.RESOLUTION,
        rule=row,
        opens_on=facts.held_on,
        until_on=facts.held_on + timedelta(days=row.number),
        done="Ban hành ngày {0:%d/%m/%Y}; hạn {1:%d/%m/%Y}.",
        pending="Chưa ban hành; hạn {0:%d/%m/%Y}.",
    ).judge(done_at=facts.resolution_issued_at, now=now, started=facts.resolution_carried)


def late_score_ends_on(facts: MeetingFacts, book: Rulebook) -> date | None:
    """Until when a score that was forgotten may still be given: the year of its deadline (practice).

    None for a meeting that is not scored.
    """
    if facts.kind is not MeetingKind.REGULAR:
        return None
    row = book.row(Figure.SCORE_WORKING_DAYS, facts.held_on)
    until = add_working_days(facts.held_on, row.number, book.holidays) if row else facts.held_on
    return date(until.year, 12, 31)


def score(facts: MeetingFacts, now: datetime, book: Rulebook) -> Assessment:
    """The self-score of a regular meeting goes up within the working days that a committee prescribes, if any does."""
    row = book.row(Figure.SCORE_WORKING_DAYS, facts.held_on)
    if facts.kind is not MeetingKind.REGULAR:
        return not_applicable(Obligation.SCORE, "Không quy định cho kỳ này.")
    if row is None:
        return not_applicable(Obligation.SCORE, "Cấp ủy không quy định thời hạn gửi điểm tự chấm.")
    return Deadline(
        Obligation.SCORE,
        rule=row,
        opens_on=facts.held_on,
        until_on=add_working_days(facts.held_on, row.number, book.holidays),
        done="Gửi điểm tự chấm ngày {0:%d/%m/%Y}; hạn {1:%d/%m/%Y}.",
        pending="Chưa gửi điểm tự chấm; hạn {0:%d/%m/%Y}.",
    ).judge(done_at=facts.score_sent_at, now=now, started=facts.opened_at is not None)
