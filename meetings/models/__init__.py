"""A meeting and all that hangs on it: agenda, drafts, comments, people, minutes."""

from meetings.models.drafts import Acknowledgement, DraftComment, DraftDocument, DraftVersion
from meetings.models.meeting import AgendaItem, ChangeNotice, FollowUp, Meeting, MeetingQuerySet
from meetings.models.minutes import CommitteeSheet, Minutes, QualityScore
from meetings.models.session import Assignment, Attendance, Ballot, Guest, HandOver, Speech

__all__ = [
    "Acknowledgement",
    "AgendaItem",
    "Assignment",
    "Attendance",
    "Ballot",
    "ChangeNotice",
    "CommitteeSheet",
    "DraftComment",
    "DraftDocument",
    "DraftVersion",
    "FollowUp",
    "Guest",
    "HandOver",
    "Meeting",
    "MeetingQuerySet",
    "Minutes",
    "QualityScore",
    "Speech",
]
