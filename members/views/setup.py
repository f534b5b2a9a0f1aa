"""The first page of an empty installation."""

from dataclasses import dataclass, fields

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from chibo.core import clock
from chibo.core.answers import answer_form
from chibo.core.screens import Screen
from members import services
from members.forms.setup import FirstStepsForm
from members.labels import refusal_sentences
from members.services import FirstSteps

FIRST_BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True, kw_only=True)
class StartScreen(Screen):
    """The first page of an empty installation."""

    template = "members/start.html"

    form: FirstStepsForm


@login_not_required
@sensitive_post_parameters("password", "repeated")
@never_cache
@require_http_methods(["GET", "POST"])
def first_steps(request: HttpRequest) -> HttpResponse:
    """Name the cell, its term and its secretary; open once, while there is nothing at all."""
    if not services.is_untouched():
        return redirect("login")
    form = FirstStepsForm(request.POST or None)

    def begin() -> str:
        data = FirstSteps(**{field.name: form.cleaned_data[field.name] for field in fields(FirstSteps)})
        user = services.take_first_steps(now=clock.now(), data=data)
        login(request, user, backend=FIRST_BACKEND)
        return reverse("members:import-members")

    return answer_form(request, StartScreen(form=form), form, begin, words=refusal_sentences)
