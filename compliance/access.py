"""Which cells a person sees the report of."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404

from chibo.rules.powers import Power
from members.access import get_organization, organizations_where, who_may
from members.codes import OrganizationKind
from members.models import InstrumentAdoption, Organization, OrganizationQuerySet, User


def visible_cells(user: User, on: date) -> OrganizationQuerySet:
    """The cells whose report the person reads: those below a committee officer, or the cell led."""
    return organizations_where(user, Power.READ_COMPLIANCE, on).cells()


def require_cells(user: User, on: date) -> OrganizationQuerySet:
    """The same. Raises PermissionDenied where there is none."""
    cells = visible_cells(user, on)
    if not cells.exists():
        raise PermissionDenied(who_may(Power.READ_COMPLIANCE))
    return cells


def get_cell(user: User, pk: int, on: date) -> Organization:
    """One cell. Raises Http404 where it is not visible or no cell, PermissionDenied without the power."""
    organization = get_organization(user, pk, Power.READ_COMPLIANCE, on)
    if not organization.is_cell:
        raise Http404
    return organization


def visible_committees(user: User, on: date) -> OrganizationQuerySet:
    """The committees by which the person may narrow the report down."""
    return organizations_where(user, Power.READ_COMPLIANCE, on).exclude(kind=OrganizationKind.CELL)


def get_adoption(user: User, pk: int, on: date) -> InstrumentAdoption:
    """An adopted instrument. Raises Http404 where its committee is not visible, PermissionDenied without the power."""
    adoption = InstrumentAdoption.objects.select_related("organization").filter(pk=pk).first()
    if adoption is None:
        raise Http404
    get_organization(user, adoption.organization_id, Power.SET_LOCAL_RULES, on)
    return adoption
