"""What every deed asks before it begins, and the line that it leaves about an organisation."""

from datetime import datetime
from typing import Any

from chibo.core import audit
from chibo.core.wording import local_date
from chibo.rules.powers import Power
from members import access
from members.codes import MemberDeed
from members.models import Member, Organization, User


def demand(actor: User | None, power: Power, organization: Organization, now: datetime) -> None:
    """Raise PermissionDenied unless the actor holds the power there; None is the operator of the server."""
    if actor is not None:
        access.require(actor, power, organization, local_date(now))


def demand_any(actor: User | None, powers: tuple[Power, ...], organization: Organization, now: datetime) -> None:
    """Raise PermissionDenied, with the sentence of the first power, unless the actor holds one of them there."""
    on = local_date(now)
    if actor is not None and not any(access.holds_power(actor, power, organization, on) for power in powers):
        access.require(actor, powers[0], organization, on)


def demand_for_member(actor: User | None, power: Power, member: Member, now: datetime) -> None:
    """Raise PermissionDenied unless the actor holds the power on a cell that keeps the person's record."""
    if actor is not None:
        access.require_for_member(actor, power, member, local_date(now))


def demand_everywhere(actor: User | None, power: Power, now: datetime) -> None:
    """Raise PermissionDenied unless the actor holds the power on the whole installation."""
    if actor is not None:
        access.require_everywhere(actor, power, local_date(now))


def hold(row: Organization | Member) -> None:
    """Read the row anew and keep it for oneself until the end of the transaction; what points to it need not wait."""
    rows: Any = type(row).objects
    row.refresh_from_db(from_queryset=rows.select_for_update(no_key=True))


def record_organization(
    actor: User | None, now: datetime, action: MemberDeed, organization: Organization, **data: str
) -> None:
    """One line in the audit trail about this organisation."""
    audit.record(
        actor=actor,
        now=now,
        action=action,
        target=f"organization:{organization.pk}",
        path=organization.path,
        data={"code": organization.code, "name": organization.name, **data},
    )
