"""The list of a year and the page of a meeting."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from chibo.core import clock
from chibo.core.http import LAST_YEAR, year_asked, year_steps
from chibo.core.numbers import whole_number
from chibo.core.screens import Screen, show
from chibo.rules.powers import Power
from chibo.rules.workflow import Action
from meetings.access import get_meeting, visible_meetings
from meetings.ground.selectors import count_able, title_of
from meetings.models import Meeting
from meetings.overview import selectors
from meetings.planning.selectors import Quarter, year_of
from members.access import actor_of, holds_power, member_of, organizations_where
from members.models import Organization, User
from members.selectors import home_cell

ROWS = 40
BEFORE = {
    Action.CIRCULATE.value: "Trước khi gửi tài liệu còn thiếu {} việc.",
    Action.OPEN.value: "Trước khi bắt đầu còn thiếu {} việc.",
    Action.LOCK.value: "Trước khi khóa biên bản còn thiếu {} việc.",
}


@dataclass(frozen=True, kw_only=True)
class ListScreen(Screen):
    """The meetings of a year; ``quarters`` are the duties of the one cell that is shown."""

    template = "meetings/overview/list.html"

    year: int
    year_before: int | None
    year_after: int | None
    this_year: int
    cell: Organization | None
    several: bool
    plans: bool
    quarters: list[Quarter]
    page: Page[Meeting]
    lines: list[selectors.MeetingLine]


@require_GET
def year(request: HttpRequest) -> HttpResponse:
    """The meetings of a year: of one cell with its duties, or of all cells that a person follows."""
    user, now = actor_of(request), clock.now()
    chosen, several = _cell(request, user, now)
    shown = year_asked(request, now.year)
    plans = chosen is not None and holds_power(user, Power.PLAN_MEETING, chosen, now.date())
    seen = visible_meetings(user, now.date())
    rows = selectors.meetings_of_year(seen.filter(organization=chosen) if chosen else seen, shown)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    screen = ListScreen(
        **year_steps(shown, LAST_YEAR),
        this_year=now.year,
        cell=chosen,
        several=several,
        plans=plans,
        quarters=year_of(chosen, shown, now, plans=plans) if chosen else [],
        page=page,
        lines=selectors.meeting_lines(page.object_list),
    )
    return show(request, screen)


def _cell(request: HttpRequest, user: User, now: datetime) -> tuple[Organization | None, bool]:
    """The cell whose year is shown (None: all of them), and whether the person sees several."""
    cells = organizations_where(user, Power.READ_SCHEDULE, now.date()).cells()
    few = list(cells[:2])
    wish = request.GET.get("cell", "")
    if (number := whole_number(wish)) is not None:
        found = cells.filter(pk=number).first()
        if found is None:
            raise Http404
        return found, len(few) > 1
    if wish == "all" or not few:
        return None, len(few) > 1
    member = member_of(user)
    home = home_cell(member, now.date()) if member else None
    if len(few) == 1:
        return few[0], False
    return (home if home and cells.filter(pk=home.pk).exists() else None), True


@dataclass(frozen=True, kw_only=True)
class DetailScreen(Screen):
    """A meeting for one person; ``readers`` is how many were sent its papers."""

    template = "meetings/overview/detail.html"

    page: selectors.MeetingPage
    meeting: Meeting
    heading: str
    main_action: selectors.Link | None
    needs_title: str
    partner_title: str
    is_day: bool
    readers: int


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting: where it stands, what blocks it, the one thing to do; then programme, papers, people."""
    user, now = actor_of(request), clock.now()
    meeting = get_meeting(user, pk, Power.READ_SCHEDULE, now.date())
    page = selectors.meeting_page(meeting, user, now)
    screen = DetailScreen(
        page=page,
        meeting=meeting,
        heading=selectors.headline(meeting, now),
        main_action=selectors.main_action(page, now),
        needs_title=BEFORE.get(page.next_action, "Còn thiếu {} việc.").format(len(page.needs)),
        partner_title=title_of(page.record.partner) if page.record.partner else "",
        is_day=meeting.starts_on <= now.date(),
        readers=count_able(meeting) if page.drafts and Power.PLAN_MEETING in page.powers else 0,
    )
    return show(request, screen)
