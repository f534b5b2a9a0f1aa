"""Sending the papers, and following where they went."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.core import audit, clock
from chibo.core import delivery as post
from chibo.core.http import made_pdf
from chibo.core.pdf import PdfUnavailable
from chibo.rules.powers import Power
from chibo.rules.refusal import RuleRefused
from chibo.rules.workflow import MeetingState
from meetings import documents, notices, selectors, services
from meetings.access import get_meeting, get_message, get_readable_meeting
from meetings.forms.delivery import CirculateForm
from meetings.labels import refusal_sentences
from meetings.models import Meeting
from meetings.selectors.pages import MeetingPage, title_of
from meetings.views.answers import see_other
from members.access import actor_of


@require_http_methods(["GET", "POST"])
def circulate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show to whom what goes, and what is missing; then send. A second press finds it sent and changes nothing."""
    user, now = actor_of(request), clock.now()
    meeting = get_meeting(user, pk, Power.CIRCULATE, now.date())
    if meeting.state != MeetingState.PLANNED:
        messages.info(request, _not_again(meeting))
        return see_other("meetings:detail", pk)
    page = selectors.meeting_page(meeting, user, now)
    form = CirculateForm(request.POST if request.method == "POST" else None, advice=[each.text for each in page.advice])
    if request.method != "POST":
        return render(request, "meetings/circulate.html", _circulating(page, form))
    return _circulated(request, page, form)


def _circulated(request: HttpRequest, page: MeetingPage, form: CirculateForm) -> HttpResponse:
    user, now, meeting = actor_of(request), clock.now(), page.meeting
    if not form.is_valid():
        return render(request, "meetings/circulate.html", _circulating(page, form), status=422)
    try:
        services.circulate_meeting(actor=user, now=now, meeting=meeting, reason=form.reason)
    except RuleRefused as refused:
        if refused.code == "state":
            messages.info(request, "Thông báo và tài liệu đã được gửi từ trước.")
            return see_other("meetings:detail", meeting.pk)
        form.refuse(refused)
        return render(request, "meetings/circulate.html", _circulating(page, form), status=409)
    messages.success(request, "Đã gửi thông báo và tài liệu.")
    return see_other("meetings:delivery", meeting.pk)


def _circulating(page: MeetingPage, form: CirculateForm) -> dict[str, Any]:
    reach = notices.reach(notices.circulated(page.meeting))
    return {"page": page, "meeting": page.meeting, "form": form, "reach": reach}


def _not_again(meeting: Meeting) -> str:
    cancelled = meeting.state == MeetingState.CANCELLED
    return "Kỳ sinh hoạt này đã hủy." if cancelled else "Thông báo và tài liệu đã được gửi từ trước."


@require_GET
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the messages of a meeting are: what failed, what is to be handed over, what went by itself."""
    meeting = get_meeting(actor_of(request), pk, Power.MANAGE_DELIVERY, clock.today())
    context = {
        "meeting": meeting,
        "title": title_of(meeting),
        "delivery": selectors.delivery_page(meeting),
        "share_text": notices.share_text(meeting, settings.CHIBO_PUBLIC_URL),
        "is_told": meeting.circulated_at is not None,
    }
    return render(request, "meetings/delivery.html", context)


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a failed letter again."""
    user, now = actor_of(request), clock.now()
    message, meeting = get_message(user, pk, now.date())
    try:
        post.retry(actor=user, now=now, message=message)
    except RuleRefused as refused:
        messages.info(request, " ".join(refusal_sentences(refused)))
    else:
        messages.success(request, f"Đang gửi lại cho đồng chí {message.recipient_name}.")
    return see_other("meetings:delivery", meeting.pk)


@require_POST
def mark_delivered(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that somebody has the message."""
    user, now = actor_of(request), clock.now()
    message, meeting = get_message(user, pk, now.date())
    try:
        post.mark_delivered(actor=user, now=now, message=message)
    except RuleRefused as refused:
        messages.info(request, " ".join(refusal_sentences(refused)))
    else:
        messages.success(request, f"Đã ghi nhận đồng chí {message.recipient_name} có tài liệu.")
    return see_other("meetings:delivery", meeting.pk)


@require_GET
def packet(request: HttpRequest, pk: int) -> HttpResponse:
    """Notice, programme and texts in one file to print, in large type on demand; every download is written down."""
    user, now = actor_of(request), clock.now()
    meeting = get_readable_meeting(user, pk, now.date())
    large = request.GET.get("large") == "1"
    try:
        content = documents.packet_pdf(documents.packet_paper(selectors.load_record(meeting), large=large))
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
