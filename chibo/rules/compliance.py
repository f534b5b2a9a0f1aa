"""The report: the duties of a cell in a year, judged from its meetings. Facts in, findings out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chibo.rules.assessment import Assessment, Obligation, not_applicable
from chibo.rules.conduct import deadline_words, last_day
from chibo.rules.deadlines import Deadline
from chibo.rules.facts import MeetingFacts
from chibo.rules.periods import MeetingKind, Period, year_periods
from chibo.rules.thresholds import Figure, Rulebook
from chibo.rules.timeline import assess
from chibo.rules.workflow import MeetingState

DAY = "{0:%d/%m/%Y}"


@dataclass(frozen=True, slots=True)
class CellYear:
    """The meetings of one cell in one year. ``since`` is the day from which the cell is bound (None: always)."""

    year: int
    meetings: tuple[MeetingFacts, ...]
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One obligation of one period; ``meeting`` is the reference of the meeting that is its evidence, if any."""

    period: Period
    assessment: Assessment
    meeting: int | None = None


def _pick(meetings: list[MeetingFacts]) -> MeetingFacts | None:
    """The meeting that stands for a month: one that was opened before one that is only planned."""
    alive = [facts for facts in meetings if facts.state is not MeetingState.CANCELLED]
    return min(alive, key=lambda facts: (facts.opened_at is None, facts.starts_at), default=None)


def month_findings(period: Period, meetings: list[MeetingFacts], now: datetime, book: Rulebook) -> list[Finding]:
    """The findings of one month: those of its regular meeting, or that there is none (CT 50)."""
    facts = _pick(meetings)
    if facts is not None:
        return [Finding(period, found, facts.ref) for found in assess(facts, now, book)]
    until, row = last_day(MeetingKind.REGULAR, period, book)
    return [
        Finding(
            period,
            Deadline(
                Obligation.HELD,
                rule=row,
                opens_on=period.starts_on,
                until_on=until,
                done="",
                pending=f"Không có kỳ sinh hoạt thường kỳ nào; {deadline_words(MeetingKind.REGULAR, row, DAY)}.",
            ).judge(done_at=None, now=now),
        )
    ]


def quarter_findings(period: Period, meetings: list[MeetingFacts], now: datetime, book: Rulebook) -> list[Finding]:
    """At least one thematic meeting a quarter; a regular one never counts (HD 42). Then each meeting's own findings."""
    first = _pick(meetings)
    findings = [Finding(period, thematic_held(period, meetings, now, book), first.ref if first else None)]
    for facts in meetings:
        own = (found for found in assess(facts, now, book) if found.obligation is not Obligation.HELD)
        findings += [Finding(period, found, facts.ref) for found in own]
    return findings


def thematic_held(period: Period, meetings: list[MeetingFacts], now: datetime, book: Rulebook) -> Assessment:
    """Whether enough of the quarter's thematic meetings were opened, and in time (HD 42)."""
    row = book.row(Figure.THEMATIC_PER_QUARTER, period.ends_on)
    if row is None or row.number == 0:
        return not_applicable(Obligation.THEMATIC)
    held = sorted(facts.opened_at for facts in meetings if facts.opened_at)
    alert = book.row(Figure.THEMATIC_ALERT_DAYS, period.ends_on)
    done_at = held[row.number - 1] if len(held) >= row.number else None
    return Deadline(
        Obligation.THEMATIC,
        rule=row,
        opens_on=period.ends_on - timedelta(days=alert.number if alert else 0),
        until_on=period.ends_on,
        done="Đã họp {2} kỳ chuyên đề; quy định ít nhất {3} kỳ mỗi quý.",
        pending=f"Đã họp {len(held)} kỳ chuyên đề; còn thiếu, hạn {{0:%d/%m/%Y}}.",
        extra=(len(held), row.number),
    ).judge(done_at=done_at, now=now)


def duties(cell: CellYear, book: Rulebook) -> Iterator[tuple[MeetingKind, Period, tuple[MeetingFacts, ...]]]:
    """Twelve months, then four quarters, each with its meetings. Those that ended before ``since`` bind nobody."""
    by_duty: dict[tuple[MeetingKind, Period], list[MeetingFacts]] = {}
    for facts in cell.meetings:
        by_duty.setdefault((facts.kind, facts.period), []).append(facts)
    for kind in (MeetingKind.REGULAR, MeetingKind.THEMATIC):
        for period in year_periods(kind, cell.year):
            if cell.since is None or last_day(kind, period, book)[0] >= cell.since:
                yield kind, period, tuple(by_duty.get((kind, period), ()))


def judge(
    kind: MeetingKind, period: Period, meetings: tuple[MeetingFacts, ...], now: datetime, book: Rulebook
) -> list[Finding]:
    """The findings of one duty. Of ``now`` only its day in Việt Nam counts."""
    judged = quarter_findings if kind is MeetingKind.THEMATIC else month_findings
    return judged(period, list(meetings), now, book)


def evaluate(cell: CellYear, now: datetime, book: Rulebook) -> list[Finding]:
    """Every finding of the year, duty by duty."""
    return [finding for duty in duties(cell, book) for finding in judge(*duty, now, book)]
