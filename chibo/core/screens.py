"""What a page prints, as a dataclass of its own: a test holds its fields against the names that the template uses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, ClassVar

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chibo.core.contest import Differing, LastEdit
from chibo.core.http import wants_partial


@dataclass(frozen=True, kw_only=True)
class Screen:
    """The context of one template; ``partial`` is the piece of it that htmx is answered with, where there is one."""

    template: ClassVar[str]
    partial: ClassVar[str] = ""


def show(request: HttpRequest, screen: Screen, *, status: int = 200) -> HttpResponse:
    """The page, or its partial for htmx."""
    template = screen.partial if screen.partial and wants_partial(request) else screen.template
    context = {each.name: getattr(screen, each.name) for each in fields(screen)} | {"partial": screen.partial}
    return render(request, template, context, status=status)


@dataclass(frozen=True, kw_only=True)
class ContestedScreen(Screen):
    """A page on which somebody else may have saved meanwhile: then what both changed, by whom and when."""

    contested: Sequence[Differing] = ()
    theirs_by: str = ""
    theirs_at: datetime | None = None


def beside(last: LastEdit, contested: Sequence[Differing]) -> dict[str, Any]:
    """The fields of a ``ContestedScreen`` on which both changed something."""
    return {"contested": contested, "theirs_by": last.name or "Người khác", "theirs_at": last.at}


@dataclass(frozen=True, kw_only=True)
class ConfirmScreen(ContestedScreen):
    """Names the thing and the consequence before a deed that is not easily undone; ``missing`` says what blocks it."""

    template = "components/confirm_page.html"

    title: str
    consequence: str
    action: str
    back_url: str
    missing: Sequence[str] = ()
    form: BaseForm | None = None
    fields: Mapping[str, object] = field(default_factory=dict)  # sent along unseen
    grave: bool = False


@dataclass(frozen=True, kw_only=True)
class ConflictScreen(ContestedScreen):
    """Two people changed one text: both are shown; ``fields`` are sent again with the choice."""

    template = "components/conflict_page.html"

    heading: str
    fields: Mapping[str, Any]
    action_url: str
