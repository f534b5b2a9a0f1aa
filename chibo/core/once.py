"""A form that makes something makes it once, however often it is sent: each carries a token from when it was shown.

``{% form_token %}`` writes the token into the form. A form without one, from a script, is done each time it is sent.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from chibo.core import clock
from chibo.core.http import wants_partial
from chibo.core.models import SentForm

FIELD = "form_token"
KEPT = timedelta(days=7)
AGAIN = "Nội dung này đã được ghi rồi, không ghi thêm lần nữa."
FAILED = 400
_TOKEN = re.compile(r"[0-9a-f]{32}")


def new_token() -> str:
    """A token for a form that is about to be shown."""
    return uuid4().hex


def forget_old(*, now: datetime) -> None:
    """Forget forms that nobody sends again."""
    SentForm.objects.filter(at__lt=now - KEPT).delete()


class OnceMiddleware:
    """Sends a form with a token to its view once; what was refused or went wrong leaves the token free.

    The token and what the view writes are committed together, so of many at the same moment one is done and the others
    wait for its answer. A token is good for the account that it was first sent by.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request.POST.get(FIELD, "") if request.method == "POST" else ""
        if not _TOKEN.fullmatch(token):
            return self.get_response(request)
        key = f"{request.user.pk or ''}:{token}"
        with transaction.atomic():
            sent = _claim(key)
            if sent is None:
                return _as_before(request, SentForm.objects.get(key=key))
            response = self.get_response(request)
            if response.status_code >= FAILED:
                transaction.set_rollback(True)
            else:
                sent.location = response.headers.get("Location", "")
                sent.save(update_fields=["location"])
        return response


def _claim(key: str) -> SentForm | None:
    """The token for oneself; None where it was used. Waits for whoever is using it."""
    try:
        with transaction.atomic():
            return SentForm.objects.create(key=key, at=clock.now())
    except IntegrityError:
        return None


def _as_before(request: HttpRequest, sent: SentForm) -> HttpResponse:
    """Where the first answer led; a piece of a page is shown anew as it stands by now."""
    if wants_partial(request):
        return HttpResponse(headers={"HX-Refresh": "true"})
    if not sent.location:
        messages.info(request, AGAIN)
    return HttpResponseRedirect(sent.location or "/", status=303)
