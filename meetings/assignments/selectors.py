"""What the lists of assignments print."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from chibo.rules.assigning import Progress, is_overdue
from meetings.labels import PROGRESS
from meetings.models import Assignment
from members.models import Member, User


def assignments_of(condition: Q) -> list[Assignment]:
    """Assignments under the condition, those that wait first, then by deadline."""
    rows = Assignment.objects.filter(condition).select_related("member", "helper", "organization", "meeting")
    return sorted(rows, key=lambda row: (row.progress != Progress.OPEN, row.due_on, row.pk))


def my_assignments(member: Member) -> QuerySet[Assignment]:
    """What the person still has to report on, nearest deadline first."""
    return Assignment.objects.filter(member=member, progress=Progress.OPEN).select_related("meeting", "organization")


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """One assignment as a list shows it."""

    assignment: Assignment
    progress: str
    is_open: bool
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class AssignmentsPage:
    """One's own open assignments, those of others one may see, and what was reported."""

    mine: list[AssignmentLine]
    others: list[AssignmentLine]
    reported: list[AssignmentLine]
    today: date

    @property
    def overdue(self) -> int:
        """How many are late, of those shown."""
        return sum(1 for line in (*self.mine, *self.others) if line.is_overdue)


def assignment_line(assignment: Assignment, today: date) -> AssignmentLine:
    """One assignment, judged on that day."""
    progress = Progress(assignment.progress)
    is_late = is_overdue(progress, assignment.due_on, today)
    return AssignmentLine(assignment, PROGRESS[progress], progress is Progress.OPEN, is_late)


def assignments_page(condition: Q, user: User, today: date) -> AssignmentsPage:
    """The assignments under the condition, in one query."""
    lines = [assignment_line(row, today) for row in assignments_of(condition)]
    waiting = [line for line in lines if line.is_open]
    return AssignmentsPage(
        mine=[line for line in waiting if line.assignment.member.user_id == user.pk],
        others=[line for line in waiting if line.assignment.member.user_id != user.pk],
        reported=[line for line in lines if not line.is_open],
        today=today,
    )
