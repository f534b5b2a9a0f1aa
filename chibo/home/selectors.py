"""What waits for a person today, by what the person holds: one question, then the rest."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from chibo.core.models import OutboundMessage
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.powers import Power
from chibo.rules.workflow import MeetingState
from compliance.access import visible_cells
from compliance.selectors import Attention, attention
from meetings.codes import Progress
from meetings.models import Acknowledgement, Assignment, DraftVersion, Meeting
from meetings.selectors import MeetingPage, meeting_page, my_assignments
from members.access import member_of, organizations_where
from members.models import Member, Organization, User
from topics.selectors import open_topics


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, why now, where."""

    title: str
    detail: str
    url: str
    mark: str = "due"


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home page of one person."""

    heading: str
    next_meeting: MeetingPage | None = None
    tasks: list[Task] = field(default_factory=list)
    attention: list[Attention] = field(default_factory=list)
    watches: bool = False  # a committee officer
    keeps_machine: bool = False  # a technician


def home_page(user: User, now: datetime) -> HomePage:
    """Everything the home page prints, for secretary, member, officer or technician."""
    today, member = now.date(), member_of(user)
    meeting = _next_meeting(user, now)
    page = meeting_page(meeting, user, now) if meeting else None
    tasks = [*_leading_tasks(user, now), *(_member_tasks(member, page, today) if member else [])]
    watched = [] if _leads(user, today) else list(visible_cells(user, today))
    return HomePage(
        heading=_heading(page, bool(watched), today),
        next_meeting=page,
        tasks=tasks,
        attention=attention(watched, today.year, now)[:10] if watched else [],
        watches=bool(watched),
        keeps_machine=user.is_technician,
    )


def _leads(user: User, today: date) -> bool:
    return organizations_where(user, Power.PLAN_MEETING, today).exists()


def _next_meeting(user: User, now: datetime) -> Meeting | None:
    """The unfinished meeting of the person's own cells that is nearest, one not yet written up before the next one."""
    own = organizations_where(user, Power.READ_CIRCULATED, now.date())
    unfinished = Q(state__in=(MeetingState.PLANNED, MeetingState.CIRCULATED, MeetingState.IN_SESSION))
    if _leads(user, now.date()):
        unfinished |= Q(state=MeetingState.HELD)
    else:
        unfinished &= Q(starts_at__gte=now.replace(hour=0, minute=0))
    rows = Meeting.objects.filter(unfinished, organization__in=own).order_by("starts_at")
    return rows.select_related(*RELATED).first()


RELATED = ("organization", "chair", "minute_taker", "topic", "combined_with", "combined_by")


def _heading(page: MeetingPage | None, watches: bool, today: date) -> str:  # noqa: FBT001 – one caller, above
    if page is None:
        return "Các chi bộ cần chú ý" if watches else "Chưa có kỳ sinh hoạt nào sắp tới"
    days = (timezone.localtime(page.meeting.starts_at).date() - today).days
    period = Period.parse(page.meeting.period).short_label
    if page.meeting.state == MeetingState.HELD:
        return f"Hoàn thành biên bản kỳ sinh hoạt {period}"
    if days > 0:
        return f"Còn {days} ngày đến kỳ sinh hoạt {period}"
    return f"Hôm nay có kỳ sinh hoạt {period}" if days == 0 else f"Kỳ sinh hoạt {period} chưa ghi nhận đã họp"


def _leading_tasks(user: User, now: datetime) -> list[Task]:
    cells = list(organizations_where(user, Power.CIRCULATE, now.date()).cells())
    if not cells:
        return []
    tasks = [*_late_papers(cells), *_delivery_tasks(cells)]
    overdue = Assignment.objects.filter(organization__in=cells, progress=Progress.OPEN, due_on__lt=now.date())
    names = sorted({row.member.full_name for row in overdue.select_related("member")})
    if names:
        title = f"{len(overdue)} nhiệm vụ quá hạn"
        tasks.append(Task(title, f"Đồng chí {', '.join(names[:3])}", reverse("meetings:assignments"), "late"))
    for cell in cells:
        tasks += _planning_tasks(cell.pk, now.date())
    return tasks


def _late_papers(cells: list[Organization]) -> list[Task]:
    """Meetings that were held and are not finished: minutes to lock, a resolution to issue."""
    rows = Meeting.objects.filter(organization__in=cells, state=MeetingState.HELD).order_by("starts_at")
    return [
        Task(
            f"Khóa biên bản {Period.parse(row.period).short_label}",
            f"Họp ngày {timezone.localtime(row.starts_at):%d/%m/%Y}, biên bản chưa khóa",
            reverse("meetings:minutes", args=[row.pk]),
            "late",
        )
        for row in rows
    ]


def _delivery_tasks(cells: list[Organization]) -> list[Task]:
    counts = (
        OutboundMessage.objects.filter(path__in=[cell.path for cell in cells], about__startswith="meeting:")
        .order_by()
        .values("about")
        .annotate(
            troubled=Count("pk", filter=Q(state__in=("failed", "unknown"))),
            by_hand=Count("pk", filter=Q(state="queued", channel__in=("paper", "in_person", "phone"))),
        )
        .filter(Q(troubled__gt=0) | Q(by_hand__gt=0))
    )
    tasks = []
    for row in counts:
        url = reverse("meetings:delivery", args=[row["about"].partition(":")[2]])
        if row["troubled"]:
            tasks.append(Task(f"{row['troubled']} thư chưa gửi được", "Xem lý do và gửi lại", url, "missed"))
        if row["by_hand"]:
            tasks.append(Task(f"In {row['by_hand']} bản giấy, đưa tận tay", "Danh sách và tệp để in", url))
    return tasks


def _planning_tasks(cell_id: int, today: date) -> list[Task]:
    """Duties of this month and quarter that nothing is planned for."""
    month, quarter = Period.of(MeetingKind.REGULAR, today), Period.of(MeetingKind.THEMATIC, today)
    planned = set(
        Meeting.objects.alive()
        .filter(organization_id=cell_id, period__in=(month.key, following(month).key, quarter.key))
        .values_list("kind", "period")
    )
    tasks = []
    soon = following(month)
    if (MeetingKind.REGULAR, soon.key) not in planned and (soon.starts_on - today).days <= PLAN_AHEAD_DAYS:
        url = f"{reverse('meetings:plan')}?kind=regular&period={soon.key}"
        tasks.append(Task(f"Lập kỳ sinh hoạt {soon.short_label}", "Chưa có kỳ sinh hoạt thường kỳ", url))
    if (MeetingKind.THEMATIC, quarter.key) not in planned:
        left = (quarter.ends_on - today).days
        chosen = open_topics(cell_id, quarter.year, quarter.number).exists()
        url = f"{reverse('meetings:plan')}?kind=thematic&period={quarter.key}" if chosen else reverse("topics:list")
        title = f"{quarter.short_label[0].upper()}{quarter.short_label[1:]} chưa có chuyên đề"
        tasks.append(Task(title, f"Còn {left} ngày", url))
    return tasks


PLAN_AHEAD_DAYS = 20


def following(period: Period) -> Period:
    """The next month or quarter."""
    first = period.first_month + period.months
    year, month = (period.year + 1, first - 12) if first > 12 else (period.year, first)  # noqa: PLR2004 – of a year
    return Period(year, month, period.months)


def _member_tasks(member: Member, page: MeetingPage | None, today: date) -> list[Task]:
    tasks = []
    if page and page.reads_papers:
        versions = [line.version for line in page.drafts]
        opened = set(
            Acknowledgement.objects.filter(member=member, version__in=versions).values_list("version_id", flat=True)
        )
        tasks += [
            Task(f"Đọc: {line.draft.title}", "Tài liệu kỳ sinh hoạt tới", _draft_url(line.version))
            for line in page.drafts
            if line.version.pk not in opened
        ]
    for row in my_assignments(member):
        late = row.due_on < today
        detail = f"Thời hạn {row.due_on:%d/%m/%Y}" + (", đã quá hạn" if late else "")
        url = reverse("meetings:assignment", args=[row.pk])
        tasks.append(Task(f"Báo cáo: {row.title}", detail, url, "late" if late else "due"))
    return tasks


def _draft_url(version: DraftVersion) -> str:
    return reverse("meetings:draft", args=[version.pk])


def inbox(user: User) -> list[OutboundMessage]:
    """What was told to the person within the program, newest first."""
    return list(OutboundMessage.objects.inbox_of(user)[:100])


def message_of(user: User, pk: int) -> OutboundMessage:
    """One message of the person. Raises Http404 for anybody else's."""
    message = OutboundMessage.objects.inbox_of(user).filter(pk=pk).first()
    if message is None:
        raise Http404
    return message
