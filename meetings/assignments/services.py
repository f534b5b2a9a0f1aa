"""Reports on assignments."""

from datetime import datetime

from django.db import transaction

from chibo.core.contest import Seen, settle
from chibo.rules.assigning import Progress, check_report
from chibo.rules.powers import Power
from meetings.codes import MeetingDeed
from meetings.ground.deeds import ensure, write_down
from meetings.models import Assignment
from meetings.session.notices import withdraw_assigned
from members.models import User


def report_of(assignment: Assignment) -> tuple[str, str]:
    """How far a task got and what is said of it: one report, given and changed together."""
    return "" if assignment.progress == Progress.OPEN else str(assignment.progress), assignment.report


@transaction.atomic
def report_assignment(
    *,
    actor: User,
    now: datetime,
    assignment: Assignment,
    progress: Progress,
    report: str,
    seen: Seen | None = None,
) -> Assignment:
    """The person reports on an assignment; the leaders of the cell may do it for somebody on paper.

    Raises RuleRefused: ``empty``, ``report_open``, ``stale`` where somebody else reported otherwise since.
    """
    assignment = Assignment.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=assignment.pk)
    if assignment.member.user_id != actor.pk:
        ensure(actor, Power.RUN_MEETING, assignment.meeting, now)
    check_report(progress, report)
    stored, sent = {"report": report_of(assignment)}, {"report": (progress.value, report.strip())}
    if settle(stored, sent, seen) == stored:
        return assignment
    assignment.progress, assignment.report, assignment.reported_at = progress, report.strip(), now
    assignment.save(update_fields=["progress", "report", "reported_at"])
    write_down(
        actor, now, assignment.meeting, MeetingDeed.ASSIGNMENT_REPORTED, assignment=assignment.pk, progress=progress
    )
    if progress is not Progress.OPEN:
        withdraw_assigned(assignment, now)
    return assignment
