"""Following where the messages of a meeting went."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from chibo.core import clock
from chibo.core import delivery as post
from chibo.rules.powers import Power
from chibo.rules.refusal import RuleRefused
from meetings.access import get_meeting, get_message
from meetings.ground.answers import see_other
from meetings.ground.selectors import title_of
from meetings.labels import refusal_sentences
from meetings.notices import selectors
from meetings.notices.messages import share_text
from members.access import actor_of


@require_GET
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the messages of a meeting are: what failed, what is to be handed over, what went by itself."""
    meeting = get_meeting(actor_of(request), pk, Power.MANAGE_DELIVERY, clock.today())
    context = {
        "meeting": meeting,
        "title": title_of(meeting),
        "delivery": selectors.delivery_page(meeting),
        "share_text": share_text(meeting, settings.CHIBO_PUBLIC_URL),
        "is_told": meeting.circulated_at is not None,
    }
    return render(request, "meetings/notices/delivery.html", context)


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
