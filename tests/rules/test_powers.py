"""The role table in full, and how far a role reaches."""

import pytest

from chibo.rules.powers import ROLE_TABLE, Grant, Power, Reach, Role, holds, holds_anywhere

MEMBER = {"read_circulated", "comment", "read_issued", "read_schedule", "report_assignment"}
COMMITTEE = MEMBER | {"plan_meeting", "plan_topics", "read_roll"}
LEADER = COMMITTEE | {
    "circulate",
    "run_meeting",
    "write_minutes",
    "lock_minutes",
    "issue_resolution",
    "send_score",
    "manage_roll",
    "manage_delivery",
    "read_compliance",
}
TABLE = {
    "member": ("unit", MEMBER),
    "secretary": ("unit", LEADER | {"read_identity"}),
    "deputy_secretary": ("unit", LEADER),
    "committee_member": ("unit", COMMITTEE),
    "minute_taker": ("unit", MEMBER | {"run_meeting", "write_minutes"}),
    "group_leader": ("unit", MEMBER),
    "supervisor": ("unit", {"read_circulated", "read_issued", "read_schedule"}),
    "officer": (
        "subtree",
        {"read_compliance", "read_schedule", "read_issued", "set_local_rules", "assign_supervisors"},
    ),
    "technician": ("subtree", {"manage_organizations", "manage_accounts", "see_health"}),
}
CONTENTS = {power.value for power in Power} - {"manage_organizations", "manage_accounts", "see_health"}


@pytest.mark.parametrize("role", Role)
def test_the_whole_table(role):
    assert {power.value for power in Power if Grant(role, "0001.").gives(power)} == TABLE[role.value][1]


@pytest.mark.parametrize("role", Role)
def test_the_reach_of_each_role(role):
    assert ROLE_TABLE[role].reach.value == TABLE[role.value][0]


def test_the_table_above_names_every_role():
    assert set(TABLE) == {role.value for role in Role} == {role.value for role in ROLE_TABLE}


def test_every_power_is_held_by_somebody():
    assert {power.value for power in Power} == set().union(*(powers for _, powers in TABLE.values()))


@pytest.mark.parametrize(
    ("power", "roles"),
    [
        (Power.READ_IDENTITY, {"secretary"}),
        (Power.LOCK_MINUTES, {"secretary", "deputy_secretary"}),
        (Power.ISSUE_RESOLUTION, {"secretary", "deputy_secretary"}),
        (Power.CIRCULATE, {"secretary", "deputy_secretary"}),
        (Power.SET_LOCAL_RULES, {"officer"}),
        (Power.MANAGE_ACCOUNTS, {"technician"}),
        (Power.RUN_MEETING, {"secretary", "deputy_secretary", "minute_taker"}),
        (Power.READ_COMPLIANCE, {"secretary", "deputy_secretary", "officer"}),
    ],
)
def test_who_holds_a_delicate_power(power, roles):
    assert {role.value for role in Role if Grant(role, "").gives(power)} == roles


def test_a_technician_has_no_power_over_the_contents():
    assert {power.value for power in ROLE_TABLE[Role.TECHNICIAN].powers} & CONTENTS == set()


def test_an_officer_reads_results_but_no_drafts():
    officer = Grant(Role.OFFICER, "0001.")
    assert [
        power for power in (Power.READ_CIRCULATED, Power.WRITE_MINUTES, Power.COMMENT) if officer.gives(power)
    ] == []


@pytest.mark.parametrize(
    ("role", "held_on", "path", "reached"),
    [
        (Role.SECRETARY, "0001.0004.", "0001.0004.", True),
        (Role.SECRETARY, "0001.0004.", "0001.0004.0012.", False),
        (Role.SECRETARY, "0001.0004.", "0001.", False),
        (Role.SECRETARY, "0001.0004.", "0001.0005.", False),
        (Role.MEMBER, "", "0001.", False),
        (Role.OFFICER, "0001.", "0001.", True),
        (Role.OFFICER, "0001.", "0001.0004.0012.", True),
        (Role.OFFICER, "0001.0004.", "0001.0005.", False),
        (Role.OFFICER, "0001.0004.", "0001.", False),
        (Role.OFFICER, "0001.0004.", "0001.00041.", False),
        (Role.TECHNICIAN, "", "0001.0004.", True),
        (Role.TECHNICIAN, "", "", True),
    ],
)
def test_how_far_a_role_reaches(role, held_on, path, reached):
    assert Grant(role, held_on).reaches(path) is reached


@pytest.mark.parametrize(
    ("grants", "power", "path", "answer"),
    [
        ([], Power.READ_ISSUED, "0001.", False),
        ([(Role.MEMBER, "0001.")], Power.READ_ISSUED, "0001.", True),
        ([(Role.MEMBER, "0001.")], Power.CIRCULATE, "0001.", False),
        ([(Role.MEMBER, "0001."), (Role.SECRETARY, "0002.")], Power.CIRCULATE, "0001.", False),
        ([(Role.MEMBER, "0001."), (Role.SECRETARY, "0002.")], Power.CIRCULATE, "0002.", True),
        ([(Role.SECRETARY, "0001.0004."), (Role.OFFICER, "0001.")], Power.CIRCULATE, "0001.0005.", False),
        ([(Role.SECRETARY, "0001.0004."), (Role.OFFICER, "0001.")], Power.READ_COMPLIANCE, "0001.0005.", True),
    ],
)
def test_one_grant_must_give_the_power_and_reach_the_place(grants, power, path, answer):
    assert holds([Grant(role, held_on) for role, held_on in grants], power, path) is answer


def test_holding_a_power_anywhere():
    grants = [Grant(Role.MEMBER, "0001."), Grant(Role.SUPERVISOR, "0002.")]
    assert holds_anywhere(grants, Power.COMMENT)
    assert not holds_anywhere(grants, Power.CIRCULATE)
    assert not holds_anywhere([], Power.COMMENT)


def test_reach_has_two_values():
    assert [reach.value for reach in Reach] == ["unit", "subtree"]
