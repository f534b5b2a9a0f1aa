"""What waits for a person today, by what the person holds: one question, then the rest."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.urls import reverse

from chibo.core.models import IS_TO_HAND_OVER, IS_TROUBLED, OutboundMessage
from chibo.rules.assessment import Obligation, Verdict
from chibo.rules.assigning import Progress
from chibo.rules.compliance import CellYear, Finding, evaluate
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.powers import Power, holds_anywhere
from chibo.rules.timeline import assess
from chibo.rules.workflow import MeetingState
from compliance.access import visible_cells
from compliance.selectors import Attention, attention
from meetings.access import visible_meetings
from meetings.assignments.selectors import my_assignments
from meetings.ground.year import year_facts
from meetings.models import Acknowledgement, Assignment, Meeting
from meetings.overview.selectors import MeetingPage, Step, meeting_page
from members.access import grants_of, member_of, organizations_where
from members.models import Member, Organization, User
from members.namesakes import names_of
from members.selectors import rulebooks
from topics.selectors import cells_with_topic

PLAN_AHEAD_DAYS = 20
FOLLOW_UP_DAYS = 31  # what was due longer ago stands in the report and is no task any more
CELLS_SHOWN, NAMES_SHOWN = 10, 3
RELATED = ("organization", "chair", "minute_taker", "topic")


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, why now, where."""

    title: str
    detail: str
    url: str
    mark: str = Verdict.DUE.value


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home page of one person."""

    heading: str
    next_meeting: MeetingPage | None = None
    tasks: list[Task] = field(default_factory=list)
    attention: list[Attention] = field(default_factory=list)
    attention_left: int = 0  # cells that need attention and are not shown
    plan_url: str = ""  # where the person plans a meeting of the own cell, "" for whoever may not
    circulates: bool = False  # and sends it
    on_roll: bool = False  # somebody whom a cell expects at its meetings
    watches: bool = False  # a committee officer
    keeps_machine: bool = False  # a technician

    @property
    def steps(self) -> Sequence[Step]:
        """The timeline of the next meeting; an officer who plans none has it on the meeting's own page."""
        shown = self.next_meeting is not None and (bool(self.plan_url) or not self.watches)
        return self.next_meeting.steps if self.next_meeting and shown else ()


def home_page(user: User, now: datetime) -> HomePage:
    """Everything the home page prints, for secretary, member, officer or technician."""
    today, member = now.date(), member_of(user)
    own = list(organizations_where(user, Power.READ_CIRCULATED, today))
    planned = list(organizations_where(user, Power.PLAN_MEETING, today).cells())
    watched = list(visible_cells(user, today).exclude(pk__in=[cell.pk for cell in planned]))
    meeting = _next_meeting(user, own, now, leads=bool(planned))
    page = meeting_page(meeting, user, now) if meeting else None
    failing = attention(watched, now) if watched else []
    return HomePage(
        heading=_heading(page, today, expected=bool(own)) if not watched else _heading_of_officer(failing),
        next_meeting=page,
        tasks=[*_leading_tasks(user, planned, now), *(_member_tasks(member, page, today) if member else [])],
        attention=failing[:CELLS_SHOWN],
        attention_left=max(len(failing) - CELLS_SHOWN, 0),
        plan_url=f"{reverse('meetings:plan')}?organization={planned[0].pk}" if planned else "",
        circulates=holds_anywhere(grants_of(user, today), Power.CIRCULATE),
        on_roll=bool(own),
        watches=bool(watched),
        keeps_machine=user.is_technician,
    )


def _next_meeting(user: User, own: Collection[Organization], now: datetime, *, leads: bool) -> Meeting | None:
    """The nearest unfinished meeting of the person's cells; whoever leads finishes the last one first."""
    if not own:
        return None
    unfinished = Q(state__in=(MeetingState.PLANNED, MeetingState.CIRCULATED, MeetingState.IN_SESSION))
    if leads:
        unfinished |= Q(state=MeetingState.HELD)
    else:
        unfinished &= Q(starts_at__gte=now.replace(hour=0, minute=0, second=0, microsecond=0))
    rows = visible_meetings(user, now.date()).filter(unfinished, organization__in=own).order_by("starts_at")
    return rows.select_related(*RELATED).first()


def _heading_of_officer(failing: Collection[Attention]) -> str:
    return f"{len(failing)} chi bộ cần chú ý" if failing else "Không chi bộ nào cần chú ý"


def _heading(page: MeetingPage | None, today: date, *, expected: bool) -> str:
    if page is None:
        return "Chưa có kỳ sinh hoạt nào sắp tới" if expected else "Hôm nay"
    days = (page.meeting.starts_on - today).days
    period = Period.parse(page.meeting.period).short_label
    if page.meeting.state == MeetingState.HELD:
        return f"Hoàn thành biên bản kỳ sinh hoạt {period}"
    if days > 0:
        return f"Còn {days} ngày đến kỳ sinh hoạt {period}"
    return f"Hôm nay có kỳ sinh hoạt {period}" if days == 0 else f"Kỳ sinh hoạt {period} chưa ghi nhận đã họp"


# Whoever leads a cell ---------------------------------------------------------------------------------------------


def _leading_tasks(user: User, planned: list[Organization], now: datetime) -> list[Task]:
    """What the rulebook asks of the cells led, what was not delivered, who is late. The same queries for any number."""
    if not planned:
        return []
    led = list(organizations_where(user, Power.CIRCULATE, now.date()).cells())
    found = _findings(planned, now)
    tasks = [*_planning_tasks(planned, found, now.date())]
    if led:
        follow_up = [finding for cell in led for finding in found[cell.pk]]
        tasks = [*_follow_up_tasks(follow_up, now.date()), *tasks, *_delivery_tasks(led), *_overdue(led, now.date())]
    return tasks


def _findings(cells: Collection[Organization], now: datetime) -> dict[int, list[Finding]]:
    """What the rulebook finds in the year, and in the last one while its last meeting may still be open.

    An extraordinary meeting is no duty of the report, but its papers wait like those of any other.
    """
    today, found = now.date(), defaultdict[int, list[Finding]](list)
    books = rulebooks(cell.path for cell in cells)
    for year in sorted({today.year, (today - timedelta(days=FOLLOW_UP_DAYS)).year}):
        facts = year_facts([cell.pk for cell in cells], year)
        for cell in cells:
            own, book = tuple(facts.get(cell.pk, ())), books[cell.path]
            found[cell.pk] += evaluate(CellYear(year, own, cell.bound_since), now, book)
            found[cell.pk] += [
                Finding(meeting.period, assessment, meeting.ref)
                for meeting in own
                if meeting.kind is MeetingKind.EXTRAORDINARY
                for assessment in assess(meeting, now, book)
            ]
    return found


FOLLOW_UPS = {
    Obligation.MINUTES: ("Khóa biên bản", "meetings:minutes"),
    Obligation.RESOLUTION: ("Ban hành nghị quyết", "resolutions:of-meeting"),
    Obligation.SCORE: ("Gửi điểm tự chấm", "meetings:score"),
}


def _follow_up_tasks(found: Iterable[Finding], today: date) -> Iterator[Task]:
    """Papers of meetings that were held: what is open, oldest first; minutes for ever, the rest for a month."""
    for finding in sorted(found, key=lambda one: one.period):
        one = finding.assessment
        if not one.is_open or one.obligation not in FOLLOW_UPS or finding.meeting is None:
            continue
        is_old = one.until_on is not None and one.until_on < today - timedelta(days=FOLLOW_UP_DAYS)
        if is_old and one.obligation is not Obligation.MINUTES:
            continue
        words, name = FOLLOW_UPS[one.obligation]
        title = f"{words} {finding.period.short_label}"
        yield Task(title, one.figures, reverse(name, args=[finding.meeting]), one.verdict.value)


def _planning_tasks(cells: Collection[Organization], found: dict[int, list[Finding]], today: date) -> Iterator[Task]:
    """Duties of this month, the next one and this quarter that no meeting is planned for."""
    month, quarter = Period.of(MeetingKind.REGULAR, today), Period.of(MeetingKind.THEMATIC, today)
    soon = month.following
    near = (soon.starts_on - today).days <= PLAN_AHEAD_DAYS
    rows = Meeting.objects.alive().filter(organization__in=cells, kind=MeetingKind.REGULAR, period=soon.key)
    ready = set(rows.values_list("organization_id", flat=True)) if near else set()
    chosen = cells_with_topic(cells, quarter.year, quarter.number)
    for cell in cells:
        where = f" của {cell.name}" if len(cells) > 1 else ""
        for finding in found[cell.pk]:
            if finding.meeting is None and finding.period == month:
                yield _plan(cell, MeetingKind.REGULAR, month, where, finding)
            if finding.meeting is None and finding.period == quarter and finding.assessment.is_open:
                yield _plan_topic(cell, quarter, where, finding, chosen=cell.pk in chosen)
        if near and cell.pk not in ready:
            yield _plan(cell, MeetingKind.REGULAR, soon, where)


def _plan(cell: Organization, kind: MeetingKind, period: Period, where: str, finding: Finding | None = None) -> Task:
    url = f"{reverse('meetings:plan')}?organization={cell.pk}&kind={kind.value}&period={period.key}"
    detail = finding.assessment.figures if finding else "Chưa có kỳ sinh hoạt thường kỳ nào."
    mark = finding.assessment.verdict.value if finding else Verdict.DUE.value
    return Task(f"Lập kỳ sinh hoạt {period.short_label}{where}", detail, url, mark)


def _plan_topic(cell: Organization, quarter: Period, where: str, finding: Finding, *, chosen: bool) -> Task:
    plan = _plan(cell, MeetingKind.THEMATIC, quarter, where, finding)
    url = plan.url if chosen else f"{reverse('topics:plan')}?year={quarter.year}&quarter={quarter.number}"
    words = "Lập kỳ sinh hoạt chuyên đề" if chosen else "Chọn chuyên đề"
    return Task(f"{words} {quarter.short_label}{where}", plan.detail, url, plan.mark)


def _overdue(cells: Collection[Organization], today: date) -> Iterator[Task]:
    rows = Assignment.objects.filter(organization__in=cells, progress=Progress.OPEN, due_on__lt=today)
    people = [row.member for row in rows.select_related("member").order_by("member__name_key", "member_id")]
    if people:
        names = list(names_of(people).values())
        more = f" và {len(names) - NAMES_SHOWN} đồng chí khác" if len(names) > NAMES_SHOWN else ""
        detail = f"Đồng chí {', '.join(names[:NAMES_SHOWN])}{more}"
        yield Task(f"{len(people)} nhiệm vụ quá hạn", detail, reverse("meetings:assignments"), Verdict.LATE.value)


def _delivery_tasks(cells: Collection[Organization]) -> Iterator[Task]:
    counts = (
        OutboundMessage.objects.filter(path__in=[cell.path for cell in cells], about__startswith="meeting:")
        .order_by("about")
        .values("about")
        .annotate(
            troubled=Count("pk", filter=IS_TROUBLED),
            by_hand=Count("recipient", distinct=True, filter=IS_TO_HAND_OVER),
        )
        .filter(Q(troubled__gt=0) | Q(by_hand__gt=0))
    )
    for row in counts:
        url = reverse("meetings:delivery", args=[row["about"].partition(":")[2]])
        if row["troubled"]:
            title = f"{row['troubled']} thư chưa gửi được"
            yield Task(title, "Xem lý do và gửi lại", url, Verdict.MISSED.value)
        if row["by_hand"]:
            yield Task(f"{row['by_hand']} đồng chí nhận tận tay", "Danh sách và tệp để in", url)


# Every member -----------------------------------------------------------------------------------------------------


def _member_tasks(member: Member, page: MeetingPage | None, today: date) -> Iterator[Task]:
    if page and page.reads_papers and page.facts.opened_at is None:
        versions = [line.version for line in page.drafts]
        receipts = Acknowledgement.objects.filter(member=member, version__in=versions)
        opened = set(receipts.values_list("version_id", flat=True))
        for line in page.drafts:
            if line.version.pk not in opened:
                url = reverse("meetings:draft", args=[line.version.pk])
                yield Task(f"Đọc: {line.draft.title}", "Tài liệu kỳ sinh hoạt tới", url)
    for row in my_assignments(member):
        late = row.due_on < today
        detail = f"Thời hạn {row.due_on:%d/%m/%Y}" + (", đã quá hạn" if late else "")
        url = reverse("meetings:assignment", args=[row.pk])
        yield Task(f"Báo cáo: {row.title}", detail, url, (Verdict.LATE if late else Verdict.DUE).value)


# The inbox --------------------------------------------------------------------------------------------------------


def inbox(user: User) -> QuerySet[OutboundMessage]:
    """What was told to the person within the program, newest first."""
    return OutboundMessage.objects.inbox_of(user)


def message_of(user: User, pk: int) -> OutboundMessage:
    """One message of the person. Raises Http404 for anybody else's."""
    message = OutboundMessage.objects.inbox_of(user).filter(pk=pk).first()
    if message is None:
        raise Http404
    return message
