"""Before a meeting: the year, a new meeting, its page, its changes, its end before it began."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.core import clock
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.powers import Power
from chibo.rules.refusal import RuleRefused
from chibo.rules.workflow import Action, MeetingState, allows
from meetings import selectors, services
from meetings.access import get_meeting, visible_meetings
from meetings.forms.planning import CancelForm, ChangeForm, PlanForm, current, suggested
from meetings.labels import KINDS, refusal_sentences
from meetings.models import Meeting
from meetings.selectors.pages import title_of
from meetings.views.answers import see_other
from meetings.views.compare import last_saver, plan_text, renewed, year_in
from members.access import actor_of, get_organization, holds_power, member_of, organizations_where, who_may
from members.models import Organization, User
from members.selectors import home_cell

ROWS = 40
BEFORE = {
    Action.CIRCULATE.value: "Trước khi gửi tài liệu còn thiếu {} việc.",
    Action.OPEN.value: "Trước khi bắt đầu còn thiếu {} việc.",
    Action.LOCK.value: "Trước khi khóa biên bản còn thiếu {} việc.",
}


# The year ---------------------------------------------------------------------------------------------------------


@require_GET
def year(request: HttpRequest) -> HttpResponse:
    """The meetings of a year: of one cell with its duties, or of all cells that a person follows."""
    user, now = actor_of(request), clock.now()
    chosen, several = _cell(request, user, now)
    shown = year_in(request, now)
    plans = chosen is not None and holds_power(user, Power.PLAN_MEETING, chosen, now.date())
    seen = visible_meetings(user, now.date())
    rows = selectors.meetings_of_year(seen.filter(organization=chosen) if chosen else seen, shown)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "year": shown,
        "this_year": now.year,
        "cell": chosen,
        "several": several,
        "plans": plans,
        "quarters": selectors.year_of(chosen, shown, now, plans=plans) if chosen else [],
        "page": page,
        "lines": selectors.meeting_lines(page.object_list),
    }
    return render(request, "meetings/list.html", context)


def _cell(request: HttpRequest, user: User, now: datetime) -> tuple[Organization | None, bool]:
    """The cell whose year is shown (None: all of them), and whether the person sees several."""
    cells = organizations_where(user, Power.READ_SCHEDULE, now.date()).cells()
    few = list(cells[:2])
    wish = request.GET.get("cell", "")
    if wish.isdecimal():
        found = cells.filter(pk=int(wish)).first()
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


# A new meeting ----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a meeting: everything the cell usually does is filled in."""
    user, now = actor_of(request), clock.now()
    organization, kind = _organization(request, user, now), _kind(request)
    options = selectors.planning_options(user, organization, kind, now)
    if request.method == "POST":
        return _planned(request, organization, PlanForm(request.POST, options=options))
    suggestion = selectors.suggest(organization, kind, _period(request, kind), now)
    form = PlanForm(initial=suggested(suggestion, options), options=options)
    return render(request, "meetings/plan.html", _plan_context(organization, form))


def _planned(request: HttpRequest, organization: Organization, form: PlanForm) -> HttpResponse:
    context = _plan_context(organization, form)
    if not form.is_valid():
        return render(request, "meetings/plan.html", context, status=422)
    user, now = actor_of(request), clock.now()
    try:
        meeting = services.plan_meeting(
            actor=user, now=now, organization=organization, plan=form.plan, reason=form.reason
        )
    except RuleRefused as refused:
        form.refuse(refused)
        return render(request, "meetings/plan.html", context, status=409)
    messages.success(request, f"Đã lập {title_of(meeting).lower()}, có sẵn chương trình mẫu.")
    return _see(meeting)


def _plan_context(organization: Organization, form: PlanForm) -> dict[str, Any]:
    kinds = [(kind.value, words, kind is form.kind) for kind, words in KINDS.items()]
    return {"organization": organization, "form": form, "kinds": kinds, "kind": form.kind.value}


def _organization(request: HttpRequest, user: User, now: datetime) -> Organization:
    """The cell to plan for: the one named, else the first where the person may plan."""
    wish = request.POST.get("organization") or request.GET.get("organization", "")
    if wish.isdecimal():
        return get_organization(user, int(wish), Power.PLAN_MEETING, now.date())
    first = organizations_where(user, Power.PLAN_MEETING, now.date()).cells().first()
    if first is None:
        raise PermissionDenied(who_may(Power.PLAN_MEETING))
    return first


def _kind(request: HttpRequest) -> MeetingKind:
    wish = request.POST.get("kind") or request.GET.get("kind", "")
    return MeetingKind(wish) if wish in set(MeetingKind) else MeetingKind.REGULAR


def _period(request: HttpRequest, kind: MeetingKind) -> Period | None:
    try:
        period = Period.parse(request.GET.get("period", ""))
    except ValueError:
        return None
    return period if (period.months == 1) == (kind is not MeetingKind.THEMATIC) else None


# The page ---------------------------------------------------------------------------------------------------------


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting: where it stands, what blocks it, the one thing to do; then programme, papers, people."""
    user, now = actor_of(request), clock.now()
    meeting = get_meeting(user, pk, Power.READ_SCHEDULE, now.date())
    page = selectors.meeting_page(meeting, user, now)
    context = {
        "page": page,
        "meeting": meeting,
        "heading": selectors.headline(meeting, now),
        "main_action": selectors.main_action(page, now),
        "needs_title": BEFORE.get(page.next_action, "Còn thiếu {} việc.").format(len(page.needs)),
        "partner_title": title_of(page.record.partner) if page.record.partner else "",
        "is_day": page.facts.starts_at.date() <= now.date(),
        "readers": selectors.count_able(meeting) if page.drafts and "plan_meeting" in page.powers else 0,
    }
    return render(request, "meetings/detail.html", context)


def _see(meeting: Meeting) -> HttpResponse:
    return see_other("meetings:detail", meeting.pk)


# Changes ----------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time, place or people. Whoever was told is told again."""
    user, now = actor_of(request), clock.now()
    meeting = get_meeting(user, pk, Power.PLAN_MEETING, now.date())
    if not allows(MeetingState(meeting.state), Action.MOVE):
        messages.info(request, "Buổi sinh hoạt đã bắt đầu hoặc đã hủy nên không đổi thời gian, địa điểm được nữa.")
        return _see(meeting)
    options = selectors.planning_options(user, meeting.organization, MeetingKind(meeting.kind), now, meeting)
    tells = meeting.state == MeetingState.CIRCULATED
    form = ChangeForm(request.POST or None, initial=current(meeting), options=options, tells=tells)
    if request.method == "POST":
        return _changed(request, meeting, form)
    return render(request, "meetings/change.html", _change_context(meeting, form))


def _changed(request: HttpRequest, meeting: Meeting, form: ChangeForm) -> HttpResponse:
    context = _change_context(meeting, form)
    if not form.is_valid():
        return render(request, "meetings/change.html", context, status=422)
    user, now, revision = actor_of(request), clock.now(), form.cleaned_data["revision"]
    try:
        services.change_meeting(
            actor=user, now=now, meeting=meeting, plan=form.plan, revision=revision, reason=form.reason
        )
    except RuleRefused as refused:
        if refused.code == "stale":
            return _both_plans(request, meeting, form)
        form.refuse(refused)
        return render(request, "meetings/change.html", context, status=409)
    messages.success(request, "Đã lưu thay đổi.")
    return _see(meeting)


def _both_plans(request: HttpRequest, meeting: Meeting, form: ChangeForm) -> HttpResponse:
    """Nothing is overwritten: both come back, and saving again means to keep one's own."""
    form.data = renewed(request, meeting.revision)
    both = {"theirs": plan_text(meeting), "mine": plan_text(form.plan)} | last_saver(meeting, "changed", "agenda_saved")
    return render(request, "meetings/change.html", _change_context(meeting, form) | both, status=409)


def _change_context(meeting: Meeting, form: ChangeForm) -> dict[str, Any]:
    return {"meeting": meeting, "title": title_of(meeting), "form": form}


@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the cell committee agreed the content."""
    user, now = actor_of(request), clock.now()
    meeting = get_meeting(user, pk, Power.CIRCULATE, now.date())
    try:
        services.agree_content(actor=user, now=now, meeting=meeting)
    except RuleRefused as refused:
        messages.error(request, " ".join(refusal_sentences(refused)))
    else:
        messages.success(request, "Đã ghi nhận chi ủy thống nhất nội dung.")
    return _see(meeting)


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the consequence, ask for the reason, then cancel."""
    user, now = actor_of(request), clock.now()
    meeting = get_meeting(user, pk, Power.CIRCULATE, now.date())
    if not allows(MeetingState(meeting.state), Action.CANCEL):
        messages.info(request, _why_not_cancelled(meeting))
        return _see(meeting)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.cancel_meeting(actor=user, now=now, meeting=meeting, reason=form.cleaned_data["reason"])
        except RuleRefused as refused:
            messages.error(request, " ".join(refusal_sentences(refused)))
        else:
            messages.success(request, f"Đã hủy {title_of(meeting).lower()}.")
        return _see(meeting)
    context = _cancel_context(meeting, form)
    return render(request, "components/confirm_page.html", context, status=422 if form.errors else 200)


def _why_not_cancelled(meeting: Meeting) -> str:
    cancelled = meeting.state == MeetingState.CANCELLED
    return "Kỳ sinh hoạt này đã hủy." if cancelled else "Buổi sinh hoạt đã bắt đầu nên không hủy được nữa."


def _cancel_context(meeting: Meeting, form: CancelForm) -> dict[str, Any]:
    told = meeting.state == MeetingState.CIRCULATED
    notice = " Những người đã nhận thông báo sẽ được báo lại." if told else ""
    return {
        "title": f"Hủy {title_of(meeting).lower()}",
        "consequence": f"Kỳ này sẽ không tổ chức và không mở lại được; cần thì lập kỳ khác.{notice}",
        "action": "Hủy kỳ sinh hoạt",
        "back_url": reverse("meetings:detail", args=[meeting.pk]),
        "form": form,
        "grave": True,
    }
