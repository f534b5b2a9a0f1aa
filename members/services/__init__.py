"""Deeds on organisations, people, positions and accounts.

Every one of them takes ``actor`` and ``now`` first. ``actor`` is None for the operator at the server's own command
line and for the first steps of an empty installation; anybody else is asked for the power.
"""

from members.services.accounts import change_password, create_account, reset_password, set_account_open
from members.services.figures import adopt_instrument, set_local_rule, withdraw_instrument
from members.services.organizations import (
    OrganizationData,
    change_organization,
    create_organization,
    place_organization,
    start_term,
)
from members.services.people import (
    IdentityData,
    MemberData,
    change_identity,
    change_member,
    end_membership,
    open_identity,
    register_member,
    transfer_member,
    write_keys,
)
from members.services.positions import assign_role, end_condition, end_role, set_condition
from members.services.setup import FirstSteps, is_untouched, take_first_steps
from members.services.uploads import IMPORTERS, keep_upload, take_upload

__all__ = [
    "IMPORTERS",
    "FirstSteps",
    "IdentityData",
    "MemberData",
    "OrganizationData",
    "adopt_instrument",
    "assign_role",
    "change_identity",
    "change_member",
    "change_organization",
    "change_password",
    "create_account",
    "create_organization",
    "end_condition",
    "end_membership",
    "end_role",
    "is_untouched",
    "keep_upload",
    "open_identity",
    "place_organization",
    "register_member",
    "reset_password",
    "set_account_open",
    "set_condition",
    "set_local_rule",
    "start_term",
    "take_first_steps",
    "take_upload",
    "transfer_member",
    "withdraw_instrument",
    "write_keys",
]
