"""The session: guard, form, service, answer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.core import clock
from chibo.core.answers import Attempt, conflict, kept_by_itself, saved_by_itself, saves_itself
from chibo.core.contest import values_of
from chibo.core.http import see_other, wants_partial
from chibo.core.numbers import whole_number
from chibo.core.screens import ConfirmScreen, Screen, show
from chibo.core.wording import in_sentence
from chibo.rules.powers import Power
from chibo.rules.workflow import Action, MeetingState, Need, allows
from meetings import access
from meetings.ground.advice import MovePage, move_page
from meetings.ground.selectors import able_members, last_edit
from meetings.labels import refusal_sentences
from meetings.models import AgendaItem, Meeting
from meetings.session import screens, selectors, services
from meetings.session.forms import (
    ITEM_TEXTS,
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


def _known(request: HttpRequest, sentence: str, name: str, pk: int) -> HttpResponse:
    """A second press: it was done, and where to go on."""
    messages.info(request, sentence)
    return see_other(f"meetings:{name}", pk)


@require_GET
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """The one screen of the session, one item open at a time."""
    meeting = _run(request, pk)
    if elsewhere := _elsewhere(request, meeting):
        return elsewhere
    page = selectors.session_page(meeting, clock.now())
    chosen = whole_number(request.GET.get("item", ""))
    return show(request, screens.session_screen(page, page.line(chosen)))


# Opening and closing ----------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def open_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin: who chairs, who writes, since when. Freezes the roll of the day."""
    meeting, now = _run(request, pk), clock.now()
    if not meeting.allows(Action.OPEN):
        return _elsewhere(request, meeting) or _known(request, "Buổi sinh hoạt đã bắt đầu rồi.", "session", pk)
    move = move_page(meeting, Action.OPEN, now, without=(Need.CHAIR, Need.MINUTE_TAKER))
    officers = {"chair": meeting.chair_id, "minute_taker": meeting.minute_taker_id}
    form = OpenForm(
        request.POST or None,
        people=able_members(meeting.organization, meeting.kind, now.date()),
        initial={**officers, "opened_on": now.date(), "opened_time": now.time()},
        advice=move.advice,
    )
    if form.is_valid() and _opened(request, meeting, form):
        return see_other("meetings:session", pk)
    return show(request, _opening(move, form), status=409 if form.is_bound else 200)


def _opened(request: HttpRequest, meeting: Meeting, form: OpenForm) -> bool:
    with Attempt(refusal_sentences) as tried:
        services.open_meeting(
            actor=actor_of(request),
            now=clock.now(),
            meeting=meeting,
            opened_at=form.opened_at,
            reason=form.reason,
            chair=form.cleaned_data["chair"],
            minute_taker=form.cleaned_data["minute_taker"],
        )
        messages.success(request, f"Đã bắt đầu lúc {form.opened_at:%H:%M}. Việc đầu tiên: điểm danh.")
        return True
    form.refuse(tried)
    return False


def _opening(move: MovePage, form: OpenForm) -> ConfirmScreen:
    planned = move.facts.starts_at
    soon = "" if planned.date() == clock.today() else f" Theo kế hoạch, kỳ này họp ngày {planned:%d/%m/%Y}."
    return ConfirmScreen(
        title=f"Bắt đầu {in_sentence(move.title)}",
        consequence=f"Danh sách đảng viên của ngày họp được chốt từ lúc này để điểm danh và biểu quyết.{soon}",
        missing=[*move.needs, *move.advice, *move.replaced],
        form=form,
        action="Bắt đầu buổi sinh hoạt",
        back_url=reverse("meetings:detail", args=[move.meeting.pk]),
    )


@require_http_methods(["GET", "POST"])
def close_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """End the meeting; what is still to be written can be written until the lock."""
    meeting, now = _run(request, pk), clock.now()
    if not meeting.allows(Action.CLOSE):
        return _elsewhere(request, meeting) or _known(request, "Buổi sinh hoạt đã kết thúc rồi.", "minutes", pk)
    form = CloseForm(request.POST or None, initial={"closed_on": now.date(), "closed_time": now.time()})
    if form.is_valid():
        with Attempt(refusal_sentences) as tried:
            services.close_meeting(actor=actor_of(request), now=now, meeting=meeting, closed_at=form.closed_at)
            messages.success(request, f"Đã kết thúc lúc {form.closed_at:%H:%M}. Việc tiếp theo: đọc lại biên bản.")
            return see_other("meetings:minutes", pk)
        tried.show_on(form)
    return show(request, _closing(move_page(meeting, Action.CLOSE, now), form), status=409 if form.is_bound else 200)


def _closing(move: MovePage, form: CloseForm) -> ConfirmScreen:
    unmarked = [f"Chưa điểm danh: {', '.join(move.unmarked)}."] if move.unmarked else []
    return ConfirmScreen(
        title=f"Kết thúc {in_sentence(move.title)}",
        consequence="Giờ kết thúc được ghi vào biên bản. Biên bản vẫn ghi bổ sung được cho đến khi khóa.",
        missing=[*unmarked, *(f"Chưa có kết luận: {title}." for title in move.unconcluded)],
        form=form,
        action="Kết thúc buổi sinh hoạt",
        back_url=reverse("meetings:session", args=[move.meeting.pk]),
    )


# Roll call --------------------------------------------------------------------------------------------------------


@require_POST
def call_roll(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the answers that were sent: one line by htmx, the whole roll without it."""
    meeting, now = _run(request, pk), clock.now()
    roll = selectors.read_roll(meeting)
    form, tried = RollForm(request.POST, rows=roll.rows), Attempt(refusal_sentences)
    if form.is_valid():
        with tried:
            meeting = services.call_roll(actor=actor_of(request), now=now, meeting=meeting, marks=form.marks())
            return _called(request, meeting, form)
        if tried.contest:
            form.show_contest(tried.contest)
        else:
            tried.show_on(form)
    status = tried.status if tried.failed else 422
    if wants_partial(request):
        return show(request, screens.roll_saved(meeting, form, roll, None), status=status)
    page = selectors.session_page(meeting, now)
    return show(request, screens.session_screen(page, page.line(None), roll_form=form), status=status)


def _called(request: HttpRequest, meeting: Meeting, form: RollForm) -> HttpResponse:
    if not wants_partial(request):
        messages.success(request, "Đã lưu điểm danh.")
        return see_other("meetings:session", meeting.pk, anchor="roll")
    form.was_saved()
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
    form, tried = entry.form(request.POST, choices=choices, under=item), Attempt(refusal_sentences)
    if form.is_valid():
        with tried:
            entry.deed(actor=actor_of(request), now=now, meeting=meeting, **form.values())
            return _entered(request, entry, entry.form(choices=choices, under=item))
        tried.show_on(form)
    return show(request, entry.panel(form, ""), status=tried.status if tried.failed else 422)


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
    tried = Attempt(refusal_sentences)
    if request.method == "POST":
        with tried:
            services.remove_entry(actor=actor_of(request), now=clock.now(), entry=entry)
            messages.success(request, "Đã xóa phần ghi nhầm.")
            return see_other("meetings:session", entry.meeting_id, query=f"item={getattr(entry, 'item_id', 0) or 0}")
    screen = ConfirmScreen(
        title="Xóa phần ghi nhầm",
        consequence=f"{selectors.entry_words(entry)} Việc xóa được ghi vào nhật ký.",
        missing=tried.sentences,
        action="Xóa",
        grave=True,
        back_url=reverse("meetings:session", args=[entry.meeting_id]),
    )
    return show(request, screen, status=tried.status)


# Conclusions ------------------------------------------------------------------------------------------------------


@require_POST
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what was said about an item and its conclusion, by hand or by itself."""
    item = access.get_item(actor_of(request), pk, clock.today())
    form = ConcludeForm(request.POST)
    if form.is_valid():
        return _save_item(request, item, form)
    return (
        kept_by_itself(422) if saves_itself(request) else show(request, screens.conclude_panel(item, form), status=422)
    )


def _save_item(request: HttpRequest, item: AgendaItem, form: ConcludeForm) -> HttpResponse:
    values = {"revision": form.cleaned_data["version"], "seen": form.saw, **form.texts}
    with Attempt(refusal_sentences) as tried:
        saved = services.conclude_item(actor=actor_of(request), now=clock.now(), item=item, **values)
        stored = values_of(saved, ITEM_TEXTS)
        if saves_itself(request):
            return saved_by_itself(form, saved.revision, form.texts, stored)
        messages.success(request, form.told("Đã lưu kết luận.", form.texts, stored))
        onward = "" if "next" in request.POST else f"item={item.pk}"
        return see_other("meetings:session", item.meeting_id, query=onward, anchor="items")
    if saves_itself(request):
        return kept_by_itself(tried.status)
    return show(request, _not_saved(item, form, tried), status=tried.status)


def _not_saved(item: AgendaItem, form: ConcludeForm, tried: Attempt) -> Screen:
    if tried.contest is None:
        tried.show_on(form)
        return screens.conclude_panel(item, form)
    form.last = partial(last_edit, item)
    return conflict(form, tried.contest, heading=item.title, action_url=reverse("meetings:conclude", args=[item.pk]))
