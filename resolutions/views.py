"""Pages of resolutions: guard, form, service, answer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.core import audit, clock
from chibo.core.http import answer, pdf_response
from chibo.core.richtext import text_of
from chibo.rules.powers import Power
from chibo.rules.refusal import RuleRefused
from chibo.rules.workflow import ResolutionState
from meetings.access import get_ballot, get_meeting
from members.access import actor_of, holds_power
from resolutions import selectors, services
from resolutions.access import get_resolution, visible_resolutions
from resolutions.forms import ResolutionForm
from resolutions.labels import refusal_sentences
from resolutions.models import Resolution


@require_GET
def resolutions(request: HttpRequest) -> HttpResponse:
    """The resolutions of a year."""
    today = clock.today()
    year = int(request.GET["year"]) if request.GET.get("year", "").isdecimal() else today.year
    rows = selectors.resolutions_of_year(visible_resolutions(actor_of(request), today), year)
    context = {"rows": [(row, selectors.number_line(row)) for row in rows], "year": year, "this_year": today.year}
    return render(request, "resolutions/list.html", context)


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
    context = {"resolution": resolution, "form": form}
    if request.method != "POST":
        return render(request, "resolutions/edit.html", context)
    if not form.is_valid():
        return render(request, "resolutions/edit.html", context, status=422)
    try:
        services.save_resolution(
            actor=actor_of(request),
            now=clock.now(),
            resolution=resolution,
            revision=form.cleaned_data["revision"],
            texts=form.texts,
        )
    except RuleRefused as refused:
        return _refused_edit(request, resolution, form, refused)
    messages.success(request, "Đã lưu dự thảo nghị quyết.")
    return redirect("resolutions:detail", pk=pk)


def _form(request: HttpRequest, resolution: Resolution) -> ResolutionForm:
    names = ("title", "body", "recipients", "signer", "revision")
    initial = {name: getattr(resolution, name) for name in names}
    people = [member for member, _ in selectors.signers(resolution.organization, clock.today())]
    return ResolutionForm(request.POST or None, initial=initial, signers=people)


def _refused_edit(
    request: HttpRequest, resolution: Resolution, form: ResolutionForm, refused: RuleRefused
) -> HttpResponse:
    """Nothing is overwritten: both texts come back, and saving again means to keep one's own."""
    context = {"resolution": resolution, "form": form, "refused": refusal_sentences(refused)}
    if refused.code == "stale":
        sent = request.POST.copy()
        sent["revision"] = str(refused.detail["current"])
        form.data = sent
        last = audit.last(f"resolution:{resolution.pk}", "resolution.saved")
        context |= {"theirs": text_of(resolution.body), "mine": text_of(form.cleaned_data["body"]), "last": last}
    return render(request, "resolutions/edit.html", context, status=409)


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Start the resolution of a vote that carried."""
    ballot = get_ballot(actor_of(request), pk, Power.ISSUE_RESOLUTION, clock.today())
    try:
        resolution = services.draft_resolution(actor=actor_of(request), now=clock.now(), ballot=ballot)
    except RuleRefused as refused:
        messages.error(request, " ".join(refusal_sentences(refused)))
        return redirect("meetings:detail", pk=ballot.meeting_id)
    return redirect("resolutions:edit", pk=resolution.pk)


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the consequence, then issue. A second press finds it issued and changes nothing."""
    resolution = get_resolution(actor_of(request), pk, Power.ISSUE_RESOLUTION, clock.today())
    if resolution.state == ResolutionState.ISSUED:
        messages.info(request, f"Nghị quyết đã ban hành: {selectors.number_line(resolution)}.")
        return redirect("resolutions:detail", pk=pk)
    page = selectors.resolution_page(resolution, clock.today())
    if request.method != "POST":
        return render(request, "resolutions/issue.html", {"page": page, "resolution": resolution})
    try:
        issued = services.issue_resolution(actor=actor_of(request), now=clock.now(), resolution=resolution)
    except RuleRefused as refused:
        if refused.code == "state":
            return redirect("resolutions:detail", pk=pk)
        context = {"page": page, "resolution": resolution, "refused": refusal_sentences(refused)}
        return render(request, "resolutions/issue.html", context, status=409)
    messages.success(request, f"Đã ban hành {selectors.number_line(issued)} và gửi cho chi bộ.")
    return redirect("resolutions:detail", pk=pk)


@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The stored bytes of an issued resolution; every download is written down."""
    resolution = get_resolution(actor_of(request), pk, Power.READ_ISSUED, clock.today())
    if resolution.document is None:
        raise Http404
    audit.record(
        actor=actor_of(request),
        now=clock.now(),
        action="resolution.downloaded",
        target=f"resolution:{pk}",
        path=resolution.organization.path,
    )
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
