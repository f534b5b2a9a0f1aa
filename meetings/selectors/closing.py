"""What the pages after the meeting print: the self-score and the assignments."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from chibo.rules.assessment import Assessment, Obligation, Verdict
from chibo.rules.scoring import BANDS, criteria, rating
from chibo.rules.timeline import timeline
from meetings.codes import Deed, Progress
from meetings.labels import PROGRESS, RATINGS
from meetings.models import Assignment, Meeting, QualityScore
from meetings.selectors.facts import facts_of, load_record
from meetings.selectors.pages import assignments_of
from members.models import User
from members.selectors import rulebook_of

# What the records say about a criterion; where all of it is met, its full points are proposed.
_EVIDENCE = {
    "time": (Obligation.HELD, Obligation.DURATION),
    "attendance": (Obligation.ATTENDANCE,),
    "preparation": (Obligation.COMMITTEE, Obligation.PAPERS),
    "results": (Obligation.ASSIGNMENTS,),
}
_PROPOSED = frozenset({"time", "attendance", "preparation"})


@dataclass(frozen=True, slots=True)
class ScorePage:
    """The score sheet of a meeting: what the records say, what was given, what became of it."""

    on: date
    hints: dict[str, str]  # criterion → what the records say
    initial: dict[str, object]
    most: int
    score: QualityScore | None
    rating: str
    bands: list[tuple[int, str]]  # from how many points on, and its word
    sent_at: datetime | None

    @property
    def sentence(self) -> str:
        """The score in words."""
        if self.score is None:
            return "Chưa chấm điểm kỳ sinh hoạt này."
        return f"Điểm tự chấm {self.score.total}/{self.most}, xếp loại {self.rating}."


def score_page(meeting: Meeting, now: datetime) -> ScorePage:
    """The score sheet, with full points proposed where the records bear them out and nobody has scored yet."""
    record, book = load_record(meeting), rulebook_of(meeting.organization)
    found = {step.obligation: step for step in timeline(facts_of(record, book), now, book)}
    on = timezone.localtime(meeting.opened_at or meeting.starts_at).date()
    score = QualityScore.objects.filter(meeting=meeting).first()
    rows = criteria(on)
    given = (
        {**score.points, "remedy": score.remedy} if score else _proposal({row.code: row.points for row in rows}, found)
    )
    hints = {code: " ".join(_figures(found, obligations)) for code, obligations in _EVIDENCE.items()}
    hints["conduct"] = f"{meeting.speakers} trên {meeting.present} đồng chí có mặt đã phát biểu."
    return ScorePage(
        on=on,
        hints=hints,
        initial=given,
        most=sum(row.points for row in rows),
        score=score,
        rating=RATINGS[rating(score.total)] if score else "",
        bands=[(floor, RATINGS[band]) for floor, band in BANDS],
        sent_at=record.follow_ups.get(Deed.SCORE_SENT),
    )


def _figures(found: dict[Obligation, Assessment], obligations: tuple[Obligation, ...]) -> list[str]:
    return [found[obligation].figures for obligation in obligations if obligation in found]


def _proposal(most: dict[str, int], found: dict[Obligation, Assessment]) -> dict[str, object]:
    return {
        code: most[code]
        for code, obligations in _EVIDENCE.items()
        if code in _PROPOSED
        and code in most
        and all(found[one].verdict is Verdict.MET for one in obligations if one in found)
    }


# Assignments ------------------------------------------------------------------------------------------------------


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
    is_open = assignment.progress == Progress.OPEN
    word = PROGRESS[Progress(assignment.progress)]
    return AssignmentLine(assignment, word, is_open, is_open and assignment.due_on < today)


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
