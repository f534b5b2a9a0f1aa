"""People and their place on the rolls of cells."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from chibo.core import audit
from chibo.core.contest import Seen, settle, values_of
from chibo.core.models import Channel
from chibo.core.vietnamese import fold, name_key
from chibo.core.wording import local_date
from chibo.rules.dates import DayOf, check_day, check_end, check_entry, check_person
from chibo.rules.powers import Power
from chibo.rules.refusal import Refusal, RuleRefused
from members.codes import LeavingReason, MemberDeed
from members.models import Member, MemberIdentity, Membership, Organization, PartyGroup, RoleAssignment, User
from members.services.guard import demand, demand_for_member, hold


@dataclass(frozen=True, slots=True)
class MemberData:
    """What every member of the chi ủy may know about a person."""

    full_name: str
    sex: str
    admitted_on: date
    other_name: str = ""
    born_on: date | None = None
    recognized_on: date | None = None
    phone: str = ""
    email: str = ""
    channel: str = Channel.PAPER
    large_type: bool = False


@dataclass(frozen=True, slots=True)
class IdentityData:
    """What the secretary alone may know about a person."""

    identity_number: str = ""
    card_number: str = ""
    card_place: str = ""
    card_issued_on: date | None = None
    ethnicity: str = ""
    religion: str = ""
    hometown: str = ""


def write_keys(member: Member) -> None:
    """Set what the person is sorted and found by. The only place that does."""
    member.full_name = " ".join(member.full_name.split())
    member.name_key = name_key(member.full_name)
    member.search_text = fold(f"{member.full_name} {member.other_name}")


@transaction.atomic
def register_member(
    *,
    actor: User | None,
    now: datetime,
    organization: Organization,
    data: MemberData,
    starts_on: date,
    group: PartyGroup | None = None,
    is_visiting: bool = False,
) -> Member:
    """Enter a new person on the roll of a cell.

    Raises RuleRefused: ``not_a_cell``, ``email_missing`` and those of ``check_person`` and ``check_entry``.
    """
    demand(actor, Power.MANAGE_ROLL, organization, now)
    _check(data, now)
    check_entry(starts_on, data.admitted_on, local_date(now))
    member = Member(**asdict(data))
    write_keys(member)
    member.save()
    _enter(member, organization, starts_on, group, is_visiting=is_visiting)
    _record(actor, now, MemberDeed.REGISTERED, member, organization)
    return member


@transaction.atomic
def change_member(
    *, actor: User | None, now: datetime, member: Member, data: MemberData, seen: Seen | None = None
) -> Member:
    """Write anew what is known about a person, each field by whoever changed it.

    Raises RuleRefused like ``register_member``, and ``stale`` where somebody else changed the same field since.
    """
    demand_for_member(actor, Power.MANAGE_ROLL, member, now)
    _check(data, now)
    hold(member)
    sent = asdict(data)
    data = replace(data, **settle(values_of(member, sent), sent, seen))
    _check(data, now)
    changed = [name for name, value in asdict(data).items() if getattr(member, name) != value]
    for name in changed:
        setattr(member, name, getattr(data, name))
    if changed:
        write_keys(member)
        member.save(update_fields=[*{*changed, "full_name", "name_key", "search_text"}])
        _record(actor, now, MemberDeed.CHANGED, member, fields=changed)
    return member


def identity_of(member: Member) -> MemberIdentity:
    """The private numbers of a person; an empty row stands for none kept."""
    return MemberIdentity.objects.filter(member=member).first() or MemberIdentity(member=member)


@transaction.atomic
def change_identity(
    *, actor: User | None, now: datetime, member: Member, data: IdentityData, seen: Seen | None = None
) -> MemberIdentity:
    """Write the private numbers anew, each by whoever changed it. The trail keeps which, never what.

    Raises RuleRefused: ``number_taken``, those of ``check_day``, ``stale`` where somebody else changed one since.
    """
    demand_for_member(actor, Power.READ_IDENTITY, member, now)
    check_day(DayOf.CARD, data.card_issued_on, local_date(now))
    hold(member)
    row, sent = identity_of(member), asdict(data)
    data = replace(data, **settle(values_of(row, sent), sent, seen))
    for name in ("identity_number", "card_number"):
        number = getattr(data, name)
        if number and MemberIdentity.objects.filter(**{name: number}).exclude(member=member).exists():
            raise RuleRefused(Refusal.NUMBER_TAKEN)
    changed = [name for name, value in asdict(data).items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, getattr(data, name))
    if changed:
        row.save()
        _record(actor, now, MemberDeed.IDENTITY_CHANGED, member, fields=changed)
    return row


def _check(data: MemberData, now: datetime) -> None:
    check_person(data.born_on, data.admitted_on, data.recognized_on, local_date(now))
    if data.channel == Channel.EMAIL and not data.email:
        raise RuleRefused(Refusal.EMAIL_MISSING)


def _enter(
    member: Member, organization: Organization, starts_on: date, group: PartyGroup | None, *, is_visiting: bool
) -> Membership:
    if not organization.is_cell:
        raise RuleRefused(Refusal.NOT_A_CELL, name=organization.name)
    if group is not None and group.organization_id != organization.pk:
        raise RuleRefused(Refusal.GROUP_OF_ANOTHER_CELL, group=group.name)
    return Membership.objects.create(
        member=member, organization=organization, group=group, is_visiting=is_visiting, starts_on=starts_on
    )


@transaction.atomic
def transfer_member(
    *, actor: User | None, now: datetime, membership: Membership, organization: Organization, starts_on: date
) -> Membership:
    """Hand the person over to another cell from ``starts_on``; positions in the old cell end the day before.

    The cell that hands over acts (it writes the letter of introduction).
    Raises RuleRefused: ``already_on_roll``, ``not_a_cell`` and those of ``end_membership``.
    """
    member = membership.member
    open_there = Membership.objects.filter(member=member, organization=organization, ends_on=None)
    if open_there.exists():
        raise RuleRefused(Refusal.ALREADY_ON_ROLL, name=member.full_name, organization=organization.name)
    check_entry(starts_on, member.admitted_on, local_date(now))
    last_day = starts_on - timedelta(days=1)
    end_membership(actor=actor, now=now, membership=membership, ends_on=last_day, reason=LeavingReason.TRANSFERRED)
    entered = _enter(member, organization, starts_on, None, is_visiting=False)
    _record(actor, now, MemberDeed.RECEIVED, member, organization)
    return entered


@transaction.atomic
def end_membership(
    *, actor: User | None, now: datetime, membership: Membership, ends_on: date, reason: LeavingReason
) -> Membership:
    """Take the person off the roll after ``ends_on``; positions in that cell end with it.

    Raises RuleRefused: ``already_ended``, and those of ``check_end``.
    """
    row = Membership.objects.select_for_update().select_related("member", "organization").get(pk=membership.pk)
    demand(actor, Power.MANAGE_ROLL, row.organization, now)
    if row.ends_on is not None:
        raise RuleRefused(Refusal.ALREADY_ENDED)
    check_end(ends_on, row.starts_on, local_date(now))
    row.ends_on, row.leaving_reason = ends_on, reason
    row.save(update_fields=["ends_on", "leaving_reason"])
    RoleAssignment.objects.filter(
        member=row.member, organization=row.organization, ends_on=None, starts_on__lte=ends_on
    ).update(ends_on=ends_on)
    _record(actor, now, MemberDeed.LEFT, row.member, row.organization, reason=str(reason))
    return row


@transaction.atomic
def open_identity(*, actor: User, now: datetime, member: Member) -> MemberIdentity:
    """Show the private numbers of a person and write down who looked. An empty row stands for none kept."""
    demand_for_member(actor, Power.READ_IDENTITY, member, now)
    _record(actor, now, MemberDeed.IDENTITY_OPENED, member)
    return identity_of(member)


def _record(
    actor: User | None,
    now: datetime,
    action: MemberDeed,
    member: Member,
    organization: Organization | None = None,
    **data: object,
) -> None:
    if organization is None:
        open_rows = member.memberships.order_by("is_visiting", "-starts_on").select_related("organization")
        row = open_rows.first()
        organization = row.organization if row else None
    path = organization.path if organization else ""
    audit.record(actor=actor, now=now, action=action, target=f"member:{member.pk}", path=path, data=data)
