"""Codes stored by this app; their Vietnamese words are in ``labels.py``."""

from enum import StrEnum

from chibo.core.codes import Deed


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


class FollowUpDeed(StrEnum):
    """Deeds that follow a locked meeting."""

    RESOLUTION_ISSUED = "resolution_issued"
    SCORE_SENT = "score_sent"


class MeetingDeed(Deed):
    PLANNED = "meeting.planned"
    CHANGED = "meeting.changed"
    CANCELLED = "meeting.cancelled"
    SET_FREE = "meeting.set_free"
    AGENDA_SAVED = "meeting.agenda_saved"
    DRAFT_ADDED = "meeting.draft_added"
    DRAFT_VERSION_ADDED = "meeting.draft_version_added"
    DRAFT_REMOVED = "meeting.draft_removed"
    DRAFT_DOWNLOADED = "draft.downloaded"
    COMMENTED = "meeting.commented"
    COMMENT_ANSWERED = "meeting.comment_answered"
    CONTENT_AGREED = "meeting.content_agreed"
    CIRCULATED = "meeting.circulated"
    PACKET_DOWNLOADED = "meeting.packet_downloaded"
    OPENED = "meeting.opened"
    ROLL_CALLED = "meeting.roll_called"
    GUEST_ADDED = "meeting.guest_added"
    SPEECH_RECORDED = "meeting.speech_recorded"
    BALLOT_RECORDED = "meeting.ballot_recorded"
    BALLOT_RECOUNTED = "meeting.ballot_recounted"
    ITEM_CONCLUDED = "meeting.item_concluded"
    ASSIGNED = "meeting.assigned"
    ENTRY_REMOVED = "meeting.entry_removed"
    CLOSED = "meeting.closed"
    OPENING_UNDONE = "meeting.opening_undone"
    TIMES_CORRECTED = "meeting.times_corrected"
    ROLL_UPDATED = "meeting.roll_updated"
    HANDED_OVER = "meeting.handed_over"
    MINUTES_SAVED = "meeting.minutes_saved"
    MINUTES_READ_BACK = "meeting.minutes_read_back"
    MINUTES_LOCKED = "meeting.minutes_locked"
    MINUTES_DOWNLOADED = "meeting.minutes_downloaded"
    SCORED = "meeting.scored"
    SCORED_LATE = "meeting.scored_late"
    SCORE_DOWNLOADED = "meeting.score_downloaded"
    SCORE_SENT = "meeting.score_sent"
    SHEET_SET = "score_sheet.set"
    RESOLUTION_ISSUED = "meeting.resolution_issued"
    ASSIGNMENT_REPORTED = "meeting.assignment_reported"
