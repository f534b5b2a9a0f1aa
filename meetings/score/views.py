"""The self-score: guard, form, service, answer."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from chibo.core import clock
from chibo.core.answers import Attempt, answer_form
from chibo.core.contest import seen_of
from chibo.core.http import pdf_response, see_other
from chibo.core.screens import ConfirmScreen, ContestedScreen, show
from chibo.rules.powers import Power
from chibo.rules.workflow import Action, MeetingState
from meetings import access
from meetings.codes import MeetingDeed
from meetings.ground.selectors import last_saver, title_of
from meetings.labels import refusal_sentences
from meetings.minutes.selectors import self_score
from meetings.models import Meeting
from meetings.score import selectors, services
from meetings.score.forms import ScoreForm
from members.access import actor_of


@dataclass(frozen=True, kw_only=True)
class ScoreScreen(ContestedScreen):
    """The score sheet of a meeting."""

    template = "meetings/score/score.html"

    meeting: Meeting
    title: str
    page: selectors.ScorePage
    form: ScoreForm


@require_http_methods(["GET", "POST"])
def score(request: HttpRequest, pk: int) -> HttpResponse:
    """Points for each criterion; the total and the rating follow."""
    meeting = access.get_meeting(actor_of(request), pk, Power.RUN_MEETING, clock.today())
    is_late = meeting.state == MeetingState.LOCKED
    if not (meeting.allows(Action.RECORD) or (is_late and self_score(meeting).score is None)):
        return see_other("meetings:minutes", pk)
    page = selectors.score_page(meeting, clock.now())
    initial = {**page.initial, "seen": seen_of(services.given_score(page.given.score, page.sheet))}
    bound = request.POST if request.method == "POST" else None
    form = ScoreForm(bound, sheet=page.sheet, hints=page.hints, initial=initial)
    screen = ScoreScreen(meeting=meeting, title=title_of(meeting), page=page, form=form)

    def keep() -> HttpResponse:
        values = {"points": form.points, "remedy": form.cleaned_data["remedy"]}
        deed = services.give_late_score if is_late else partial(services.save_score, seen=form.saw)
        deed(actor=actor_of(request), now=clock.now(), meeting=meeting, **values)
        messages.success(request, "Đã lưu điểm tự chấm.")
        return see_other("meetings:minutes" if is_late else "meetings:score", pk)

    form.last = partial(last_saver, meeting, MeetingDeed.SCORED)
    return answer_form(request, screen, form, keep, words=refusal_sentences)


@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper of a late score, byte for byte as it was stored."""
    meeting = access.get_document_meeting(actor_of(request), pk, clock.today())
    given = self_score(meeting).score
    if given is None or given.document is None:
        raise Http404
    services.record_download(actor=actor_of(request), now=clock.now(), meeting=meeting, document=given.document)
    return pdf_response(given.document)


@require_http_methods(["GET", "POST"])
def send_score(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the self-score to the committee above, once."""
    meeting = access.get_meeting(actor_of(request), pk, Power.SEND_SCORE, clock.today())
    tried = Attempt(refusal_sentences)
    if request.method == "POST":
        with tried:
            services.send_score(actor=actor_of(request), now=clock.now(), meeting=meeting)
            messages.success(request, "Đã gửi điểm tự chấm lên cấp trên.")
            return see_other("meetings:minutes", pk)
    screen = ConfirmScreen(
        title="Gửi điểm tự chấm lên cấp trên",
        consequence=f"{self_score(meeting).sentence} Gửi một lần, sau khi gửi không rút lại được.",
        missing=tried.sentences,
        action="Gửi điểm",
        back_url=reverse("meetings:minutes", args=[pk]),
    )
    return show(request, screen, status=tried.status)
