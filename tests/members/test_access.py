"""Who may see and do what: the database side agrees with the table."""

import random

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from chibo.rules.powers import Grant, Power, Role, holds
from members import access
from members.models import Member, Organization
from tests.cast import ON
from tests.factories.members import (
    CommitteeFactory,
    MembershipFactory,
    OrganizationFactory,
    RoleFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    """Three levels of committees with cells below: 61 organisations, paths that begin alike among them."""
    top = CommitteeFactory(number=1)
    middles = [CommitteeFactory(parent=top, number=number) for number in range(1, 6)]
    lows = [CommitteeFactory(parent=middle, number=number) for middle in middles for number in (1, 10)]
    return [top, *middles, *lows, *[OrganizationFactory(parent=lows[n % 10], number=n + 1) for n in range(45)]]


def test_the_table_and_the_query_agree_on_300_random_cases(tree):
    chance = random.Random(61)  # noqa: S311 - a test case, not a secret
    assert len(tree) == 61
    for _ in range(300):
        grants = [
            Grant(chance.choice(list(Role)), chance.choice([*(o.path for o in tree), ""]))
            for _ in range(chance.randrange(4))
        ]
        power = chance.choice(list(Power))
        by_query = set(Organization.objects.filter(access.scope_q(grants, power)))
        assert by_query == {organization for organization in tree if holds(grants, power, organization.path)}


def test_powers_are_judged_on_the_day(cast):
    row = RoleFactory(member=cast.official, organization=cast.cell, role="supervisor", ends_on=ON)
    user = cast.nobody
    Member.objects.filter(user=user).update(user=None)
    Member.objects.filter(pk=cast.official.pk).update(user=user)
    assert access.holds_power(user, Power.READ_SCHEDULE, cast.cell, row.ends_on)
    assert [grant.role for grant in access.grants_of(user, ON.replace(day=21))] == [Role.MEMBER]


def test_a_closed_account_holds_nothing(cast):
    cast.secretary.is_active = False
    assert access.grants_of(cast.secretary, ON) == ()


def test_grants_cost_two_queries_once(cast, django_assert_num_queries):
    with django_assert_num_queries(2):
        access.grants_of(cast.secretary, ON)
        access.grants_of(cast.secretary, ON)


def test_invisible_is_404_and_not_allowed_is_403_with_a_sentence(cast):
    with pytest.raises(Http404):
        access.get_organization(cast.secretary, cast.neighbour_cell.pk, Power.PLAN_MEETING, ON)
    with pytest.raises(PermissionDenied, match="Việc này dành cho bí thư, phó bí thư, chi ủy viên"):
        access.get_organization(cast.member, cast.cell.pk, Power.PLAN_MEETING, ON)
    assert access.get_organization(cast.secretary, cast.cell.pk, Power.PLAN_MEETING, ON) == cast.cell


def test_the_technician_holds_nothing_over_contents(cast):
    given = {power for power in Power if access.holds_power(cast.technician, power, cast.cell, ON)}
    assert given == {Power.MANAGE_ORGANIZATIONS, Power.MANAGE_ACCOUNTS, Power.SEE_HEALTH}


def test_the_record_of_who_left_stays_with_the_last_cell(cast):
    row = cast.official.memberships.get()
    row.ends_on = ON.replace(month=1)
    row.save()
    assert access.get_member(cast.secretary, cast.official.pk, ON) == cast.official
    MembershipFactory(member=cast.official, organization=cast.neighbour_cell, starts_on=ON.replace(month=2))
    with pytest.raises(Http404):
        access.get_member(cast.secretary, cast.official.pk, ON)
    assert access.get_member(cast.neighbour_secretary, cast.official.pk, ON) == cast.official


def test_a_guest_is_read_here_and_written_at_home(cast):
    MembershipFactory(member=cast.neighbour.member, organization=cast.cell, is_visiting=True)
    guest = cast.neighbour.member
    assert access.get_member(cast.secretary, guest.pk, ON) == guest
    assert not access.holds_for_member(cast.secretary, Power.MANAGE_ROLL, guest, ON)
    assert access.holds_for_member(cast.neighbour_secretary, Power.MANAGE_ROLL, guest, ON)
    assert access.holds_for_member(cast.secretary, Power.READ_IDENTITY, cast.visiting, ON)  # no home here


def test_ones_own_record_gives_no_power_over_it(cast):
    own = cast.member.member
    assert access.get_member(cast.member, own.pk, ON) == own
    with pytest.raises(PermissionDenied):
        access.get_member(cast.member, own.pk, ON, Power.MANAGE_ROLL)
