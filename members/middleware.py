"""Two doors that come before every page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from members.models import User
from members.services import is_untouched

Answer = Callable[[HttpRequest], HttpResponse]


class FirstStepsMiddleware:
    """While there is neither an organisation nor an account, every page is the first one.

    Once there is one it stays so, and no request asks again.
    """

    OPEN = ("/start/", "/static/", "/healthz")

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.is_set_up = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.is_set_up and not request.path.startswith(self.OPEN):
            self.is_set_up = not is_untouched()
            if not self.is_set_up:
                return redirect("members:start")
        return self.get_response(request)


class OwnPasswordMiddleware:
    """Whoever signed in with a made password chooses another before anything else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        user: object = request.user
        names = {"password_change", "logout", "login"}
        match = request.resolver_match
        if not isinstance(user, User) or not user.must_change_password or (match and match.url_name in names):
            return None
        return redirect(reverse("password_change"))
