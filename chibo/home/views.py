"""The home page and the inbox."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from chibo.core import clock
from chibo.core.models import OutboundMessage
from chibo.core.outbox import mark_read
from chibo.core.screens import Screen, show
from chibo.home.selectors import HomePage, home_page, inbox, message_of
from members.access import actor_of

MESSAGES_A_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class TodayScreen(Screen):
    """What waits for this person."""

    template = "home/today.html"

    page: HomePage
    today: date


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """What waits for this person, in order of date."""
    now = clock.now()
    page = home_page(actor_of(request), now)
    return show(request, TodayScreen(page=page, today=now.date()))


@dataclass(frozen=True, kw_only=True)
class InboxScreen(Screen):
    """What was told to this person."""

    template = "home/inbox.html"

    page: Page[OutboundMessage]


@require_GET
def messages_page(request: HttpRequest) -> HttpResponse:
    """What was told to this person, the newest first, a page at a time."""
    page = Paginator(inbox(actor_of(request)), MESSAGES_A_PAGE).get_page(request.GET.get("page"))
    return show(request, InboxScreen(page=page))


@require_POST
def open_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a message as read and go to what it is about."""
    message = message_of(actor_of(request), pk)
    mark_read(message, now=clock.now())
    return redirect(message.link or "home:inbox")
