"""Which resolutions a person sees: drafts by those who issue, issued ones by the cell and the committee above."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from chibo.rules.periods import MeetingKind
from chibo.rules.powers import Power
from chibo.rules.workflow import ResolutionState
from members.access import grants_of, holds_power, scope_q, who_may
from members.models import User
from resolutions.models import Resolution

ORGANIZATION_PATH = "organization__path"


def visible_resolutions(user: User, on: date) -> QuerySet[Resolution]:
    """Issued resolutions of the person's reach, and drafts of the cells the person issues for.

    What a họp chi ủy resolved is seen by those alone who serve on that chi ủy.
    """
    grants = grants_of(user, on)
    serves = scope_q(grants, Power.PLAN_MEETING, ORGANIZATION_PATH)
    of_cell = ~Q(meeting__kind=MeetingKind.COMMITTEE) | serves
    issued = Q(state=ResolutionState.ISSUED) & scope_q(grants, Power.READ_ISSUED, ORGANIZATION_PATH) & of_cell
    drafts = scope_q(grants, Power.ISSUE_RESOLUTION, ORGANIZATION_PATH)
    return Resolution.objects.filter(issued | drafts).select_related("organization", "meeting", "signer", "term")


def get_resolution(user: User, pk: int, power: Power, on: date) -> Resolution:
    """The resolution. Raises Http404 where it is not visible, PermissionDenied without the power."""
    resolution = visible_resolutions(user, on).filter(pk=pk).first()
    if resolution is None:
        raise Http404
    if not holds_power(user, power, resolution.organization, on):
        raise PermissionDenied(who_may(power))
    return resolution
