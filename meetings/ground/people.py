"""Whom a meeting names, read once: what the rules ask about each of them (``chibo.rules.named``)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from chibo.rules.census import CANNOT_COME, CensusLine, Condition
from chibo.rules.named import Mention, Named, NamedAs, Spell, Stay, covers
from chibo.rules.periods import MeetingKind
from chibo.rules.powers import Role
from chibo.rules.workflow import MeetingState
from meetings.models import AgendaItem, Meeting
from members.access import in_force
from members.codes import LeavingReason
from members.models import Member, MemberCondition, Membership, RoleAssignment
from members.namesakes import names_of
from members.selectors import committee_members

FROM_ABOVE = (Role.SUPERVISOR, Role.OFFICER)
OVER = (MeetingState.LOCKED, MeetingState.CANCELLED)


def named_people(meeting: Meeting, items: Iterable[AgendaItem], roll: dict[int, CensusLine]) -> tuple[Named, ...]:
    """Everybody whom the papers name, each once: none of a meeting that is over, else seven queries at most.

    ``roll`` is the frozen roll by person, empty before the opening.
    """
    if meeting.state in OVER:
        return ()
    people: dict[int, Member] = {}
    mentions: defaultdict[int, dict[Mention, None]] = defaultdict(dict)
    for person, mention in _mentions(meeting, items):
        people[person.pk] = person
        mentions[person.pk][mention] = None
    stays, conditions, names = _stays(meeting, people), _conditions(people), names_of(people.values())
    serving, above = _serving(meeting), _from_above(meeting, stays)
    return tuple(
        Named(
            name=names[pk],
            mentions=tuple(mentions[pk]),
            stays=tuple(stays[pk]),
            conditions=tuple(conditions[pk]),
            serves=serving is None or pk in serving,
            is_from_above=pk in above,
            line=roll.get(pk),
        )
        for pk in people
    )


def _mentions(meeting: Meeting, items: Iterable[AgendaItem]) -> Iterator[tuple[Member, Mention]]:
    if meeting.chair:
        yield meeting.chair, Mention(NamedAs.CHAIR)
    if meeting.minute_taker:
        yield meeting.minute_taker, Mention(NamedAs.MINUTE_TAKER)
    for item in items:
        if item.presenter:
            yield item.presenter, Mention(NamedAs.PRESENTER, item.position)
    if meeting.kind == MeetingKind.THEMATIC and meeting.topic and meeting.topic.author:
        yield meeting.topic.author, Mention(NamedAs.AUTHOR)
    if meeting.opened_at:
        yield from _mentions_of_the_session(meeting)


def _mentions_of_the_session(meeting: Meeting) -> Iterator[tuple[Member, Mention]]:
    for speech in meeting.speeches.select_related("member"):
        yield speech.member, Mention(NamedAs.SPEAKER)
    for row in meeting.assignments.select_related("member", "helper"):
        yield row.member, Mention(NamedAs.ASSIGNEE)
        if row.helper:
            yield row.helper, Mention(NamedAs.HELPER)


def _stays(meeting: Meeting, people: Collection[int]) -> defaultdict[int, list[Stay]]:
    found: defaultdict[int, list[Stay]] = defaultdict(list)
    rows = Membership.objects.filter(organization=meeting.organization_id, member__in=people).order_by("starts_on")
    for row in rows:
        found[row.member_id].append(Stay(row.starts_on, row.ends_on, row.is_visiting, row.leaving_reason))
    return found


def _conditions(people: Collection[int]) -> defaultdict[int, list[Spell]]:
    found: defaultdict[int, list[Spell]] = defaultdict(list)
    rows = MemberCondition.objects.filter(member__in=people, condition__in=CANNOT_COME).order_by("starts_on")
    for member, condition, since, until in rows.values_list("member_id", "condition", "starts_on", "ends_on"):
        found[member].append(Spell(Condition(condition), since, until))
    return found


def _serving(meeting: Meeting) -> set[int] | None:
    """Who serves on the chi ủy on the day of its own meeting; None where that is not asked."""
    if meeting.kind != MeetingKind.COMMITTEE:
        return None
    return {member.pk for member, _ in committee_members(meeting.organization, meeting.held_on)}


def _from_above(meeting: Meeting, stays: dict[int, list[Stay]]) -> set[int]:
    """Who has left the cell and comes as an official of the committee above; asked only where somebody has left."""
    left = [pk for pk, times in stays.items() if _has_left(times, meeting.held_on)]
    if not left:
        return set()
    path = meeting.organization.path
    above = [path[: place + 1] for place, char in enumerate(path) if char == "."]
    rows = RoleAssignment.objects.filter(
        in_force(meeting.held_on), member__in=left, role__in=FROM_ABOVE, organization__path__in=above
    )
    return set(rows.values_list("member_id", flat=True))


def _has_left(times: Iterable[Stay], on: date) -> bool:
    rows = list(times)
    is_here = any(covers(stay, on) for stay in rows)
    return not is_here and all(stay.leaving != LeavingReason.DIED for stay in rows)
