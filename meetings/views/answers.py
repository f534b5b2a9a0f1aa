"""Answers that several rooms share."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse


def see_other(name: str, *args: object, query: str = "", anchor: str = "") -> HttpResponse:
    """After a full post: go and look at the page of that name (303)."""
    address = reverse(name, args=args) + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")
    return HttpResponseRedirect(address, status=303)
