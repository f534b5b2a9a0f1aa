"""Answers that every room gives."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse


def see_other(name: str, *args: object, query: str = "", anchor: str = "") -> HttpResponse:
    """After a full post: go and look at the page of that name (303)."""
    address = reverse(name, args=args) + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")
    return HttpResponseRedirect(address, status=303)


def renewed(request: HttpRequest, revision: int) -> QueryDict:
    """What was sent, on top of the revision that is stored now: saving it again means to keep it."""
    data = request.POST.copy()
    data["revision"] = str(revision)
    return data
