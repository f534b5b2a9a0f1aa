"""The minutes and their lock: guard, form, service, answer."""

from dataclasses import asdict, dataclass
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.core import clock
from chibo.core.answers import Attempt, conflict, kept_by_itself, saved_by_itself, saves_itself
from chibo.core.contest import values_of
from chibo.core.http import made_pdf, pdf_response, see_other
from chibo.core.screens import ConfirmScreen, Screen, show
from chibo.core.wording import in_sentence
from chibo.rules.powers import Power
from chibo.rules.workflow import Action, MeetingState
from meetings import access
from meetings.ground.advice import MovePage, move_page
from meetings.ground.facts import load_record
from meetings.ground.selectors import last_edit, title_of
from meetings.labels import refusal_sentences
from meetings.minutes import documents, selectors, services
from meetings.minutes.forms import TEXTS, LockForm, MinutesForm, ReadBackForm
from meetings.minutes.paper import MinutesPaper
from meetings.models import Meeting, Minutes
from members.access import actor_of
from members.selectors import name_of


def _minutes(meeting: Meeting) -> Minutes:
    found = selectors.stored_minutes(meeting)
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, kw_only=True)
class MinutesScreen(Screen):
    """The whole minutes as they will print, with the texts that no record gives."""

    template = "meetings/minutes/minutes.html"

    meeting: Meeting
    title: str
    minutes: Minutes
    move: MovePage
    paper: MinutesPaper
    form: MinutesForm
    read_back_form: ReadBackForm
    may_lock: bool


@dataclass(frozen=True, kw_only=True)
class LockedScreen(Screen):
    """The minutes as they were locked."""

    template = "meetings/minutes/locked.html"

    meeting: Meeting
    title: str
    minutes: Minutes
    paper: MinutesPaper
    locked_by: str
    score: selectors.SelfScore
    may_send: bool


@require_http_methods(["GET", "POST"])
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole minutes as they will print, with the texts that no record gives."""
    user, today = actor_of(request), clock.today()
    meeting = access.get_meeting(user, pk, Power.READ_SCHEDULE, today)
    if meeting.state == MeetingState.LOCKED:
        return show(request, _locked(request, access.get_document_meeting(user, pk, today)))
    meeting = access.get_meeting(user, pk, Power.WRITE_MINUTES, today)
    if not meeting.allows(Action.RECORD):
        return see_other("meetings:detail", pk)
    written = _minutes(meeting)
    if request.method == "POST":
        return _save(request, meeting, written)
    return show(request, _writing(request, meeting, written))


def _writing(
    request: HttpRequest,
    meeting: Meeting,
    written: Minutes,
    *,
    form: MinutesForm | None = None,
    read_back_form: ReadBackForm | None = None,
) -> MinutesScreen:
    """The page with the stored texts, or with a form that was sent."""
    now, record = clock.now(), load_record(meeting)
    blank = {"votes": written.approved_by_votes if written.read_back_at else meeting.present}
    return MinutesScreen(
        meeting=meeting,
        title=title_of(meeting),
        minutes=written,
        move=move_page(meeting, Action.LOCK, now, record=record),
        paper=documents.minutes_paper(record, until=now),
        form=form or MinutesForm.of(written),
        read_back_form=read_back_form or ReadBackForm(initial=blank),
        may_lock=access.may(actor_of(request), Power.LOCK_MINUTES, meeting, now.date()),
    )


def _save(request: HttpRequest, meeting: Meeting, written: Minutes) -> HttpResponse:
    by_itself, form = saves_itself(request), MinutesForm(request.POST)
    if not form.is_valid():
        screen = _writing(request, meeting, written, form=form)
        return kept_by_itself(422) if by_itself else show(request, screen, status=422)
    values = {"revision": form.cleaned_data["version"], "texts": form.texts, "seen": form.saw}
    with Attempt(refusal_sentences) as tried:
        saved = services.save_minutes(actor=actor_of(request), now=clock.now(), meeting=meeting, **values)
        sent, stored = asdict(form.texts), values_of(saved, TEXTS)
        if by_itself:
            return saved_by_itself(form, saved.revision, sent, stored)
        messages.success(request, form.told("Đã lưu biên bản.", sent, stored))
        return see_other("meetings:minutes", meeting.pk)
    if by_itself:
        return kept_by_itself(tried.status)
    return show(request, _not_saved(request, meeting, written, form, tried), status=tried.status)


def _not_saved(request: HttpRequest, meeting: Meeting, written: Minutes, form: MinutesForm, tried: Attempt) -> Screen:
    if tried.contest is None:
        tried.show_on(form)
        return _writing(request, meeting, written, form=form)
    action_url = reverse("meetings:minutes", args=[meeting.pk])
    form.last = partial(last_edit, written)
    return conflict(form, tried.contest, heading=title_of(meeting), action_url=action_url)


def _locked(request: HttpRequest, meeting: Meeting) -> LockedScreen:
    written = _minutes(meeting)
    return LockedScreen(
        meeting=meeting,
        title=title_of(meeting),
        minutes=written,
        paper=documents.frozen_paper(written),
        locked_by=name_of(written.locked_by),
        score=selectors.self_score(meeting),
        may_send=access.may(actor_of(request), Power.SEND_SCORE, meeting, clock.today()),
    )


@require_POST
def read_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes were read back and so many agreed."""
    meeting = access.get_meeting(actor_of(request), pk, Power.WRITE_MINUTES, clock.today())
    if not meeting.allows(Action.RECORD):
        return see_other("meetings:minutes", pk)
    form, tried = ReadBackForm(request.POST), Attempt(refusal_sentences)
    if form.is_valid():
        with tried:
            votes = form.cleaned_data["votes"]
            services.read_back(actor=actor_of(request), now=clock.now(), meeting=meeting, votes=votes)
            messages.success(request, "Đã ghi: biên bản được đọc lại và thông qua.")
            return see_other("meetings:minutes", pk)
        tried.show_on(form, "votes")
    screen = _writing(request, meeting, _minutes(meeting), read_back_form=form)
    return show(request, screen, status=tried.status if tried.failed else 422)


@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as they stand, in the prescribed layout, to be read back."""
    meeting = access.get_meeting(actor_of(request), pk, Power.WRITE_MINUTES, clock.today())
    if meeting.state == MeetingState.LOCKED:
        return see_other("meetings:minutes-document", pk)
    if not meeting.allows(Action.RECORD):
        raise Http404
    paper = documents.minutes_paper(load_record(meeting), until=clock.now())
    with Attempt(refusal_sentences) as tried:
        return made_pdf(documents.minutes_draft_pdf(paper), f"xem-truoc-{documents.minutes_filename(meeting)}")
    tried.tell(request)
    return see_other("meetings:minutes", pk)


@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The locked minutes, byte for byte as they were stored."""
    meeting = access.get_document_meeting(actor_of(request), pk, clock.today())
    stored = _minutes(meeting).document
    if stored is None:
        raise Http404
    known = get_conditional_response(request, etag=f'"{stored.sha256}"')
    if known is not None:
        return known
    services.record_download(actor=actor_of(request), now=clock.now(), meeting=meeting, document=stored)
    return pdf_response(stored)


# The lock ---------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Lock the minutes for good."""
    meeting = access.get_meeting(actor_of(request), pk, Power.LOCK_MINUTES, clock.today())
    if meeting.state == MeetingState.LOCKED:
        messages.info(request, "Biên bản đã khóa rồi.")
        return see_other("meetings:minutes", pk)
    if not meeting.allows(Action.RECORD):
        return see_other("meetings:detail", pk)
    if not meeting.allows(Action.LOCK):
        messages.warning(request, "Buổi sinh hoạt chưa kết thúc. Kết thúc trước, rồi khóa biên bản.")
        return see_other("meetings:close", pk)
    move = move_page(meeting, Action.LOCK, clock.now())
    form = LockForm(request.POST if request.method == "POST" else None, advice=move.advice)
    if form.is_valid() and _lock(request, meeting, form):
        return see_other("meetings:minutes", pk)
    return show(request, _locking(move, form), status=409 if form.is_bound else 200)


def _lock(request: HttpRequest, meeting: Meeting, form: LockForm) -> bool:
    with Attempt(refusal_sentences) as tried:
        services.lock_minutes(actor=actor_of(request), now=clock.now(), meeting=meeting, reason=form.reason)
        messages.success(request, "Đã khóa biên bản.")
        return True
    form.refuse(tried)
    return False


def _locking(move: MovePage, form: LockForm) -> ConfirmScreen:
    return ConfirmScreen(
        title=f"Khóa biên bản {in_sentence(move.title)}",
        consequence="Sau khi khóa không sửa được nữa. Chương trình lưu bản PDF và báo cho đảng viên.",
        missing=[*move.needs, *move.advice],
        form=form,
        action="Khóa biên bản",
        grave=True,
        back_url=reverse("meetings:minutes", args=[move.meeting.pk]),
    )
