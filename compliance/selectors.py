"""From the facts of many cells to the report: a fixed number of queries however many cells."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache

from django.db.models import Q
from django.urls import reverse

from chibo.core.labels import OBLIGATIONS, VERDICT_WORDS
from chibo.core.wording import capitalized
from chibo.rules.assessment import ADVISED, SEVERITY, Obligation, Verdict, worst
from chibo.rules.compliance import CellYear, Finding, duties, evaluate, judge
from chibo.rules.facts import MeetingFacts
from chibo.rules.instruments import ADOPTABLE, figures_of
from chibo.rules.local_time import local_day
from chibo.rules.marks import mark, marks
from chibo.rules.periods import MeetingKind, Period, year_periods
from chibo.rules.sources import SOURCES, Source
from chibo.rules.thresholds import Figure, Rulebook, Threshold
from chibo.rules.wording import percent
from meetings.ground.year import forget, year_facts
from members.models import InstrumentAdoption, Organization, OrganizationQuerySet
from members.selectors import rulebooks

WRONG = frozenset({Verdict.MISSED.value, Verdict.LATE.value})


@dataclass(frozen=True, slots=True)
class MatrixMark:
    """One mark of the matrix: the verdict of a period, and the page of its evidence."""

    verdict: str
    url: str
    about: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One cell with its sixteen marks, and how many of them are missed or late."""

    cell: Organization
    url: str
    marks: list[MatrixMark]
    missed: int
    late: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """The report of a year: a column per month, each quarter after its third month, a row per cell."""

    year: int
    columns: list[str]
    rows: list[MatrixRow]


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding as a page or a sheet prints it."""

    obligation: str
    verdict: str
    word: str
    figures: str
    source: str
    url: str
    is_advice: bool

    @property
    def is_wrong(self) -> bool:
        """Whether it is missed or late and asked of the cell."""
        return self.verdict in WRONG and not self.is_advice


@dataclass(frozen=True, slots=True)
class PeriodFindings:
    """All findings of one period of a cell."""

    key: str
    label: str
    verdict: str
    lines: list[FindingLine]

    @property
    def wrong(self) -> list[FindingLine]:
        """What is missed or late; advice is none of it, as it is left out of the mark."""
        return [line for line in self.lines if line.is_wrong]

    @property
    def right(self) -> list[FindingLine]:
        """Everything else."""
        return [line for line in self.lines if not line.is_wrong]


def columns_of(year: int) -> list[Period]:
    """Months 1–3, quarter I, months 4–6, quarter II …"""
    months, quarters = year_periods(MeetingKind.REGULAR, year), year_periods(MeetingKind.THEMATIC, year)
    return [
        period for index, quarter in enumerate(quarters) for period in (*months[index * 3 : index * 3 + 3], quarter)
    ]


def _cell_years(cells: list[Organization], year: int) -> Iterator[tuple[Organization, CellYear, Rulebook]]:
    facts, books = year_facts([cell.pk for cell in cells], year), rulebooks(cell.path for cell in cells)
    for cell in cells:
        yield cell, CellYear(year, tuple(facts.get(cell.pk, ())), cell.bound_since), books[cell.path]


def findings_of(cells: Iterable[Organization], year: int, now: datetime) -> dict[int, list[Finding]]:
    """The findings of a year of every cell: three queries at most, whatever their number."""
    return {cell.pk: evaluate(own, now, book) for cell, own, book in _cell_years(list(cells), year)}


@lru_cache(maxsize=2**17)
def _mark(
    kind: MeetingKind, period: Period, meetings: tuple[MeetingFacts, ...], book: Rulebook, today: date
) -> Verdict:
    """The mark of one duty. The same facts under the same rules on the same day always give the same mark."""
    return mark(judge(kind, period, meetings, datetime.combine(today, time(12)), book))


def forget_marks() -> None:
    """Forget every mark and what is remembered of locked meetings, as a new process has."""
    _mark.cache_clear()
    forget()


def marks_of(cells: Iterable[Organization], year: int, now: datetime) -> dict[int, dict[Period, Verdict]]:
    """The marks of a year of every cell: three queries at most, and what is settled is not judged again."""
    today = local_day(now)
    return {
        cell.pk: {period: _mark(kind, period, held, book, today) for kind, period, held in duties(own, book)}
        for cell, own, book in _cell_years(list(cells), year)
    }


def matrix(cells: Iterable[Organization], year: int, now: datetime, *, obligation: Obligation | None = None) -> Matrix:
    """The matrix of these cells; with an obligation, the marks are its verdicts alone."""
    cells = list(cells)
    if obligation is None:
        return matrix_of(cells, year, marks_of(cells, year, now))
    found = findings_of(cells, year, now)
    return matrix_of(cells, year, {pk: _obligation_marks(own, obligation) for pk, own in found.items()})


def matrix_of(cells: list[Organization], year: int, verdicts: dict[int, dict[Period, Verdict]]) -> Matrix:
    """The matrix of marks that are known."""
    periods = columns_of(year)
    rows = [_row(cell, verdicts[cell.pk], periods, year) for cell in cells]
    return Matrix(year, [_column_label(period) for period in periods], rows)


def _column_label(period: Period) -> str:
    return f"Th.{period.number}" if period.months == 1 else period.short_label.replace("quý", "Quý")


def _row(cell: Organization, verdicts: dict[Period, Verdict], periods: list[Period], year: int) -> MatrixRow:
    url = reverse("compliance:cell", args=[year, cell.pk])
    row = [
        MatrixMark(
            verdicts.get(period, Verdict.NOT_APPLICABLE).value,
            f"{url}#p-{period.key}",
            f"{cell.name}, {period.short_label}",
        )
        for period in periods
    ]
    counted = list(verdicts.values())
    return MatrixRow(cell, url, row, counted.count(Verdict.MISSED), counted.count(Verdict.LATE))


def _obligation_marks(found: list[Finding], obligation: Obligation) -> dict[Period, Verdict]:
    by_period: dict[Period, list[Verdict]] = {}
    for finding in found:
        if finding.assessment.obligation is obligation:
            by_period.setdefault(finding.period, []).append(finding.assessment.reported)
    return {period: worst(tuple(verdicts)) for period, verdicts in by_period.items()}


def cell_page(cell: Organization, year: int, now: datetime) -> list[PeriodFindings]:
    """The findings of one cell, period by period in the order of the columns."""
    found = findings_of([cell], year, now)[cell.pk]
    verdicts = marks(found)
    return [
        PeriodFindings(
            period.key,
            capitalized(period.label),
            verdicts[period].value,
            [finding_line(finding) for finding in found if finding.period == period],
        )
        for period in columns_of(year)
        if period in verdicts
    ]


def finding_line(finding: Finding) -> FindingLine:
    """A finding in words, with its figures, its legal source and the page of its meeting."""
    found = finding.assessment
    return FindingLine(
        obligation=OBLIGATIONS[found.obligation].full,
        verdict=found.reported.value,
        word=VERDICT_WORDS[found.reported.value],
        figures=found.figures,
        source=found.citation,
        url=reverse("meetings:detail", args=[finding.meeting]) if finding.meeting else "",
        is_advice=found.obligation in ADVISED,
    )


@dataclass(frozen=True, slots=True)
class Attention:
    """A cell that needs help, and why in one sentence."""

    cell: Organization
    url: str
    missed: int
    reason: str


def _recent_findings(cells: Collection[Organization], now: datetime) -> dict[int, list[Finding]]:
    """The findings of this year, and of the last month and quarter that are over where they lie in the year before."""
    today = local_day(now)
    found = findings_of(cells, today.year, now)
    over = {Period.of(kind, today).previous for kind in (MeetingKind.REGULAR, MeetingKind.THEMATIC)}
    if all(period.year == today.year for period in over):
        return found
    before = findings_of(cells, today.year - 1, now)
    return {pk: [*(one for one in before[pk] if one.period in over), *own] for pk, own in found.items()}


def attention(cells: Iterable[Organization], now: datetime) -> list[Attention]:
    """The cells with something not met, those with most first, then the most recent; the newest is the reason.

    Three queries at most, six in the first quarter of a year.
    """
    cells = list(cells)
    found = _recent_findings(cells, now)
    rows: list[tuple[date, Attention]] = []
    for cell in cells:
        failing = [
            one
            for one in found[cell.pk]
            if one.assessment.reported is Verdict.MISSED and one.assessment.obligation not in ADVISED
        ]
        if failing:
            newest = max(failing, key=lambda one: (one.period.ends_on, SEVERITY[one.assessment.reported]))
            reason = f"{capitalized(newest.period.label)}: {newest.assessment.figures}"
            url = reverse("compliance:cell", args=[newest.period.year, cell.pk])
            row = Attention(cell, url, len(failing), reason)
            rows.append((newest.period.ends_on, row))
    rows.sort(key=lambda pair: (-pair[1].missed, -pair[0].toordinal(), pair[1].cell.path))
    return [row for _, row in rows]


def worst_first(report: Matrix) -> Matrix:
    """The same matrix, the cells with most that is not met on top, then most that is late."""
    rows = sorted(report.rows, key=lambda row: (-row.missed, -row.late, row.cell.path))
    return replace(report, rows=rows)


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure in force for an organisation, with its source.

    ``is_local``: a committee set it; ``is_adopted``: it came with a local instrument that a committee adopted.
    """

    title: str
    value: str
    source: str
    since: date
    is_local: bool
    is_adopted: bool


def figures_in_force(organization: Organization, on: date) -> list[FigureLine]:
    """Every figure of the rulebook that binds the organisation on that day."""
    book = rulebooks([organization.path])[organization.path]
    rows = (book.row(code, on) for code in Figure)
    return [
        FigureLine(
            row.title,
            _value(row),
            row.citation,
            row.since,
            is_local=bool(row.path) and not row.is_adopted,
            is_adopted=row.is_adopted,
        )
        for row in rows
        if row
    ]


def _value(row: Threshold) -> str:
    return str(row.value) if row.value.denominator == 1 else percent(row.value)


@dataclass(frozen=True, slots=True)
class LocalInstrument:
    """A local instrument that a committee may adopt: what it prescribes, and by whom it is adopted already."""

    key: str
    source: Source
    figures: list[str]  # "Gửi kết quả tự chấm điểm (ngày làm việc): 3"
    adoptions: list[InstrumentAdoption]  # that concern the reader, by place in the tree


def local_instruments(organization: Organization, settable: OrganizationQuerySet, on: date) -> list[LocalInstrument]:
    """The local instruments with their figures of that day and the adoptions that concern the reader. One query.

    Those are the adoptions by the organisation, by the committees above it and by those in ``settable``.
    """
    above = [organization.path[:end] for end in range(len(organization.path) + 1)]
    rows = InstrumentAdoption.objects.filter(Q(organization__path__in=above) | Q(organization__in=settable))
    found: dict[str, list[InstrumentAdoption]] = {key: [] for key in ADOPTABLE}
    for row in rows.select_related("organization").order_by("organization__path", "since"):
        found.setdefault(row.instrument, []).append(row)
    return [
        LocalInstrument(
            key,
            SOURCES[key],
            [f"{row.title}: {_value(row)}" for row in figures_of(key) if row.in_force(on, "")],
            found[key],
        )
        for key in ADOPTABLE
    ]
