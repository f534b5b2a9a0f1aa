"""Agreeing the content, sending it, and the packet to print."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.core import clock
from chibo.core.answers import Attempt
from chibo.core.http import made_pdf, see_other
from chibo.core.screens import Screen, show
from chibo.rules.powers import Power
from chibo.rules.refusal import Refusal
from chibo.rules.workflow import MeetingState
from meetings.access import get_meeting, get_readable_meeting
from meetings.ground.facts import load_record
from meetings.labels import refusal_sentences
from meetings.models import Meeting
from meetings.notices.messages import Addressees, addressees
from meetings.preparation.circulation import documents, notices, selectors, services
from meetings.preparation.circulation.forms import CirculateForm
from members.access import actor_of


@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the cell committee agreed the content."""
    user, now = actor_of(request), clock.now()
    meeting = get_meeting(user, pk, Power.CIRCULATE, now.date())
    with Attempt(refusal_sentences) as tried:
        services.agree_content(actor=user, now=now, meeting=meeting)
    tried.tell(request, "Đã ghi nhận chi ủy thống nhất nội dung.")
    return see_other("meetings:detail", meeting.pk)


@dataclass(frozen=True, kw_only=True)
class CirculateScreen(Screen):
    """What would be sent and to whom, before it is sent."""

    template = "meetings/preparation/circulation/circulate.html"

    page: selectors.CirculationPage
    meeting: Meeting
    form: CirculateForm
    reach: Addressees


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
    reach = addressees(notices.circulated(meeting, now))
    screen = CirculateScreen(page=page, meeting=meeting, form=form, reach=reach)
    if request.method != "POST":
        return show(request, screen)
    return _circulated(request, screen) if form.is_valid() else show(request, screen, status=422)


def _circulated(request: HttpRequest, screen: CirculateScreen) -> HttpResponse:
    meeting, form = screen.meeting, screen.form
    with Attempt(refusal_sentences) as tried:
        services.circulate_meeting(actor=actor_of(request), now=clock.now(), meeting=meeting, reason=form.reason)
        messages.success(request, "Đã gửi thông báo và tài liệu.")
        return see_other("meetings:delivery", meeting.pk)
    if tried.code is Refusal.STATE:
        messages.info(request, "Thông báo và tài liệu đã được gửi từ trước.")
        return see_other("meetings:detail", meeting.pk)
    form.refuse(tried)
    return show(request, screen, status=tried.status)


def _not_again(meeting: Meeting) -> str:
    cancelled = meeting.state == MeetingState.CANCELLED
    return "Kỳ sinh hoạt này đã hủy." if cancelled else "Thông báo và tài liệu đã được gửi từ trước."


@require_GET
def packet(request: HttpRequest, pk: int) -> HttpResponse:
    """Notice, programme and texts in one file to print, in large type on demand; every download is written down."""
    user, now = actor_of(request), clock.now()
    meeting = get_readable_meeting(user, pk, now.date())
    large = request.GET.get("large") == "1"
    with Attempt(refusal_sentences) as tried:
        content = documents.packet_pdf(documents.packet_paper(load_record(meeting), large=large))
    if tried.failed:
        tried.tell(request)
        return see_other("meetings:detail", pk)
    services.record_download(actor=user, now=now, meeting=meeting, large=large)
    return made_pdf(content, documents.packet_filename(meeting, large=large))
