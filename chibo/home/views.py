"""The home page and the inbox."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from chibo.core import clock
from chibo.core.outbox import mark_read
from chibo.home.selectors import home_page, inbox, message_of
from members.access import actor_of


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """What waits for this person, in order of date."""
    now = clock.now()
    page = home_page(actor_of(request), now)
    return render(request, "home/today.html", {"page": page, "today": now.date()})


@require_GET
def messages_page(request: HttpRequest) -> HttpResponse:
    """What was told to this person."""
    return render(request, "home/inbox.html", {"rows": inbox(actor_of(request))})


@require_POST
def open_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a message as read and go to what it is about."""
    message = message_of(actor_of(request), pk)
    mark_read(message, now=clock.now())
    return redirect(message.link or "home:inbox")
