"""Answers to a deed that the rules may refuse: no view catches a refusal, it tries the deed and asks what became of it.

Three ways to go on serve every page: the form comes back (``answer_form``, ``Attempt.show_on``), a message and another
page (``Attempt.tell``), or a page that says what is missing (``Attempt.sentences`` and ``Attempt.status``).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self, TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from chibo.core.contest import Contest, SeenForm, Values, seen_of
from chibo.core.pdf import PdfUnavailable
from chibo.core.screens import ConflictScreen, ContestedScreen, Screen, beside, show
from chibo.rules.refusal import Refusal, RuleRefused

DONE, WRONG, REFUSED, UNAVAILABLE = 200, 422, 409, 503

Words = Callable[[RuleRefused], list[str]]
"""How an app puts a refusal into words: ``refusal_sentences`` in its ``labels.py``."""


@dataclass(slots=True)
class Attempt:
    """What became of a deed: ``with Attempt(refusal_sentences) as tried: the_service(…)``, then ask ``tried``.

    It takes in a refusal of the rules and a machine that makes no PDF, nothing else. Before the deed it reads as done.
    """

    words: Words
    refused: RuleRefused | None = None
    unavailable: PdfUnavailable | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _at: TracebackType | None
    ) -> bool:
        self.refused = error if isinstance(error, RuleRefused) else None
        self.unavailable = error if isinstance(error, PdfUnavailable) else None
        return self.failed

    @property
    def failed(self) -> bool:
        """Whether the deed was not done."""
        return self.refused is not None or self.unavailable is not None

    @property
    def code(self) -> Refusal | None:
        """The code of the refusal, None without one."""
        return self.refused.code if self.refused else None

    @property
    def contest(self) -> Contest | None:
        """What two people changed differently, None where it was refused for another reason."""
        found = self.refused.detail.get("contest") if self.refused else None
        return found if isinstance(found, Contest) else None

    @property
    def sentences(self) -> list[str]:
        """Why it was not done, in the words of the app; none where it was."""
        if self.refused:
            return self.words(self.refused)
        return [str(self.unavailable)] if self.unavailable else []

    @property
    def status(self) -> int:
        """The status of a page that shows the sentences."""
        if self.refused:
            return REFUSED
        return UNAVAILABLE if self.unavailable else DONE

    def show_on(self, form: BaseForm, field: str | None = None) -> None:
        """Put the sentences on a form that was valid: beside that field, else where the form says, else on top."""
        form.add_error(field or self._place_on(form), self.sentences)

    def _place_on(self, form: BaseForm) -> str | None:
        places = getattr(form, "beside", {})
        told = self.refused.detail if self.refused else {}
        place = places.get(told.get("day")) or places.get(self.code)
        return place if place in form.fields else None

    def tell(self, request: HttpRequest, done: str = "", *, level: int = messages.ERROR) -> None:
        """Say on the next page what became of it: ``done``, or the sentences at the level given."""
        if self.failed:
            messages.add_message(request, level, " ".join(self.sentences))
        elif done:
            messages.success(request, done)


def answer_form(
    request: HttpRequest,
    screen: Screen,
    form: BaseForm,
    deed: Callable[[], str | HttpResponse],
    *,
    words: Words,
    field: str | None = None,
) -> HttpResponse:
    """Show the form on its screen, or do the deed and go to the address it returns (or give the page it returns).

    422 for a form that is wrong, 409 for a refusal, its sentences where ``show_on`` puts them: both with all that was
    typed. What somebody else changed meanwhile stands beside it.
    """
    if request.method != "POST":
        return show(request, screen)
    if not form.is_valid():
        return show(request, screen, status=WRONG)
    with Attempt(words) as tried:
        done = deed()
        return done if isinstance(done, HttpResponse) else redirect(done)
    return show(request, refused_on(screen, form, tried, field=field), status=tried.status)


S = TypeVar("S", bound=Screen)


def refused_on(screen: S, form: BaseForm, tried: Attempt, *, field: str | None = None) -> S:
    """The screen with its form as it was sent: what both changed beside each other, or why it was refused."""
    if tried.contest and isinstance(form, SeenForm) and isinstance(screen, ContestedScreen):
        form.renew(tried.contest)
        return replace(screen, **beside(form.last(), form.differing(tried.contest)))
    tried.show_on(form, field)
    return screen


# Texts that save themselves -----------------------------------------------------------------------------------------


def saves_itself(request: HttpRequest) -> bool:
    """Whether a script sent it while its writer goes on writing."""
    return "X-Autosave" in request.headers


def saved_by_itself(form: SeenForm, revision: int, sent: Values, saved: Values) -> JsonResponse:
    """What the page sends along next time, and which parts of it somebody else changed.

    The page goes on showing what it sent, so what it showed is what was sent: another's part is never overwritten.
    """
    theirs = form.labels_of_theirs(sent, saved)
    return JsonResponse({"version": revision, "seen": seen_of(sent), "theirs": theirs})


def kept_by_itself(status: int) -> JsonResponse:
    """What a form that saves itself is told when it was not saved: its text stays on the machine."""
    return JsonResponse({}, status=status)


def conflict(form: SeenForm, contest: Contest, *, heading: str, action_url: str) -> ConflictScreen:
    """The page on which nothing but what both changed is decided; all else of the form is sent again unseen."""
    form.renew(contest)
    fields = {name: form.data.get(name, "") for name in form.fields}
    return ConflictScreen(
        heading=heading, fields=fields, action_url=action_url, **beside(form.last(), form.differing(contest))
    )
