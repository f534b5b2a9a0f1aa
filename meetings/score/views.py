"""The self-score: guard, form, service, answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from chibo.core import clock
from chibo.rules.powers import Power
from chibo.rules.refusal import RuleRefused
from chibo.rules.workflow import Action
from meetings import access
from meetings.ground.answers import see_other
from meetings.ground.selectors import title_of
from meetings.labels import refusal_sentences
from meetings.minutes.selectors import self_score
from meetings.score import selectors, services
from meetings.score.forms import ScoreForm
from members.access import actor_of


@require_http_methods(["GET", "POST"])
def score(request: HttpRequest, pk: int) -> HttpResponse:
    """Points for each criterion; the total and the rating follow."""
    meeting = access.get_meeting(actor_of(request), pk, Power.RUN_MEETING, clock.today())
    if not meeting.allows(Action.RECORD):
        return see_other("meetings:minutes", pk)
    page = selectors.score_page(meeting, clock.now())
    bound = request.POST if request.method == "POST" else None
    form = ScoreForm(bound, on=page.on, hints=page.hints, initial=page.initial)
    if form.is_valid():
        services.save_score(
            actor=actor_of(request),
            now=clock.now(),
            meeting=meeting,
            points=form.points,
            remedy=form.cleaned_data["remedy"],
        )
        messages.success(request, "Đã lưu điểm tự chấm.")
        return see_other("meetings:score", pk)
    context = {"meeting": meeting, "title": title_of(meeting), "page": page, "form": form}
    return render(request, "meetings/score/score.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def send_score(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the self-score to the committee above, once."""
    meeting = access.get_meeting(actor_of(request), pk, Power.SEND_SCORE, clock.today())
    refusal: list[str] = []
    if request.method == "POST":
        try:
            services.send_score(actor=actor_of(request), now=clock.now(), meeting=meeting)
        except RuleRefused as refused:
            refusal = refusal_sentences(refused)
        else:
            messages.success(request, "Đã gửi điểm tự chấm lên cấp trên.")
            return see_other("meetings:minutes", pk)
    context = {
        "title": "Gửi điểm tự chấm lên cấp trên",
        "consequence": f"{self_score(meeting).sentence} Gửi một lần, sau khi gửi không rút lại được.",
        "missing": refusal,
        "action": "Gửi điểm",
        "back_url": reverse("meetings:minutes", args=[pk]),
    }
    return render(request, "components/confirm_page.html", context, status=409 if refusal else 200)
