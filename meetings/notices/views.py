"""Following where the messages of a meeting went."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from chibo.core import clock
from chibo.core.answers import Attempt
from chibo.core.http import see_other
from chibo.core.models import Delivery
from chibo.core.screens import Screen, show
from chibo.rules.powers import Power
from meetings.access import get_meeting, get_message
from meetings.ground.selectors import title_of
from meetings.labels import refusal_sentences
from meetings.models import Meeting
from meetings.notices import selectors, services
from meetings.notices.messages import share_text
from members.access import actor_of


@dataclass(frozen=True, kw_only=True)
class DeliveryScreen(Screen):
    """Where the messages of a meeting are; ``share_text`` is the invitation to hand on by other means."""

    template = "meetings/notices/delivery.html"

    meeting: Meeting
    title: str
    delivery: selectors.DeliveryPage
    share_text: str
    is_told: bool


@require_GET
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the messages of a meeting are: what failed, what is to be handed over, what went by itself."""
    meeting = get_meeting(actor_of(request), pk, Power.MANAGE_DELIVERY, clock.today())
    screen = DeliveryScreen(
        meeting=meeting,
        title=title_of(meeting),
        delivery=selectors.delivery_page(meeting),
        share_text=share_text(meeting, settings.CHIBO_PUBLIC_URL, clock.now()),
        is_told=meeting.circulated_at is not None,
    )
    return show(request, screen)


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a failed letter again."""
    user, now = actor_of(request), clock.now()
    message, meeting = get_message(user, pk, now.date())
    with Attempt(refusal_sentences) as tried:
        message = services.retry(actor=user, now=now, message=message)
    dropped = message.state == Delivery.DROPPED
    words = "Thư này không còn tác dụng nên không gửi lại nữa." if dropped else "Đang gửi lại cho đồng chí {}."
    tried.tell(request, words.format(message.recipient_name), level=messages.INFO)
    return see_other("meetings:delivery", meeting.pk)


@require_POST
def mark_delivered(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that somebody has the message."""
    user, now = actor_of(request), clock.now()
    message, meeting = get_message(user, pk, now.date())
    with Attempt(refusal_sentences) as tried:
        services.mark_delivered(actor=user, now=now, message=message)
    tried.tell(request, f"Đã ghi nhận đồng chí {message.recipient_name} đã nhận.", level=messages.INFO)
    return see_other("meetings:delivery", meeting.pk)
