"""Codes stored by this app; their Vietnamese words are in ``labels.py``."""

from enum import StrEnum


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
