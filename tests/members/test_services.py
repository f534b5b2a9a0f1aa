"""Deeds on organisations, people, positions and accounts: the result, the refusals, the trail."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from chibo.core.models import AuditEntry
from chibo.rules.census import Condition
from chibo.rules.powers import Role
from chibo.rules.refusal import RuleRefused
from chibo.rules.thresholds import Figure
from members import services
from members.codes import LeavingReason
from members.labels import REFUSALS
from members.models import InstrumentAdoption, LocalRule, Membership, Organization, RoleAssignment
from members.selectors import rulebook_of
from members.services import FirstSteps, MemberData, OrganizationData
from tests.cast import NOW, ON
from tests.factories.members import (
    ConditionFactory,
    LocalRuleFactory,
    MembershipFactory,
    OrganizationFactory,
    PartyGroupFactory,
    RoleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def refused(code):
    """The rules refuse with this code, and there is a sentence for it."""
    assert code in REFUSALS
    return pytest.raises(RuleRefused, match=rf"^\('{code}',")


def data(code="M1", **values):
    return OrganizationData(**{"code": code, "name": "Chi bộ mới", "kind": "cell", "cell_kind": "village"} | values)


# Organisations ------------------------------------------------------------------------------------------------------


def test_organizations_are_numbered_under_their_parent(cast):
    made = [
        services.create_organization(actor=cast.technician, now=NOW, parent=parent, data=data(code))
        for code, parent in (("M1", cast.committee), ("M2", cast.committee), ("M3", cast.other_committee))
    ]
    assert [organization.path for organization in made] == ["0001.0003.", "0001.0004.", "0002.0001."]
    top = services.create_organization(
        actor=cast.technician, now=NOW, parent=None, data=data("M4", kind="committee", cell_kind="village")
    )
    assert (top.path, top.cell_kind) == ("0003.", "")
    entry = AuditEntry.objects.filter(action="organization.created").last()
    assert (entry.actor_id, entry.target, entry.path, entry.at) == (
        cast.technician.pk,
        f"organization:{made[0].pk}",
        "0001.0003.",
        NOW,
    )


@pytest.mark.parametrize(
    ("code", "values", "parent"),
    [
        ("code_taken", {"code": "TAKEN"}, "committee"),
        ("cell_without_kind", {"cell_kind": ""}, "committee"),
        ("under_a_cell", {}, "cell"),
    ],
)
def test_wrong_organizations_are_refused(cast, code, values, parent):
    OrganizationFactory(code="TAKEN")
    with refused(code):
        services.create_organization(actor=cast.technician, now=NOW, parent=getattr(cast, parent), data=data(**values))
    assert not Organization.objects.filter(name="Chi bộ mới").exists()


def test_the_last_number_is_9999(cast):
    OrganizationFactory(parent=cast.committee, number=9999)
    with refused("no_number_left"):
        services.create_organization(actor=None, now=NOW, parent=cast.committee, data=data())


def test_moving_takes_everything_below_along(cast):
    services.place_organization(
        actor=cast.technician, now=NOW, organization=cast.committee, parent=cast.other_committee
    )
    paths = dict(Organization.objects.values_list("name", "path"))
    assert paths == {
        "Đảng bộ xã Nghi Dương": "0002.",
        "Đảng bộ xã Kiến Thụy": "0002.0001.",
        "Chi bộ thôn Văn Hòa": "0002.0001.0001.",
        "Chi bộ thôn Tam Kiệt": "0002.0001.0002.",
    }
    with refused("under_itself"):
        services.place_organization(
            actor=cast.technician,
            now=NOW,
            organization=Organization.objects.get(pk=cast.other_committee.pk),
            parent=Organization.objects.get(pk=cast.committee.pk),
        )


def test_staying_in_place_changes_nothing(cast):
    services.place_organization(actor=None, now=NOW, organization=cast.cell, parent=cast.committee)
    assert Organization.objects.get(pk=cast.cell.pk).path == "0001.0001."


@pytest.mark.parametrize("who", ["secretary", "officer", "nobody"])
def test_the_tree_is_the_technicians(cast, who):
    with pytest.raises(PermissionDenied, match="cán bộ kỹ thuật"):
        services.create_organization(actor=getattr(cast, who), now=NOW, parent=cast.committee, data=data())


def test_terms_do_not_overlap(cast):
    days = {"starts_on": date(2028, 1, 1), "ends_on": date(2030, 12, 31)}
    term = services.start_term(actor=cast.secretary, now=NOW, organization=cast.cell, title="2028–2030", **days)
    assert term.title == "2028–2030"
    with refused("term_overlaps"):
        services.start_term(actor=cast.secretary, now=NOW, organization=cast.cell, title="x", **days)
    with refused("term_out_of_order"):
        services.start_term(
            actor=cast.secretary,
            now=NOW,
            organization=cast.cell,
            title="x",
            starts_on=date(2027, 1, 2),
            ends_on=date(2027, 1, 1),
        )


# A committee's own figures ------------------------------------------------------------------------------------------


def set_rule(cast, **values):
    base = {"code": "publish_days_after_max", "value": "1", "basis": " Quy chế ", "since": date(2026, 12, 1)}
    return services.set_local_rule(actor=cast.officer, now=NOW, organization=cast.committee, **base | values)


def test_a_new_figure_ends_the_old_the_day_before(cast):
    old = LocalRuleFactory(organization=cast.committee)
    new = set_rule(cast)
    old.refresh_from_db()
    assert (old.until, new.since, new.until, new.basis) == (date(2026, 11, 30), date(2026, 12, 1), None, "Quy chế")
    assert AuditEntry.objects.get(action="local_rule.set").data["value"] == "1"


def test_a_figure_is_not_set_behind_a_later_one(cast):
    set_rule(cast)
    with refused("figure_set_later"):
        set_rule(cast, since=date(2026, 12, 1))
    assert LocalRule.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "value", "refusal"),
    [
        ("no_such_figure", "1", "unknown_figure"),
        ("publish_days_after_max", "1/2", "wrong_figure"),
        ("publish_days_after_max", "-1", "wrong_figure"),
        ("publish_days_after_max", "hai", "wrong_figure"),
        ("publish_days_after_max", "1/0", "wrong_figure"),
        ("attendance_target", "3/2", "wrong_figure"),
    ],
)
def test_wrong_figures_are_refused(cast, code, value, refusal):
    with refused(refusal):
        set_rule(cast, code=code, value=value)


def test_a_share_is_kept_as_a_fraction(cast):
    assert set_rule(cast, code="attendance_target", value="0.95").value == "19/20"


def test_only_the_committee_sets_figures(cast):
    with pytest.raises(PermissionDenied):
        services.set_local_rule(
            actor=cast.secretary,
            now=NOW,
            organization=cast.cell,
            code="publish_days_after_max",
            value="1",
            basis="",
            since=ON,
        )


# Local instruments --------------------------------------------------------------------------------------------------


def figure(cell, day, code=Figure.SCORE_WORKING_DAYS):
    row = rulebook_of(cell).row(code, day)
    return (row.number, row.citation) if row else None


def adopt(cast, **values):
    base = {"organization": cast.committee, "instrument": "LC", "since": date(2026, 12, 1)}
    return services.adopt_instrument(actor=cast.officer, now=NOW, **base | values)


def test_an_instrument_binds_below_the_committee_from_its_day(cast):
    assert figure(cast.cell, date(2026, 12, 3)) is None
    adopt(cast)
    assert figure(cast.cell, date(2026, 11, 30)) is None
    assert figure(cast.cell, date(2026, 12, 1)) == (3, "QĐ 29-QĐ/TU (Lào Cai), 26/01/2026")
    assert figure(cast.neighbour_cell, date(2026, 12, 1)) == figure(cast.cell, date(2026, 12, 1))
    assert figure(cast.other_committee, date(2026, 12, 1)) is None
    entry = AuditEntry.objects.get(action="instrument.adopted")
    assert (entry.data["instrument"], entry.data["since"]) == ("LC", "2026-12-01")


def test_an_instrument_is_withdrawn_from_a_day_on_and_may_come_back(cast):
    adoption = adopt(cast)
    services.withdraw_instrument(actor=cast.officer, now=NOW, adoption=adoption, on=date(2027, 1, 1))
    assert figure(cast.cell, date(2026, 12, 31))[0] == 3
    assert figure(cast.cell, date(2027, 1, 1)) is None
    with refused("already_ended"):
        services.withdraw_instrument(actor=cast.officer, now=NOW, adoption=adoption, on=date(2027, 1, 1))
    with refused("already_adopted"):
        adopt(cast, since=date(2026, 12, 31))
    adopt(cast, since=date(2027, 1, 1))
    assert figure(cast.cell, date(2027, 1, 1))[0] == 3


def test_an_instrument_withdrawn_from_its_first_day_was_never_adopted(cast):
    adoption = adopt(cast)
    with refused("withdrawn_before_adopted"):
        services.withdraw_instrument(actor=cast.officer, now=NOW, adoption=adoption, on=date(2026, 11, 30))
    services.withdraw_instrument(actor=cast.officer, now=NOW, adoption=adoption, on=date(2026, 12, 1))
    assert not InstrumentAdoption.objects.exists()
    with refused("already_ended"):
        services.withdraw_instrument(actor=cast.officer, now=NOW, adoption=adoption, on=date(2026, 12, 1))
    assert AuditEntry.objects.filter(action="instrument.withdrawn").count() == 1


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"instrument": "HD42"}, "unknown_instrument"),
        ({"since": date(2026, 1, 25)}, "not_issued_yet"),
    ],
)
def test_what_cannot_be_adopted(cast, values, refusal):
    with refused(refusal):
        adopt(cast, **values)


def test_the_committees_own_figure_goes_before_what_it_adopted(cast):
    adopt(cast)
    set_rule(cast, code="score_report_working_days_max", value="5")
    assert figure(cast.cell, date(2026, 12, 3)) == (5, "Quy chế")


# People -------------------------------------------------------------------------------------------------------------


def register(cast, actor="secretary", cell="cell", **values):
    base = {"full_name": "Đinh Thị Mới", "sex": "female", "admitted_on": date(2015, 2, 3)}
    return services.register_member(
        actor=getattr(cast, actor),
        now=NOW,
        organization=getattr(cast, cell),
        data=MemberData(**base | values),
        starts_on=ON,
    )


def test_registering_writes_person_place_keys_and_trail(cast):
    member = register(cast, full_name="  Đinh  Thị Mới ", other_name="Hai Mới")
    assert (member.full_name, member.search_text) == ("Đinh Thị Mới", "dinh thi moi hai moi")
    assert member.memberships.get().organization == cast.cell
    assert AuditEntry.objects.get(action="member.registered").target == f"member:{member.pk}"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"admitted_on": date(2026, 11, 21)}, "day_in_future"),
        ({"admitted_on": date(1930, 2, 2), "born_on": None}, "day_out_of_range"),
        ({"born_on": date(1997, 2, 4)}, "admitted_too_young"),
        ({"recognized_on": date(2026, 11, 21)}, "day_in_future"),
        ({"born_on": date(2015, 2, 3)}, "admitted_before_birth"),
        ({"recognized_on": date(2015, 2, 2)}, "recognized_before_admission"),
        ({"channel": "email"}, "email_missing"),
    ],
)
def test_impossible_people_are_refused(cast, values, code):
    with refused(code):
        register(cast, **values)


def test_people_are_registered_in_cells_by_those_who_manage_them(cast):
    with pytest.raises(PermissionDenied):
        register(cast, actor="committee_member")
    with pytest.raises(PermissionDenied):
        register(cast, cell="neighbour_cell")
    with refused("not_a_cell"):
        services.register_member(
            actor=None,
            now=NOW,
            organization=cast.committee,
            data=MemberData(full_name="A", sex="male", admitted_on=ON),
            starts_on=ON,
        )
    with refused("group_of_another_cell"):
        services.register_member(
            actor=None,
            now=NOW,
            organization=cast.cell,
            data=MemberData(full_name="A", sex="male", admitted_on=ON),
            starts_on=ON,
            group=PartyGroupFactory(organization=cast.neighbour_cell),
        )


def test_nothing_changed_leaves_no_trail(cast):
    member = register(cast)
    same = MemberData(full_name=member.full_name, sex="female", admitted_on=member.admitted_on)
    services.change_member(actor=cast.secretary, now=NOW, member=member, data=same)
    assert not AuditEntry.objects.filter(action="member.changed").exists()


def test_a_transfer_ends_place_and_positions(cast):
    row = cast.deputy.member.memberships.get()
    entered = services.transfer_member(
        actor=cast.secretary, now=NOW, membership=row, organization=cast.neighbour_cell, starts_on=ON
    )
    row.refresh_from_db()
    assert (row.ends_on, row.leaving_reason) == (date(2026, 11, 19), "transferred")
    assert (entered.organization, entered.starts_on) == (cast.neighbour_cell, ON)
    assert cast.deputy.member.roles.get().ends_on == date(2026, 11, 19)
    trail = AuditEntry.objects.filter(target=f"member:{cast.deputy.member.pk}").values_list("action", "path")
    assert set(trail) == {("member.left", cast.cell.path), ("member.received", cast.neighbour_cell.path)}


def test_a_transfer_into_a_cell_of_the_same_roll_is_refused(cast):
    MembershipFactory(member=cast.official, organization=cast.neighbour_cell)
    with refused("already_on_roll"):
        services.transfer_member(
            actor=cast.secretary,
            now=NOW,
            membership=cast.official.memberships.get(organization=cast.cell),
            organization=cast.neighbour_cell,
            starts_on=ON,
        )


def test_a_place_ends_once_and_not_before_it_began(cast):
    row = cast.official.memberships.get()
    with refused("ends_before_start"):
        services.end_membership(
            actor=cast.secretary, now=NOW, membership=row, ends_on=date(2019, 1, 1), reason=LeavingReason.DIED
        )
    services.end_membership(actor=cast.secretary, now=NOW, membership=row, ends_on=ON, reason=LeavingReason.DIED)
    with refused("already_ended"):
        services.end_membership(actor=cast.secretary, now=NOW, membership=row, ends_on=ON, reason=LeavingReason.DIED)


# Positions and states -----------------------------------------------------------------------------------------------


def assign(cast, role, member="official", actor="secretary", cell="cell", **values):
    return services.assign_role(
        actor=getattr(cast, actor),
        now=NOW,
        member=getattr(cast, member),
        organization=getattr(cast, cell),
        role=role,
        starts_on=ON,
        **values,
    )


@pytest.mark.parametrize("role", [Role.MEMBER, Role.MINUTE_TAKER, Role.TECHNICIAN])
def test_what_the_roll_the_meeting_and_the_account_give_is_not_assigned(cast, role):
    with refused("role_not_assigned"):
        assign(cast, role)


def test_positions_are_refused_with_reasons(cast):
    with refused("secretary_held"):
        assign(cast, Role.SECRETARY)
    with refused("group_missing"):
        assign(cast, Role.GROUP_LEADER)
    with refused("holder_not_on_roll"):
        services.assign_role(
            actor=cast.secretary,
            now=NOW,
            member=cast.neighbour.member,
            organization=cast.cell,
            role=Role.COMMITTEE_MEMBER,
            starts_on=ON,
        )
    assign(cast, Role.COMMITTEE_MEMBER)
    with refused("role_held"):
        assign(cast, Role.COMMITTEE_MEMBER)


def test_a_group_leader_leads_a_group_of_the_cell(cast):
    group = PartyGroupFactory(organization=cast.cell)
    assert assign(cast, Role.GROUP_LEADER, group=group).group == group


def test_a_new_secretary_follows_the_old(cast):
    services.end_role(
        actor=cast.secretary, now=NOW, assignment=cast.secretary.member.roles.get(), ends_on=date(2026, 11, 19)
    )
    row = assign(cast, Role.SECRETARY, actor="deputy")
    assert RoleAssignment.objects.filter(role="secretary", organization=cast.cell, ends_on=None).get() == row


@pytest.mark.parametrize(
    ("role", "actor", "organization", "allowed"),
    [
        (Role.COMMITTEE_MEMBER, "secretary", "cell", True),
        (Role.COMMITTEE_MEMBER, "committee_member", "cell", False),
        (Role.COMMITTEE_MEMBER, "technician", "cell", False),
        (Role.SUPERVISOR, "officer", "cell", True),
        (Role.SUPERVISOR, "secretary", "cell", False),
        (Role.SUPERVISOR, "other_officer", "cell", False),
        (Role.OFFICER, "technician", "committee", True),
        (Role.OFFICER, "officer", "committee", False),
        (Role.DEPUTY_SECRETARY, "technician", "cell", True),
    ],
)
def test_who_appoints_whom(cast, role, actor, organization, allowed):
    if allowed:
        assert assign(cast, role, actor=actor, cell=organization).role == role
    else:
        with pytest.raises(PermissionDenied):
            assign(cast, role, actor=actor, cell=organization)


def test_a_role_ends_once_and_not_before_it_began(cast):
    row = RoleFactory(member=cast.official, organization=cast.cell, role="committee_member")
    with refused("ends_before_start"):
        services.end_role(actor=cast.secretary, now=NOW, assignment=row, ends_on=date(2024, 12, 31))
    services.end_role(actor=cast.secretary, now=NOW, assignment=row, ends_on=ON)
    with refused("already_ended"):
        services.end_role(actor=cast.secretary, now=NOW, assignment=row, ends_on=ON)


def set_condition(cast, condition=Condition.EXEMPT, starts_on=ON, **values):
    return services.set_condition(
        actor=cast.secretary, now=NOW, member=cast.official, condition=condition, starts_on=starts_on, **values
    )


def test_states_do_not_overlap_themselves(cast):
    set_condition(cast, ends_on=date(2026, 11, 30))
    with refused("condition_overlaps"):
        set_condition(cast, starts_on=date(2026, 11, 30))
    assert set_condition(cast, starts_on=date(2026, 12, 1)).ends_on is None
    with refused("condition_overlaps"):
        set_condition(cast, starts_on=date(2027, 1, 1))
    assert set_condition(cast, Condition.REDUCED).condition == "reduced"


def test_wrong_states_are_refused(cast):
    with refused("visiting_is_membership"):
        set_condition(cast, Condition.VISITING)
    with refused("ends_before_start"):
        set_condition(cast, ends_on=date(2026, 11, 19))


def test_a_state_ends_and_leaves_a_trail(cast):
    row = ConditionFactory(member=cast.official)
    services.end_condition(actor=cast.secretary, now=NOW, condition=row, ends_on=ON)
    assert AuditEntry.objects.get(action="condition.ended").path == cast.cell.path
    with refused("already_ended"):
        services.end_condition(actor=cast.secretary, now=NOW, condition=row, ends_on=ON)


# Accounts -----------------------------------------------------------------------------------------------------------


def test_an_account_with_a_made_password(cast):
    user, password = services.create_account(actor=cast.technician, now=NOW, member=cast.official, username=" Chinh ")
    assert (user.username, user.check_password(password), user.must_change_password) == ("chinh", True, True)
    assert len(password) == 14
    cast.official.refresh_from_db()
    assert cast.official.user == user


def test_accounts_are_refused_with_reasons(cast):
    with refused("username_taken"):
        services.create_account(actor=cast.technician, now=NOW, member=None, username="BITHU")
    with refused("account_exists"):
        services.create_account(actor=cast.technician, now=NOW, member=cast.secretary.member, username="khac")
    with pytest.raises(ValidationError):
        services.create_account(actor=None, now=NOW, member=None, username="moi", password="123")
    with refused("own_account"):
        services.set_account_open(actor=cast.technician, now=NOW, user=cast.technician, is_open=False)


def test_accounts_are_the_technicians(cast):
    with pytest.raises(PermissionDenied):
        services.create_account(actor=cast.secretary, now=NOW, member=None, username="moi", is_technician=True)
    with pytest.raises(PermissionDenied):
        services.reset_password(actor=cast.secretary, now=NOW, user=cast.member)


# First steps --------------------------------------------------------------------------------------------------------


def first_steps():
    return FirstSteps(
        parent_line="Đảng bộ xã Kiến Thụy",
        cell_name="Chi bộ thôn Văn Hòa",
        cell_kind="village",
        place_name="Kiến Thụy",
        meeting_place="",
        regular_day=3,
        regular_time=time(19, 30),
        term_starts_on=date(2025, 1, 1),
        term_ends_on=date(2027, 12, 31),
        full_name="Trần Thị Hoa",
        sex="female",
        admitted_on=date(2005, 2, 3),
        recognized_on=date(2006, 2, 3),
        username="bithu",
        password="nha-van-hoa-thon-2026",
    )


def test_first_steps_need_an_empty_installation():
    assert services.is_untouched()
    UserFactory()
    assert not services.is_untouched()
    with refused("already_set_up"):
        services.take_first_steps(now=NOW, data=first_steps())


def test_first_steps_leave_nothing_when_they_fail():
    broken = first_steps()
    object.__setattr__(broken, "password", "123")
    with pytest.raises(ValidationError):
        services.take_first_steps(now=NOW, data=broken)
    assert services.is_untouched()
    assert not Membership.objects.exists()


def test_first_steps_lost_to_somebody_quicker(monkeypatch):
    services.take_first_steps(now=NOW, data=first_steps())
    monkeypatch.setattr("members.services.setup.is_untouched", lambda: True)  # both asked at the same moment
    with refused("already_set_up"):
        services.take_first_steps(now=NOW, data=first_steps())
    assert Organization.objects.count() == 2
