"""The deeds of this app: draft a resolution from what was voted, issue it with the next number of its series."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from chibo.core import audit, outbox
from chibo.core.contest import Seen, settle, values_of
from chibo.core.store import store
from chibo.rules.powers import Power, Role
from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.voting import BUSINESS, Matter
from chibo.rules.workflow import Action, Need, ResolutionState, advance
from meetings.codes import FollowUpDeed
from meetings.ground.deeds import follow, locked
from meetings.ground.selectors import signers
from meetings.labels import MATTERS
from meetings.models import Ballot
from meetings.notices.reminders import withdraw_unasked
from members.access import require
from members.models import Member, Organization, Term, User
from members.selectors import term_on
from resolutions import documents, notices
from resolutions.codes import ResolutionDeed
from resolutions.models import NumberSeries, Resolution
from resolutions.selectors import is_awaited, number_line, unmet_needs, voted_version


@dataclass(frozen=True, slots=True)
class ResolutionTexts:
    """What may be edited before the issue; ``body`` is clean HTML, ``recipients`` one a line."""

    title: str
    body: str
    recipients: str
    signer: Member | None


TEXTS = ("title", "body", "recipients", "signer")


@transaction.atomic
def draft_resolution(*, actor: User, now: datetime, ballot: Ballot) -> Resolution:
    """Start the resolution of a vote that carried, from the version that was voted. Called twice, it is the same one.

    Raises RuleRefused: ``no_resolution`` on a matter that is not written down as one, ``blocked`` where the vote did
    not carry.
    """
    meeting = locked(ballot.meeting)  # two presses wait for one another here
    require(actor, Power.ISSUE_RESOLUTION, meeting.organization, now.date())
    existing = Resolution.objects.filter(ballot=ballot).first()
    if existing is not None:
        return existing
    if not BUSINESS[Matter(ballot.matter)].resolved:
        raise RuleRefused(Refusal.NO_RESOLUTION, matter=MATTERS[Matter(ballot.matter)])
    if not ballot.is_carried:
        raise RuleRefused(Refusal.BLOCKED, (Need.VOTE_CARRIED,))
    version = voted_version(ballot)
    first = next(iter(signers(meeting.organization, now.date())), None)
    resolution = Resolution.objects.create(
        organization=meeting.organization,
        meeting=meeting,
        ballot=ballot,
        title=documents.default_title(ballot),
        body=version.body if version else "",
        recipients=documents.default_recipients(meeting.organization),
        signer=first[0] if first else None,
        created_by=actor,
        created_at=now,
    )
    _write_down(actor, now, resolution, ResolutionDeed.DRAFTED)
    return resolution


def _locked(resolution: Resolution) -> Resolution:
    related = ("organization", "organization__parent", "meeting", "meeting__organization", "meeting__topic", "signer")
    rows = Resolution.objects.select_for_update(of=("self",)).select_related(*related, "ballot")
    return rows.get(pk=resolution.pk)


@transaction.atomic
def save_resolution(
    *,
    actor: User,
    now: datetime,
    resolution: Resolution,
    revision: int,
    texts: ResolutionTexts,
    seen: Seen | None = None,
) -> Resolution:
    """Save the texts of a draft, each by whoever changed it.

    Raises RuleRefused: ``state`` once issued, ``stale`` where somebody else changed the same text since.
    """
    resolution = _locked(resolution)
    require(actor, Power.ISSUE_RESOLUTION, resolution.organization, now.date())
    advance(ResolutionState(resolution.state), Action.EDIT, ())
    sent = values_of(replace(texts, title=texts.title.strip()), TEXTS)
    merged = settle(values_of(resolution, TEXTS), sent, seen, current=resolution.revision, shown=revision)
    for name, value in merged.items():
        setattr(resolution, name, value)
    resolution.revision += 1
    resolution.save(update_fields=["title", "body", "recipients", "signer", "revision"])
    _write_down(actor, now, resolution, ResolutionDeed.SAVED)
    return resolution


@transaction.atomic
def abandon_resolution(*, actor: User, now: datetime, resolution: Resolution, reason: str) -> Resolution:
    """Give up a draft, with a reason; its vote is free again and may be taken back or drafted anew.

    Raises RuleRefused: ``state`` once issued or abandoned, ``no_reason``.
    """
    resolution = _locked(resolution)
    require(actor, Power.ISSUE_RESOLUTION, resolution.organization, now.date())
    resolution.state = advance(ResolutionState(resolution.state), Action.ABANDON, ()).value
    if not reason.strip():
        raise RuleRefused(Refusal.NO_REASON)
    ballot, resolution.ballot, resolution.reason = resolution.ballot_id, None, reason.strip()
    resolution.save(update_fields=["state", "ballot", "reason"])
    _write_down(actor, now, resolution, ResolutionDeed.ABANDONED, ballot=ballot, reason=resolution.reason)
    return resolution


@transaction.atomic
def issue_resolution(*, actor: User, now: datetime, resolution: Resolution) -> Resolution:
    """Issue: draw the next number of (cell, type, term), make the PDF once, store bytes and hash, tell the cell.

    The duty of the meeting is done with the last of what it decided.
    A second press finds the state changed and is refused, so no number is drawn twice.
    Raises RuleRefused: ``state``, ``blocked`` with what is missing.
    """
    resolution = _locked(resolution)
    require(actor, Power.ISSUE_RESOLUTION, resolution.organization, now.date())
    on = now.date()
    state = advance(ResolutionState(resolution.state), Action.ISSUE, unmet_needs(resolution, on))
    term = term_on(resolution.organization, on)
    if term is None or resolution.signer is None:
        raise RuleRefused(Refusal.BLOCKED, (Need.TERM,))
    role = _signing_role(resolution, now)
    resolution.term, resolution.number = term, _next_number(resolution.organization, term, resolution.document_type)
    resolution.state, resolution.issued_on, resolution.issued_at, resolution.issued_by = state.value, on, now, actor
    paper = documents.resolution_paper(resolution, role)
    resolution.document = store(
        kind="resolution",
        title=paper.title,
        filename=documents.resolution_filename(resolution),
        content=documents.resolution_pdf(paper),
        now=now,
    )
    resolution.frozen = {"paper": paper.to_json()}
    resolution.save()
    if not is_awaited(locked(resolution.meeting)):  # two issued at once wait for one another here
        follow(actor=actor, now=now, meeting=resolution.meeting, deed=FollowUpDeed.RESOLUTION_ISSUED)
        withdraw_unasked(resolution.meeting, now)
    _write_down(
        actor, now, resolution, ResolutionDeed.ISSUED, number=number_line(resolution), sha256=resolution.document.sha256
    )
    outbox.enqueue(notices.issued(resolution), now=now)
    return resolution


def record_download(*, actor: User, now: datetime, resolution: Resolution) -> None:
    """Write down that somebody who may read the issued resolution took it away."""
    require(actor, Power.READ_ISSUED, resolution.organization, now.date())
    _write_down(actor, now, resolution, ResolutionDeed.DOWNLOADED)


def _signing_role(resolution: Resolution, now: datetime) -> Role:
    return next(role for member, role in signers(resolution.organization, now.date()) if member == resolution.signer)


def _next_number(organization: Organization, term: Term, document_type: str) -> int:
    """Draw the next number; the row stays locked until the issue is committed, so a failed issue leaves no gap."""
    key: dict[str, Any] = {"organization": organization, "term": term, "document_type": document_type}
    NumberSeries.objects.get_or_create(**key)
    series = NumberSeries.objects.select_for_update().get(**key)
    series.last_number += 1
    series.save(update_fields=["last_number"])
    return series.last_number


def _write_down(actor: User, now: datetime, resolution: Resolution, deed: ResolutionDeed, **data: object) -> None:
    audit.record(
        actor=actor,
        now=now,
        action=deed,
        target=f"resolution:{resolution.pk}",
        path=resolution.organization.path,
        data=data,
    )
