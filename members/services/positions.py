"""Dated positions and conditions of people."""

from datetime import date, datetime

from django.db import transaction

from chibo.core import audit
from chibo.core.contest import Seen, settle
from chibo.core.wording import local_date
from chibo.rules.census import Condition
from chibo.rules.dates import DayOf, check_day, check_end
from chibo.rules.powers import Power, Role
from chibo.rules.refusal import Refusal, RuleRefused
from members.access import in_force
from members.codes import MemberDeed
from members.models import Member, MemberCondition, Membership, Organization, PartyGroup, RoleAssignment, User
from members.services.guard import demand_any, demand_for_member

ASSIGNERS: dict[Role, tuple[Power, ...]] = {
    # The technician may appoint, so that a cell without a secretary gets one; the trail shows it.
    Role.SECRETARY: (Power.MANAGE_ROLL, Power.MANAGE_ORGANIZATIONS),
    Role.DEPUTY_SECRETARY: (Power.MANAGE_ROLL, Power.MANAGE_ORGANIZATIONS),
    Role.COMMITTEE_MEMBER: (Power.MANAGE_ROLL,),
    Role.GROUP_LEADER: (Power.MANAGE_ROLL,),
    Role.SUPERVISOR: (Power.ASSIGN_SUPERVISORS,),
    Role.OFFICER: (Power.MANAGE_ORGANIZATIONS,),
}
"""Who appoints whom. Members, minute-takers and technicians are not appointed: roll, meeting and account make them."""

OF_THE_CELL = frozenset({Role.SECRETARY, Role.DEPUTY_SECRETARY, Role.COMMITTEE_MEMBER, Role.GROUP_LEADER})
"""Held by somebody on the roll of that cell only."""


@transaction.atomic
def assign_role(
    *,
    actor: User | None,
    now: datetime,
    member: Member,
    organization: Organization,
    role: Role,
    starts_on: date,
    group: PartyGroup | None = None,
) -> RoleAssignment:
    """Give a position from a day on.

    Raises RuleRefused: ``role_not_assigned``, ``role_held``, ``secretary_held``, ``holder_not_on_roll``,
    ``group_missing``, and those of ``check_day``.
    """
    if role not in ASSIGNERS:
        raise RuleRefused(Refusal.ROLE_NOT_ASSIGNED)
    demand_any(actor, ASSIGNERS[role], organization, now)
    check_day(DayOf.OFFICE, starts_on, local_date(now))
    Organization.objects.select_for_update().get(pk=organization.pk)  # two appointments wait for one another
    _check_role(member, organization, role, starts_on, group)
    row = RoleAssignment.objects.create(
        member=member, organization=organization, role=role, starts_on=starts_on, group=group
    )
    _record(
        actor, now, MemberDeed.ROLE_ASSIGNED, member, organization.path, role=str(role), since=starts_on.isoformat()
    )
    return row


def _check_role(
    member: Member, organization: Organization, role: Role, starts_on: date, group: PartyGroup | None
) -> None:
    unended = RoleAssignment.objects.filter(organization=organization, role=role).exclude(ends_on__lt=starts_on)
    if unended.filter(member=member).exists():
        raise RuleRefused(Refusal.ROLE_HELD, name=member.full_name)
    if role is Role.SECRETARY:
        other = unended.select_related("member").first()
        if other is not None:
            raise RuleRefused(Refusal.SECRETARY_HELD, organization=organization.name, name=other.member.full_name)
    if role is Role.GROUP_LEADER and (group is None or group.organization_id != organization.pk):
        raise RuleRefused(Refusal.GROUP_MISSING)
    on_roll = Membership.objects.filter(in_force(starts_on), member=member, organization=organization)
    if role in OF_THE_CELL and not on_roll.exists():
        raise RuleRefused(Refusal.HOLDER_NOT_ON_ROLL, name=member.full_name, organization=organization.name)


@transaction.atomic
def end_role(
    *, actor: User | None, now: datetime, assignment: RoleAssignment, ends_on: date, seen: Seen | None = None
) -> RoleAssignment:
    """End a position after a day.

    Raises RuleRefused: ``already_ended``, those of ``check_end``, ``stale`` where somebody else put another day since.
    """
    row = RoleAssignment.objects.select_for_update().get(pk=assignment.pk)
    demand_any(actor, ASSIGNERS[Role(row.role)], row.organization, now)
    if row.ends_on is not None and row.ends_on <= ends_on:
        raise RuleRefused(Refusal.ALREADY_ENDED)
    check_end(ends_on, row.starts_on, local_date(now))
    row.ends_on = settle({"ends_on": row.ends_on}, {"ends_on": ends_on}, seen)["ends_on"]
    row.save(update_fields=["ends_on"])
    _record(
        actor, now, MemberDeed.ROLE_ENDED, row.member, row.organization.path, role=row.role, until=ends_on.isoformat()
    )
    return row


@transaction.atomic
def set_condition(
    *,
    actor: User | None,
    now: datetime,
    member: Member,
    condition: Condition,
    starts_on: date,
    ends_on: date | None = None,
    note: str = "",
) -> MemberCondition:
    """Write down that a person is away, exempt, reduced or suspended between two days.

    Raises RuleRefused: ``visiting_is_membership``, ``condition_overlaps``, those of ``check_day`` and ``check_end``.
    """
    demand_for_member(actor, Power.MANAGE_ROLL, member, now)
    if condition is Condition.VISITING:
        raise RuleRefused(Refusal.VISITING_IS_MEMBERSHIP)
    check_day(DayOf.CONDITION, starts_on, local_date(now))
    check_end(ends_on, starts_on, local_date(now))
    Member.objects.select_for_update().get(pk=member.pk)
    same = MemberCondition.objects.filter(member=member, condition=condition).exclude(ends_on__lt=starts_on)
    if (same if ends_on is None else same.filter(starts_on__lte=ends_on)).exists():
        raise RuleRefused(Refusal.CONDITION_OVERLAPS, name=member.full_name)
    row = MemberCondition.objects.create(
        member=member, condition=condition, starts_on=starts_on, ends_on=ends_on, note=note
    )
    _record(actor, now, MemberDeed.CONDITION_SET, member, _path_of(member), condition=str(condition))
    return row


@transaction.atomic
def end_condition(
    *, actor: User | None, now: datetime, condition: MemberCondition, ends_on: date, seen: Seen | None = None
) -> MemberCondition:
    """End a condition after a day.

    Raises RuleRefused: ``already_ended``, those of ``check_end``, ``stale`` where somebody else put another day since.
    """
    row = MemberCondition.objects.select_for_update().get(pk=condition.pk)
    demand_for_member(actor, Power.MANAGE_ROLL, row.member, now)
    if row.ends_on is not None and row.ends_on <= ends_on:
        raise RuleRefused(Refusal.ALREADY_ENDED)
    check_end(ends_on, row.starts_on, local_date(now))
    row.ends_on = settle({"ends_on": row.ends_on}, {"ends_on": ends_on}, seen)["ends_on"]
    row.save(update_fields=["ends_on"])
    _record(actor, now, MemberDeed.CONDITION_ENDED, row.member, _path_of(row.member), condition=row.condition)
    return row


def _path_of(member: Member) -> str:
    rows = Membership.objects.filter(member=member).order_by("is_visiting", "-starts_on")
    return rows.values_list("organization__path", flat=True).first() or ""


def _record(actor: User | None, now: datetime, action: MemberDeed, member: Member, path: str, **data: str) -> None:
    audit.record(actor=actor, now=now, action=action, target=f"member:{member.pk}", path=path, data=data)
