"""What a page prints, as a dataclass of its own: a test holds its fields against the names that the template uses."""

from dataclasses import dataclass, fields
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chibo.core.http import wants_partial


@dataclass(frozen=True, kw_only=True)
class Screen:
    """The context of one template; ``partial`` is the piece of it that htmx is answered with, where there is one."""

    template: ClassVar[str]
    partial: ClassVar[str] = ""


def show(request: HttpRequest, screen: Screen, *, status: int = 200) -> HttpResponse:
    """The page, or its partial for htmx."""
    template = screen.partial if screen.partial and wants_partial(request) else screen.template
    context = {field.name: getattr(screen, field.name) for field in fields(screen)} | {"partial": screen.partial}
    return render(request, template, context, status=status)
