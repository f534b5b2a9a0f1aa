"""The people whom a list may speak of, read at once, and which of them a row means."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chibo.core.vietnamese import fold
from chibo.rules.powers import Role
from members.models import (
    Member,
    MemberCondition,
    MemberIdentity,
    Membership,
    Organization,
    PartyGroup,
    RoleAssignment,
)

BATCH = 500  # numbers asked for in one query


@dataclass(frozen=True, slots=True)
class Keys:
    """What a row is recognised by, the surest first."""

    identity_number: str
    card_number: str
    full_name: str
    born_on: date | None
    organization_id: int

    @property
    def marks(self) -> list[tuple[object, ...]]:
        """What no other row of the list may have: its numbers or, without any, name, birthday and cell."""
        numbers = [("identity", self.identity_number), ("card", self.card_number)]
        name = (fold(self.full_name), self.born_on, self.organization_id)
        return [mark for mark in numbers if mark[1]] or [name]


@dataclass(slots=True)
class Held:
    """The dated rows of one person."""

    memberships: list[Membership] = field(default_factory=list)
    conditions: list[MemberCondition] = field(default_factory=list)
    roles: list[RoleAssignment] = field(default_factory=list)


class KnownPeople:
    """Everybody on the rolls of the cells of the list or with one of its numbers, with all that they hold."""

    def __init__(self, cells: Sequence[Organization], numbers: Sequence[str]) -> None:
        self.by_identity: dict[str, Member] = {}
        self.by_card: dict[str, Member] = {}
        self.by_name: defaultdict[tuple[str, int], list[Member]] = defaultdict(list)
        self.secretaries: dict[int, list[RoleAssignment]] = {}
        self.groups = {
            (group.organization_id, fold(group.name)): group
            for group in PartyGroup.objects.filter(organization__in=cells)
        }
        self._claimed: dict[tuple[object, ...], int] = {}
        members = _read(cells, numbers)
        self.held = _read_held(members)
        for member in members.values():
            self._index(member)

    def _index(self, member: Member) -> None:
        identity = identity_of(member)
        if identity is not None and identity.identity_number:
            self.by_identity[identity.identity_number] = member
        if identity is not None and identity.card_number:
            self.by_card[identity.card_number] = member
        held, name = self.held[member.pk], fold(member.full_name)
        for row in held.memberships:
            self.by_name[name, row.organization_id].append(member)
        for role in held.roles:
            role.member = member
            if role.role == Role.SECRETARY:
                self.secretaries.setdefault(role.organization_id, []).append(role)

    def held_by(self, member: Member) -> Held:
        """What a person holds; nothing, for a new one."""
        return self.held[member.pk] if member.pk else Held()

    def find(self, keys: Keys) -> Member | None:
        """The person whom the keys mean. Raises ValueError when two numbers of a row mean two persons."""
        by_identity = self.by_identity.get(keys.identity_number)
        by_card = self.by_card.get(keys.card_number)
        if by_identity is not None and by_card is not None and by_identity is not by_card:
            raise ValueError("Số định danh và số thẻ Đảng của dòng này đang ghi cho hai người khác nhau.")
        found = by_identity or by_card
        if found is not None:
            return found
        namesakes = {
            member.pk: member
            for member in self.by_name[fold(keys.full_name), keys.organization_id]
            if _may_be(member, keys)
        }
        return next(iter(namesakes.values())) if len(namesakes) == 1 else None

    def claim(self, keys: Keys, number: int) -> int | None:
        """Reserve the person for a row; the number of the earlier row that has them, if any."""
        for mark in keys.marks:
            if mark in self._claimed:
                return self._claimed[mark]
        self._claimed |= dict.fromkeys(keys.marks, number)
        return None

    def group(self, cell: Organization, name: str) -> PartyGroup:
        """The group of that name in the cell; one that is not there yet is made, unsaved."""
        return self.groups.setdefault((cell.pk, fold(name)), PartyGroup(organization=cell, name=name))


def _read(cells: Sequence[Organization], numbers: Sequence[str]) -> dict[int, Member]:
    people = Member.objects.select_related("identity")
    on_rolls = Membership.objects.filter(organization__in=cells).values("member_id")
    found = {member.pk: member for member in people.filter(pk__in=on_rolls)}
    unknown = sorted(set(numbers) - {number for member in found.values() for number in _numbers(member)})
    for start in range(0, len(unknown), BATCH):
        batch = unknown[start : start + BATCH]
        for field_name in ("identity_number", "card_number"):  # one index each; an OR of them would use neither
            identities = MemberIdentity.objects.filter(**{f"{field_name}__in": batch}).select_related("member")
            found |= {identity.member_id: identity.member for identity in identities}
    return found


def _read_held(members: Iterable[int]) -> defaultdict[int, Held]:
    """Grouped here by hand: prefetching builds a queryset a person, which is most of the time of a long list."""
    held: defaultdict[int, Held] = defaultdict(Held)
    keys = list(members)
    organizations = Organization.objects.in_bulk()
    for row in Membership.objects.filter(member__in=keys).select_related("group"):
        row.organization = organizations[row.organization_id]
        held[row.member_id].memberships.append(row)
    for condition in MemberCondition.objects.filter(member__in=keys):
        held[condition.member_id].conditions.append(condition)
    for role in RoleAssignment.objects.filter(member__in=keys):
        held[role.member_id].roles.append(role)
    return held


def identity_of(member: Member) -> MemberIdentity | None:
    """The private numbers of a person read with them; no query."""
    found: Any = getattr(member, "identity", None)
    return found if isinstance(found, MemberIdentity) else None


def _numbers(member: Member) -> tuple[str, ...]:
    identity = identity_of(member)
    return (identity.identity_number, identity.card_number) if identity else ()


def _may_be(member: Member, keys: Keys) -> bool:
    """Whether a namesake of the same cell is meant: neither the birthday nor a number, where both have it, differs."""
    identity = identity_of(member)
    pairs: list[tuple[object, object]] = [(member.born_on, keys.born_on)]
    if identity is not None:
        pairs += [(identity.identity_number, keys.identity_number), (identity.card_number, keys.card_number)]
    return all(not ours or not theirs or ours == theirs for ours, theirs in pairs)
