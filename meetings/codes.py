"""Codes stored by this app; their Vietnamese words are in ``labels.py``."""

from enum import StrEnum


class DraftKind(StrEnum):
    RESOLUTION = "resolution"
    PAPER = "paper"


class Disposition(StrEnum):
    ACCEPTED = "accepted"
    PARTLY = "partly"
    NOT_ACCEPTED = "not_accepted"


class SpeechKind(StrEnum):
    """A reserved opinion is the minority's, recorded by name (Điều lệ, Điều 9)."""

    SPEECH = "speech"
    RESERVED = "reserved"


class Deed(StrEnum):
    """Deeds that follow a locked meeting."""

    RESOLUTION_ISSUED = "resolution_issued"
    SCORE_SENT = "score_sent"
