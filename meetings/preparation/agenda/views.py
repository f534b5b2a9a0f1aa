"""The programme of a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from chibo.core import clock
from chibo.core.answers import Attempt
from chibo.core.http import see_other
from chibo.core.numbers import whole_number
from chibo.core.screens import ContestedScreen, show
from chibo.rules.conduct import minutes_rule
from chibo.rules.powers import Power
from chibo.rules.refusal import Refusal
from chibo.rules.workflow import Action
from meetings.access import get_meeting
from meetings.codes import MeetingDeed
from meetings.ground.facts import facts_of, load_record
from meetings.ground.selectors import able_members, last_saver, title_of
from meetings.labels import refusal_sentences
from meetings.models import Meeting
from meetings.preparation.agenda import services
from meetings.preparation.agenda.forms import (
    PREFIX,
    AgendaFormSet,
    Row,
    rearranged,
    rows_of,
    rows_text,
    sent_rows,
    total_minutes,
)
from members.access import actor_of
from members.namesakes import names_of
from members.selectors import rulebook_of


@dataclass(frozen=True, kw_only=True)
class AgendaScreen(ContestedScreen):
    """The programme in rows; ``focus`` is the row that was just moved or added, counted from 0."""

    template = "meetings/preparation/agenda/agenda.html"
    partial = "meetings/preparation/agenda/_agenda.html"

    meeting: Meeting
    title: str
    formset: AgendaFormSet
    revision: str
    total: int  # minutes, those of the partner of the occasion among them
    short: int
    partner_minutes: int
    needed: int | None
    focus: int | None = None
    refused: Sequence[str] = ()


@require_http_methods(["GET", "POST"])
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """All rows in one form; its small buttons move rows about and save nothing."""
    meeting = get_meeting(actor_of(request), pk, Power.PLAN_MEETING, clock.today())
    if not meeting.allows(Action.EDIT):
        messages.info(request, "Buổi sinh hoạt đã kết thúc hoặc đã hủy nên không sửa chương trình được nữa.")
        return see_other("meetings:detail", pk)
    desk = _Desk(meeting)
    if "deed" in request.POST:
        rows, focus = rearranged(sent_rows(request.POST), request.POST["deed"])
        return show(request, replace(desk.unchecked(rows, request), focus=focus))
    if request.method == "POST":
        return _saved(request, desk)
    return show(request, desk.unchecked(rows_of(desk.record.items), request))


class _Desk:
    """The meeting with what its programme is chosen from and measured against."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.record = load_record(meeting)
        book = rulebook_of(meeting.organization)
        rule = minutes_rule(facts_of(self.record, book), book)
        self.needed = rule.number if rule else None
        people = able_members(meeting.organization, meeting.kind, meeting.starts_on)
        chosen = [item.presenter for item in self.record.items if item.presenter and item.presenter not in people]
        self.names = names_of([*people, *chosen])

    def unchecked(self, rows: list[Row], request: HttpRequest) -> AgendaScreen:
        """The page with these rows, none of them checked yet."""
        formset = AgendaFormSet(initial=rows, prefix=PREFIX, form_kwargs={"names": self.names})
        return self.screen(formset, rows, request.POST.get("revision", str(self.meeting.revision)))

    def screen(self, formset: AgendaFormSet, rows: list[Row], revision: str) -> AgendaScreen:
        """The page of this form."""
        total = total_minutes(rows) + self.record.partner_minutes
        return AgendaScreen(
            meeting=self.meeting,
            title=title_of(self.meeting),
            formset=formset,
            revision=revision,
            total=total,
            short=max((self.needed or 0) - total, 0),
            partner_minutes=self.record.partner_minutes,
            needed=self.needed,
        )


def _saved(request: HttpRequest, desk: _Desk) -> HttpResponse:
    formset = AgendaFormSet(request.POST, prefix=PREFIX, form_kwargs={"names": desk.names})
    revision, rows = request.POST.get("revision", ""), sent_rows(request.POST)
    screen = desk.screen(formset, rows, revision)
    seen = whole_number(revision)
    if not formset.is_valid() or seen is None:
        return show(request, screen, status=422)
    user, now, items = actor_of(request), clock.now(), formset.items
    with Attempt(refusal_sentences) as tried:
        services.save_agenda(actor=user, now=now, meeting=desk.meeting, revision=seen, items=items)
        messages.success(request, "Đã lưu chương trình.")
        return see_other("meetings:detail", desk.meeting.pk)
    refused = _both(desk, screen, rows) if tried.code is Refusal.STALE else replace(screen, refused=tried.sentences)
    return show(request, refused, status=tried.status)


def _both(desk: _Desk, screen: AgendaScreen, rows: list[Row]) -> AgendaScreen:
    """Nothing is overwritten: both programmes come back, and saving again means to keep one's own."""
    theirs, mine = rows_text(rows_of(desk.record.items), desk.names), rows_text(rows, desk.names)
    saver = last_saver(desk.meeting, MeetingDeed.AGENDA_SAVED, MeetingDeed.CHANGED)
    return replace(screen, revision=str(desk.meeting.revision), **saver.beside(theirs=theirs, mine=mine))
