"""Reports on assignments."""

from datetime import datetime

from django.db import transaction

from chibo.rules.assigning import Progress, check_report
from chibo.rules.powers import Power
from meetings.codes import MeetingDeed
from meetings.ground.deeds import ensure, write_down
from meetings.models import Assignment
from meetings.session.notices import withdraw_assigned
from members.models import User


@transaction.atomic
def report_assignment(
    *, actor: User, now: datetime, assignment: Assignment, progress: Progress, report: str
) -> Assignment:
    """The person reports on an assignment; the leaders of the cell may do it for somebody on paper.

    Raises RuleRefused: ``empty``, ``report_open``.
    """
    assignment = Assignment.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=assignment.pk)
    if assignment.member.user_id != actor.pk:
        ensure(actor, Power.RUN_MEETING, assignment.meeting, now)
    check_report(progress, report)
    assignment.progress, assignment.report, assignment.reported_at = progress, report.strip(), now
    assignment.save(update_fields=["progress", "report", "reported_at"])
    write_down(
        actor, now, assignment.meeting, MeetingDeed.ASSIGNMENT_REPORTED, assignment=assignment.pk, progress=progress
    )
    if progress is not Progress.OPEN:
        withdraw_assigned(assignment, now)
    return assignment
