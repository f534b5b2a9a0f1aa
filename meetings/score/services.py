"""The self-score of a meeting is kept, then sent upward once; a committee sets its sheet."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from chibo.core import audit
from chibo.core.contest import Seen, settle
from chibo.core.models import StoredDocument
from chibo.core.store import store
from chibo.core.wording import date_figures
from chibo.rules.dates import DayOf, check_day
from chibo.rules.follow_up import late_score_ends_on
from chibo.rules.powers import Power
from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.scoring import ScoreSheet
from chibo.rules.sheets import drawn_up
from chibo.rules.workflow import Action, MeetingState, Need
from meetings.codes import FollowUpDeed, MeetingDeed
from meetings.ground.deeds import ensure, ensure_action, facts_now, follow, locked, reopen, write_down
from meetings.ground.selectors import sheet_of, signers
from meetings.models import CommitteeSheet, FollowUp, Meeting, QualityScore
from meetings.notices.reminders import withdraw_unasked
from meetings.score import documents
from members.models import Organization, User
from members.selectors import rulebook_of
from members.services.guard import demand, hold


def given_score(score: QualityScore | None, sheet: ScoreSheet) -> dict[str, Any]:
    """Points for each line of the sheet and the remedy as they were given, nothing for what was not."""
    points = score.points if score else {}
    return {row.code: points.get(row.code) for row in sheet.criteria} | {"remedy": score.remedy if score else ""}


@transaction.atomic
def save_score(
    *,
    actor: User,
    now: datetime,
    meeting: Meeting,
    points: Mapping[str, int],
    remedy: str,
    seen: Seen | None = None,
) -> QualityScore:
    """Keep the self-score of a meeting until its minutes are locked; the minutes print it and are read back anew.

    Each line goes to whoever changed it.
    Raises RuleRefused: ``state``, ``points``, ``stale`` where somebody else gave other points on a line since.
    """
    meeting = locked(meeting)
    ensure(actor, Power.RUN_MEETING, meeting, now)
    ensure_action(meeting, Action.RECORD)
    sheet = sheet_of(meeting)
    sheet.total(points)  # whatever is no line of it is refused before it is compared
    stored = given_score(QualityScore.objects.filter(meeting=meeting).first(), sheet)
    merged = settle(stored, {**points, "remedy": remedy.strip()}, seen)
    remedy, points = merged.pop("remedy"), merged
    total = sheet.total(points)
    reopen(meeting)
    score, _ = QualityScore.objects.update_or_create(
        meeting=meeting, defaults={"points": points, "total": total, "remedy": remedy}
    )
    write_down(actor, now, meeting, MeetingDeed.SCORED, total=total)
    return score


@transaction.atomic
def give_late_score(
    *, actor: User, now: datetime, meeting: Meeting, points: Mapping[str, int], remedy: str
) -> QualityScore:
    """Score a locked meeting that was forgotten, by a paper of its own; it never changes again.

    Raises RuleRefused: ``too_soon``, ``not_scored``, ``score_stands``, ``score_too_late``, ``points``, ``blocked``
    where nobody may sign.
    """
    meeting = locked(meeting)
    ensure(actor, Power.SEND_SCORE, meeting, now)
    _check_late(meeting, now)
    signer = next(iter(signers(meeting.organization, now.date())), None)
    if signer is None:
        raise RuleRefused(Refusal.BLOCKED, (Need.SIGNER,))
    total = sheet_of(meeting).total(points)
    score = QualityScore(meeting=meeting, points=dict(points), total=total, remedy=remedy.strip())
    paper = documents.late_score_paper(score, meeting, signer, now)
    score.document = store(
        kind="score",
        title=paper.title,
        filename=f"phieu-tu-cham-diem-{meeting.period.lower()}.pdf",
        content=documents.late_score_pdf(paper),
        now=now,
    )
    score.save()
    write_down(actor, now, meeting, MeetingDeed.SCORED_LATE, total=total, sha256=score.document.sha256)
    return score


def _check_late(meeting: Meeting, now: datetime) -> None:
    if meeting.state != MeetingState.LOCKED:
        raise RuleRefused(Refusal.TOO_SOON)
    ends_on = late_score_ends_on(facts_now(meeting)[1], rulebook_of(meeting.organization))
    if ends_on is None:
        raise RuleRefused(Refusal.NOT_SCORED)
    if QualityScore.objects.filter(meeting=meeting).exists():
        raise RuleRefused(Refusal.SCORE_STANDS)
    if now.date() > ends_on:
        raise RuleRefused(Refusal.SCORE_TOO_LATE, ends_on=ends_on)


def record_download(*, actor: User, now: datetime, meeting: Meeting, document: StoredDocument) -> None:
    """Write down that somebody who may read it took the late score away."""
    ensure(actor, Power.READ_ISSUED, meeting, now)
    write_down(actor, now, meeting, MeetingDeed.SCORE_DOWNLOADED, sha256=document.sha256)


@transaction.atomic
def send_score(*, actor: User, now: datetime, meeting: Meeting) -> FollowUp:
    """Send the self-score upward, once. Raises RuleRefused: ``score_missing``, ``too_soon``, ``already_sent``."""
    meeting = locked(meeting)
    ensure(actor, Power.SEND_SCORE, meeting, now)
    if not QualityScore.objects.filter(meeting=meeting).exists():
        raise RuleRefused(Refusal.SCORE_MISSING)
    if meeting.state != MeetingState.LOCKED:
        raise RuleRefused(Refusal.TOO_SOON)
    follow_up, created = follow(actor=actor, now=now, meeting=meeting, deed=FollowUpDeed.SCORE_SENT)
    if not created:
        raise RuleRefused(Refusal.ALREADY_SENT)
    withdraw_unasked(meeting, now)
    return follow_up


@transaction.atomic
def set_sheet(
    *,
    actor: User | None,
    now: datetime,
    organization: Organization,
    lines: Sequence[tuple[str, int]],
    basis: str,
    since: date,
) -> CommitteeSheet:
    """Set a committee's own score sheet from a day on; the one in force until then ends the day before.

    ``lines`` are title and most points, in their order. No meeting that was scored comes under another sheet.
    Raises RuleRefused: ``sheet_line``, ``sheet_twice``, ``sheet_total``, ``sheet_set_later``, ``sheet_in_use``, and
    those of ``check_day``.
    """
    demand(actor, Power.SET_LOCAL_RULES, organization, now)
    check_day(DayOf.FIGURE, since, now.date())
    criteria = drawn_up(lines, since)
    hold(organization)  # two who set it at once wait for one another
    rows = CommitteeSheet.objects.select_for_update().filter(organization=organization)
    later = rows.filter(since__gte=since).order_by("since").first()
    if later is not None:
        raise RuleRefused(Refusal.SHEET_SET_LATER, since=date_figures(later.since))
    _ensure_unused(organization, since)
    rows.filter(until=None).update(until=since - timedelta(days=1))
    sheet = CommitteeSheet.objects.create(
        organization=organization,
        lines=[[row.title, row.points] for row in criteria],
        basis=basis.strip(),
        since=since,
    )
    audit.record(
        actor=actor,
        now=now,
        action=MeetingDeed.SHEET_SET,
        target=f"organization:{organization.pk}",
        path=organization.path,
        data={"lines": sheet.lines, "since": since.isoformat()},
    )
    return sheet


def _ensure_unused(organization: Organization, since: date) -> None:
    """Raise RuleRefused: ``sheet_in_use`` where a meeting below was held on that day or later and is scored already."""
    from_at = timezone.make_aware(datetime.combine(since, time()))
    scored = Meeting.objects.filter(organization__path__startswith=organization.path, opened_at__gte=from_at)
    last = scored.exclude(score=None).select_related("organization").order_by("opened_at").last()
    if last is not None:
        raise RuleRefused(Refusal.SHEET_IN_USE, cell=last.organization.name, held_on=date_figures(last.held_on))
