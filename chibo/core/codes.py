"""The words of the audit trail, and those that this app writes into it."""

from enum import StrEnum


class Deed(StrEnum):
    """The word of the audit trail for what was done, as ``meeting.circulated``. Every app names its own deeds."""


class CoreDeed(Deed):
    MESSAGE_RETRIED = "message.retried"
    MESSAGE_DROPPED = "message.dropped"
    MESSAGE_DELIVERED = "message.delivered"
