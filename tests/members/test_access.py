"""Who may see and do what: the database side agrees with the table."""

import random
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from chibo.rules.powers import Grant, Power, Role, holds
from members import access
from members.codes import ImportKind
from members.models import Member, Membership, Organization, RoleAssignment, StoredImport
from tests.cast import NOW, ON
from tests.factories.members import (
    CommitteeFactory,
    ConditionFactory,
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


# Every way to an object: who gets it, who is told that it is not theirs, and to whom it is not there.

EVERYBODY = (
    *("secretary", "deputy", "committee_member", "member", "neighbour_secretary", "neighbour"),
    *("supervisor", "officer", "other_officer", "technician", "nobody"),
)


def kept(cast) -> dict[str, object]:
    """One of everything that is had by its number."""
    person = cast.official
    return {
        "person": person,
        "membership": person.memberships.get(),
        "condition": ConditionFactory(member=person),
        "role": RoleFactory(member=person, organization=cast.cell, role="committee_member"),
        "supervision": RoleAssignment.objects.get(role="supervisor"),
        "account": cast.member,
        "upload": StoredImport.objects.create(
            user=cast.secretary, kind=ImportKind.MEMBERS.value, filename="a.xlsx", content=b"a", created_at=NOW
        ),
    }


def upload(user, pk, _on):
    return access.get_upload(user, pk, ImportKind.MEMBERS)


LEADERS, READERS = {"secretary", "deputy"}, {"secretary", "deputy", "committee_member"}
WAYS = [
    ("person", access.get_member, READERS, set()),
    ("person", lambda *asked: access.get_member(*asked, Power.MANAGE_ROLL), LEADERS, READERS),
    ("person", lambda *asked: access.get_member(*asked, Power.READ_IDENTITY), {"secretary"}, READERS),
    ("membership", access.get_membership, LEADERS, READERS),
    ("condition", access.get_condition, LEADERS, READERS),
    ("role", access.get_role, READERS, set()),
    ("supervision", access.get_supervision, {"officer"}, READERS | {"member", "supervisor", "technician"}),
    ("account", access.get_account, {"technician"}, set()),
    ("person", access.get_person_for_account, {"technician"}, set()),
    ("upload", upload, {"secretary"}, set()),
]


@pytest.mark.parametrize(("name", "get", "having", "seeing"), WAYS)
def test_every_way_to_an_object_asks_who_comes(cast, name, get, having, seeing):
    row, answers = kept(cast)[name], {}
    for who in EVERYBODY:
        try:
            assert get(getattr(cast, who), row.pk, ON) == row
            answers[who] = "has it"
        except PermissionDenied:
            answers[who] = "not theirs"
        except Http404:
            answers[who] = "not there"
    expected = dict.fromkeys(EVERYBODY, "not there") | dict.fromkeys(seeing, "not theirs")
    assert answers == expected | dict.fromkeys(having, "has it")
    for who in having:
        with pytest.raises(Http404):
            get(getattr(cast, who), row.pk + 1000, ON)


def test_a_position_of_another_kind_is_no_supervision_and_a_list_of_another_kind_no_upload(cast):
    rows = kept(cast)
    with pytest.raises(Http404):
        access.get_supervision(cast.officer, rows["role"].pk, ON)
    with pytest.raises(Http404):
        access.get_upload(cast.secretary, rows["upload"].pk, ImportKind.ORGANIZATIONS)


def test_what_is_dated_is_in_force_from_its_first_day_to_its_last(cast):
    row = cast.official.memberships.get()
    row.starts_on, row.ends_on = ON, ON + timedelta(days=2)
    row.save()
    days = [ON + timedelta(days=number) for number in range(-1, 4)]
    mine = Membership.objects.filter(pk=row.pk)
    assert [mine.filter(access.in_force(day)).exists() for day in days] == [False, True, True, True, False]
    row.ends_on = None
    row.save()
    assert mine.filter(access.in_force(days[-1])).exists()
    people = Member.objects.filter(pk=cast.official.pk)
    assert [people.filter(access.in_force(day, "memberships__")).exists() for day in days[:2]] == [False, True]


ASKS = {
    "here": lambda user, cell: access.require(user, Power.MANAGE_ROLL, cell, ON),
    "anywhere": lambda user, _cell: access.require_anywhere(user, Power.MANAGE_ROLL, ON),
    "everywhere": lambda user, _cell: access.require_everywhere(user, Power.MANAGE_ACCOUNTS, ON),
    "of a person": lambda user, cell: access.require_for_member(
        user, Power.MANAGE_ROLL, cell.memberships.first().member, ON
    ),
}


@pytest.mark.parametrize(
    ("ask", "having"),
    [
        ("here", LEADERS),
        ("anywhere", LEADERS | {"neighbour_secretary"}),
        ("everywhere", {"technician"}),
        ("of a person", LEADERS),
    ],
)
def test_who_does_not_hold_the_power_is_refused_with_a_sentence(cast, ask, having):
    refused = {}
    for who in EVERYBODY:
        try:
            ASKS[ask](getattr(cast, who), cast.cell)
        except PermissionDenied as error:
            refused[who] = str(error).partition(" cho ")[0]
    assert refused == dict.fromkeys(set(EVERYBODY) - having, "Việc này dành")


def test_organisations_are_those_where_the_power_is_held_or_anything_at_all(cast):
    assert list(access.organizations_where(cast.secretary, Power.MANAGE_ROLL, ON)) == [cast.cell]
    assert not access.organizations_where(cast.secretary, Power.MANAGE_ACCOUNTS, ON)
    assert set(access.visible_organizations(cast.officer, ON)) == {cast.committee, cast.cell, cast.neighbour_cell}
    assert set(access.visible_organizations(cast.member, ON)) == {cast.cell}
    assert not access.visible_organizations(cast.nobody, ON)
    assert access.paths_of(cast.supervisor, Role.SUPERVISOR, ON) == [cast.cell.path]
    assert access.paths_of(cast.secretary, Role.SUPERVISOR, ON) == []
