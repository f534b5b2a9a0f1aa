"""A new meeting, its changes, its end before it began."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chibo.core import clock
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.powers import Power
from chibo.rules.refusal import RuleRefused
from chibo.rules.workflow import Action, MeetingState
from meetings.access import get_meeting
from meetings.ground.answers import renewed, see_other
from meetings.ground.selectors import last_saver, title_of
from meetings.labels import KINDS, refusal_sentences
from meetings.models import Meeting
from meetings.planning import selectors, services
from meetings.planning.forms import CancelForm, ChangeForm, PlanForm, current, suggested
from meetings.planning.services import MeetingPlan
from members.access import actor_of, get_organization, organizations_where, who_may
from members.models import Organization, User


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """MeetingPlan a meeting: everything the cell usually does is filled in."""
    user, now = actor_of(request), clock.now()
    organization, kind = _organization(request, user, now), _kind(request)
    options = selectors.planning_options(user, organization, kind, now)
    if request.method == "POST":
        return _planned(request, organization, PlanForm(request.POST, options=options))
    suggestion = selectors.suggest(organization, kind, _period(request, kind), now)
    form = PlanForm(initial=suggested(suggestion, options), options=options)
    return render(request, "meetings/planning/plan.html", _plan_context(organization, form))


def _planned(request: HttpRequest, organization: Organization, form: PlanForm) -> HttpResponse:
    context = _plan_context(organization, form)
    if not form.is_valid():
        return render(request, "meetings/planning/plan.html", context, status=422)
    user, now = actor_of(request), clock.now()
    try:
        meeting = services.plan_meeting(
            actor=user, now=now, organization=organization, plan=form.plan, reason=form.reason
        )
    except RuleRefused as refused:
        form.refuse(refused)
        return render(request, "meetings/planning/plan.html", context, status=409)
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


def _see(meeting: Meeting) -> HttpResponse:
    return see_other("meetings:detail", meeting.pk)


# Changes ----------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time, place or people. Whoever was told is told again."""
    user, now = actor_of(request), clock.now()
    meeting = get_meeting(user, pk, Power.PLAN_MEETING, now.date())
    if not meeting.allows(Action.MOVE):
        messages.info(request, "Buổi sinh hoạt đã bắt đầu hoặc đã hủy nên không đổi thời gian, địa điểm được nữa.")
        return _see(meeting)
    options = selectors.planning_options(user, meeting.organization, MeetingKind(meeting.kind), now, meeting)
    tells = meeting.state == MeetingState.CIRCULATED
    form = ChangeForm(request.POST or None, initial=current(meeting), options=options, tells=tells)
    if request.method == "POST":
        return _changed(request, meeting, form)
    return render(request, "meetings/planning/change.html", _change_context(meeting, form))


def _changed(request: HttpRequest, meeting: Meeting, form: ChangeForm) -> HttpResponse:
    context = _change_context(meeting, form)
    if not form.is_valid():
        return render(request, "meetings/planning/change.html", context, status=422)
    user, now, revision = actor_of(request), clock.now(), form.cleaned_data["revision"]
    try:
        services.change_meeting(
            actor=user, now=now, meeting=meeting, plan=form.plan, revision=revision, reason=form.reason
        )
    except RuleRefused as refused:
        if refused.code == "stale":
            return _both_plans(request, meeting, form)
        form.refuse(refused)
        return render(request, "meetings/planning/change.html", context, status=409)
    messages.success(request, "Đã lưu thay đổi.")
    return _see(meeting)


def _both_plans(request: HttpRequest, meeting: Meeting, form: ChangeForm) -> HttpResponse:
    """Nothing is overwritten: both come back, and saving again means to keep one's own."""
    form.data = renewed(request, meeting.revision)
    both = {"theirs": plan_text(meeting), "mine": plan_text(form.plan)} | last_saver(meeting, "changed", "agenda_saved")
    return render(request, "meetings/planning/change.html", _change_context(meeting, form) | both, status=409)


def _change_context(meeting: Meeting, form: ChangeForm) -> dict[str, Any]:
    return {"meeting": meeting, "title": title_of(meeting), "form": form}


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the consequence, ask for the reason, then cancel."""
    user, now = actor_of(request), clock.now()
    meeting = get_meeting(user, pk, Power.CIRCULATE, now.date())
    if not meeting.allows(Action.CANCEL):
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


def plan_text(plan: Meeting | MeetingPlan) -> str:
    """Time, place and people in lines, to be compared."""
    at = timezone.localtime(plan.starts_at)
    people = (("Chủ trì", plan.chair), ("Thư ký", plan.minute_taker))
    lines = [f"Thời gian: {at:%H:%M} ngày {at:%d/%m/%Y}", f"Địa điểm: {plan.place or 'chưa ghi'}"]
    lines += [f"{word}: {person.full_name if person else 'chưa chọn'}" for word, person in people]
    return "\n".join([*lines, *([f"Chuyên đề: {plan.topic.title}"] if plan.topic else [])])
