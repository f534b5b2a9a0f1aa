"""Pages of resolutions: guard, form, service, answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.core import clock
from chibo.core.answers import Attempt, answer_form, refused_on
from chibo.core.contest import seen_of, values_of
from chibo.core.http import pdf_response, year_asked, year_steps
from chibo.core.screens import ConfirmScreen, ContestedScreen, Screen, show
from chibo.rules.powers import Power
from chibo.rules.refusal import Refusal
from chibo.rules.workflow import ResolutionState
from meetings.access import get_ballot, get_meeting
from meetings.ground.selectors import signers
from meetings.models import Ballot, Meeting
from members.access import actor_of, holds_power
from members.selectors import last_save
from resolutions import selectors, services
from resolutions.access import get_resolution, visible_resolutions
from resolutions.codes import ResolutionDeed
from resolutions.forms import AbandonForm, ResolutionForm
from resolutions.labels import refusal_sentences
from resolutions.models import Resolution
from resolutions.services import TEXTS

ROWS_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class ResolutionsScreen(Screen):
    """The resolutions of a year, each with its number as printed."""

    template = "resolutions/list.html"

    rows: list[tuple[Resolution, str]]
    page: Page[Resolution]
    year: int
    year_before: int | None
    year_after: int | None


@require_GET
def resolutions(request: HttpRequest) -> HttpResponse:
    """The resolutions of a year."""
    today = clock.today()
    year = year_asked(request, today.year)
    found = selectors.resolutions_of_year(visible_resolutions(actor_of(request), today), year)
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows = [(row, selectors.number_line(row)) for row in page.object_list]
    return show(request, ResolutionsScreen(rows=rows, page=page, **year_steps(year, today.year)))


@dataclass(frozen=True, kw_only=True)
class ResolutionScreen(Screen):
    """One resolution; ``leads`` says whether the person may issue it."""

    template = "resolutions/detail.html"

    page: selectors.ResolutionPage
    resolution: Resolution
    leads: bool


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One resolution: a draft with what blocks it, or the issued text with its file."""
    resolution = get_resolution(actor_of(request), pk, Power.READ_ISSUED, clock.today())
    leads = holds_power(actor_of(request), Power.ISSUE_RESOLUTION, resolution.organization, clock.today())
    page = selectors.resolution_page(resolution, clock.today())
    return show(request, ResolutionScreen(page=page, resolution=resolution, leads=leads))


@dataclass(frozen=True, kw_only=True)
class EditScreen(ContestedScreen):
    """The text of a draft; beside another's, once somebody saved it meanwhile."""

    template = "resolutions/edit.html"

    resolution: Resolution
    form: ResolutionForm
    refused: Sequence[str] = ()


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of a draft; a second person saving the same draft is shown both texts."""
    resolution = get_resolution(actor_of(request), pk, Power.ISSUE_RESOLUTION, clock.today())
    if request.method == "GET" and (over := _no_draft(request, resolution)):
        return over
    form = _form(request, resolution)
    screen = EditScreen(resolution=resolution, form=form)
    if request.method != "POST" or not form.is_valid():
        return show(request, screen, status=422 if form.is_bound else 200)
    user, now, shown = actor_of(request), clock.now(), form.cleaned_data["revision"]
    values = {"revision": shown, "texts": form.texts, "seen": form.saw}
    with Attempt(refusal_sentences) as tried:
        saved = services.save_resolution(actor=user, now=now, resolution=resolution, **values)
        sent, stored = values_of(form.texts, TEXTS), values_of(saved, TEXTS)
        messages.success(request, form.told("Đã lưu dự thảo nghị quyết.", sent, stored))
        return redirect("resolutions:detail", pk=pk)
    if tried.contest is None:
        return show(request, replace(screen, refused=tried.sentences), status=tried.status)
    form.last = partial(last_save, f"resolution:{pk}", ResolutionDeed.SAVED)
    return show(request, refused_on(screen, form, tried), status=tried.status)


def _no_draft(request: HttpRequest, resolution: Resolution) -> HttpResponse | None:
    """Where to go when there is nothing to edit or issue any more."""
    if resolution.state == ResolutionState.DRAFT:
        return None
    number = selectors.number_line(resolution)
    messages.info(request, f"Nghị quyết đã ban hành: {number}." if number else "Dự thảo nghị quyết này đã bỏ.")
    return redirect("resolutions:detail", pk=resolution.pk)


def _form(request: HttpRequest, resolution: Resolution) -> ResolutionForm:
    stored = values_of(resolution, TEXTS)
    initial = {**stored, "revision": resolution.revision, "seen": seen_of(stored)}
    people = [member for member, _ in signers(resolution.organization, clock.today())]
    return ResolutionForm(request.POST if request.method == "POST" else None, initial=initial, signers=people)


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Start the resolution of a vote that carried."""
    ballot = get_ballot(actor_of(request), pk, Power.ISSUE_RESOLUTION, clock.today())
    with Attempt(refusal_sentences) as tried:
        resolution = services.draft_resolution(actor=actor_of(request), now=clock.now(), ballot=ballot)
        return redirect("resolutions:edit", pk=resolution.pk)
    tried.tell(request)
    return redirect("meetings:detail", pk=ballot.meeting_id)


@dataclass(frozen=True, kw_only=True)
class IssueScreen(Screen):
    """What is about to be issued, and what was refused."""

    template = "resolutions/issue.html"

    page: selectors.ResolutionPage
    resolution: Resolution
    refused: Sequence[str]


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the consequence, then issue. A second press finds it issued and changes nothing."""
    resolution = get_resolution(actor_of(request), pk, Power.ISSUE_RESOLUTION, clock.today())
    if over := _no_draft(request, resolution):
        return over
    tried = Attempt(refusal_sentences)
    if request.method == "POST":
        with tried:
            issued = services.issue_resolution(actor=actor_of(request), now=clock.now(), resolution=resolution)
            messages.success(request, f"Đã ban hành {selectors.number_line(issued)} và gửi cho chi bộ.")
        if not tried.failed or tried.code is Refusal.STATE:
            return redirect("resolutions:detail", pk=pk)
    page = selectors.resolution_page(resolution, clock.today())
    return show(request, IssueScreen(page=page, resolution=resolution, refused=tried.sentences), status=tried.status)


@require_http_methods(["GET", "POST"])
def abandon(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a draft, with a reason."""
    resolution = get_resolution(actor_of(request), pk, Power.ISSUE_RESOLUTION, clock.today())
    if request.method == "GET" and (over := _no_draft(request, resolution)):
        return over
    form = AbandonForm(request.POST or None)
    screen = ConfirmScreen(
        title="Bỏ dự thảo nghị quyết",
        consequence=f"Dự thảo “{resolution.title}” không ban hành được nữa; từ biểu quyết ấy soạn lại được.",
        action="Bỏ dự thảo",
        back_url=reverse("resolutions:detail", args=[pk]),
        form=form,
        grave=True,
    )

    def deed() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        services.abandon_resolution(actor=actor_of(request), now=clock.now(), resolution=resolution, reason=reason)
        messages.success(request, "Đã bỏ dự thảo nghị quyết.")
        return redirect("resolutions:detail", pk=pk)

    return answer_form(request, screen, form, deed, words=refusal_sentences)


@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The stored bytes of an issued resolution; every download is written down."""
    resolution = get_resolution(actor_of(request), pk, Power.READ_ISSUED, clock.today())
    if resolution.document is None:
        raise Http404
    services.record_download(actor=actor_of(request), now=clock.now(), resolution=resolution)
    return pdf_response(resolution.document)


@dataclass(frozen=True, kw_only=True)
class OfMeetingScreen(Screen):
    """The resolutions of a meeting, and the votes that wait for one."""

    template = "resolutions/of_meeting.html"
    partial = "resolutions/_of_meeting.html"

    meeting: Meeting
    rows: list[tuple[Resolution, str]]
    ballots: list[Ballot]


@require_GET
def of_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The resolutions of a meeting: a slot of its page, and a page of its own without JavaScript."""
    user, today = actor_of(request), clock.today()
    meeting = get_meeting(user, pk, Power.READ_SCHEDULE, today)
    leads = holds_power(user, Power.ISSUE_RESOLUTION, meeting.organization, today)
    rows = visible_resolutions(user, today).filter(meeting=meeting)
    screen = OfMeetingScreen(
        meeting=meeting,
        rows=[(row, selectors.number_line(row)) for row in rows],
        ballots=selectors.carried_ballots(meeting) if leads else [],
    )
    return show(request, screen)
