"""Codes stored by this app; their Vietnamese words are in ``labels.py``."""

from enum import StrEnum

from chibo.core.codes import Deed


class OrganizationKind(StrEnum):
    COMMITTEE = "committee"
    CELL = "cell"


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class LeavingReason(StrEnum):
    TRANSFERRED = "transferred"
    DIED = "died"
    LEFT = "left"


class ImportKind(StrEnum):
    ORGANIZATIONS = "organizations"
    MEMBERS = "members"


class RowOutcome(StrEnum):
    """What becomes of a row of a list."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class MemberDeed(Deed):
    SET_UP = "installation.set_up"
    ORGANIZATION_CREATED = "organization.created"
    ORGANIZATION_CHANGED = "organization.changed"
    ORGANIZATION_PLACED = "organization.placed"
    TERM_STARTED = "term.started"
    LOCAL_RULE_SET = "local_rule.set"
    INSTRUMENT_ADOPTED = "instrument.adopted"
    INSTRUMENT_WITHDRAWN = "instrument.withdrawn"
    IMPORTED = "members.imported"
    REGISTERED = "member.registered"
    CHANGED = "member.changed"
    RECEIVED = "member.received"
    LEFT = "member.left"
    IDENTITY_CHANGED = "identity.changed"
    IDENTITY_OPENED = "identity.opened"
    ROLE_ASSIGNED = "role.assigned"
    ROLE_ENDED = "role.ended"
    CONDITION_SET = "condition.set"
    CONDITION_ENDED = "condition.ended"
    ACCOUNT_CREATED = "account.created"
    ACCOUNT_OPENED = "account.opened"
    ACCOUNT_CLOSED = "account.closed"
    PASSWORD_RESET = "account.password_reset"  # noqa: S105 - the name of a deed
    PASSWORD_CHANGED = "account.password_changed"  # noqa: S105 - the name of a deed
