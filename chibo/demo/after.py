"""After a meeting: the minutes locked, the resolution issued, the score sent, the tasks reported."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from chibo.demo import during
from chibo.demo.cells import Diligence, Fault
from chibo.demo.sitting import Sitting
from chibo.demo.span import at
from chibo.demo.texts import remarks
from chibo.rules.assigning import Progress
from chibo.rules.voting import Matter
from meetings.assignments import services as assignments
from meetings.minutes import services as minutes
from meetings.models import Assignment, Ballot
from meetings.score import services as score
from members.models import User
from resolutions.models import Resolution
from resolutions.services import abandon_resolution, draft_resolution, issue_resolution

DAY = timedelta(days=1)
LOCKED_AFTER = timedelta(minutes=25)
IN_TIME, LATE = (0, 1), (4, 6)  # days
DONE, ANSWERED = (
    {Diligence.EXEMPLARY: 100, Diligence.STEADY: 75, Diligence.WEAK: 45},
    {
        Diligence.EXEMPLARY: 100,
        Diligence.STEADY: 88,
        Diligence.WEAK: 60,
    },
)
"""Of a hundred tasks, how many are done and how many are answered for at all."""


def follow_up(sittings: Iterable[Sitting]) -> None:
    """Whatever has been done by now about meetings that were held, in the order of their days."""
    for sitting in sittings:
        _follow(sitting)


def _follow(sitting: Sitting) -> None:
    locked_at = sitting.closed_at + LOCKED_AFTER
    if Fault.MINUTES_LATE in sitting.faults:
        locked_at = _morning(sitting, LATE)
    if not sitting.is_past(locked_at):
        return
    is_thin = bool(sitting.faults & {Fault.SHORT, Fault.LOW_ATTENDANCE})
    minutes.lock_minutes(
        actor=sitting.leader_at(locked_at),
        now=locked_at,
        meeting=sitting.meeting,
        reason=remarks.UNFINISHED if is_thin else "",
    )
    sitting.meeting.refresh_from_db()
    _issue(sitting, locked_at)
    _send_score(sitting, locked_at)
    _report(sitting)


def _morning(sitting: Sitting, days: tuple[int, int]) -> datetime:
    """Some morning after the meeting."""
    on = sitting.starts_at.date() + sitting.rng.randint(*days) * DAY
    return at(on, time(8, 15))


def _later(sitting: Sitting, locked_at: datetime, days: tuple[int, int]) -> datetime:
    return max(locked_at + timedelta(minutes=40), _morning(sitting, days))


def _issue(sitting: Sitting, locked_at: datetime) -> None:
    ballot = sitting.meeting.ballots.filter(matter=sitting.matter, is_carried=True).first()
    issued_at = _later(sitting, locked_at, LATE if Fault.RESOLUTION_LATE in sitting.faults else (1, 2))
    if ballot is None or not sitting.is_past(locked_at + timedelta(minutes=30)):
        return
    ballot.meeting = sitting.meeting
    drafted_at = locked_at + timedelta(minutes=30)
    resolution = draft_resolution(actor=sitting.leader_at(drafted_at), now=drafted_at, ballot=ballot)
    if sitting.matter is not Matter.RESOLUTION:
        resolution = _begin_again(resolution, ballot, sitting.leader_at(drafted_at), drafted_at)
    if sitting.is_past(issued_at):
        issue_resolution(actor=sitting.leader_at(issued_at), now=issued_at, resolution=resolution)


def _begin_again(resolution: Resolution, ballot: Ballot, actor: User, drafted_at: datetime) -> Resolution:
    """The first draft is given up, with the reason, and written anew."""
    now = drafted_at + timedelta(minutes=10)
    abandon_resolution(actor=actor, now=now, resolution=resolution, reason=remarks.DRAFT_GIVEN_UP)
    return draft_resolution(actor=actor, now=now + timedelta(minutes=5), ballot=ballot)


def _send_score(sitting: Sitting, locked_at: datetime) -> None:
    if not sitting.is_regular or Fault.NO_SCORE in sitting.faults:
        return
    if Fault.SCORE_FORGOTTEN in sitting.faults:
        _score_late(sitting, locked_at)
        return
    sent_at = _later(sitting, locked_at, (9, 11) if Fault.SCORE_LATE in sitting.faults else IN_TIME)
    if sitting.is_past(sent_at):
        score.send_score(actor=sitting.leader_at(sent_at), now=sent_at, meeting=sitting.meeting)


def _score_late(sitting: Sitting, locked_at: datetime) -> None:
    """Nobody thought of the score on the evening: it is given weeks later, by a paper of its own."""
    given_at = _later(sitting, locked_at, (20, 24))
    if sitting.is_past(given_at):
        actor, meeting, points = sitting.leader_at(given_at), sitting.meeting, during.points_of(sitting)
        remedy = remarks.REMEDIES[0]
        score.give_late_score(actor=actor, now=given_at, meeting=meeting, points=points, remedy=remedy)
        score.send_score(actor=actor, now=given_at, meeting=meeting)


def _report(sitting: Sitting) -> None:
    """Most tasks are reported on the evening before they are due, each by whoever took it on."""
    diligence = sitting.place.story.diligence
    for assignment in sitting.meeting.assignments.select_related("member__user"):
        luck, reported_at = sitting.rng.randrange(100), at(assignment.due_on - DAY, time(20, 10))
        if luck < ANSWERED[diligence] and sitting.is_past(reported_at):
            _answer(sitting, assignment, reported_at, is_done=luck < DONE[diligence])


def _answer(sitting: Sitting, assignment: Assignment, now: datetime, *, is_done: bool) -> None:
    assignments.report_assignment(
        actor=assignment.member.user or sitting.leader_at(now),
        now=now,
        assignment=assignment,
        progress=Progress.DONE if is_done else Progress.PARTLY,
        report=sitting.rng.choice(remarks.REPORTS_DONE if is_done else remarks.REPORTS_PARTLY),
    )
