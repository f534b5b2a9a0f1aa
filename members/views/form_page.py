"""The one page of most forms of this app."""

from collections.abc import Callable
from dataclasses import dataclass

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from chibo.core.answers import answer_form
from chibo.core.screens import ContestedScreen
from members.labels import refusal_sentences


@dataclass(frozen=True, kw_only=True)
class FormPage(ContestedScreen):
    """One form on one page; ``action`` are the words of its button, ``username`` is whose password it changes."""

    template = "members/form.html"

    form: BaseForm
    title: str
    action: str
    back_url: str
    lead: str = ""
    username: str = ""


def form_page(
    request: HttpRequest,
    form: BaseForm,
    deed: Callable[[], str | HttpResponse],
    *,
    title: str,
    action: str,
    back_url: str,
    lead: str = "",
    username: str = "",
) -> HttpResponse:
    """Show the form, or do the deed and go where it says; a refusal comes back on the form."""
    screen = FormPage(form=form, title=title, action=action, back_url=back_url, lead=lead, username=username)
    return answer_form(request, screen, form, deed, words=refusal_sentences)
