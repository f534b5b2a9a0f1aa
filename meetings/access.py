"""Which meetings a person sees, and what the person may do on one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Manager, Q
from django.http import Http404

from chibo.core.models import OutboundMessage
from chibo.rules.periods import MeetingKind
from chibo.rules.powers import Grant, Power, Role, holds
from chibo.rules.workflow import MeetingState
from meetings.models import (
    AgendaItem,
    Assignment,
    Ballot,
    DraftComment,
    DraftDocument,
    DraftVersion,
    Guest,
    HandOver,
    Meeting,
    MeetingQuerySet,
    Speech,
)
from members.access import grants_of, scope_q, who_may
from members.models import User

ORGANIZATION_PATH = "organization__path"


def visible_meetings(user: User, on: date) -> MeetingQuerySet:
    """Meetings whose time and place the person may know: own cell, cells followed, cells below.

    A họp chi ủy is known to those alone who serve on that chi ủy.
    """
    grants = grants_of(user, on)
    scope = scope_q(grants, Power.READ_SCHEDULE, ORGANIZATION_PATH)
    serves = scope_q(grants, Power.PLAN_MEETING, ORGANIZATION_PATH)
    named = Q(minute_taker__user=user) & scope_q(_of_members(grants), Power.READ_SCHEDULE, ORGANIZATION_PATH)
    return Meeting.objects.filter(scope & (~Q(kind=MeetingKind.COMMITTEE) | serves) | named)


def _of_members(grants: Iterable[Grant]) -> list[Grant]:
    """The grants of the rolls: who left the roll of a cell keeps nothing that a meeting of it gave."""
    return [grant for grant in grants if grant.role is Role.MEMBER]


def meeting_grants(user: User, meeting: Meeting, on: date) -> tuple[Grant, ...]:
    """The person's grants on this meeting, with the minute-taker's; on a họp chi ủy only those of its members."""
    held = grants_of(user, on)
    grants = held
    if meeting.kind == MeetingKind.COMMITTEE:
        grants = tuple(grant for grant in held if grant.gives(Power.PLAN_MEETING))
    path = meeting.organization.path
    place = next((grant for grant in _of_members(held) if grant.path == path), None)
    if place and meeting.minute_taker and meeting.minute_taker.user_id == user.pk:
        return (*grants, Grant(Role.MINUTE_TAKER, path, place.is_suspended))
    return grants


def may(user: User, power: Power, meeting: Meeting, on: date) -> bool:
    """Whether the person holds the power on this meeting."""
    return holds(meeting_grants(user, meeting, on), power, meeting.organization.path)


def may_read_papers(user: User, meeting: Meeting, on: date) -> bool:
    """Papers are read by those who prepare them, and by the cell once they are circulated."""
    if may(user, Power.PLAN_MEETING, meeting, on):
        return True
    return meeting.state != MeetingState.PLANNED and may(user, Power.READ_CIRCULATED, meeting, on)


def require_papers(user: User, meeting: Meeting, on: date) -> None:
    """Raise PermissionDenied unless the person may read the papers of the meeting."""
    if not may_read_papers(user, meeting, on):
        raise PermissionDenied("Tài liệu của kỳ sinh hoạt này chưa được gửi cho đồng chí.")


def get_meeting(user: User, pk: int, power: Power, on: date) -> Meeting:
    """The meeting. Raises Http404 where it is not visible, PermissionDenied with a sentence without the power."""
    related = ("organization", "chair", "minute_taker", "topic")
    meeting = visible_meetings(user, on).select_related(*related).filter(pk=pk).first()
    if meeting is None:
        raise Http404
    if not may(user, power, meeting, on):
        raise PermissionDenied(who_may(power))
    return meeting


def get_readable_meeting(user: User, pk: int, on: date) -> Meeting:
    """The meeting with its papers readable. Raises Http404 or PermissionDenied."""
    meeting = get_meeting(user, pk, Power.READ_SCHEDULE, on)
    require_papers(user, meeting, on)
    return meeting


def get_version(user: User, pk: int, on: date) -> DraftVersion:
    """One version of a paper. Raises Http404 where its meeting or its papers are not visible."""
    version = DraftVersion.objects.select_related("draft__meeting__organization").filter(pk=pk).first()
    if version is None or not visible_meetings(user, on).filter(pk=version.draft.meeting_id).exists():
        raise Http404
    get_readable_meeting(user, version.draft.meeting_id, on)
    return version


def get_draft(user: User, pk: int, power: Power, on: date) -> DraftDocument:
    """A paper of a meeting. Raises Http404 where the meeting is not visible, PermissionDenied without the power."""
    draft = DraftDocument.objects.filter(pk=pk).first()
    if draft is None:
        raise Http404
    draft.meeting = get_meeting(user, draft.meeting_id, power, on)
    return draft


def get_comment(user: User, pk: int, power: Power, on: date) -> DraftComment:
    """A comment on a paper. Raises Http404 where the meeting is not visible, PermissionDenied without the power."""
    comment = DraftComment.objects.select_related("version__draft", "member").filter(pk=pk).first()
    if comment is None:
        raise Http404
    comment.version.draft.meeting = get_meeting(user, comment.version.draft.meeting_id, power, on)
    return comment


def get_message(user: User, pk: int, on: date) -> tuple[OutboundMessage, Meeting]:
    """A message about a meeting whose delivery the person follows. Raises Http404, PermissionDenied."""
    message = OutboundMessage.objects.filter(pk=pk, about__startswith="meeting:").first()
    if message is None:
        raise Http404
    return message, get_meeting(user, meeting_pk_of(message), Power.MANAGE_DELIVERY, on)


def meeting_pk_of(message: OutboundMessage) -> int:
    """The key of the meeting that the message is about."""
    return int(message.about.removeprefix("meeting:"))


def visible_assignments(user: User, on: date) -> "Q":
    """The condition on assignments a person may see: those of the cells led, and those the person works on."""
    grants = grants_of(user, on)
    return scope_q(grants, Power.PLAN_MEETING, ORGANIZATION_PATH) | Q(member__user=user) | Q(helper__user=user)


def get_assignment(user: User, pk: int, on: date) -> Assignment:
    """The assignment. Raises Http404 where it is not visible."""
    found = Assignment.objects.filter(visible_assignments(user, on), pk=pk).select_related(
        "member", "helper", "organization", "meeting__organization", "meeting__minute_taker"
    )
    assignment = found.first()
    if assignment is None:
        raise Http404
    return assignment


Entry = Guest | Speech | Ballot | Assignment | HandOver

ENTRIES: dict[str, Manager[Any]] = {
    "guest": Guest.objects,
    "speech": Speech.objects,
    "ballot": Ballot.objects,
    "assignment": Assignment.objects,
    "hand-over": HandOver.objects,
}


def get_entry(user: User, kind: str, pk: int, on: date) -> Entry:
    """What was recorded at a meeting that the person runs. Raises Http404 or PermissionDenied."""
    entries = ENTRIES.get(kind)
    entry: Entry | None = entries.filter(pk=pk).first() if entries else None
    if entry is None:
        raise Http404
    entry.meeting = get_meeting(user, entry.meeting_id, Power.RUN_MEETING, on)
    return entry


def get_item(user: User, pk: int, on: date) -> AgendaItem:
    """An item of a meeting that the person runs. Raises Http404 or PermissionDenied."""
    item = AgendaItem.objects.filter(pk=pk).first()
    if item is None:
        raise Http404
    item.meeting = get_meeting(user, item.meeting_id, Power.RUN_MEETING, on)
    return item


def get_document_meeting(user: User, pk: int, on: date) -> Meeting:
    """A locked meeting whose minutes the person may read. Raises Http404 or PermissionDenied."""
    meeting = get_meeting(user, pk, Power.READ_SCHEDULE, on)
    if not may(user, Power.READ_ISSUED, meeting, on):
        raise PermissionDenied(who_may(Power.READ_ISSUED))
    return meeting


def get_ballot(user: User, pk: int, power: Power, on: date) -> Ballot:
    """The vote. Raises Http404 where its meeting is not visible, PermissionDenied without the power on it."""
    ballot = Ballot.objects.filter(pk=pk).select_related("draft").first()
    if ballot is None:
        raise Http404
    ballot.meeting = get_meeting(user, ballot.meeting_id, power, on)
    return ballot
