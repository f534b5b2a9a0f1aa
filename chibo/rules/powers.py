"""Who may do what. This table is the page to show to whoever asks (design: people and powers)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Roles that a person holds on an organisation, between dates."""

    MEMBER = "member"
    SECRETARY = "secretary"
    DEPUTY_SECRETARY = "deputy_secretary"
    COMMITTEE_MEMBER = "committee_member"
    MINUTE_TAKER = "minute_taker"
    GROUP_LEADER = "group_leader"
    SUPERVISOR = "supervisor"
    OFFICER = "officer"
    TECHNICIAN = "technician"


class Power(StrEnum):
    """One kind of deed or look."""

    READ_CIRCULATED = "read_circulated"
    COMMENT = "comment"
    READ_ISSUED = "read_issued"
    READ_SCHEDULE = "read_schedule"
    REPORT_ASSIGNMENT = "report_assignment"
    PLAN_MEETING = "plan_meeting"
    CIRCULATE = "circulate"
    RUN_MEETING = "run_meeting"
    WRITE_MINUTES = "write_minutes"
    LOCK_MINUTES = "lock_minutes"
    ISSUE_RESOLUTION = "issue_resolution"
    SEND_SCORE = "send_score"
    PLAN_TOPICS = "plan_topics"
    READ_ROLL = "read_roll"
    MANAGE_ROLL = "manage_roll"
    READ_IDENTITY = "read_identity"
    MANAGE_DELIVERY = "manage_delivery"
    READ_COMPLIANCE = "read_compliance"
    SET_LOCAL_RULES = "set_local_rules"
    ASSIGN_SUPERVISORS = "assign_supervisors"
    MANAGE_ORGANIZATIONS = "manage_organizations"
    MANAGE_ACCOUNTS = "manage_accounts"
    SEE_HEALTH = "see_health"


class Reach(StrEnum):
    """How far a role reaches from the organisation it is held on."""

    UNIT = "unit"
    SUBTREE = "subtree"


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One line of the role table."""

    reach: Reach
    powers: frozenset[Power]


_MEMBER = frozenset(
    {Power.READ_CIRCULATED, Power.COMMENT, Power.READ_ISSUED, Power.READ_SCHEDULE, Power.REPORT_ASSIGNMENT}
)
_COMMITTEE = _MEMBER | {Power.PLAN_MEETING, Power.PLAN_TOPICS, Power.READ_ROLL}
_LEADER = _COMMITTEE | {
    Power.CIRCULATE,
    Power.RUN_MEETING,
    Power.WRITE_MINUTES,
    Power.LOCK_MINUTES,
    Power.ISSUE_RESOLUTION,
    Power.SEND_SCORE,
    Power.MANAGE_ROLL,
    Power.MANAGE_DELIVERY,
    Power.READ_COMPLIANCE,
}

ROLE_TABLE: dict[Role, RoleRow] = {
    Role.MEMBER: RoleRow(Reach.UNIT, _MEMBER),
    Role.SECRETARY: RoleRow(Reach.UNIT, _LEADER | {Power.READ_IDENTITY}),
    Role.DEPUTY_SECRETARY: RoleRow(Reach.UNIT, _LEADER),
    Role.COMMITTEE_MEMBER: RoleRow(Reach.UNIT, _COMMITTEE),
    # Named for one meeting: the grant is made by that meeting alone, on the cell's path.
    Role.MINUTE_TAKER: RoleRow(Reach.UNIT, _MEMBER | {Power.RUN_MEETING, Power.WRITE_MINUTES}),
    Role.GROUP_LEADER: RoleRow(Reach.UNIT, _MEMBER),
    Role.SUPERVISOR: RoleRow(Reach.UNIT, frozenset({Power.READ_CIRCULATED, Power.READ_ISSUED, Power.READ_SCHEDULE})),
    Role.OFFICER: RoleRow(
        Reach.SUBTREE,
        frozenset(
            {
                Power.READ_COMPLIANCE,
                Power.READ_SCHEDULE,
                Power.READ_ISSUED,
                Power.SET_LOCAL_RULES,
                Power.ASSIGN_SUPERVISORS,
            }
        ),
    ),
    # No power over the contents: accounts, organisations and the health of the machine only.
    Role.TECHNICIAN: RoleRow(
        Reach.SUBTREE, frozenset({Power.MANAGE_ORGANIZATIONS, Power.MANAGE_ACCOUNTS, Power.SEE_HEALTH})
    ),
}


PARTICIPATION = frozenset(
    {
        Power.READ_CIRCULATED,
        Power.COMMENT,
        Power.PLAN_MEETING,
        Power.CIRCULATE,
        Power.RUN_MEETING,
        Power.WRITE_MINUTES,
        Power.LOCK_MINUTES,
        Power.ISSUE_RESOLUTION,
        Power.SEND_SCORE,
        Power.PLAN_TOPICS,
        Power.MANAGE_ROLL,
        Power.READ_IDENTITY,
        Power.MANAGE_DELIVERY,
        Power.SET_LOCAL_RULES,
        Power.ASSIGN_SUPERVISORS,
    }
)
"""What taking part and the powers of an office are made of: who is suspended has none of it (after QĐ 294, 9.3.2)."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held today on the organisation at ``path`` (``""`` is the whole installation).

    ``is_suspended``: its holder may take no part meanwhile (đình chỉ sinh hoạt).
    """

    role: Role
    path: str
    is_suspended: bool = False

    def gives(self, power: Power) -> bool:
        return not (self.is_suspended and power in PARTICIPATION) and power in ROLE_TABLE[self.role].powers

    def reaches(self, path: str) -> bool:
        return path.startswith(self.path) if ROLE_TABLE[self.role].reach is Reach.SUBTREE else path == self.path


def holds(grants: Iterable[Grant], power: Power, path: str) -> bool:
    """Whether these grants give the power on the organisation at ``path``."""
    return any(grant.gives(power) and grant.reaches(path) for grant in grants)


def holds_anywhere(grants: Iterable[Grant], power: Power) -> bool:
    """Whether these grants give the power on any organisation at all."""
    return any(grant.gives(power) for grant in grants)
