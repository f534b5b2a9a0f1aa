"""What the pages before a meeting read: the year of a cell, the next duty, and what may be chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from chibo.core.wording import capitalized
from chibo.rules.assessment import Verdict
from chibo.rules.census import Condition
from chibo.rules.compliance import CellYear, Finding, duties, judge
from chibo.rules.conditions import planned_span
from chibo.rules.conduct import last_day
from chibo.rules.marks import telling
from chibo.rules.periods import ROMAN, MeetingKind, Period, year_periods
from chibo.rules.powers import Power
from chibo.rules.thresholds import Figure, Rulebook
from chibo.rules.workflow import Action, MeetingState
from meetings.labels import STATES
from meetings.models import Meeting
from meetings.selectors.pages import MeetingPage, title_of
from meetings.selectors.year import year_facts
from members.access import in_force
from members.models import Member, MemberCondition, Membership, Organization, User
from members.selectors import committee_members, roll, rulebook_of
from topics.access import visible_topics
from topics.models import Topic

USUAL_TIME = time(19, 30)  # where the cell has not set its own
USUAL_MINUTES = 90
SHORTEST = 30  # minutes of a thematic meeting that follows a regular one
PERIODS_BACK, PERIODS_AHEAD = {1: 2, 3: 1}, {1: 12, 3: 4}  # by the months of a period
DUTIES = (MeetingKind.REGULAR, MeetingKind.THEMATIC)


# The year ---------------------------------------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list."""

    meeting: Meeting
    title: str
    state: str
    is_ahead: bool


def meeting_lines(meetings: Iterable[Meeting]) -> list[MeetingLine]:
    """The meetings as a list prints them."""
    ahead = (MeetingState.PLANNED, MeetingState.CIRCULATED, MeetingState.IN_SESSION)
    return [
        MeetingLine(row, title_of(row), STATES[MeetingState(row.state)], MeetingState(row.state) in ahead)
        for row in meetings
    ]


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


def headline(meeting: Meeting, now: datetime) -> str:
    """What matters now about a meeting, as the heading of its page."""
    title, state = title_of(meeting), MeetingState(meeting.state)
    name = title[0].lower() + title[1:]
    if state in (MeetingState.PLANNED, MeetingState.CIRCULATED):
        days = (timezone.localtime(meeting.starts_at).date() - timezone.localtime(now).date()).days
        near = {0: f"Hôm nay {name}", 1: f"Ngày mai {name}"}
        return near.get(days) or (f"Còn {days} ngày đến {name}" if days > 0 else f"Đã qua ngày hẹn của {name}")
    return {MeetingState.IN_SESSION: f"Đang họp: {name}", MeetingState.HELD: f"Biên bản chưa khóa: {name}"}.get(
        state, f"{title}: đã hủy" if state is MeetingState.CANCELLED else title
    )


@dataclass(frozen=True, slots=True)
class Link:
    """A main action: its words and where it leads."""

    label: str
    url: str


def main_action(page: MeetingPage, now: datetime) -> Link | None:
    """The one thing to do now on the page of a meeting, for the person the page was made for."""
    if page.needs and page.needs[0].url:
        return Link(page.needs[0].action, page.needs[0].url)
    if page.next_action:
        return _next_move(page, now)
    unread = next((line for line in page.drafts if not line.is_read), None)
    if unread and Action.COMMENT in page.actions and Power.PLAN_MEETING not in page.powers:
        return Link(f"Đọc: {unread.draft.title}", reverse("meetings:draft", args=[unread.version.pk]))
    if page.facts.state is MeetingState.PLANNED and Action.EDIT in page.actions:
        return _link("Soạn chương trình", "agenda", page)
    return _after_locking(page) if page.facts.state is MeetingState.LOCKED else None


def _next_move(page: MeetingPage, now: datetime) -> Link | None:
    if page.next_action == Action.OPEN and timezone.localtime(now).date() < page.facts.starts_at.date():
        waits = page.troubled or page.by_hand
        return _link("Theo dõi việc gửi tài liệu", "delivery", page) if waits else None
    moves = {
        Action.CIRCULATE: ("Gửi thông báo, tài liệu", "circulate"),
        Action.OPEN: ("Bắt đầu buổi sinh hoạt", "open"),
        Action.RECORD: ("Vào buổi sinh hoạt", "day"),
        Action.LOCK: ("Hoàn thiện và khóa biên bản", "minutes"),
    }
    return _link(*moves[Action(page.next_action)], page)


def _after_locking(page: MeetingPage) -> Link | None:
    if Power.SEND_SCORE in page.powers and page.facts.score_sent_at is None:
        return _link("Chấm điểm và gửi cấp ủy", "score", page)
    return _link("Đọc biên bản", "minutes-document", page) if Power.READ_ISSUED in page.powers else None


def _link(label: str, name: str, page: MeetingPage) -> Link:
    return Link(label, reverse(f"meetings:{name}", args=[page.meeting.pk]))


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


def _following(period: Period) -> Period:
    month = period.first_month + period.months
    return Period(period.year + month // 13, (month - 1) % 12 + 1, period.months)


def _around(kind: MeetingKind, on: date) -> list[Period]:
    """The months or quarters before and after the day, in order."""
    period = Period.of(kind, on)
    back, ahead = PERIODS_BACK[period.months], PERIODS_AHEAD[period.months]
    for _ in range(back):
        period = period.previous
    around = [period]
    for _ in range(back + ahead):
        around.append(_following(around[-1]))
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
    minutes = _least_minutes(book, Figure.MINUTES_REGULAR, on)
    if kind not in DUTIES or period is None:
        return Suggestion(None, None, minutes, organization.meeting_place)
    partner = _partner_to_follow(organization, period, now) if kind is MeetingKind.THEMATIC else None
    if partner is not None:
        _, ends_at = planned_span(timezone.localtime(partner.starts_at), partner.planned_minutes)
        rest = max(_least_minutes(book, Figure.MINUTES_COMBINED, on) - partner.planned_minutes, SHORTEST)
        return Suggestion(period, ends_at, rest, partner.place, partner)
    return Suggestion(period, _usual_start(organization, period, on), minutes, organization.meeting_place)


def _least_minutes(book: Rulebook, figure: Figure, on: date) -> int:
    row = book.row(figure, on)
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
    inside = first and period.starts_on <= timezone.localtime(first.starts_at).date() <= period.ends_on
    return first if inside else None


def planning_options(
    user: User, organization: Organization, kind: MeetingKind, now: datetime, meeting: Meeting | None = None
) -> PlanningOptions:
    """The choices of the planning form; ``meeting`` is the one that is being changed."""
    on = timezone.localtime(now).date()
    officers = [member for member, _ in committee_members(organization, on)]
    people = able_members(organization, on)
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
    other = MeetingKind.THEMATIC if kind is MeetingKind.REGULAR else MeetingKind.REGULAR
    free = Q(combined_with=None, combined_by=None)
    mine = Q(pk=meeting.combined_with_id) if meeting else Q(pk=None)
    ahead = Meeting.objects.ahead().filter(organization=organization, kind=other)
    return ahead.filter(free | mine).order_by("starts_at")


def able_members(organization: Organization, on: date) -> list[Member]:
    """Who may be given a part in a meeting of that day: the roll but those away and suspended, by name."""
    absent = {Condition.AWAY, Condition.SUSPENDED}
    return [line.member for line in roll(organization, on) if not line.conditions & absent]


def count_able(meeting: Meeting) -> int:
    """How many ``able_members`` there are on the day of the meeting. Two light queries, and nobody is read."""
    on = timezone.localtime(meeting.starts_at).date()
    rows = Membership.objects.filter(in_force(on), organization=meeting.organization_id).order_by()
    visiting: dict[int, bool] = {}
    for member_id, is_visiting in rows.values_list("member_id", "is_visiting"):
        visiting[member_id] = visiting.get(member_id, True) and is_visiting
    absent = MemberCondition.objects.filter(
        in_force(on), member__in=visiting, condition__in=(Condition.AWAY, Condition.SUSPENDED)
    )
    gone = {
        member_id
        for member_id, condition in absent.order_by().values_list("member_id", "condition")
        if condition == Condition.SUSPENDED or not visiting[member_id]
    }
    return len(visiting) - len(gone)
