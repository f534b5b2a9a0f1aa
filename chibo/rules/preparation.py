"""Checks of what comes before a meeting: the committee's agreement, the papers, reports on assignments."""

from datetime import date, datetime, timedelta

from chibo.rules.assessment import Assessment, Obligation, Verdict, not_applicable
from chibo.rules.deadlines import Deadline, undone
from chibo.rules.facts import MeetingFacts
from chibo.rules.periods import MeetingKind
from chibo.rules.thresholds import Figure, Rulebook

WEEK = timedelta(days=7)


def lead_time_ends_on(facts: MeetingFacts, book: Rulebook) -> date | None:
    """The last day on which papers may still be circulated (HD 42: at least one day before)."""
    row = book.row(Figure.PAPERS_DAYS_MIN, facts.held_on)
    return facts.held_on - timedelta(days=row.number) if row else None


def circulation_opens_on(facts: MeetingFacts, book: Rulebook) -> date | None:
    """The first day of the window in which papers are best circulated (practice: five days before)."""
    last, on = lead_time_ends_on(facts, book), facts.held_on
    target = book.row(Figure.PAPERS_DAYS_TARGET, on)
    return min(last, on - timedelta(days=target.number)) if last and target else last


def committee(facts: MeetingFacts, now: datetime, book: Rulebook) -> Assessment:
    """The cell committee agrees the content beforehand (HD 42); how many days, a committee above may prescribe."""
    if facts.kind is MeetingKind.COMMITTEE:
        return not_applicable(Obligation.COMMITTEE, "Đây là kỳ họp của chi ủy.")
    row = book.row(Figure.COMMITTEE_DAYS, facts.held_on)
    if row is None:
        return not_applicable(Obligation.COMMITTEE)
    until = facts.held_on - timedelta(days=row.number)
    return Deadline(
        Obligation.COMMITTEE,
        rule=row,
        opens_on=until - WEEK,
        until_on=until,
        done="Thống nhất nội dung ngày {0:%d/%m/%Y}; hạn {1:%d/%m/%Y}.",
        pending="Chưa ghi nhận chi ủy thống nhất nội dung; nên xong chậm nhất ngày {0:%d/%m/%Y}.",
    ).judge(done_at=facts.committee_agreed_at, now=now, over=facts.opened_at is not None)


def papers(facts: MeetingFacts, now: datetime, book: Rulebook) -> Assessment:
    """Notice and papers go out at least one day before, best five (HD 42; practice)."""
    on = facts.held_on
    row, until = book.row(Figure.PAPERS_DAYS_MIN, on), lead_time_ends_on(facts, book)
    opens = circulation_opens_on(facts, book)
    if row is None or until is None or opens is None:
        return not_applicable(Obligation.PAPERS)
    days_before = max((on - facts.circulated_at.date()).days, 0) if facts.circulated_at else 0
    return Deadline(
        Obligation.PAPERS,
        rule=row,
        opens_on=opens,
        until_on=until,
        done="Gửi ngày {0:%d/%m/%Y}, trước {2} ngày; quy định ít nhất {3} ngày.",
        pending="Chưa gửi. Nên gửi từ {1:%d/%m}, chậm nhất {0:%d/%m/%Y}.",
        extra=(days_before, row.number),
    ).judge(done_at=facts.circulated_at, now=now, over=facts.opened_at is not None)


def assignments(facts: MeetingFacts, now: datetime, book: Rulebook) -> Assessment:
    """Members report every month on what they took on, before the next regular meeting (practice)."""
    row = book.row(Figure.ASSIGNMENT_DAYS, facts.held_on) if facts.kind is MeetingKind.REGULAR else None
    if row is None or not facts.assignments_due:
        return not_applicable(Obligation.ASSIGNMENTS, "Không có nhiệm vụ đến kỳ báo cáo.")
    until = facts.held_on - timedelta(days=row.number)
    opens, all_reported = until - WEEK, facts.assignments_reported >= facts.assignments_due
    verdict = Verdict.MET if all_reported else undone(now, opens, until)
    counts = f"{facts.assignments_reported} trên {facts.assignments_due} nhiệm vụ đã báo cáo"
    wording = counts + ("." if all_reported else "; hạn {0:%d/%m/%Y}.")
    return Assessment(Obligation.ASSIGNMENTS, verdict, wording, (until,), opens, until, None, row)
