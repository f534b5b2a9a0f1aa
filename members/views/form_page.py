"""The one page of most forms of this app."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from chibo.core.answers import answer_form
from members.labels import refusal_sentences

FORM_PAGE = "members/form.html"


def form_page(
    request: HttpRequest,
    form: BaseForm,
    deed: Callable[[], str | HttpResponse],
    *,
    template: str = FORM_PAGE,
    **context: Any,
) -> HttpResponse:
    """Show the form, or do the deed and go where it says; a refusal comes back on the form."""
    return answer_form(request, form, deed, template, context, words=refusal_sentences)
