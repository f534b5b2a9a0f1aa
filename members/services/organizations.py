"""Organisations: their place in the tree, what is printed about them, their terms."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Length, Substr

from chibo.core.contest import Seen, settle, values_of
from chibo.core.vietnamese import fold
from chibo.core.wording import local_date
from chibo.rules.dates import DayOf, check_day, check_term
from chibo.rules.powers import Power
from chibo.rules.refusal import Refusal, RuleRefused
from members.codes import MemberDeed, OrganizationKind
from members.models import Organization, OrganizationQuerySet, Term, User
from members.services.guard import demand_any, demand_everywhere, hold, record_organization

NUMBER_WIDTH, LAST_NUMBER = 4, 9999


@dataclass(frozen=True, slots=True)
class OrganizationData:
    """What is written about an organisation; the lines stand on its papers as they are here."""

    code: str
    name: str
    kind: str
    cell_kind: str = ""
    parent_line: str = ""
    issuer_line: str = ""
    place_name: str = ""
    meeting_place: str = ""
    regular_day: int = 3
    regular_time: time | None = None
    bound_since: date | None = None


@transaction.atomic
def create_organization(
    *, actor: User | None, now: datetime, parent: Organization | None, data: OrganizationData
) -> Organization:
    """Enter an organisation at the end of those under ``parent``; None puts it on top.

    Raises RuleRefused: ``code_taken``, ``cell_without_kind``, ``under_a_cell``, ``no_number_left``, and those of
    ``check_day``.
    """
    demand_everywhere(actor, Power.MANAGE_ORGANIZATIONS, now)
    organization = Organization(**asdict(_checked(data, Organization.objects.all(), now)))
    _place(organization, parent)
    organization.search_text = fold(f"{organization.name} {organization.code}")
    organization.save()
    record_organization(actor, now, MemberDeed.ORGANIZATION_CREATED, organization)
    return organization


@transaction.atomic
def change_organization(
    *,
    actor: User | None,
    now: datetime,
    organization: Organization,
    data: OrganizationData,
    parent: Organization | None,
    seen: Seen | None = None,
) -> Organization:
    """Write anew what is known about an organisation, and put it under ``parent`` if it is not there.

    Each field goes to whoever changed it. Raises RuleRefused as at creation and as ``place_organization``, and
    ``stale`` where somebody else changed the same field since.
    """
    demand_everywhere(actor, Power.MANAGE_ORGANIZATIONS, now)
    hold(organization)
    others = Organization.objects.exclude(pk=organization.pk)
    sent = {**asdict(_checked(data, others, now)), "parent": parent}
    merged = settle(values_of(organization, sent), sent, seen)
    parent = merged.pop("parent")
    data = replace(data, **merged)
    for name, value in asdict(_checked(data, others, now)).items():
        setattr(organization, name, value)
    organization.search_text = fold(f"{organization.name} {organization.code}")
    organization.save(update_fields=[*asdict(data), "search_text"])
    record_organization(actor, now, MemberDeed.ORGANIZATION_CHANGED, organization)
    return _move(actor, now, organization, parent)


@transaction.atomic
def place_organization(
    *, actor: User | None, now: datetime, organization: Organization, parent: Organization | None
) -> Organization:
    """Move an organisation, with everything under it, to the end of those under ``parent``.

    Raises RuleRefused: ``under_a_cell``, ``under_itself``, ``no_number_left``.
    """
    demand_everywhere(actor, Power.MANAGE_ORGANIZATIONS, now)
    return _move(actor, now, organization, parent)


def _move(actor: User | None, now: datetime, organization: Organization, parent: Organization | None) -> Organization:
    before = organization.path
    if parent is not None and parent.path.startswith(before):
        raise RuleRefused(Refusal.UNDER_ITSELF, name=organization.name)
    if organization.parent_id == (parent.pk if parent else None):
        return organization
    below = Organization.objects.below(before).exclude(pk=organization.pk)
    _place(organization, parent)
    organization.save(update_fields=["parent", "path"])
    below.update(path=Concat(Value(organization.path), Substr(F("path"), len(before) + 1)))
    record_organization(actor, now, MemberDeed.ORGANIZATION_PLACED, organization, before=before)
    return organization


def _place(organization: Organization, parent: Organization | None) -> None:
    """Give the next free number under the parent; the parent's row is locked so that two do not get the same."""
    if parent is not None:
        parent = Organization.objects.select_for_update().get(pk=parent.pk)
        if parent.is_cell:
            raise RuleRefused(Refusal.UNDER_A_CELL, name=parent.name)
    above = parent.path if parent else ""
    length = len(above) + NUMBER_WIDTH + 1
    siblings = Organization.objects.below(above).annotate(length=Length("path")).filter(length=length)
    last = siblings.order_by("-path").values_list("path", flat=True).first()
    number = int(last[len(above) : -1]) + 1 if last else 1
    if number > LAST_NUMBER:
        raise RuleRefused(Refusal.NO_NUMBER_LEFT)
    organization.parent, organization.path = parent, f"{above}{number:0{NUMBER_WIDTH}d}."


def _checked(data: OrganizationData, others: OrganizationQuerySet, now: datetime) -> OrganizationData:
    check_day(DayOf.WATCH, data.bound_since, local_date(now))
    if others.filter(code=data.code).exists():
        raise RuleRefused(Refusal.CODE_TAKEN, organization_code=data.code)
    if data.kind != OrganizationKind.CELL:
        return replace(data, cell_kind="")
    if not data.cell_kind:
        raise RuleRefused(Refusal.CELL_WITHOUT_KIND, name=data.name)
    return data


@transaction.atomic
def start_term(
    *, actor: User | None, now: datetime, organization: Organization, title: str, starts_on: date, ends_on: date
) -> Term:
    """Open a term of office. Raises RuleRefused: ``term_overlaps`` and those of ``check_term``."""
    demand_any(actor, (Power.MANAGE_ROLL, Power.MANAGE_ORGANIZATIONS), organization, now)
    check_term(starts_on, ends_on, local_date(now))
    hold(organization)  # two who open one at once wait for one another
    if Term.objects.filter(organization=organization, starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise RuleRefused(Refusal.TERM_OVERLAPS)
    term = Term.objects.create(organization=organization, title=title, starts_on=starts_on, ends_on=ends_on)
    record_organization(actor, now, MemberDeed.TERM_STARTED, organization, term=title)
    return term
