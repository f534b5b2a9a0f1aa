"""The minutes are written, read back and locked."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from chibo.core import outbox
from chibo.core.contest import Seen, settle, values_of
from chibo.core.models import StoredDocument
from chibo.core.store import store
from chibo.rules.powers import Power
from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.workflow import Action
from meetings.codes import MeetingDeed
from meetings.ground.deeds import ensure, ensure_action, locked, move, write_down
from meetings.ground.facts import load_record
from meetings.minutes import documents, notices
from meetings.models import Meeting, Minutes
from meetings.session.services import freeze_counts
from members.models import User


@dataclass(frozen=True, slots=True)
class MinutesTexts:
    """The free texts of the minutes, clean HTML."""

    opening: str = ""
    criticism: str = ""
    guest_remark: str = ""
    closing: str = ""


@transaction.atomic
def save_minutes(
    *, actor: User, now: datetime, meeting: Meeting, revision: int, texts: MinutesTexts, seen: Seen | None = None
) -> Minutes:
    """Save the free texts, each by whoever changed it; what was read back before has to be read back again.

    Raises RuleRefused: ``state``, ``stale`` where somebody else changed the same text since.
    """
    meeting = locked(meeting)
    ensure(actor, Power.WRITE_MINUTES, meeting, now)
    ensure_action(meeting, Action.RECORD)
    minutes = Minutes.objects.select_for_update().get(meeting=meeting)
    sent = asdict(texts)
    merged = settle(values_of(minutes, sent), sent, seen, current=minutes.revision, shown=revision)
    if merged == values_of(minutes, sent):
        return minutes
    for name, text in merged.items():
        setattr(minutes, name, text)
    minutes.revision, minutes.saved_at = minutes.revision + 1, now
    minutes.read_back_at, minutes.approved_by_votes = None, None
    minutes.save()
    write_down(actor, now, meeting, MeetingDeed.MINUTES_SAVED, revision=minutes.revision)
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
        raise RuleRefused(Refusal.VOTES_NOT_FOR_ALL, present=meeting.present)
    minutes = Minutes.objects.select_for_update().get(meeting=meeting)
    minutes.read_back_at, minutes.approved_by_votes = now, votes
    minutes.save(update_fields=["read_back_at", "approved_by_votes"])
    write_down(actor, now, meeting, MeetingDeed.MINUTES_READ_BACK, votes=votes)
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
    write_down(actor, now, meeting, MeetingDeed.MINUTES_LOCKED, sha256=minutes.document.sha256, reason=reason.strip())
    outbox.enqueue(notices.minutes_locked(meeting, now.date()), now=now)
    return minutes


def record_download(*, actor: User, now: datetime, meeting: Meeting, document: StoredDocument) -> None:
    """Write down that somebody who may read the locked minutes took them away."""
    ensure(actor, Power.READ_ISSUED, meeting, now)
    write_down(actor, now, meeting, MeetingDeed.MINUTES_DOWNLOADED, sha256=document.sha256)
