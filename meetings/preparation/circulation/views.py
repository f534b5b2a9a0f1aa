"""Agreeing the content, sending it, and the packet to print."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.core import audit, clock
from chibo.core.http import made_pdf
from chibo.core.pdf import PdfUnavailable
from chibo.rules.powers import Power
from chibo.rules.refusal import RuleRefused
from chibo.rules.workflow import MeetingState
from meetings.access import get_meeting, get_readable_meeting
from meetings.ground.answers import see_other
from meetings.ground.facts import load_record
from meetings.labels import refusal_sentences
from meetings.models import Meeting
from meetings.notices.messages import addressees
from meetings.preparation.circulation import documents, notices, selectors, services
from meetings.preparation.circulation.forms import CirculateForm
from members.access import actor_of


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
    return see_other("meetings:detail", meeting.pk)


@require_http_methods(["GET", "POST"])
def circulate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show to whom what goes, and what is missing; then send. A second press finds it sent and changes nothing."""
    user, now = actor_of(request), clock.now()
    meeting = get_meeting(user, pk, Power.CIRCULATE, now.date())
    if meeting.state != MeetingState.PLANNED:
        messages.info(request, _not_again(meeting))
        return see_other("meetings:detail", pk)
    page = selectors.circulation_page(meeting, now)
    form = CirculateForm(request.POST if request.method == "POST" else None, advice=[each.text for each in page.advice])
    if request.method != "POST":
        return render(request, "meetings/preparation/circulation/circulate.html", _circulating(page, form))
    return _circulated(request, page, form)


def _circulated(request: HttpRequest, page: selectors.CirculationPage, form: CirculateForm) -> HttpResponse:
    user, now, meeting = actor_of(request), clock.now(), page.meeting
    if not form.is_valid():
        return render(request, "meetings/preparation/circulation/circulate.html", _circulating(page, form), status=422)
    try:
        services.circulate_meeting(actor=user, now=now, meeting=meeting, reason=form.reason)
    except RuleRefused as refused:
        if refused.code == "state":
            messages.info(request, "Thông báo và tài liệu đã được gửi từ trước.")
            return see_other("meetings:detail", meeting.pk)
        form.refuse(refused)
        return render(request, "meetings/preparation/circulation/circulate.html", _circulating(page, form), status=409)
    messages.success(request, "Đã gửi thông báo và tài liệu.")
    return see_other("meetings:delivery", meeting.pk)


def _circulating(page: selectors.CirculationPage, form: CirculateForm) -> dict[str, Any]:
    told = addressees(notices.circulated(page.meeting))
    return {"page": page, "meeting": page.meeting, "form": form, "reach": told}


def _not_again(meeting: Meeting) -> str:
    cancelled = meeting.state == MeetingState.CANCELLED
    return "Kỳ sinh hoạt này đã hủy." if cancelled else "Thông báo và tài liệu đã được gửi từ trước."


@require_GET
def packet(request: HttpRequest, pk: int) -> HttpResponse:
    """Notice, programme and texts in one file to print, in large type on demand; every download is written down."""
    user, now = actor_of(request), clock.now()
    meeting = get_readable_meeting(user, pk, now.date())
    large = request.GET.get("large") == "1"
    try:
        content = documents.packet_pdf(documents.packet_paper(load_record(meeting), large=large))
    except PdfUnavailable as error:
        messages.error(request, str(error))
        return see_other("meetings:detail", pk)
    audit.record(
        actor=user,
        now=now,
        action="meeting.packet_downloaded",
        target=f"meeting:{pk}",
        path=meeting.organization.path,
        data={"large": large},
    )
    return made_pdf(content, f"tai-lieu-{meeting.period.lower()}{'-chu-lon' if large else ''}.pdf")
