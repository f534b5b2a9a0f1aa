"""Where messages about a meeting go at this moment, and what their readers can open."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone

from chibo.core.models import OutboundMessage
from chibo.core.outbox import Destination
from chibo.rules.powers import Power, Role
from chibo.rules.telling import WITH_PAPERS
from meetings.access import may, may_read_papers
from meetings.models import Meeting
from members.access import remember_grants
from members.labels import ROLES
from members.models import Member, User
from members.selectors import leaders_of, people_of

OF_PAPERS = (*WITH_PAPERS, "comment_answered")  # their links lead to papers
OWN = ("assigned",)  # whoever is told may open it, wherever he or she is by now
ISSUED = ("resolution_issued",)


def destinations_of(messages: Collection[OutboundMessage], now: datetime) -> dict[int, Destination]:
    """By the key of the message: present address and telephone number, and whether its page opens. Six queries."""
    on = timezone.localtime(now).date()
    people = people_of({message.recipient for message in messages})
    users = {person.pk: person.user for person in people.values() if person.user is not None}
    remember_grants(users.values(), on)
    meetings = _meetings_of(messages)
    leaders = leaders_of({meeting.organization_id for meeting in meetings.values()}, on)
    found = {}
    for message in messages:
        person, meeting = people.get(message.recipient), meetings.get(message.about)
        if person is None:
            continue
        held = leaders.get(meeting.organization_id, []) if meeting else []
        opens = _opens(users.get(person.pk), message, meeting, on)
        found[message.pk] = Destination(person.email, person.phone, opens, ask_instead(held, person))
    return found


def _meetings_of(messages: Collection[OutboundMessage]) -> dict[str, Meeting]:
    keys = {message.about.partition(":")[2] for message in messages if message.about.startswith("meeting:")}
    rows = Meeting.objects.filter(pk__in=keys).select_related("organization", "minute_taker")
    return {f"meeting:{row.pk}": row for row in rows}


def _opens(user: User | None, message: OutboundMessage, meeting: Meeting | None, on: date) -> bool:
    """Whether the person gets to the page that the message links to."""
    if user is None or not user.is_active:
        return False
    if meeting is None or message.kind in OWN:
        return True
    if message.kind in OF_PAPERS:
        return may_read_papers(user, meeting, on)
    return may(user, Power.READ_ISSUED if message.kind in ISSUED else Power.READ_SCHEDULE, meeting, on)


def ask_instead(leaders: Collection[tuple[Member, Role]], person: Member) -> str:
    """Whom somebody asks who cannot look for himself: ``đồng chí Trần Thị Hoa, bí thư``; "" where nobody leads."""
    others = (f"đồng chí {leader.full_name}, {ROLES[role]}" for leader, role in leaders if leader.pk != person.pk)
    return next(others, "")
