"""What the pages of this app have in common."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from chibo.rules.refusal import RuleRefused
from members.labels import refusal_sentence

FORM_PAGE = "members/form.html"


def answer_form(
    request: HttpRequest, form: BaseForm, deed: Callable[[], str], *, template: str = FORM_PAGE, **context: Any
) -> HttpResponse:
    """Show the form, or do the deed and go to the address it returns.

    422 for a form that is wrong, 409 for a refusal of the rules: both with everything that was typed.
    """
    shown = {"form": form, **context}
    if request.method != "POST":
        return render(request, template, shown)
    if not form.is_valid():
        return render(request, template, shown, status=422)
    try:
        return redirect(deed())
    except RuleRefused as refused:
        form.add_error(None, refusal_sentence(refused))
        return render(request, template, shown, status=409)
