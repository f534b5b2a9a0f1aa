"""The page for machines, and the pages for what went wrong."""

from dataclasses import asdict

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chibo.core import clock
from chibo.core.health import health


@login_not_required
@never_cache
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 otherwise; in both cases with what was found."""
    found = health(now=clock.now())
    return JsonResponse(asdict(found), status=200 if found.is_well else 503)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent cannot be read."""
    return defaults.bad_request(request, exception, template_name="errors/400.html")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: visible, but not theirs to do; the sentence of the refusal says whose it is."""
    return defaults.permission_denied(request, exception, template_name="errors/403.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 – the framework's signature
    """403: the page was opened too long ago, or by somebody else."""
    return render(request, "errors/403_csrf.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or not visible to this person."""
    return defaults.page_not_found(request, exception, template_name="errors/404.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """500, with the number under which the log knows what happened. Touches neither database nor session."""
    context = {"error_number": getattr(request, "request_number", "")}
    return HttpResponse(render_to_string("errors/500.html", context), status=500)
