"""Who may see and do what: the database side of ``chibo.rules.powers``. No object is had any other way."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import cast

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest

from chibo.rules.census import Condition
from chibo.rules.powers import ROLE_TABLE, Grant, Power, Reach, Role, holds, holds_anywhere
from members.codes import ImportKind
from members.labels import ROLES
from members.models import (
    Member,
    MemberCondition,
    Membership,
    Organization,
    OrganizationQuerySet,
    RoleAssignment,
    StoredImport,
    User,
)


def in_force(on: date, prefix: str = "") -> Q:
    """The condition that a dated row is in force on that day."""
    return Q(**{f"{prefix}starts_on__lte": on}) & (Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": on}))


def grants_of(user: User, on: date) -> tuple[Grant, ...]:
    """Every role the person behind the account holds on that day. Two queries at most, remembered on the user."""
    if on not in _remembered(user):
        remember_grants([user], on)
    return _remembered(user)[on]


def remember_grants(users: Collection[User], on: date) -> None:
    """Read what all these people hold on that day at once: two queries, whatever their number."""
    active = [user for user in users if user.is_active]
    found = _read_grants(active, on) if active else {}
    for user in users:
        _remembered(user)[on] = tuple(found.get(user.pk, ()))


def _remembered(user: User) -> dict[date, tuple[Grant, ...]]:
    known: dict[date, tuple[Grant, ...]] = user.__dict__.setdefault("_grants", {})
    return known


def _read_grants(users: Collection[User], on: date) -> dict[int, list[Grant]]:
    held: dict[int, list[Grant]] = {
        user.pk: [Grant(Role.TECHNICIAN, "")] if user.is_technician else [] for user in users
    }
    barred = MemberCondition.objects.filter(in_force(on), member=OuterRef("member"), condition=Condition.SUSPENDED)
    given = {"member__user__in": list(held)}
    fields = "member__user", "organization__path", Exists(barred)
    rolls = Membership.objects.filter(in_force(on), **given).order_by("organization__path")
    for user, path, is_barred in rolls.values_list(*fields).distinct():
        held[user].append(Grant(Role.MEMBER, path, is_barred))
    roles = RoleAssignment.objects.filter(in_force(on), **given).values_list(*fields, "role")
    for user, path, is_barred, role in roles:
        held[user].append(Grant(Role(role), path, is_barred))
    return held


def scope_q(grants: Iterable[Grant], power: Power, field: str = "path") -> Q:
    """The condition that ``field`` (a path) lies where these grants give the power. Agrees with ``powers.holds``."""
    scope = Q(pk__in=[])
    for grant in grants:
        if grant.gives(power):
            subtree = ROLE_TABLE[grant.role].reach is Reach.SUBTREE
            scope |= Q(**{f"{field}__startswith": grant.path}) if subtree else Q(**{field: grant.path})
    return scope


def holds_power(user: User, power: Power, organization: Organization, on: date) -> bool:
    """Whether the person may do this on this organisation on that day."""
    return holds(grants_of(user, on), power, organization.path)


def organizations_where(user: User, power: Power, on: date) -> OrganizationQuerySet:
    """The organisations on which the person holds the power that day."""
    return Organization.objects.filter(scope_q(grants_of(user, on), power))


def visible_organizations(user: User, on: date) -> OrganizationQuerySet:
    """The organisations on which the person holds anything at all."""
    scope = Q(pk__in=[])
    for power in Power:
        scope |= scope_q(grants_of(user, on), power)
    return Organization.objects.filter(scope)


def get_organization(user: User, pk: int, power: Power, on: date) -> Organization:
    """The organisation. Raises Http404 where it is not visible, PermissionDenied without the power."""
    organization = visible_organizations(user, on).filter(pk=pk).first()
    if organization is None:
        raise Http404
    require(user, power, organization, on)
    return organization


def require(user: User, power: Power, organization: Organization, on: date) -> None:
    """Raise PermissionDenied, with the sentence that says who may, unless the person holds the power."""
    if not holds_power(user, power, organization, on):
        raise PermissionDenied(who_may(power))


def require_everywhere(user: User, power: Power, on: date) -> None:
    """Raise PermissionDenied unless the person holds the power on the whole installation."""
    if not holds(grants_of(user, on), power, ""):
        raise PermissionDenied(who_may(power))


def require_anywhere(user: User, power: Power, on: date) -> None:
    """Raise PermissionDenied unless the person holds the power somewhere."""
    if not holds_anywhere(grants_of(user, on), power):
        raise PermissionDenied(who_may(power))


def paths_of(user: User, role: Role, on: date) -> list[str]:
    """Where the person holds the role that day, as places in the tree."""
    return [grant.path for grant in grants_of(user, on) if grant.role is role]


def who_may(power: Power) -> str:
    """The sentence of a refusal: who may do this."""
    names = [ROLES[role] for role, row in ROLE_TABLE.items() if power in row.powers]
    return f"Việc này dành cho {', '.join(names)}." if names else "Không ai được làm việc này ở đây."


def actor_of(request: HttpRequest) -> User:
    """The person behind the request; the login guard has let nobody else through."""
    return cast("User", request.user)


def member_of(user: User) -> Member | None:
    """The person behind the account, if any."""
    return Member.objects.filter(user=user).first()


def _records_kept(on: date, power: Power) -> models.QuerySet[Membership]:
    """The memberships that keep a person's record: those that have not ended, else the last one.

    A guest is read where they are guests, but written, and known by number, at home alone if there is a home.
    """
    unended = Q(ends_on=None) | Q(ends_on__gte=on)
    same = Membership.objects.filter(member=OuterRef("member"))
    last = ~Exists(same.filter(Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on"))))
    if power is Power.READ_ROLL:
        return Membership.objects.filter(unended | last)
    at_home = Q(is_visiting=False) | ~Exists(same.filter(unended, is_visiting=False))
    return Membership.objects.filter((unended & at_home) | last)


def members_where(user: User, power: Power, on: date) -> models.QuerySet[Member]:
    """The persons whose record is kept by a cell on which the user holds the power that day."""
    kept = _records_kept(on, power).filter(scope_q(grants_of(user, on), power, "organization__path"))
    return Member.objects.filter(Exists(kept.filter(member=OuterRef("pk"))))


def get_member(user: User, pk: int, on: date, power: Power = Power.READ_ROLL) -> Member:
    """A person one may see: one's own record, or one on a roll one may read.

    Raises Http404 where it is not visible, PermissionDenied without ``power``.
    """
    member = Member.objects.filter(pk=pk).first()
    if member is None:
        raise Http404
    is_own = member.user_id == user.pk
    if not is_own and not members_where(user, Power.READ_ROLL, on).filter(pk=pk).exists():
        raise Http404
    if power is not Power.READ_ROLL:
        require_for_member(user, power, member, on)
    return member


def holds_for_member(user: User, power: Power, member: Member, on: date) -> bool:
    """Whether the person holds the power on a cell that keeps the member's record."""
    return members_where(user, power, on).filter(pk=member.pk).exists()


def require_for_member(user: User, power: Power, member: Member, on: date) -> None:
    """Raise PermissionDenied unless the person holds the power on a cell that keeps the member's record."""
    if not holds_for_member(user, power, member, on):
        raise PermissionDenied(who_may(power))


def get_membership(user: User, pk: int, on: date) -> Membership:
    """A place on a roll that the user manages. Raises Http404 where the person is not visible, PermissionDenied."""
    row = Membership.objects.select_related("member", "organization").filter(pk=pk).first()
    if row is None:
        raise Http404
    get_member(user, row.member_id, on)
    require(user, Power.MANAGE_ROLL, row.organization, on)
    return row


def get_role(user: User, pk: int, on: date) -> RoleAssignment:
    """A position of a person one may see. Raises Http404; whether it may be ended is asked by the service."""
    row = RoleAssignment.objects.select_related("member", "organization").filter(pk=pk).first()
    if row is None:
        raise Http404
    get_member(user, row.member_id, on)
    return row


def get_supervision(user: User, pk: int, on: date) -> RoleAssignment:
    """The assignment of an official to a cell, for the committee above. Raises Http404, PermissionDenied."""
    row = RoleAssignment.objects.select_related("member", "organization").filter(pk=pk, role=Role.SUPERVISOR).first()
    if row is None:
        raise Http404
    get_organization(user, row.organization_id, Power.ASSIGN_SUPERVISORS, on)
    return row


def get_condition(user: User, pk: int, on: date) -> MemberCondition:
    """A condition of a person whose roll one manages. Raises Http404, PermissionDenied."""
    row = MemberCondition.objects.select_related("member").filter(pk=pk).first()
    if row is None:
        raise Http404
    get_member(user, row.member_id, on, Power.MANAGE_ROLL)
    return row


def get_account(user: User, pk: int, on: date) -> User:
    """An account, for the technician. Raises Http404 for everybody else."""
    if not holds(grants_of(user, on), Power.MANAGE_ACCOUNTS, ""):
        raise Http404
    account = User.objects.filter(pk=pk).first()
    if account is None:
        raise Http404
    return account


def get_upload(user: User, pk: int, kind: ImportKind) -> StoredImport:
    """One's own spreadsheet while it is kept. Raises Http404."""
    upload = StoredImport.objects.filter(user=user, pk=pk, kind=kind).first()
    if upload is None:
        raise Http404
    return upload


def get_person_for_account(user: User, pk: int, on: date) -> Member:
    """A person to whom the technician gives an account: the name is all that is shown. Raises Http404."""
    if not holds(grants_of(user, on), Power.MANAGE_ACCOUNTS, ""):
        raise Http404
    member = Member.objects.filter(pk=pk).first()
    if member is None:
        raise Http404
    return member
