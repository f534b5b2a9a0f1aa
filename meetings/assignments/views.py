"""Assignments: what is to be done, and the report on it."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from chibo.core import clock
from chibo.core.answers import answer_form
from chibo.core.contest import seen_of
from chibo.core.http import see_other
from chibo.core.screens import ContestedScreen, Screen, show
from chibo.rules.powers import Power
from meetings import access
from meetings.assignments import selectors, services
from meetings.assignments.forms import ReportForm
from meetings.codes import MeetingDeed
from meetings.ground.selectors import last_saver
from meetings.labels import refusal_sentences
from meetings.models import Assignment
from members.access import actor_of


@dataclass(frozen=True, kw_only=True)
class AssignmentsScreen(Screen):
    """The lists of assignments."""

    template = "meetings/assignments/assignments.html"

    page: selectors.AssignmentsPage


@require_GET
def assignments(request: HttpRequest) -> HttpResponse:
    """One's own assignments, and for those who lead the cell's."""
    user, today = actor_of(request), clock.today()
    page = selectors.assignments_page(access.visible_assignments(user, today), user, today)
    return show(request, AssignmentsScreen(page=page))


@dataclass(frozen=True, kw_only=True)
class AssignmentScreen(ContestedScreen):
    """One assignment with its report; ``form`` None for whoever only reads."""

    template = "meetings/assignments/assignment.html"

    line: selectors.AssignmentLine
    assignment: Assignment
    form: ReportForm | None
    own: bool


@require_http_methods(["GET", "POST"])
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """One assignment with its report; the leaders may report for somebody on paper."""
    user, now = actor_of(request), clock.now()
    found = access.get_assignment(user, pk, now.date())
    own = found.member.user_id == user.pk
    may_report = own or access.may(user, Power.RUN_MEETING, found.meeting, now.date())
    initial = {
        "progress": found.progress,
        "report": found.report,
        "seen": seen_of({"report": services.report_of(found)}),
    }
    form = ReportForm(request.POST or None, initial=initial)
    line = selectors.assignment_line(found, now.date())
    screen = AssignmentScreen(line=line, assignment=found, form=form if may_report else None, own=own)

    def report() -> HttpResponse:
        values = {name: form.cleaned_data[name] for name in ("progress", "report")}
        services.report_assignment(actor=user, now=now, assignment=found, seen=form.saw, **values)
        messages.success(request, "Đã ghi báo cáo.")
        return see_other("meetings:assignments")

    form.last = partial(last_saver, found.meeting, MeetingDeed.ASSIGNMENT_REPORTED)
    return answer_form(request, screen, form, report, words=refusal_sentences)
