"""The session: guard, form, service, answer."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.core import clock
from chibo.core.http import wants_partial
from chibo.core.richtext import text_of
from chibo.core.screens import show
from chibo.rules.powers import Power
from chibo.rules.refusal import RuleRefused
from chibo.rules.workflow import Action, MeetingState, Need, allows
from meetings import access
from meetings.ground.advice import MovePage, move_page
from meetings.ground.answers import see_other
from meetings.ground.selectors import able_members, last_edit
from meetings.labels import refusal_sentences
from meetings.models import AgendaItem, Meeting
from meetings.session import screens, selectors, services
from meetings.session.forms import (
    AssignForm,
    BallotForm,
    CloseForm,
    ConcludeForm,
    EntryForm,
    GuestForm,
    OpenForm,
    RollForm,
    SpeechForm,
)
from members.access import actor_of


def _run(request: HttpRequest, pk: int) -> Meeting:
    return access.get_meeting(actor_of(request), pk, Power.RUN_MEETING, clock.today())


def _elsewhere(request: HttpRequest, meeting: Meeting) -> HttpResponse | None:
    """Where to go when nothing can be recorded: not open yet, locked, or cancelled."""
    state = MeetingState(meeting.state)
    if allows(state, Action.RECORD):
        return None
    if allows(state, Action.OPEN):
        return see_other("meetings:open", meeting.pk)
    if state is MeetingState.LOCKED:
        messages.info(request, "Biên bản đã khóa nên không ghi thêm được.")
        return see_other("meetings:minutes", meeting.pk)
    messages.info(request, "Kỳ sinh hoạt này đã hủy.")
    return see_other("meetings:detail", meeting.pk)


@require_GET
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """The one screen of the session, one item open at a time."""
    meeting = _run(request, pk)
    if elsewhere := _elsewhere(request, meeting):
        return elsewhere
    page = selectors.session_page(meeting, clock.now())
    chosen = request.GET.get("item", "")
    return show(request, screens.session_screen(page, page.line(int(chosen) if chosen.isdecimal() else None)))


# Opening and closing ----------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def open_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin: who chairs, who writes, since when. Freezes the roll of the day."""
    meeting, now = _run(request, pk), clock.now()
    if not meeting.allows(Action.OPEN):
        messages.info(request, "Buổi sinh hoạt đã bắt đầu rồi.")
        return see_other("meetings:session", pk)
    move = move_page(meeting, Action.OPEN, now, without=(Need.CHAIR, Need.MINUTE_TAKER))
    form = OpenForm(
        request.POST or None,
        people=able_members(meeting.organization, now.date()),
        initial={
            "chair": meeting.chair_id,
            "minute_taker": meeting.minute_taker_id,
            "opened_on": now.date(),
            "opened_time": now.time(),
        },
        advice=move.advice,
    )
    return _opened(request, meeting, form) or _opening(request, move, form)


def _opened(request: HttpRequest, meeting: Meeting, form: OpenForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    officers = {"chair": form.cleaned_data["chair"], "minute_taker": form.cleaned_data["minute_taker"]}
    try:
        services.open_meeting(
            actor=actor_of(request),
            now=clock.now(),
            meeting=meeting,
            opened_at=form.opened_at,
            reason=form.reason,
            **officers,
        )
    except RuleRefused as refused:
        form.refuse(refused)
        return None
    messages.success(request, f"Đã bắt đầu lúc {form.opened_at:%H:%M}. Việc đầu tiên: điểm danh.")
    return see_other("meetings:session", meeting.pk)


def _opening(request: HttpRequest, move: MovePage, form: OpenForm) -> HttpResponse:
    planned = move.facts.starts_at
    soon = "" if planned.date() == clock.today() else f" Theo kế hoạch, kỳ này họp ngày {planned:%d/%m/%Y}."
    context = {
        "title": f"Bắt đầu {move.title[0].lower()}{move.title[1:]}",
        "consequence": f"Danh sách đảng viên của ngày họp được chốt từ lúc này để điểm danh và biểu quyết.{soon}",
        "missing": [*move.needs, *move.advice],
        "form": form,
        "action": "Bắt đầu buổi sinh hoạt",
        "back_url": reverse("meetings:detail", args=[move.meeting.pk]),
    }
    status = 409 if form.is_bound else 200
    return render(request, "components/confirm_page.html", context, status=status)


@require_http_methods(["GET", "POST"])
def close_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """End the meeting; what is still to be written can be written until the lock."""
    meeting, now = _run(request, pk), clock.now()
    if not meeting.allows(Action.CLOSE):
        messages.info(request, "Buổi sinh hoạt đã kết thúc rồi.")
        return see_other("meetings:minutes", pk)
    form = CloseForm(request.POST or None, initial={"closed_on": now.date(), "closed_time": now.time()})
    if form.is_valid():
        try:
            services.close_meeting(actor=actor_of(request), now=now, meeting=meeting, closed_at=form.closed_at)
        except RuleRefused as refused:
            form.add_error(None, refusal_sentences(refused))
        else:
            messages.success(request, f"Đã kết thúc lúc {form.closed_at:%H:%M}. Việc tiếp theo: đọc lại biên bản.")
            return see_other("meetings:minutes", pk)
    return _closing(request, move_page(meeting, Action.CLOSE, now), form)


def _closing(request: HttpRequest, move: MovePage, form: CloseForm) -> HttpResponse:
    unmarked = [f"Chưa điểm danh: {', '.join(move.unmarked)}."] if move.unmarked else []
    context = {
        "title": f"Kết thúc {move.title[0].lower()}{move.title[1:]}",
        "consequence": "Giờ kết thúc được ghi vào biên bản. Biên bản vẫn ghi bổ sung được cho đến khi khóa.",
        "missing": [*unmarked, *(f"Chưa có kết luận: {title}." for title in move.unconcluded)],
        "form": form,
        "action": "Kết thúc buổi sinh hoạt",
        "back_url": reverse("meetings:session", args=[move.meeting.pk]),
    }
    return render(request, "components/confirm_page.html", context, status=409 if form.is_bound else 200)


# Roll call --------------------------------------------------------------------------------------------------------


@require_POST
def call_roll(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the answers that were sent: one line by htmx, the whole roll without it."""
    meeting, now = _run(request, pk), clock.now()
    roll = selectors.read_roll(meeting)
    form, status = RollForm(request.POST, rows=roll.rows), 422
    if form.is_valid():
        try:
            meeting = services.call_roll(actor=actor_of(request), now=now, meeting=meeting, marks=form.marks())
        except RuleRefused as refused:
            form.add_error(None, refusal_sentences(refused))
            status = 409
        else:
            return _called(request, meeting, form)
    if wants_partial(request):
        return show(request, screens.roll_saved(meeting, form, roll, None), status=status)
    page = selectors.session_page(meeting, now)
    return show(request, screens.session_screen(page, page.line(None), roll_form=form), status=status)


def _called(request: HttpRequest, meeting: Meeting, form: RollForm) -> HttpResponse:
    if not wants_partial(request):
        messages.success(request, "Đã lưu điểm danh.")
        return see_other("meetings:session", meeting.pk, anchor="roll")
    return show(request, screens.roll_saved(meeting, form, selectors.read_roll(meeting), clock.now()))


# Entries: guests, speeches, votes, assignments ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of entry: its form, its deed, its panel, and what is said when it is recorded."""

    name: str
    form: type[EntryForm]
    deed: Callable[..., object]
    panel: Callable[[EntryForm, str], screens.Panel]
    done: str


GUEST = Entry("guest", GuestForm, services.add_guest, screens.guest_panel, "Đã ghi đại biểu dự.")
SPEECH = Entry("speech", SpeechForm, services.record_speech, screens.speech_panel, "Đã ghi ý kiến.")
BALLOT = Entry("ballot", BallotForm, services.record_ballot, screens.ballot_panel, "Đã ghi kết quả biểu quyết.")
ASSIGN = Entry("assign", AssignForm, services.assign, screens.assign_panel, "Đã giao việc và báo cho người được giao.")


def _enter(request: HttpRequest, pk: int, entry: Entry) -> HttpResponse:
    meeting, now = _run(request, pk), clock.now()
    if elsewhere := _elsewhere(request, meeting):
        return elsewhere
    choices, item = selectors.Choices(meeting), selectors.item_of(meeting, request.POST.get("item", ""))
    form, status = entry.form(request.POST, choices=choices, under=item), 422
    if form.is_valid():
        try:
            entry.deed(actor=actor_of(request), now=now, meeting=meeting, **form.values())
        except RuleRefused as refused:
            form.refuse(refused)
            status = 409
        else:
            return _entered(request, entry, entry.form(choices=choices, under=item))
    return show(request, entry.panel(form, ""), status=status)


def _entered(request: HttpRequest, entry: Entry, empty: EntryForm) -> HttpResponse:
    if wants_partial(request):
        return show(request, entry.panel(empty, entry.done))
    messages.success(request, entry.done)
    opened = f"item={empty.under.pk if empty.under else 0}"
    return see_other("meetings:session", empty.choices.meeting.pk, query=opened, anchor=entry.name)


@require_POST
def add_guest(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a representative of the committee above."""
    return _enter(request, pk, GUEST)


@require_POST
def add_speech(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a remark or a reserved opinion."""
    return _enter(request, pk, SPEECH)


@require_POST
def add_ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a vote."""
    return _enter(request, pk, BALLOT)


@require_POST
def add_assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Assign a task on the spot."""
    return _enter(request, pk, ASSIGN)


@require_http_methods(["GET", "POST"])
def remove_entry(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Take back what was recorded by mistake."""
    entry = access.get_entry(actor_of(request), kind, pk, clock.today())
    refusal: list[str] = []
    if request.method == "POST":
        try:
            services.remove_entry(actor=actor_of(request), now=clock.now(), entry=entry)
        except RuleRefused as refused:
            refusal = refusal_sentences(refused)
        else:
            messages.success(request, "Đã xóa phần ghi nhầm.")
            return see_other("meetings:session", entry.meeting_id, query=f"item={getattr(entry, 'item_id', 0) or 0}")
    context = {
        "title": "Xóa phần ghi nhầm",
        "consequence": f"{selectors.entry_words(entry)} Việc xóa được ghi vào nhật ký.",
        "missing": refusal,
        "action": "Xóa",
        "grave": True,
        "back_url": reverse("meetings:session", args=[entry.meeting_id]),
    }
    return render(request, "components/confirm_page.html", context, status=409 if refusal else 200)


# Conclusions ------------------------------------------------------------------------------------------------------


@require_POST
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what was said about an item and its conclusion, by hand or by itself."""
    item = access.get_item(actor_of(request), pk, clock.today())
    by_itself = "X-Autosave" in request.headers
    if request.POST.get("conflict") == "theirs":
        return see_other("meetings:session", item.meeting_id, query=f"item={pk}", anchor="conclude")
    form = ConcludeForm(request.POST)
    if not form.is_valid():
        return (
            JsonResponse({}, status=422) if by_itself else show(request, screens.conclude_panel(item, form), status=422)
        )
    return _save_item(request, item, form, by_itself=by_itself)


def _save_item(request: HttpRequest, item: AgendaItem, form: ConcludeForm, *, by_itself: bool) -> HttpResponse:
    texts = {name: form.cleaned_data[name] for name in ("proceedings", "conclusion")}
    seen = form.cleaned_data["version"]
    try:
        saved = services.conclude_item(actor=actor_of(request), now=clock.now(), item=item, revision=seen, **texts)
    except RuleRefused as refused:
        return JsonResponse({}, status=409) if by_itself else _not_saved(request, item, form, refused)
    if by_itself:
        return JsonResponse({"version": saved.revision})
    messages.success(request, "Đã lưu kết luận.")
    onward = "" if "next" in request.POST else f"item={item.pk}"
    return see_other("meetings:session", item.meeting_id, query=onward, anchor="items")


def _not_saved(request: HttpRequest, item: AgendaItem, form: ConcludeForm, refused: RuleRefused) -> HttpResponse:
    if refused.code != "stale":
        form.add_error(None, refusal_sentences(refused))
        return show(request, screens.conclude_panel(item, form), status=409)
    mine, edit = form.cleaned_data, last_edit(item)
    context = {
        "heading": item.title,
        "theirs": _both(item.proceedings, item.conclusion),
        "mine": _both(mine["proceedings"], mine["conclusion"]),
        "theirs_by": edit.name or "Người khác",
        "theirs_at": edit.at,
        "fields": {**mine, "version": item.revision},
        "action_url": reverse("meetings:conclude", args=[item.pk]),
    }
    return render(request, "meetings/ground/conflict.html", context, status=409)


def _both(proceedings: str, conclusion: str) -> str:
    return f"Diễn biến\n{text_of(proceedings)}\n\nKết luận của chủ trì\n{text_of(conclusion)}"
