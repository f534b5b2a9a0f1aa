"""The first steps of an empty installation: one committee, one cell, its term, its secretary with an account."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, transaction

from chibo.core import audit
from chibo.core.wording import local_date
from chibo.rules.powers import Role
from chibo.rules.refusal import Refusal, RuleRefused
from members.codes import MemberDeed, OrganizationKind
from members.models import Organization, User
from members.services.accounts import create_account
from members.services.organizations import OrganizationData, create_organization, start_term
from members.services.people import MemberData, register_member
from members.services.positions import assign_role

COMMITTEE_CODE, CELL_CODE = "01", "01.001"


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """What the first page of an empty installation asks for."""

    parent_line: str
    cell_name: str
    cell_kind: str
    place_name: str
    meeting_place: str
    regular_day: int
    regular_time: time | None
    term_starts_on: date
    term_ends_on: date
    full_name: str
    sex: str
    admitted_on: date
    recognized_on: date | None
    username: str
    password: str


def is_untouched() -> bool:
    """Whether there is neither an organisation nor an account yet. Two queries."""
    return not Organization.objects.exists() and not User.objects.exists()


def take_first_steps(*, now: datetime, data: FirstSteps) -> User:
    """Make the cell and its secretary's account; return the account, which is the technician's too.

    Somebody has to make the other accounts before there is a technician.
    Raises RuleRefused ``already_set_up`` on any second use, and whatever the single deeds raise.
    """
    try:
        return _take(now, data)
    except IntegrityError:
        raise RuleRefused(Refusal.ALREADY_SET_UP) from None
    except RuleRefused as refused:
        if refused.code is Refusal.CODE_TAKEN:  # by somebody who took the same steps at the same moment
            raise RuleRefused(Refusal.ALREADY_SET_UP) from None
        raise


@transaction.atomic
def _take(now: datetime, data: FirstSteps) -> User:
    if not is_untouched():
        raise RuleRefused(Refusal.ALREADY_SET_UP)
    cell = _organizations(now, data)
    start_term(
        actor=None,
        now=now,
        organization=cell,
        title=f"{data.term_starts_on.year}–{data.term_ends_on.year}",
        starts_on=data.term_starts_on,
        ends_on=data.term_ends_on,
    )
    person = MemberData(
        full_name=data.full_name, sex=data.sex, admitted_on=data.admitted_on, recognized_on=data.recognized_on
    )
    member = register_member(actor=None, now=now, organization=cell, data=person, starts_on=data.admitted_on)
    since = max(data.admitted_on, min(data.term_starts_on, local_date(now)))
    assign_role(actor=None, now=now, member=member, organization=cell, role=Role.SECRETARY, starts_on=since)
    user, _ = create_account(
        actor=None, now=now, member=member, username=data.username, password=data.password, is_technician=True
    )
    audit.record(actor=user, now=now, action=MemberDeed.SET_UP, target=f"organization:{cell.pk}", path=cell.path)
    return user


def _organizations(now: datetime, data: FirstSteps) -> Organization:
    name = data.parent_line.strip()
    committee = create_organization(
        actor=None,
        now=now,
        parent=None,
        data=OrganizationData(code=COMMITTEE_CODE, name=name, kind=OrganizationKind.COMMITTEE, issuer_line=name),
    )
    return create_organization(
        actor=None,
        now=now,
        parent=committee,
        data=OrganizationData(
            code=CELL_CODE,
            name=data.cell_name,
            kind=OrganizationKind.CELL,
            cell_kind=data.cell_kind,
            parent_line=data.parent_line,
            issuer_line=data.cell_name,
            place_name=data.place_name,
            meeting_place=data.meeting_place,
            regular_day=data.regular_day,
            regular_time=data.regular_time,
            bound_since=local_date(now),
        ),
    )
