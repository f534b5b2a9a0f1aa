"""Checks of the meeting itself: held on time, long enough, attended, its minutes locked."""

from datetime import date, datetime, timedelta

from chibo.rules.assessment import Assessment, Obligation, Verdict, not_applicable
from chibo.rules.deadlines import Deadline
from chibo.rules.facts import MeetingFacts
from chibo.rules.local_time import local_day
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.thresholds import Figure, Rulebook, Threshold
from chibo.rules.wording import Share


def minutes_rule(facts: MeetingFacts, book: Rulebook) -> Threshold | None:
    """Least minutes of the occasion: 90 regular, 120 combined; none is prescribed for a thematic alone (HD 42)."""
    if facts.is_combined:
        return book.row(Figure.MINUTES_COMBINED, facts.held_on)
    return book.row(Figure.MINUTES_REGULAR, facts.held_on) if facts.kind is MeetingKind.REGULAR else None


def asks_minutes(facts: MeetingFacts) -> bool:
    """Whether such a meeting has a least length, once one is prescribed: a regular one, and a combined occasion."""
    return facts.is_combined or facts.kind is MeetingKind.REGULAR


def occasion_minutes(facts: MeetingFacts) -> int | None:
    """Minutes held, of the whole occasion where two meetings follow one another; None before the close."""
    return facts.occasion_minutes if facts.is_combined else facts.minutes


def last_day(kind: MeetingKind, period: Period, book: Rulebook) -> tuple[date, Threshold | None]:
    """The last day of a duty with its rule: the first week for a regular one (CT 50), else the end of the period.

    A day that the month does not have is its last one. No rule dates a committee's or an extraordinary meeting.
    """
    if kind is MeetingKind.REGULAR:
        row = book.row(Figure.REGULAR_LATEST_DAY, period.starts_on)
        latest = period.starts_on + timedelta(days=row.number - 1) if row else period.ends_on
        return min(latest, period.ends_on), row
    return period.ends_on, book.row(
        Figure.THEMATIC_PER_QUARTER, period.ends_on
    ) if kind is MeetingKind.THEMATIC else None


def deadline_words(kind: MeetingKind, row: Threshold | None, day: str) -> str:
    """The deadline within a sentence; ``day`` is its place in the values. Before any rule on the day it says so."""
    is_undated = row is None and kind in (MeetingKind.REGULAR, MeetingKind.THEMATIC)
    return f"khi ấy chưa có quy định về ngày họp, tính đến hết ngày {day}" if is_undated else f"hạn {day}"


def held(facts: MeetingFacts, now: datetime, book: Rulebook) -> Assessment:
    """The meeting takes place: day 03 or the first week of the month (CT 50); thematic within the quarter (HD 42)."""
    until, row = last_day(facts.kind, facts.period, book)
    planned_on = facts.starts_at.date()
    if facts.opened_at is None and planned_on > until and local_day(now) <= planned_on:
        wording = f"Dự kiến họp ngày {{0:%d/%m/%Y}}, sau {deadline_words(facts.kind, row, '{1:%d/%m/%Y}')}."
        return Assessment(
            Obligation.HELD, Verdict.LATE, wording, (planned_on, until), planned_on, planned_on, None, row
        )
    return Deadline(
        Obligation.HELD,
        rule=row,
        opens_on=min(planned_on, until),
        until_on=until,
        done=f"Họp ngày {{0:%d/%m/%Y}}; {deadline_words(facts.kind, row, '{1:%d/%m/%Y}')}.",
        pending=f"Chưa họp; {deadline_words(facts.kind, row, '{0:%d/%m/%Y}')}.",
    ).judge(done_at=facts.opened_at, now=now)


def duration(facts: MeetingFacts, now: datetime, book: Rulebook) -> Assessment:
    """At least 90 minutes; 120 in all when a regular and a thematic meeting follow one another (HD 42)."""
    row, held_minutes, on = minutes_rule(facts, book), occasion_minutes(facts), facts.held_on
    if row is None and asks_minutes(facts):
        return not_applicable(Obligation.DURATION)
    if row is None:
        return not_applicable(Obligation.DURATION, "Không có mức tối thiểu cho kỳ này.")
    if held_minutes is None:
        wording = "Tối thiểu {} phút."
        return Assessment(Obligation.DURATION, Verdict.NOT_DUE, wording, (row.number,), on, on, None, row)
    verdict = Verdict.MET if held_minutes >= row.number else Verdict.MISSED
    values = (held_minutes, row.number)
    wording = "Họp {} phút; tối thiểu {} phút."
    return Assessment(Obligation.DURATION, verdict, wording, values, on, on, facts.closed_at, row)


def attendance(facts: MeetingFacts, now: datetime, book: Rulebook) -> Assessment:
    """The share of expected members present reaches the target (HD 42)."""
    on = facts.held_on
    row = book.row(Figure.ATTENDANCE_TARGET, on)
    if row is None:
        return not_applicable(Obligation.ATTENDANCE)
    if facts.closed_at and not facts.expected:
        return not_applicable(Obligation.ATTENDANCE, "Không có đảng viên nào phải dự kỳ này.")
    target = Share(row.value.numerator, row.value.denominator)
    if facts.closed_at is None:
        return Assessment(Obligation.ATTENDANCE, Verdict.NOT_DUE, "Mức đề ra {}.", (target,), on, on, None, row)
    share = Share(facts.present, facts.expected)
    verdict = Verdict.MET if share.reaches(target) else Verdict.MISSED
    values = (facts.present, facts.expected, share, target)
    wording = "Có mặt {} trên {} đảng viên phải dự ({}); mức đề ra {}."
    return Assessment(Obligation.ATTENDANCE, verdict, wording, values, on, on, facts.closed_at, row)


def minutes(facts: MeetingFacts, now: datetime, book: Rulebook) -> Assessment:
    """Minutes are read back, approved and locked at the close; late once the papers of the meeting are due (HD 42)."""
    row = book.row(Figure.PUBLISH_DAYS, facts.held_on)
    if row is None:
        return not_applicable(Obligation.MINUTES)
    return Deadline(
        Obligation.MINUTES,
        rule=row,
        opens_on=facts.held_on,
        until_on=facts.held_on + timedelta(days=row.number),
        done="Khóa biên bản ngày {0:%d/%m/%Y}; hạn {1:%d/%m/%Y}.",
        pending="Chưa khóa biên bản; khóa khi kết thúc buổi, chậm nhất {0:%d/%m/%Y}.",
    ).judge(done_at=facts.minutes_locked_at, now=now, started=facts.opened_at is not None)
