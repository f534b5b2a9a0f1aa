"""Corrections of a session: guard, form, service, answer."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chibo.core import clock
from chibo.core.answers import Attempt, answer_form
from chibo.core.contest import seen_of
from chibo.core.forms import BaseForm
from chibo.core.http import see_other
from chibo.core.screens import ConfirmScreen, show
from chibo.core.wording import in_sentence
from chibo.rules.powers import Power
from chibo.rules.workflow import Action
from meetings import access
from meetings.codes import MeetingDeed
from meetings.corrections import selectors, services
from meetings.corrections.forms import HandOverForm, TimesForm, UndoForm
from meetings.ground.selectors import last_saver, title_of
from meetings.labels import refusal_sentences
from meetings.models import Meeting
from meetings.session.selectors import read_roll
from members.access import actor_of


def _run(request: HttpRequest, pk: int) -> Meeting:
    return access.get_meeting(actor_of(request), pk, Power.RUN_MEETING, clock.today())


def _over(request: HttpRequest, meeting: Meeting) -> HttpResponse | None:
    """Where to go when there is no session to correct, or none any more."""
    if meeting.allows(Action.RECORD):
        return None
    messages.info(request, "Chỉ sửa được từ lúc bắt đầu buổi sinh hoạt đến khi khóa biên bản.")
    return see_other("meetings:detail", meeting.pk)


def _screen(meeting: Meeting, form: BaseForm, title: str, consequence: str, action: str) -> ConfirmScreen:
    back_url = reverse("meetings:session", args=[meeting.pk])
    return ConfirmScreen(title=title, consequence=consequence, action=action, form=form, back_url=back_url)


@require_http_methods(["GET", "POST"])
def undo_opening(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an opening by mistake."""
    meeting = _run(request, pk)
    if over := _over(request, meeting):
        return over
    form = UndoForm(request.POST if request.method == "POST" else None, marks=selectors.records_of(meeting).marks)
    title = title_of(meeting)
    consequence = f"Trở lại như trước khi bắt đầu {in_sentence(title)}; khi ấy đổi thời gian hoặc hủy kỳ được."
    screen = _screen(meeting, form, "Hủy việc bắt đầu", consequence, "Hủy việc bắt đầu")

    def deed() -> HttpResponse:
        services.undo_opening(actor=actor_of(request), now=clock.now(), meeting=meeting, with_roll=form.drops_roll)
        messages.success(request, "Đã hủy việc bắt đầu. Kỳ sinh hoạt trở lại như trước.")
        return see_other("meetings:detail", pk)

    return answer_form(request, screen, form, deed, words=refusal_sentences)


@require_http_methods(["GET", "POST"])
def times(request: HttpRequest, pk: int) -> HttpResponse:
    """The true times of the session."""
    meeting = _run(request, pk)
    if over := _over(request, meeting):
        return over
    initial = {"seen": seen_of(services.times_of(meeting))}
    form = TimesForm(request.POST or None, initial=initial, **services.times_of(meeting))
    consequence = "Giờ đã sửa được ghi vào biên bản và nhật ký. Biên bản đã đọc lại thì phải đọc lại lần nữa."
    screen = _screen(meeting, form, "Sửa giờ của buổi sinh hoạt", consequence, "Lưu giờ đã sửa")

    def deed() -> HttpResponse:
        user, now = actor_of(request), clock.now()
        at: dict[str, Any] = {"opened_at": form.opened_at, "closed_at": form.closed_at}
        services.correct_times(actor=user, now=now, meeting=meeting, seen=form.saw, **at)
        messages.success(request, "Đã sửa giờ của buổi sinh hoạt.")
        return see_other("meetings:session", pk)

    form.last = partial(last_saver, meeting, MeetingDeed.TIMES_CORRECTED, MeetingDeed.CLOSED)
    return answer_form(request, screen, form, deed, words=refusal_sentences)


@require_http_methods(["GET", "POST"])
def roll_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how the list of the cell differs from the roll of the day, and ask."""
    meeting = _run(request, pk)
    if over := _over(request, meeting):
        return over
    difference = selectors.roll_difference(meeting)
    if difference.is_empty:
        messages.info(request, "Danh sách của buổi sinh hoạt vẫn đúng với danh sách chi bộ.")
        return see_other("meetings:session", pk)
    tried = Attempt(refusal_sentences)
    if request.method == "POST":
        with tried:
            seen = request.POST.get("seen", "")
            services.update_roll(actor=actor_of(request), now=clock.now(), meeting=meeting, seen=seen)
            messages.success(request, "Đã cập nhật danh sách. Đồng chí điểm danh những người mới có tên.")
            return see_other("meetings:session", pk, anchor="roll")
    screen = ConfirmScreen(
        title="Cập nhật danh sách của buổi sinh hoạt",
        consequence="Danh sách chi bộ đã khác so với lúc bắt đầu. Biểu quyết đã ghi được tính lại theo danh sách mới.",
        missing=[*tried.sentences, *difference.sentences],
        action="Cập nhật danh sách",
        fields={"seen": difference.key},
        back_url=reverse("meetings:session", args=[pk]),
    )
    return show(request, screen, status=tried.status)


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else chairs or writes from now on."""
    meeting, now = _run(request, pk), clock.now()
    if over := _over(request, meeting):
        return over
    at = timezone.localtime(meeting.closed_at or now)
    form = HandOverForm(
        request.POST or None, people=read_roll(meeting).people, initial={"at_on": at.date(), "at_time": at.time()}
    )
    consequence = "Biên bản ghi tên cả hai người và giờ thay. Người thay ký biên bản."
    screen = _screen(meeting, form, "Thay người chủ trì hoặc thư ký", consequence, "Ghi việc thay người")

    def deed() -> HttpResponse:
        post, after = form.cleaned_data["post"], form.cleaned_data["after"]
        services.hand_over(actor=actor_of(request), now=now, meeting=meeting, post=post, after=after, at=form.at)
        messages.success(request, f"Từ {form.at:%H:%M} đồng chí {after.full_name} thay.")
        return see_other("meetings:detail", pk)

    return answer_form(request, screen, form, deed, words=refusal_sentences)
