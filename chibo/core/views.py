"""The page for machines."""

from dataclasses import asdict

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
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
