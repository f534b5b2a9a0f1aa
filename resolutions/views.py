"""Pages of resolutions: guard, form, service, answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.core import clock
from chibo.core.answers import Attempt
from chibo.core.http import answer, pdf_response, year_asked, year_steps
from chibo.core.richtext import text_of
from chibo.rules.powers import Power
from chibo.rules.workflow import ResolutionState
from meetings.access import get_ballot, get_meeting
from members.access import actor_of, holds_power
from resolutions import selectors, services
from resolutions.access import get_resolution, visible_resolutions
from resolutions.forms import ResolutionForm
from resolutions.labels import refusal_sentences
from resolutions.models import Resolution
from resolutions.services import ResolutionTexts

ROWS_A_PAGE = 50


@require_GET
def resolutions(request: HttpRequest) -> HttpResponse:
    """The resolutions of a year."""
    today = clock.today()
    year = year_asked(request, today.year)
    found = selectors.resolutions_of_year(visible_resolutions(actor_of(request), today), year)
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows = [(row, selectors.number_line(row)) for row in page.object_list]
    return render(request, "resolutions/list.html", {"rows": rows, "page": page, **year_steps(year, today.year)})


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One resolution: a draft with what blocks it, or the issued text with its file."""
    resolution = get_resolution(actor_of(request), pk, Power.READ_ISSUED, clock.today())
    leads = holds_power(actor_of(request), Power.ISSUE_RESOLUTION, resolution.organization, clock.today())
    page = selectors.resolution_page(resolution, clock.today())
    return render(request, "resolutions/detail.html", {"page": page, "resolution": resolution, "leads": leads})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of a draft; a second person saving the same draft is shown both texts."""
    resolution = get_resolution(actor_of(request), pk, Power.ISSUE_RESOLUTION, clock.today())
    form = _form(request, resolution)
    if request.method != "POST" or not form.is_valid():
        context = {"resolution": resolution, "form": form}
        return render(request, "resolutions/edit.html", context, status=422 if form.is_bound else 200)
    with Attempt(refusal_sentences) as tried:
        services.save_resolution(
            actor=actor_of(request),
            now=clock.now(),
            resolution=resolution,
            revision=form.cleaned_data["revision"],
            texts=form.texts,
        )
    if tried.failed:
        return _refused_edit(request, resolution, form, tried)
    messages.success(request, "Đã lưu dự thảo nghị quyết.")
    return redirect("resolutions:detail", pk=pk)


def _form(request: HttpRequest, resolution: Resolution) -> ResolutionForm:
    names = ("title", "body", "recipients", "signer", "revision")
    initial = {name: getattr(resolution, name) for name in names}
    people = [member for member, _ in selectors.signers(resolution.organization, clock.today())]
    return ResolutionForm(request.POST if request.method == "POST" else None, initial=initial, signers=people)


def _refused_edit(request: HttpRequest, resolution: Resolution, form: ResolutionForm, tried: Attempt) -> HttpResponse:
    """Nothing is overwritten: both texts come back, and saving again means to keep one's own."""
    context = {"resolution": resolution, "form": form, "refused": tried.sentences}
    if tried.refused and tried.code == "stale":
        sent = request.POST.copy()
        sent["revision"] = str(tried.refused.detail["current"])
        form.data = sent
        context |= {
            "theirs": _as_read(resolution),
            "mine": _as_read(form.texts),
            "last": selectors.last_save(resolution),
        }
    return render(request, "resolutions/edit.html", context, status=tried.status)


def _as_read(texts: Resolution | ResolutionTexts) -> str:
    """Title, text and recipients as one text to compare."""
    return f"{texts.title}\n\n{text_of(texts.body)}\n\nNơi nhận:\n{texts.recipients}"


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Start the resolution of a vote that carried."""
    ballot = get_ballot(actor_of(request), pk, Power.ISSUE_RESOLUTION, clock.today())
    with Attempt(refusal_sentences) as tried:
        resolution = services.draft_resolution(actor=actor_of(request), now=clock.now(), ballot=ballot)
        return redirect("resolutions:edit", pk=resolution.pk)
    tried.tell(request)
    return redirect("meetings:detail", pk=ballot.meeting_id)


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the consequence, then issue. A second press finds it issued and changes nothing."""
    resolution = get_resolution(actor_of(request), pk, Power.ISSUE_RESOLUTION, clock.today())
    if resolution.state == ResolutionState.ISSUED:
        messages.info(request, f"Nghị quyết đã ban hành: {selectors.number_line(resolution)}.")
        return redirect("resolutions:detail", pk=pk)
    tried = Attempt(refusal_sentences)
    if request.method == "POST":
        with tried:
            issued = services.issue_resolution(actor=actor_of(request), now=clock.now(), resolution=resolution)
            messages.success(request, f"Đã ban hành {selectors.number_line(issued)} và gửi cho chi bộ.")
        if not tried.failed or tried.code == "state":
            return redirect("resolutions:detail", pk=pk)
    page = selectors.resolution_page(resolution, clock.today())
    context = {"page": page, "resolution": resolution, "refused": tried.sentences}
    return render(request, "resolutions/issue.html", context, status=tried.status)


@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The stored bytes of an issued resolution; every download is written down."""
    resolution = get_resolution(actor_of(request), pk, Power.READ_ISSUED, clock.today())
    if resolution.document is None:
        raise Http404
    services.record_download(actor=actor_of(request), now=clock.now(), resolution=resolution)
    return pdf_response(resolution.document)


@require_GET
def of_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The resolutions of a meeting: a slot of its page, and a page of its own without JavaScript."""
    user, today = actor_of(request), clock.today()
    meeting = get_meeting(user, pk, Power.READ_SCHEDULE, today)
    leads = holds_power(user, Power.ISSUE_RESOLUTION, meeting.organization, today)
    rows = visible_resolutions(user, today).filter(meeting=meeting)
    context = {
        "meeting": meeting,
        "rows": [(row, selectors.number_line(row)) for row in rows],
        "ballots": selectors.carried_ballots(meeting) if leads else [],
        "leads": leads,
    }
    return answer(request, "resolutions/of_meeting.html", "resolutions/_of_meeting.html", context)
