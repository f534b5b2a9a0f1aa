"""Codes stored by this app; their Vietnamese words are in ``labels.py``."""

from enum import StrEnum

from chibo.core.codes import Deed


class TopicGroup(StrEnum):
    """Groups of topics: a starting taxonomy (after HD 42 and practice)."""

    HO_CHI_MINH = "ho_chi_minh"
    PROFESSION = "profession"
    RESOLUTIONS = "resolutions"
    IDEOLOGY = "ideology"
    PARTY_BUILDING = "party_building"
    CORRUPTION = "corruption"
    COMMUNITY = "community"
    PERSONNEL = "personnel"
    ANNIVERSARY = "anniversary"
    DRAFTS = "drafts"


class TopicDeed(Deed):
    PLANNED = "topic.planned"
    CHANGED = "topic.changed"
    REMOVED = "topic.removed"
