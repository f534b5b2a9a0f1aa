"""The programme of a meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from chibo.core import clock
from chibo.core.answers import Attempt
from chibo.core.contest import Differing, Seen, seen_of
from chibo.core.http import see_other
from chibo.core.numbers import whole_number
from chibo.core.screens import ContestedScreen, beside, show
from chibo.rules.conduct import minutes_rule
from chibo.rules.powers import Power
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
    seen: str
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
        return self.screen(formset, rows, request.POST)

    def seen(self) -> str:
        """The programme as it is stored."""
        return seen_of({"items": services.lines_of(self.record.items)})

    def screen(self, formset: AgendaFormSet, rows: list[Row], sent: Mapping[str, str]) -> AgendaScreen:
        """The page of this form."""
        total = total_minutes(rows) + self.record.partner_minutes
        return AgendaScreen(
            meeting=self.meeting,
            title=title_of(self.meeting),
            formset=formset,
            revision=sent.get("revision", str(self.meeting.revision)),
            seen=sent.get("seen", "" if sent else self.seen()),
            total=total,
            short=max((self.needed or 0) - total, 0),
            partner_minutes=self.record.partner_minutes,
            needed=self.needed,
        )


def _saved(request: HttpRequest, desk: _Desk) -> HttpResponse:
    formset = AgendaFormSet(request.POST, prefix=PREFIX, form_kwargs={"names": desk.names})
    rows, shown = sent_rows(request.POST), whole_number(request.POST.get("revision", ""))
    screen = desk.screen(formset, rows, request.POST)
    if not formset.is_valid() or shown is None:
        return show(request, screen, status=422)
    user, now = actor_of(request), clock.now()
    values: dict[str, Any] = {"revision": shown, "items": formset.items, "seen": Seen.read(request.POST)}
    with Attempt(refusal_sentences) as tried:
        services.save_agenda(actor=user, now=now, meeting=desk.meeting, **values)
        messages.success(request, "Đã lưu chương trình.")
        return see_other("meetings:detail", desk.meeting.pk)
    refused = _both(desk, screen, rows) if tried.contest else replace(screen, refused=tried.sentences)
    return show(request, refused, status=tried.status)


def _both(desk: _Desk, screen: AgendaScreen, rows: list[Row]) -> AgendaScreen:
    """Nothing is overwritten: both programmes come back, and saving again means to keep one's own."""
    theirs, mine = rows_text(rows_of(desk.record.items), desk.names), rows_text(rows, desk.names)
    saver = last_saver(desk.meeting, MeetingDeed.AGENDA_SAVED, MeetingDeed.CHANGED)
    both = [Differing("items", "Chương trình", theirs, mine)]
    return replace(screen, revision=str(desk.meeting.revision), seen=desk.seen(), **beside(saver, both))
