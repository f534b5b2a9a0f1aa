"""Papers before a meeting: versions, comments and their answers, receipts."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from chibo.core import audit, outbox
from chibo.core.contest import Seen, settle
from chibo.core.store import store
from chibo.rules.powers import Power
from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.workflow import Action, MeetingState
from meetings.access import require_papers
from meetings.codes import Disposition, DraftKind, MeetingDeed
from meetings.ground.deeds import check_revision, ensure, ensure_action, locked, write_down
from meetings.models import Acknowledgement, DraftComment, DraftDocument, DraftVersion, Meeting
from meetings.notices.changes import telling
from meetings.preparation.drafts import notices
from members.models import Member, User


@dataclass(frozen=True, slots=True)
class DraftContent:
    """The content of one version: clean HTML, or a checked file as name and bytes."""

    body: str = ""
    filename: str = ""
    content: bytes = b""

    @property
    def is_empty(self) -> bool:
        return not self.body and not self.content


@transaction.atomic
def add_draft(
    *, actor: User, now: datetime, meeting: Meeting, kind: DraftKind, title: str, content: DraftContent
) -> DraftDocument:
    """Attach a paper with its first version; who holds the notice is told. Raises RuleRefused: ``state``, ``empty``."""
    meeting = locked(meeting)
    ensure(actor, Power.PLAN_MEETING, meeting, now)
    ensure_action(meeting, Action.MOVE)
    draft = DraftDocument(meeting=meeting, kind=kind, title=title.strip(), created_by=actor, created_at=now)
    with telling(meeting, now):
        draft.save()
        _add_version(actor, now, draft, 1, content)
    write_down(actor, now, meeting, MeetingDeed.DRAFT_ADDED, draft=draft.pk)
    return draft


@transaction.atomic
def add_version(
    *, actor: User, now: datetime, draft: DraftDocument, revision: int, content: DraftContent
) -> DraftVersion:
    """Add the next version of a paper; members who were told are told again.

    Raises RuleRefused: ``state``, ``empty``, ``stale`` where another version came in between.
    """
    meeting = locked(draft.meeting)
    ensure(actor, Power.PLAN_MEETING, meeting, now)
    ensure_action(meeting, Action.MOVE)
    draft = DraftDocument.objects.select_for_update().get(pk=draft.pk)
    check_revision(draft.revision, revision)
    with telling(meeting, now):
        version = _add_version(actor, now, draft, revision + 1, content)
        draft.revision = revision + 1
        draft.save(update_fields=["revision"])
    write_down(actor, now, meeting, MeetingDeed.DRAFT_VERSION_ADDED, draft=draft.pk, number=version.number)
    return version


def _add_version(actor: User, now: datetime, draft: DraftDocument, number: int, content: DraftContent) -> DraftVersion:
    if content.is_empty:
        raise RuleRefused(Refusal.EMPTY)
    file = None
    if content.content:
        file = store(kind="draft", title=draft.title, filename=content.filename, content=content.content, now=now)
    return DraftVersion.objects.create(
        draft=draft, number=number, body=content.body, file=file, created_by=actor, created_at=now
    )


@transaction.atomic
def remove_draft(*, actor: User, now: datetime, draft: DraftDocument) -> None:
    """Take a paper away while nothing has been circulated. Raises RuleRefused: ``state`` afterwards."""
    meeting = locked(draft.meeting)
    ensure(actor, Power.PLAN_MEETING, meeting, now)
    if meeting.state != MeetingState.PLANNED:
        raise RuleRefused(Refusal.STATE, state=MeetingState(meeting.state), action=Action.EDIT)
    write_down(actor, now, meeting, MeetingDeed.DRAFT_REMOVED, draft=draft.pk, title=draft.title)
    draft.delete()


@transaction.atomic
def add_comment(*, actor: User, now: datetime, version: DraftVersion, text: str) -> DraftComment:
    """Comment, in one's own name, on a version that one may read, until the meeting begins.

    Raises RuleRefused: ``comments_closed``, ``empty``.
    """
    meeting = locked(version.draft.meeting)
    ensure(actor, Power.COMMENT, meeting, now)
    require_papers(actor, meeting, now.date())
    if not meeting.allows(Action.COMMENT):
        raise RuleRefused(Refusal.COMMENTS_CLOSED)
    if not text.strip():
        raise RuleRefused(Refusal.EMPTY)
    author = Member.objects.get(user=actor)
    comment = DraftComment.objects.create(version=version, member=author, text=text.strip(), created_at=now)
    write_down(actor, now, meeting, MeetingDeed.COMMENTED, version=version.pk)
    return comment


def answer_of(comment: DraftComment) -> tuple[str, str]:
    """What became of a comment, with the reason: one thing, given and changed together."""
    return str(comment.disposition), comment.answer


@transaction.atomic
def answer_comment(
    *,
    actor: User,
    now: datetime,
    comment: DraftComment,
    disposition: Disposition,
    answer: str,
    seen: Seen | None = None,
) -> DraftComment:
    """Say what became of a comment, and why, until the minutes are locked. The author is told once per answer.

    Raises RuleRefused: ``state``, ``stale`` where somebody else answered otherwise since.
    """
    meeting = locked(comment.version.draft.meeting)
    ensure(actor, Power.CIRCULATE, meeting, now)
    ensure_action(meeting, Action.ANSWER)
    comment = DraftComment.objects.select_related("member", "version__draft").get(pk=comment.pk)
    stored, sent = {"answer": answer_of(comment)}, {"answer": (disposition.value, answer.strip())}
    if settle(stored, sent, seen) == stored:
        return comment
    comment.disposition, comment.answer = disposition, answer.strip()
    comment.answered_at, comment.answered_by = now, actor
    comment.save(update_fields=["disposition", "answer", "answered_at", "answered_by"])
    write_down(actor, now, meeting, MeetingDeed.COMMENT_ANSWERED, comment=comment.pk, disposition=disposition)
    outbox.take_back(notices.keys_of_answers(meeting, comment))
    outbox.revise(notices.comment_answered(meeting, comment), now=now, due_at=now)
    return comment


def acknowledge(*, actor: User, now: datetime, version: DraftVersion) -> None:
    """Leave one's own receipt the first time one opens a version, as a member of the cell who may read it.

    After the lock nothing about the meeting changes any more, so there is none.
    """
    ensure(actor, Power.COMMENT, version.draft.meeting, now)
    require_papers(actor, version.draft.meeting, now.date())
    if version.draft.meeting.state == MeetingState.LOCKED:
        return
    member = Member.objects.get(user=actor)
    if Acknowledgement.objects.filter(version=version, member=member).exists():
        return
    try:
        with transaction.atomic():
            Acknowledgement.objects.create(version=version, member=member, opened_at=now)
    except IntegrityError:
        return  # another tab was quicker


def record_download(*, actor: User, now: datetime, version: DraftVersion) -> None:
    """Write down that somebody who may read the papers took the file of a version away."""
    meeting = version.draft.meeting
    require_papers(actor, meeting, now.date())
    audit.record(
        actor=actor,
        now=now,
        action=MeetingDeed.DRAFT_DOWNLOADED,
        target=f"draft:{version.draft_id}",
        path=meeting.organization.path,
        data={"number": version.number},
    )
