"""Meetings that were held, votes that carried, and the resolutions that follow; valid by default."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from factory.declarations import LazyAttribute, SubFactory
from factory.django import DjangoModelFactory

from chibo.rules.periods import MeetingKind, Period
from chibo.rules.voting import Matter
from chibo.rules.workflow import MeetingState
from meetings.models import Ballot, DraftDocument, DraftVersion, Meeting
from resolutions.models import Resolution
from tests.factories.members import OrganizationFactory

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
BODY = "<p>1. Hoàn thành thu hoạch vụ mùa trước ngày 30/11.</p>"


def at(day: date | datetime, hour: int = 19, minute: int = 30) -> datetime:
    """The instant on that day in Hanoi."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HANOI)


class MeetingFactory(DjangoModelFactory[Meeting]):
    """A regular meeting that lies ahead, its period the one of its day."""

    class Meta:
        model = Meeting

    organization = SubFactory(OrganizationFactory)
    kind = MeetingKind.REGULAR.value
    starts_at = at(date(2026, 12, 3))
    period = LazyAttribute(lambda o: Period.of(MeetingKind(o.kind), o.starts_at.date()).key)
    state = MeetingState.PLANNED.value
    place = "Nhà văn hóa thôn"


def hold(meeting: Meeting, *, minutes: int = 95, present: int = 9, expected: int = 9, **values: object) -> Meeting:
    """Let the meeting have been opened at its time and closed ``minutes`` later."""
    values = {"state": MeetingState.HELD.value, "circulated_at": meeting.starts_at - timedelta(days=4), **values}
    opened_at = meeting.starts_at
    values |= {"opened_at": opened_at, "closed_at": opened_at + timedelta(minutes=minutes)}
    Meeting.objects.filter(pk=meeting.pk).update(present=present, expected=expected, **values)
    meeting.refresh_from_db()
    return meeting


def lock(meeting: Meeting, locked_at: datetime | None = None) -> Meeting:
    """Lock a held meeting; from here on the database refuses a change of it and of its records."""
    meeting.state, meeting.locked_at = MeetingState.LOCKED.value, locked_at or meeting.closed_at
    meeting.save(update_fields=["state", "locked_at"])
    return meeting


class BallotFactory(DjangoModelFactory[Ballot]):
    """A vote on a resolution: seven of eight for it."""

    class Meta:
        model = Ballot

    meeting = SubFactory(MeetingFactory)
    matter = Matter.RESOLUTION.value
    subject = "Nghị quyết tháng 11"
    electorate = 8
    in_favor = 7
    against = 1
    is_carried = True
    held_at = LazyAttribute(lambda o: o.meeting.starts_at + timedelta(minutes=60))


def voted(meeting: Meeting, *, bodies: tuple[str, ...] = (BODY,), of: int | None = None, **values: object) -> Ballot:
    """A vote of the meeting on a draft with these versions; ``of`` is the number of the version that was voted."""
    draft = DraftDocument.objects.create(
        meeting=meeting, kind="resolution", title="Dự thảo nghị quyết", revision=len(bodies)
    )
    for number, body in enumerate(bodies, start=1):
        DraftVersion.objects.create(draft=draft, number=number, body=body)
    version = draft.versions.get(number=of) if of else None
    return BallotFactory(meeting=meeting, draft=version, **values)


class ResolutionFactory(DjangoModelFactory[Resolution]):
    """A draft of the resolution of a vote."""

    class Meta:
        model = Resolution

    ballot = SubFactory(BallotFactory)
    meeting = LazyAttribute(lambda o: o.ballot.meeting)
    organization = LazyAttribute(lambda o: o.meeting.organization)
    title = "Lãnh đạo thực hiện nhiệm vụ tháng 11 năm 2026"
    body = BODY
    recipients = "Lưu Chi bộ"


def ready_to_issue(cell: object, signer: object, *, starts_at: datetime | None = None) -> Resolution:
    """A draft that lacks nothing: minutes locked, vote carried, text, signer."""
    meeting = MeetingFactory(organization=cell, starts_at=starts_at or at(date(2026, 11, 19)))
    meeting = hold(meeting, resolution_carried=True)
    ballot = voted(meeting)
    return ResolutionFactory(ballot=ballot, meeting=lock(meeting), signer=signer)
