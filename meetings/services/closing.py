"""After the close: the minutes are written, read back and locked; the self-score goes up; assignments are reported."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from chibo.core import outbox
from chibo.core.models import StoredDocument
from chibo.core.store import store
from chibo.rules import scoring
from chibo.rules.powers import Power
from chibo.rules.refusal import RuleRefused
from chibo.rules.workflow import Action, MeetingState
from meetings import documents, notices
from meetings.codes import Deed, Progress
from meetings.models import Assignment, FollowUp, Meeting, Minutes, QualityScore
from meetings.selectors.facts import load_record
from meetings.services.session import freeze_counts
from meetings.services.shared import check_revision, ensure, ensure_action, locked, move, reopen, write_down
from members.models import User


@dataclass(frozen=True, slots=True)
class MinutesTexts:
    """The free texts of the minutes, clean HTML."""

    opening: str = ""
    criticism: str = ""
    guest_remark: str = ""
    closing: str = ""


@transaction.atomic
def save_minutes(*, actor: User, now: datetime, meeting: Meeting, revision: int, texts: MinutesTexts) -> Minutes:
    """Save the free texts; a text changed after it was read back has to be read back again.

    Raises RuleRefused: ``state``, ``stale``.
    """
    meeting = locked(meeting)
    ensure(actor, Power.WRITE_MINUTES, meeting, now)
    ensure_action(meeting, Action.RECORD)
    minutes = Minutes.objects.select_for_update().get(meeting=meeting)
    check_revision(minutes.revision, revision)
    minutes.opening, minutes.criticism = texts.opening, texts.criticism
    minutes.guest_remark, minutes.closing = texts.guest_remark, texts.closing
    minutes.revision, minutes.saved_at = revision + 1, now
    minutes.read_back_at, minutes.approved_by_votes = None, None
    minutes.save()
    write_down(actor, now, meeting, "minutes_saved", revision=minutes.revision)
    return minutes


@transaction.atomic
def read_back(*, actor: User, now: datetime, meeting: Meeting, votes: int) -> Minutes:
    """Record that the minutes were read back and by how many of those present they were approved.

    Raises RuleRefused: ``state``, ``votes_not_for_all`` where more approve than are present.
    """
    meeting = locked(meeting)
    ensure(actor, Power.WRITE_MINUTES, meeting, now)
    ensure_action(meeting, Action.RECORD)
    if votes > meeting.present:
        raise RuleRefused("votes_not_for_all", present=meeting.present)
    minutes = Minutes.objects.select_for_update().get(meeting=meeting)
    minutes.read_back_at, minutes.approved_by_votes = now, votes
    minutes.save(update_fields=["read_back_at", "approved_by_votes"])
    write_down(actor, now, meeting, "minutes_read_back", votes=votes)
    return minutes


@transaction.atomic
def lock_minutes(*, actor: User, now: datetime, meeting: Meeting, reason: str = "") -> Minutes:
    """Lock the minutes: freeze the facts as printed, make the PDF once, store its bytes and hash.

    From here on the database refuses a change of the meeting, its records and its minutes.
    Raises RuleRefused: ``blocked`` (roll call, end, read back), ``advised`` until a reason is given, ``state``.
    """
    meeting = locked(meeting)
    ensure(actor, Power.LOCK_MINUTES, meeting, now)
    state = move(meeting, Action.LOCK, now, reason=reason)
    freeze_counts(meeting)
    minutes = Minutes.objects.select_for_update().get(meeting=meeting)
    paper = documents.minutes_paper(load_record(meeting))
    content = documents.minutes_pdf(paper)
    minutes.document = store(
        kind="minutes", title=paper.title, filename=documents.minutes_filename(meeting), content=content, now=now
    )
    minutes.frozen = {"paper": paper.to_json(), "rules": documents.rules_used(meeting), "reason": reason.strip()}
    minutes.locked_at, minutes.locked_by = now, actor
    minutes.save()
    meeting.state, meeting.locked_at = state, now
    meeting.save(update_fields=["state", "locked_at"])
    write_down(actor, now, meeting, "minutes_locked", sha256=minutes.document.sha256, reason=reason.strip())
    outbox.enqueue(notices.minutes_locked(meeting), now=now)
    return minutes


@transaction.atomic
def save_score(*, actor: User, now: datetime, meeting: Meeting, points: Mapping[str, int], remedy: str) -> QualityScore:
    """Keep the self-score of a meeting until its minutes are locked; the minutes print it and are read back anew.

    Raises RuleRefused: ``state``, ``points``.
    """
    meeting = locked(meeting)
    ensure(actor, Power.RUN_MEETING, meeting, now)
    ensure_action(meeting, Action.RECORD)
    on = timezone.localtime(meeting.opened_at or meeting.starts_at).date()
    total = scoring.total(points, on)
    reopen(meeting)
    score, _ = QualityScore.objects.update_or_create(
        meeting=meeting, defaults={"points": dict(points), "total": total, "remedy": remedy.strip()}
    )
    write_down(actor, now, meeting, "scored", total=total)
    return score


def record_download(*, actor: User, now: datetime, meeting: Meeting, document: StoredDocument) -> None:
    """Write down that somebody took the locked minutes away."""
    write_down(actor, now, meeting, "minutes_downloaded", sha256=document.sha256)


@transaction.atomic
def send_score(*, actor: User, now: datetime, meeting: Meeting) -> FollowUp:
    """Send the self-score upward, once. Raises RuleRefused: ``score_missing``, ``too_soon``, ``already_sent``."""
    meeting = locked(meeting)
    ensure(actor, Power.SEND_SCORE, meeting, now)
    if not QualityScore.objects.filter(meeting=meeting).exists():
        raise RuleRefused("score_missing")
    if meeting.state != MeetingState.LOCKED:
        raise RuleRefused("too_soon")
    follow_up, created = follow(actor=actor, now=now, meeting=meeting, deed=Deed.SCORE_SENT)
    if not created:
        raise RuleRefused("already_sent")
    return follow_up


def follow(*, actor: User, now: datetime, meeting: Meeting, deed: Deed) -> tuple[FollowUp, bool]:
    """Write down a deed that follows a locked meeting; the second time changes nothing."""
    follow_up, created = FollowUp.objects.get_or_create(meeting=meeting, deed=deed, defaults={"at": now, "by": actor})
    if created:
        write_down(actor, now, meeting, deed.value)
    return follow_up, created


@transaction.atomic
def report_assignment(
    *, actor: User, now: datetime, assignment: Assignment, progress: Progress, report: str
) -> Assignment:
    """The person reports on an assignment; the leaders of the cell may do it for somebody on paper.

    Raises RuleRefused: ``not_yours``, ``empty``.
    """
    assignment = Assignment.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=assignment.pk)
    if assignment.member.user_id != actor.pk:
        ensure(actor, Power.RUN_MEETING, assignment.meeting, now)
    if not report.strip():
        raise RuleRefused("empty")
    assignment.progress, assignment.report, assignment.reported_at = progress, report.strip(), now
    assignment.save(update_fields=["progress", "report", "reported_at"])
    write_down(actor, now, assignment.meeting, "assignment_reported", assignment=assignment.pk, progress=progress)
    return assignment
