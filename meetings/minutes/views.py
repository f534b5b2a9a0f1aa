"""The minutes and their lock: guard, form, service, answer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.core import clock
from chibo.core.http import made_pdf, pdf_response
from chibo.core.pdf import PdfUnavailable
from chibo.core.richtext import text_of
from chibo.rules.powers import Power
from chibo.rules.refusal import RuleRefused
from chibo.rules.workflow import Action, MeetingState
from meetings import access
from meetings.ground.advice import MovePage, move_page
from meetings.ground.answers import see_other
from meetings.ground.facts import load_record
from meetings.ground.selectors import last_edit, name_of, title_of
from meetings.labels import refusal_sentences
from meetings.minutes import documents, selectors, services
from meetings.minutes.forms import TEXTS, LockForm, MinutesForm, ReadBackForm
from meetings.models import Meeting, Minutes
from members.access import actor_of


def _minutes(meeting: Meeting) -> Minutes:
    found = selectors.stored_minutes(meeting)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole minutes as they will print, with the texts that no record gives."""
    user, today = actor_of(request), clock.today()
    meeting = access.get_meeting(user, pk, Power.READ_SCHEDULE, today)
    if meeting.state == MeetingState.LOCKED:
        return _locked(request, access.get_document_meeting(user, pk, today))
    meeting = access.get_meeting(user, pk, Power.WRITE_MINUTES, today)
    if not meeting.allows(Action.RECORD):
        return see_other("meetings:detail", pk)
    written = _minutes(meeting)
    if request.method == "POST":
        return _save(request, meeting, written)
    form = MinutesForm(initial={name: getattr(written, name) for name in TEXTS} | {"version": written.revision})
    return _write(request, meeting, written, form=form)


def _write(
    request: HttpRequest, meeting: Meeting, written: Minutes, *, status: int = 200, **forms: Any
) -> HttpResponse:
    now = clock.now()
    record = load_record(meeting)
    blank = {"votes": written.approved_by_votes if written.read_back_at else meeting.present}
    context = {
        "meeting": meeting,
        "title": title_of(meeting),
        "minutes": written,
        "move": move_page(meeting, Action.LOCK, now, record=record),
        "paper": documents.minutes_paper(record, until=now),
        "form": MinutesForm(initial={name: getattr(written, name) for name in TEXTS} | {"version": written.revision}),
        "read_back_form": ReadBackForm(initial=blank),
        "may_lock": access.may(actor_of(request), Power.LOCK_MINUTES, meeting, now.date()),
        **forms,
    }
    return render(request, "meetings/minutes/minutes.html", context, status=status)


def _save(request: HttpRequest, meeting: Meeting, written: Minutes) -> HttpResponse:
    by_itself, form = "X-Autosave" in request.headers, MinutesForm(request.POST)
    if request.POST.get("conflict") == "theirs":
        return see_other("meetings:minutes", meeting.pk)
    if not form.is_valid():
        return JsonResponse({}, status=422) if by_itself else _write(request, meeting, written, status=422, form=form)
    try:
        saved = services.save_minutes(
            actor=actor_of(request),
            now=clock.now(),
            meeting=meeting,
            revision=form.cleaned_data["version"],
            texts=form.texts,
        )
    except RuleRefused as refused:
        return JsonResponse({}, status=409) if by_itself else _not_saved(request, meeting, written, form, refused)
    if by_itself:
        return JsonResponse({"version": saved.revision})
    messages.success(request, "Đã lưu biên bản.")
    return see_other("meetings:minutes", meeting.pk)


def _not_saved(
    request: HttpRequest, meeting: Meeting, written: Minutes, form: MinutesForm, refused: RuleRefused
) -> HttpResponse:
    if refused.code != "stale":
        form.add_error(None, refusal_sentences(refused))
        return _write(request, meeting, written, status=409, form=form)
    edit = last_edit(written)
    context = {
        "heading": title_of(meeting),
        "theirs": _all_texts({name: getattr(written, name) for name in TEXTS}),
        "mine": _all_texts(form.cleaned_data),
        "theirs_by": edit.name or "Người khác",
        "theirs_at": edit.at,
        "fields": {**form.cleaned_data, "version": written.revision},
        "action_url": reverse("meetings:minutes", args=[meeting.pk]),
    }
    return render(request, "meetings/ground/conflict.html", context, status=409)


def _all_texts(texts: dict[str, Any]) -> str:
    labels = MinutesForm.base_fields
    return "\n\n".join(f"{labels[name].label}\n{text_of(texts[name])}" for name in TEXTS)


def _locked(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    written = _minutes(meeting)
    context = {
        "meeting": meeting,
        "title": title_of(meeting),
        "minutes": written,
        "paper": documents.frozen_paper(written),
        "locked_by": name_of(written.locked_by),
        "score": selectors.self_score(meeting),
        "may_send": access.may(actor_of(request), Power.SEND_SCORE, meeting, clock.today()),
    }
    return render(request, "meetings/minutes/locked.html", context)


@require_POST
def read_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes were read back and so many agreed."""
    meeting = access.get_meeting(actor_of(request), pk, Power.WRITE_MINUTES, clock.today())
    if not meeting.allows(Action.RECORD):
        return see_other("meetings:minutes", pk)
    form, status = ReadBackForm(request.POST), 422
    if form.is_valid():
        try:
            services.read_back(
                actor=actor_of(request), now=clock.now(), meeting=meeting, votes=form.cleaned_data["votes"]
            )
        except RuleRefused as refused:
            form.add_error("votes", refusal_sentences(refused))
            status = 409
        else:
            messages.success(request, "Đã ghi: biên bản được đọc lại và thông qua.")
            return see_other("meetings:minutes", pk)
    return _write(request, meeting, _minutes(meeting), status=status, read_back_form=form)


@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as they stand, in the prescribed layout, to be read back."""
    meeting = access.get_meeting(actor_of(request), pk, Power.WRITE_MINUTES, clock.today())
    if meeting.state == MeetingState.LOCKED:
        return see_other("meetings:minutes-document", pk)
    if not meeting.allows(Action.RECORD):
        raise Http404
    paper = documents.minutes_paper(load_record(meeting), until=clock.now())
    try:
        content = documents.minutes_draft_pdf(paper)
    except PdfUnavailable as missing:
        messages.error(request, str(missing))
        return see_other("meetings:minutes", pk)
    return made_pdf(content, f"xem-truoc-{documents.minutes_filename(meeting)}")


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
    return _locking(request, move, form)


def _lock(request: HttpRequest, meeting: Meeting, form: LockForm) -> bool:
    try:
        services.lock_minutes(actor=actor_of(request), now=clock.now(), meeting=meeting, reason=form.reason)
    except RuleRefused as refused:
        form.refuse(refused)
        return False
    except PdfUnavailable as missing:
        form.add_error(None, str(missing))
        return False
    messages.success(request, "Đã khóa biên bản.")
    return True


def _locking(request: HttpRequest, move: MovePage, form: LockForm) -> HttpResponse:
    context = {
        "title": f"Khóa biên bản {move.title[0].lower()}{move.title[1:]}",
        "consequence": "Sau khi khóa không sửa được nữa. Chương trình lưu bản PDF và báo cho đảng viên.",
        "missing": [*move.needs, *move.advice],
        "form": form,
        "action": "Khóa biên bản",
        "grave": True,
        "back_url": reverse("meetings:minutes", args=[move.meeting.pk]),
    }
    return render(request, "components/confirm_page.html", context, status=409 if form.is_bound else 200)
