"""What views share: the typed request, the answer to htmx, the answer to a refusal."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    """A request behind the login: the user is known."""

    htmx: HtmxDetails


def wants_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for one piece of the page (and not for a boosted whole)."""
    details = cast("Request", request).htmx
    return bool(details) and not details.boosted


def answer(
    request: HttpRequest, page: str, partial: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The partial for htmx, the page that includes it for everybody else."""
    return render(request, partial if wants_partial(request) else page, context, status=status)
