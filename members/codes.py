"""Codes stored by this app; their Vietnamese words are in ``labels.py``."""

from enum import StrEnum


class OrganizationKind(StrEnum):
    COMMITTEE = "committee"
    CELL = "cell"


class CellKind(StrEnum):
    """The six kinds of cell of HD 42, mục 4; they choose the model agenda."""

    VILLAGE = "village"
    OFFICE = "office"
    STATE_COMPANY = "state_company"
    PRIVATE_COMPANY = "private_company"
    STUDENTS = "students"
    ARMED_FORCES = "armed_forces"


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
