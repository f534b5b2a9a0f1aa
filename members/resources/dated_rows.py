"""What a good row changes about a person's place, positions and state, worked out before anything is written.

Days, where the list says no better: a new person is on the roll since admission and holds positions and states since
the first day of the list's year (or admission, if later); of somebody known, what is new begins on the day of the list
and what is over ended the day before. An empty cell changes nothing.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from chibo.rules.census import Condition
from chibo.rules.powers import Role
from members.codes import LeavingReason
from members.labels import CONDITIONS, LEAVING_REASONS, ROLES
from members.models import Member, MemberCondition, Membership, Organization, PartyGroup, RoleAssignment
from members.resources.known_people import KnownPeople
from members.resources.people_columns import Roles, Status
from members.resources.report import Change
from members.services.positions import OF_THE_CELL

ON_ROLL = "Đang sinh hoạt"


@dataclass(slots=True)
class IncomingPlace:
    """What a row says about a person beyond their own data."""

    organization: Organization
    group: str | None
    roles: Roles | None
    status: Status | None


@dataclass(slots=True)
class DatedRows:
    """Rows to create and to end, with the words for them."""

    create: list[Membership | RoleAssignment | MemberCondition] = field(default_factory=list)
    update: list[Membership | RoleAssignment | MemberCondition] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def add(self, row: Membership | RoleAssignment | MemberCondition, change: Change) -> None:
        self.create.append(row)
        self.changes.append(change)

    def end(self, row: Membership | RoleAssignment | MemberCondition, last_day: date, change: Change | None) -> None:
        """End a row on that day, or on its first day if it began later."""
        row.ends_on = max(last_day, row.starts_on)
        self.update.append(row)
        if change:
            self.changes.append(change)


class Planner:
    """Works out the dated rows of one row of the list after another."""

    def __init__(self, people: KnownPeople, as_of: date) -> None:
        self.people, self.as_of = people, as_of
        self.day_before = as_of - timedelta(days=1)
        self.new_secretaries: dict[int, Member] = {}

    def plan(self, member: Member, says: IncomingPlace) -> DatedRows:
        """The dated rows of a person, known (it has a key) or new. Raises ValidationError."""
        dated = DatedRows()
        status = says.status or Status()
        self._check_roles(member, says)
        if status.leaving is not None:
            self._leave(member, says.organization, status.leaving, dated)
            return dated
        self._enter(member, says, dated)
        if says.roles is not None:
            self._hold(member, says, says.roles.known, dated)
        if says.status is not None and not status.is_visiting:
            self._be(member, status.condition, dated)
        return dated

    # Which rows are open ------------------------------------------------------------------------------------------

    def _is_open(self, row: Membership | RoleAssignment | MemberCondition) -> bool:
        return row.ends_on is None or row.ends_on >= self.as_of

    def open_memberships(self, member: Member) -> list[Membership]:
        """Where the person is on a roll on the day of the list."""
        return [row for row in self.people.held_by(member).memberships if self._is_open(row)]

    def _roles(self, member: Member, cell: Organization) -> list[RoleAssignment]:
        return [
            row for row in self.people.held_by(member).roles if row.organization_id == cell.pk and self._is_open(row)
        ]

    def _since(self, member: Member) -> date:
        """The first day of what a list adds to a person."""
        return self.as_of if member.pk else max(date(self.as_of.year, 1, 1), member.admitted_on)

    # The roll -----------------------------------------------------------------------------------------------------

    def _enter(self, member: Member, says: IncomingPlace, dated: DatedRows) -> None:
        cell, group = says.organization, self._group(says)
        is_visiting = says.status is not None and says.status.is_visiting
        rows = self.open_memberships(member)
        here = next((row for row in rows if row.organization_id == cell.pk), None)
        if here is not None:
            self._amend(here, group, says.status, dated)
            return
        home = next((row for row in rows if not row.is_visiting), None)
        before = home.organization.name if home else ""
        if home is not None and not is_visiting:
            self._move_out(member, home, dated)
        starts_on = self.as_of if member.pk else member.admitted_on
        row = Membership(member=member, organization=cell, group=group, is_visiting=is_visiting, starts_on=starts_on)
        dated.add(row, Change("Chi bộ", before, cell.name))

    def _amend(self, here: Membership, group: PartyGroup | None, status: Status | None, dated: DatedRows) -> None:
        if status is not None and status.is_visiting != here.is_visiting:
            words = ("Sinh hoạt tạm thời đến", ON_ROLL)
            before, after = words if here.is_visiting else words[::-1]
            here.is_visiting = status.is_visiting
            dated.changes.append(Change("Trạng thái", before, after))
            dated.update.append(here)
        if group is not None and here.group_id != (group.pk or 0):
            dated.changes.append(Change("Tổ đảng", here.group.name if here.group else "", group.name))
            here.group = group
            if here not in dated.update:
                dated.update.append(here)

    def _move_out(self, member: Member, home: Membership, dated: DatedRows) -> None:
        home.leaving_reason = LeavingReason.TRANSFERRED
        dated.end(home, self.day_before, None)
        for role in self._roles(member, home.organization):
            dated.end(role, self.day_before, None)

    def _leave(self, member: Member, cell: Organization, reason: LeavingReason, dated: DatedRows) -> None:
        word = LEAVING_REASONS[reason]
        if not member.pk:
            row = Membership(member=member, organization=cell, starts_on=member.admitted_on, leaving_reason=reason)
            row.ends_on = max(self.as_of, row.starts_on)
            dated.add(row, Change("Trạng thái", "", word))
            return
        for row in self.open_memberships(member):
            if row.organization_id == cell.pk and row.ends_on is None:
                row.leaving_reason = reason
                dated.end(row, self.as_of, Change("Trạng thái", ON_ROLL, word))
                for role in self._roles(member, cell):
                    dated.end(role, self.as_of, None)

    def _group(self, says: IncomingPlace) -> PartyGroup | None:
        return self.people.group(says.organization, says.group) if says.group else None

    # Positions ----------------------------------------------------------------------------------------------------

    def _check_roles(self, member: Member, says: IncomingPlace) -> None:
        roles = says.roles.known if says.roles else frozenset()
        if Role.GROUP_LEADER in roles and not says.group:
            raise ValidationError("Tổ trưởng phải ghi cả tên tổ đảng.")
        if Role.SECRETARY in roles:
            other = self._other_secretary(member, says.organization)
            if other is not None:
                raise ValidationError(f"{says.organization.name} đang có bí thư là đồng chí {other.full_name}.")
            self.new_secretaries[says.organization.pk] = member

    def _other_secretary(self, member: Member, cell: Organization) -> Member | None:
        open_rows = [row for row in self.people.secretaries.get(cell.pk, []) if self._is_open(row)]
        holders = [row.member for row in open_rows] + [self.new_secretaries.get(cell.pk, member)]
        return next((holder for holder in holders if holder is not member), None)

    def _hold(self, member: Member, says: IncomingPlace, wanted: frozenset[Role], dated: DatedRows) -> None:
        rows = {Role(row.role): row for row in self._roles(member, says.organization)}
        held = OF_THE_CELL & rows.keys()
        for role in sorted(held - wanted):
            dated.end(rows[role], self.day_before, Change("Chức vụ", ROLES[role], ""))
        for role in sorted(wanted - held):
            row = RoleAssignment(
                member=member,
                organization=says.organization,
                role=role.value,
                starts_on=self._since(member),
                group=self._group(says) if role is Role.GROUP_LEADER else None,
            )
            dated.add(row, Change("Chức vụ", "", ROLES[role]))

    # State --------------------------------------------------------------------------------------------------------

    def _be(self, member: Member, wanted: Condition | None, dated: DatedRows) -> None:
        rows = [row for row in self.people.held_by(member).conditions if self._is_open(row)]
        for row in rows:
            if row.condition not in {wanted, Condition.VISITING}:
                after = CONDITIONS[wanted] if wanted else ON_ROLL
                dated.end(row, self.day_before, Change("Trạng thái", CONDITIONS[Condition(row.condition)], after))
        if wanted is not None and all(row.condition != wanted for row in rows):
            row = MemberCondition(member=member, condition=wanted.value, starts_on=self._since(member))
            dated.add(row, Change("Trạng thái", "", CONDITIONS[wanted]))
