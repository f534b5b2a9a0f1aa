"""The people of the tests: one committee with two cells, another committee, and somebody for every role.

Names with an account are a ``User`` (``cast.secretary.member`` is the person), the others a ``Member``.
All roles are in force on ``ON``, the day of ``NOW``.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from chibo.rules.census import Condition
from chibo.rules.powers import Role
from members.models import Member, Organization, Term, User
from tests.factories.members import (
    CommitteeFactory,
    ConditionFactory,
    MemberFactory,
    MembershipFactory,
    OrganizationFactory,
    RoleFactory,
    TermFactory,
    UserFactory,
)

ON = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@dataclass(frozen=True)
class Cast:
    """On the roll of ``cell``: secretary, deputy, committee_member, minute_taker, member, official, probationary,
    exempt, away, visiting (ten). On that of ``neighbour_cell``: neighbour_secretary and neighbour.
    """

    on: date
    now: datetime
    committee: Organization
    cell: Organization
    neighbour_cell: Organization
    other_committee: Organization
    term: Term
    # accounts
    secretary: User
    deputy: User
    committee_member: User
    minute_taker: User  # a plain member: the power comes from the meeting that names them
    member: User
    neighbour: User
    neighbour_secretary: User
    supervisor: User  # of the cell, from the committee
    officer: User  # of the committee
    other_officer: User  # of the other committee
    technician: User
    nobody: User  # an account with a person, but without roll or role
    # persons without an account
    official: Member
    probationary: Member
    exempt: Member
    away: Member
    visiting: Member


def _person(name, username="", **values):
    user = UserFactory(username=username, first_name=name) if username else None
    return MemberFactory(full_name=name, user=user, **values)


def _on_roll(member, cell, role=None, **values):
    MembershipFactory(member=member, organization=cell, **values)
    if role:
        RoleFactory(member=member, organization=cell, role=role.value)
    return member


def _with_condition(member, condition):
    ConditionFactory(member=member, condition=condition.value)
    return member


def _holder(name, username, role, organization):
    member = _person(name, username)
    RoleFactory(member=member, organization=organization, role=role.value)
    return member.user


def _accounts(committee, cell, neighbour, other):
    """Everybody with an account."""
    rows = {
        "secretary": _on_roll(_person("Trần Thị Hoa", "bithu"), cell, Role.SECRETARY),
        "deputy": _on_roll(_person("Lê Văn Đức", "phobithu"), cell, Role.DEPUTY_SECRETARY),
        "committee_member": _on_roll(_person("Phạm Minh Ánh", "chiuyvien"), cell, Role.COMMITTEE_MEMBER),
        "minute_taker": _on_roll(_person("Ngô Thu Hằng", "thuky"), cell),
        "member": _on_roll(_person("Nguyễn Văn Ân", "dangvien"), cell),
        "neighbour_secretary": _on_roll(_person("Đỗ Quang Huy", "bithu2"), neighbour, Role.SECRETARY),
        "neighbour": _on_roll(_person("Vũ Thị Ước", "dangvien2"), neighbour),
        "nobody": _person("Bùi Văn Không", "khongvai"),
    }
    return {name: member.user for name, member in rows.items()} | {
        "supervisor": _holder("Hoàng Thị Yến", "theodoi", Role.SUPERVISOR, cell),
        "officer": _holder("Đặng Văn Ủy", "capuy", Role.OFFICER, committee),
        "other_officer": _holder("Mai Văn Xa", "capuykhac", Role.OFFICER, other),
        "technician": UserFactory(username="kythuat", is_technician=True),
    }


def _others(cell):
    """Everybody without an account, one for each way of being counted."""
    probationary = _person("Ông Thị Dự", admitted_on=date(2026, 6, 1), recognized_on=None)
    return {
        "official": _on_roll(_person("Cao Văn Chính"), cell),
        "probationary": _on_roll(probationary, cell, starts_on=date(2026, 6, 1)),
        "exempt": _with_condition(_on_roll(_person("Tạ Thị Miên"), cell), Condition.EXEMPT),
        "away": _with_condition(_on_roll(_person("Phan Văn Viễn"), cell), Condition.AWAY),
        "visiting": _on_roll(_person("Lưu Thị Khách"), cell, is_visiting=True),
    }


def build_cast():
    """Everybody, in the database."""
    committee = CommitteeFactory(name="Đảng bộ xã Kiến Thụy", number=1)
    cell = OrganizationFactory(name="Chi bộ thôn Văn Hòa", parent=committee, number=1)
    neighbour = OrganizationFactory(name="Chi bộ thôn Tam Kiệt", parent=committee, number=2)
    other = CommitteeFactory(name="Đảng bộ xã Nghi Dương", number=2)
    return Cast(
        on=ON,
        now=NOW,
        committee=committee,
        cell=cell,
        neighbour_cell=neighbour,
        other_committee=other,
        term=TermFactory(organization=cell),
        **_accounts(committee, cell, neighbour, other),
        **_others(cell),
    )
