"""Assignments: what is to be done, and the report on it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from chibo.core import clock
from chibo.rules.powers import Power
from chibo.rules.refusal import RuleRefused
from meetings import access
from meetings.assignments import selectors, services
from meetings.assignments.forms import ReportForm
from meetings.ground.answers import see_other
from meetings.labels import refusal_sentences
from meetings.models import Assignment
from members.access import actor_of


@require_GET
def assignments(request: HttpRequest) -> HttpResponse:
    """One's own assignments, and for those who lead the cell's."""
    user, today = actor_of(request), clock.today()
    page = selectors.assignments_page(access.visible_assignments(user, today), user, today)
    return render(request, "meetings/assignments/assignments.html", {"page": page})


@require_http_methods(["GET", "POST"])
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """One assignment with its report; the leaders may report for somebody on paper."""
    user, now = actor_of(request), clock.now()
    found = access.get_assignment(user, pk, now.date())
    own = found.member.user_id == user.pk
    may_report = own or access.may(user, Power.RUN_MEETING, found.meeting, now.date())
    form = ReportForm(request.POST or None, initial={"progress": found.progress, "report": found.report})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            services.report_assignment(actor=user, now=now, assignment=found, **form.cleaned_data)
        except RuleRefused as refused:
            form.add_error(None, refusal_sentences(refused))
            status = 409
        else:
            messages.success(request, "Đã ghi báo cáo.")
            return see_other("meetings:assignments")
    return _page(request, found, form if may_report else None, own=own, status=status)


def _page(request: HttpRequest, found: Assignment, form: ReportForm | None, *, own: bool, status: int) -> HttpResponse:
    line = selectors.assignment_line(found, clock.today())
    context = {"line": line, "assignment": found, "form": form, "own": own}
    return render(request, "meetings/assignments/assignment.html", context, status=status)
