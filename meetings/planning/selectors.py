"""What planning reads: the duties of a year, the next one, and what may be chosen."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from chibo.core.wording import capitalized
from chibo.rules.assessment import Verdict
from chibo.rules.compliance import CellYear, Finding, duties, judge
from chibo.rules.conditions import planned_span
from chibo.rules.conduct import last_day
from chibo.rules.marks import telling
from chibo.rules.occasions import PARTNER_KINDS, minutes_left
from chibo.rules.periods import ROMAN, MeetingKind, Period, year_periods
from chibo.rules.sessions import LONGEST
from chibo.rules.thresholds import Figure, Rulebook
from meetings.ground.selectors import able_members
from meetings.ground.year import year_facts
from meetings.models import Meeting
from members.models import Member, Organization, User
from members.selectors import committee_members, rulebook_of
from topics.access import visible_topics
from topics.models import Topic

USUAL_TIME = time(19, 30)  # where the cell has not set its own
USUAL_MINUTES = 90
PERIODS_BACK, PERIODS_AHEAD = {1: 2, 3: 1}, {1: 12, 3: 4}  # by the months of a period
DUTIES = (MeetingKind.REGULAR, MeetingKind.THEMATIC)


@dataclass(frozen=True, slots=True)
class Duty:
    """One month or the topic of one quarter as the year shows it; ``url`` opens its meeting or plans it."""

    label: str
    verdict: str
    detail: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months and their thematic meeting."""

    label: str
    duties: list[Duty]


def year_of(organization: Organization, year: int, now: datetime, *, plans: bool) -> list[Quarter]:
    """The duties of a cell in a year, quarter by quarter, each with the mark of the report. Three queries."""
    book = rulebook_of(organization)
    facts = year_facts([organization.pk], year).get(organization.pk, [])
    cell = CellYear(year, tuple(facts), organization.bound_since)
    found = {(kind, period): telling(judge(kind, period, held, now, book)) for kind, period, held in duties(cell, book)}
    return [
        Quarter(f"Quý {ROMAN[quarter.number - 1]}", _duties(organization, quarter, found, plans=plans))
        for quarter in year_periods(MeetingKind.THEMATIC, year)
    ]


def _duties(
    organization: Organization, quarter: Period, found: dict[tuple[MeetingKind, Period], Finding], *, plans: bool
) -> list[Duty]:
    first = quarter.first_month
    months = [Period.month(quarter.year, month) for month in range(first, first + quarter.months)]
    keys = [*((MeetingKind.REGULAR, month) for month in months), (MeetingKind.THEMATIC, quarter)]
    return [_duty(organization, kind, period, found.get((kind, period)), plans=plans) for kind, period in keys]


def _duty(
    organization: Organization, kind: MeetingKind, period: Period, finding: Finding | None, *, plans: bool
) -> Duty:
    label = "Chuyên đề" if kind is MeetingKind.THEMATIC else capitalized(period.short_label)
    if finding is None:
        return Duty(label, Verdict.NOT_APPLICABLE.value, "Chi bộ chưa bắt đầu sinh hoạt trong kỳ này.")
    url = reverse("meetings:detail", args=[finding.meeting]) if finding.meeting else ""
    if not url and plans and finding.assessment.verdict is not Verdict.MISSED:
        url = f"{reverse('meetings:plan')}?organization={organization.pk}&kind={kind.value}&period={period.key}"
    return Duty(label, finding.assessment.verdict.value, finding.assessment.figures, url)


# Choosing ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlanningOptions:
    """What may be chosen for a meeting of this kind."""

    kind: MeetingKind
    periods: list[Period]  # empty where the day alone says which period it is
    topics: QuerySet[Topic]
    chairs: list[Member]
    minute_takers: list[Member]
    partners: QuerySet[Meeting]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a new meeting starts from; ``starts_at`` is local, None where no day is usual."""

    period: Period | None
    starts_at: datetime | None
    minutes: int
    place: str
    partner: Meeting | None = None


def _around(kind: MeetingKind, on: date) -> list[Period]:
    """The months or quarters before and after the day, in order."""
    period = Period.of(kind, on)
    back, ahead = PERIODS_BACK[period.months], PERIODS_AHEAD[period.months]
    for _ in range(back):
        period = period.previous
    around = [period]
    for _ in range(back + ahead):
        around.append(around[-1].following)
    return around


def free_periods(organization: Organization, kind: MeetingKind, on: date, keep: str = "") -> list[Period]:
    """The months without a regular meeting, or all quarters, around the day; ``keep`` is one not to leave out."""
    if kind not in DUTIES:
        return []
    around = _around(kind, on)
    if kind is MeetingKind.THEMATIC:
        return around
    held = Meeting.objects.alive().filter(organization=organization, kind=kind)
    taken = set(held.filter(period__in=[each.key for each in around]).values_list("period", flat=True))
    return [each for each in around if each.key == keep or each.key not in taken]


def next_duty(organization: Organization, kind: MeetingKind, on: date) -> Period | None:
    """The first duty from the day on that has no meeting yet and can still be met; None where no duty is known."""
    book = rulebook_of(organization)
    free = [each for each in free_periods(organization, kind, on) if last_day(kind, each, book)[0] >= on]
    if kind is MeetingKind.THEMATIC:
        held = Meeting.objects.alive().filter(organization=organization, kind=kind)
        taken = set(held.filter(period__in=[each.key for each in free]).values_list("period", flat=True))
        free = [each for each in free if each.key not in taken] or free
    return free[0] if free else None


def suggest(organization: Organization, kind: MeetingKind, period: Period | None, now: datetime) -> Suggestion:
    """Day, time, length and place to start from: the usual ones of the cell in that month or quarter."""
    book, on = rulebook_of(organization), timezone.localtime(now).date()
    period = period or next_duty(organization, kind, on)
    minutes = _least_minutes(book, on)
    if kind not in DUTIES or period is None:
        return Suggestion(None, None, minutes, organization.meeting_place)
    partner = _partner_to_follow(organization, period, now) if kind is MeetingKind.THEMATIC else None
    if partner is not None:
        _, ends_at = planned_span(timezone.localtime(partner.starts_at), partner.planned_minutes)
        rest = minutes_left(partner.planned_minutes, on, book)
        return Suggestion(period, ends_at, rest, partner.place, partner)
    return Suggestion(period, _usual_start(organization, period, on), minutes, organization.meeting_place)


def _least_minutes(book: Rulebook, on: date) -> int:
    row = book.row(Figure.MINUTES_REGULAR, on)
    return row.number if row else USUAL_MINUTES


def _usual_start(organization: Organization, period: Period, on: date) -> datetime:
    """The cell's usual day in the first month of the period that still lies ahead, else in the first of all."""
    at = organization.regular_time or USUAL_TIME
    months = range(period.first_month, period.first_month + period.months)
    days = [date(period.year, month, organization.regular_day) for month in months]
    day = next((each for each in days if each >= on), days[0])
    return timezone.make_aware(datetime.combine(day, at))


def _partner_to_follow(organization: Organization, period: Period, now: datetime) -> Meeting | None:
    """The next regular meeting of the quarter that no thematic one follows yet."""
    alone = Meeting.objects.alive().filter(organization=organization, combined_with=None, combined_by=None)
    ahead = alone.filter(kind=MeetingKind.REGULAR, starts_at__gt=now).order_by("starts_at")
    first = ahead.first()
    inside = first and period.starts_on <= first.starts_on <= period.ends_on
    return first if inside else None


def planning_options(
    user: User, organization: Organization, kind: MeetingKind, now: datetime, meeting: Meeting | None = None
) -> PlanningOptions:
    """The choices of the planning form; ``meeting`` is the one that is being changed."""
    on = timezone.localtime(now).date()
    officers = [member for member, _ in committee_members(organization, on)]
    people = able_members(organization, kind, on)
    return PlanningOptions(
        kind=kind,
        periods=free_periods(organization, kind, on, keep=meeting.period if meeting else ""),
        topics=visible_topics(user, on)
        .filter(organization=organization, year__in=(on.year, on.year + 1))
        .order_by("year", "quarter", "pk"),
        chairs=_with(officers or people, meeting.chair if meeting else None),
        minute_takers=_with(people, meeting.minute_taker if meeting else None),
        partners=_partners(organization, kind, meeting),
    )


def _with(people: list[Member], chosen: Member | None) -> list[Member]:
    """The list, with somebody who was chosen before and stands on it no more."""
    return [*people, chosen] if chosen and chosen not in people else people


def _partners(organization: Organization, kind: MeetingKind, meeting: Meeting | None) -> QuerySet[Meeting]:
    """Meetings of the other kind that this one may follow; none for one that is itself followed."""
    if kind not in DUTIES or (meeting and getattr(meeting, "combined_by", None)):
        return Meeting.objects.none()
    free = Q(combined_with=None, combined_by=None)
    mine = Q(pk=meeting.combined_with_id) if meeting else Q(pk=None)
    ahead = Meeting.objects.ahead().filter(organization=organization, kind=PARTNER_KINDS[kind])
    return ahead.filter(free | mine).order_by("starts_at")


def spans_near(
    organization_id: int, span: tuple[datetime, datetime], *, without: int | None
) -> list[tuple[Meeting, datetime, datetime]]:
    """The other living meetings of the cell around that span of time, with the span each is planned to take."""
    from_at, to_at = span[0] - LONGEST, span[1]
    others = Meeting.objects.alive().filter(organization_id=organization_id, starts_at__range=(from_at, to_at))
    spans = []
    for other in others.exclude(pk=without or 0):
        begins, ends = planned_span(timezone.localtime(other.starts_at), other.planned_minutes)
        spans.append((other, begins, ends))
    return spans
