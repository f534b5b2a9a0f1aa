"""The programme of a meeting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from chibo.core import clock
from chibo.core.http import answer
from chibo.rules.conduct import minutes_rule
from chibo.rules.powers import Power
from chibo.rules.refusal import RuleRefused
from chibo.rules.workflow import Action
from meetings.access import get_meeting
from meetings.ground.answers import see_other
from meetings.ground.facts import facts_of, load_record
from meetings.ground.selectors import able_members, last_saver, title_of
from meetings.labels import refusal_sentences
from meetings.models import Meeting
from meetings.preparation.agenda import services
from meetings.preparation.agenda.forms import (
    PREFIX,
    AgendaFormSet,
    rearranged,
    rows_of,
    rows_text,
    sent_rows,
    total_minutes,
)
from members.access import actor_of
from members.selectors import rulebook_of


@require_http_methods(["GET", "POST"])
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """All rows in one form; its small buttons move rows about and save nothing."""
    meeting = get_meeting(actor_of(request), pk, Power.PLAN_MEETING, clock.today())
    if not meeting.allows(Action.EDIT):
        messages.info(request, "Buổi sinh hoạt đã kết thúc hoặc đã hủy nên không sửa chương trình được nữa.")
        return see_other("meetings:detail", pk)
    room = _Room(meeting)
    if "deed" in request.POST:
        rows, focus = rearranged(sent_rows(request.POST), request.POST["deed"])
        return answer(
            request,
            "meetings/preparation/agenda/agenda.html",
            "meetings/preparation/agenda/_agenda.html",
            room.context(rows, request) | {"focus": focus},
        )
    if request.method == "POST":
        return _saved(request, room)
    return render(request, "meetings/preparation/agenda/agenda.html", room.context(rows_of(room.record.items), request))


class _Room:
    """The meeting with what its programme is chosen from and measured against."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.record = load_record(meeting)
        book = rulebook_of(meeting.organization)
        rule = minutes_rule(facts_of(self.record, book), book)
        self.needed = rule.number if rule else None
        people = able_members(meeting.organization, meeting.starts_on)
        chosen = [item.presenter for item in self.record.items if item.presenter and item.presenter not in people]
        self.people = [*people, *chosen]

    def context(self, rows: list[dict[str, Any]], request: HttpRequest) -> dict[str, Any]:
        """The page with these rows, none of them checked yet."""
        formset = AgendaFormSet(initial=rows, prefix=PREFIX, form_kwargs={"people": self.people})
        return self.page(formset, rows, request.POST.get("revision", str(self.meeting.revision)))

    def page(self, formset: AgendaFormSet, rows: list[dict[str, Any]], revision: str) -> dict[str, Any]:
        """What the template prints."""
        total = total_minutes(rows) + self.record.partner_minutes
        return {
            "meeting": self.meeting,
            "title": title_of(self.meeting),
            "formset": formset,
            "revision": revision,
            "total": total,
            "short": max((self.needed or 0) - total, 0),
            "partner_minutes": self.record.partner_minutes,
            "needed": self.needed,
        }


def _saved(request: HttpRequest, room: _Room) -> HttpResponse:
    formset = AgendaFormSet(request.POST, prefix=PREFIX, form_kwargs={"people": room.people})
    revision, rows = request.POST.get("revision", ""), sent_rows(request.POST)
    context = room.page(formset, rows, revision)
    if not formset.is_valid() or not revision.isdecimal():
        return render(request, "meetings/preparation/agenda/agenda.html", context, status=422)
    try:
        services.save_agenda(
            actor=actor_of(request),
            now=clock.now(),
            meeting=room.meeting,
            revision=int(revision),
            items=formset.items,
        )
    except RuleRefused as refused:
        context |= {"refused": refusal_sentences(refused)} if refused.code != "stale" else _both(room, rows)
        return render(request, "meetings/preparation/agenda/agenda.html", context, status=409)
    messages.success(request, "Đã lưu chương trình.")
    return see_other("meetings:detail", room.meeting.pk)


def _both(room: _Room, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Nothing is overwritten: both programmes come back, and saving again means to keep one's own."""
    theirs = rows_text(rows_of(room.record.items), room.people)
    saver = last_saver(room.meeting, "agenda_saved", "changed")
    return {"theirs": theirs, "mine": rows_text(rows, room.people), "revision": str(room.meeting.revision)} | saver
