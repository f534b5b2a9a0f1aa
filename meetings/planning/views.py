"""A new meeting, its changes, its end before it began."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from chibo.core import clock
from chibo.core.answers import Attempt, refused_on
from chibo.core.contest import values_of
from chibo.core.http import see_other
from chibo.core.numbers import whole_number
from chibo.core.screens import ConfirmScreen, ContestedScreen, Screen, show
from chibo.core.wording import in_sentence
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.powers import Power
from chibo.rules.workflow import Action, MeetingState
from meetings.access import get_meeting
from meetings.codes import MeetingDeed
from meetings.ground.selectors import last_saver, title_of
from meetings.labels import KINDS, refusal_sentences
from meetings.models import Meeting
from meetings.planning import selectors, services
from meetings.planning.forms import CancelForm, ChangeForm, PlanForm, current, suggested
from meetings.planning.services import CHOSEN, plan_of
from members.access import actor_of, get_organization, organizations_where, who_may
from members.models import Organization, User


@dataclass(frozen=True, kw_only=True)
class PlanScreen(Screen):
    """A new meeting of a cell; ``kinds`` are code, words and whether it is the one chosen."""

    template = "meetings/planning/plan.html"

    organization: Organization
    form: PlanForm
    kind: str
    kinds: list[tuple[str, str, bool]]


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
    return show(request, _plan_screen(organization, form))


def _planned(request: HttpRequest, organization: Organization, form: PlanForm) -> HttpResponse:
    screen = _plan_screen(organization, form)
    if not form.is_valid():
        return show(request, screen, status=422)
    user, now, why = actor_of(request), clock.now(), form.reason
    with Attempt(refusal_sentences) as tried:
        meeting = services.plan_meeting(actor=user, now=now, organization=organization, plan=form.plan, reason=why)
        messages.success(request, f"Đã lập {in_sentence(title_of(meeting))}, có sẵn chương trình mẫu.")
        return _see(meeting)
    form.refuse(tried)
    return show(request, screen, status=tried.status)


def _plan_screen(organization: Organization, form: PlanForm) -> PlanScreen:
    kinds = [(kind.value, words, kind is form.kind) for kind, words in KINDS.items()]
    return PlanScreen(organization=organization, form=form, kind=form.kind.value, kinds=kinds)


def _organization(request: HttpRequest, user: User, now: datetime) -> Organization:
    """The cell to plan for: the one named, else the first where the person may plan."""
    wish = request.POST.get("organization") or request.GET.get("organization", "")
    if (number := whole_number(wish)) is not None:
        return get_organization(user, number, Power.PLAN_MEETING, now.date())
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


@dataclass(frozen=True, kw_only=True)
class ChangeScreen(ContestedScreen):
    """A planned meeting to be changed; beside another's change, once somebody was quicker."""

    template = "meetings/planning/change.html"

    meeting: Meeting
    title: str
    form: ChangeForm


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
    screen = ChangeScreen(meeting=meeting, title=title_of(meeting), form=form)
    if request.method != "POST":
        return show(request, screen)
    return _changed(request, screen) if form.is_valid() else show(request, screen, status=422)


def _changed(request: HttpRequest, screen: ChangeScreen) -> HttpResponse:
    meeting, form = screen.meeting, screen.form
    values = {"plan": form.plan, "revision": form.cleaned_data["revision"], "reason": form.reason, "seen": form.saw}
    with Attempt(refusal_sentences) as tried:
        saved = services.change_meeting(actor=actor_of(request), now=clock.now(), meeting=meeting, **values)
        sent, stored = values_of(form.plan, CHOSEN), values_of(plan_of(saved), CHOSEN)
        messages.success(request, form.told("Đã lưu thay đổi.", sent, stored))
        return _see(meeting)
    if tried.contest is None:
        form.refuse(tried)
        return show(request, screen, status=tried.status)
    form.last = partial(last_saver, meeting, MeetingDeed.CHANGED, MeetingDeed.AGENDA_SAVED)
    return show(request, refused_on(screen, form, tried), status=tried.status)


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the consequence, ask for the reason, then cancel."""
    user, now = actor_of(request), clock.now()
    meeting = get_meeting(user, pk, Power.CIRCULATE, now.date())
    if not meeting.allows(Action.CANCEL):
        messages.info(request, _why_not_cancelled(meeting))
        return _see(meeting)
    form = CancelForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return show(request, _cancelling(meeting, form), status=422 if form.errors else 200)
    with Attempt(refusal_sentences) as tried:
        services.cancel_meeting(actor=user, now=now, meeting=meeting, reason=form.cleaned_data["reason"])
    tried.tell(request, f"Đã hủy {in_sentence(title_of(meeting))}.")
    return _see(meeting)


def _why_not_cancelled(meeting: Meeting) -> str:
    cancelled = meeting.state == MeetingState.CANCELLED
    return "Kỳ sinh hoạt này đã hủy." if cancelled else "Buổi sinh hoạt đã bắt đầu nên không hủy được nữa."


def _cancelling(meeting: Meeting, form: CancelForm) -> ConfirmScreen:
    told = meeting.state == MeetingState.CIRCULATED
    notice = " Những người đã nhận thông báo sẽ được báo lại." if told else ""
    return ConfirmScreen(
        title=f"Hủy {in_sentence(title_of(meeting))}",
        consequence=f"Kỳ này sẽ không tổ chức và không mở lại được; cần thì lập kỳ khác.{notice}",
        action="Hủy kỳ sinh hoạt",
        back_url=reverse("meetings:detail", args=[meeting.pk]),
        form=form,
        grave=True,
    )
