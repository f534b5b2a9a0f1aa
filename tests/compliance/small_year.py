"""One cell's year with something of every kind, and the marks worked out by hand for 20 November 2026."""

from datetime import date, timedelta

from chibo.rules.periods import MeetingKind
from chibo.rules.workflow import MeetingState
from meetings.codes import FollowUpDeed
from meetings.models import FollowUp, Meeting
from tests.factories.resolutions import MeetingFactory, at, hold, lock

# Month by month and quarter by quarter, in the order of the columns.
MARKS = {
    "2026-01": "met",  # held on the 3rd, 95 minutes, 9 of 10 present
    "2026-02": "late",  # held on the 10th, after the first week
    "2026-03": "missed",  # no meeting at all
    "2026-Q1": "missed",  # no thematic meeting
    "2026-04": "missed",  # 60 minutes, 90 are asked
    "2026-05": "met",  # 70 minutes, and 50 of the thematic meeting after it: 120
    "2026-06": "late",  # the resolution was issued on the third day
    "2026-Q2": "met",
    "2026-07": "missed",  # 80 minutes, and 39 of the thematic meeting after it: 119
    "2026-08": "missed",  # 8 of 9 present: 88.9 %, 90 % are asked
    "2026-09": "missed",  # cancelled, and none in its place
    "2026-Q3": "missed",  # held, but too short together
    "2026-10": "late",  # moved to the 2nd of November
    "2026-11": "late",  # papers on the day itself
    "2026-12": "not_due",  # planned
    "2026-Q4": "not_due",  # due, and not yet missed
}
MISSED, LATE = 7, 4


def regular(cell, day: date, *, score: bool = True, **values) -> Meeting:
    """A regular meeting of that day, held, locked at its close, its self-score sent the day after."""
    period = values.pop("period", f"{day:%Y-%m}")
    meeting = MeetingFactory(organization=cell, starts_at=at(day), period=period)
    lock(hold(meeting, **{"present": 9, "expected": 10, **values}))
    if score:
        follow(meeting, FollowUpDeed.SCORE_SENT, 1)
    return meeting


def follow(meeting: Meeting, deed: FollowUpDeed, days: int) -> None:
    """The deed was done that many days after the meeting."""
    FollowUp.objects.create(meeting=meeting, deed=deed, at=meeting.closed_at + timedelta(days=days))


def combined(cell, day: date, first: int, second: int) -> Meeting:
    """A regular and a thematic meeting of one evening, one after the other."""
    meeting = regular(cell, day, minutes=first)
    begins = meeting.starts_at + timedelta(minutes=first)
    thematic = MeetingFactory(
        organization=cell, kind=MeetingKind.THEMATIC.value, starts_at=begins, combined_with=meeting
    )
    lock(hold(thematic, minutes=second, present=9, expected=10))
    return meeting


def live_through(cell) -> None:
    """Write the year of ``MARKS`` for the cell."""
    regular(cell, date(2026, 1, 3))
    regular(cell, date(2026, 2, 10))
    regular(cell, date(2026, 4, 3), minutes=60)
    combined(cell, date(2026, 5, 4), 70, 50)
    june = regular(cell, date(2026, 6, 3), resolution_carried=True)
    follow(june, FollowUpDeed.RESOLUTION_ISSUED, 3)
    combined(cell, date(2026, 7, 3), 80, 39)
    regular(cell, date(2026, 8, 3), present=8, expected=9)
    MeetingFactory(organization=cell, starts_at=at(date(2026, 9, 3)), state=MeetingState.CANCELLED.value)
    regular(cell, date(2026, 11, 2), period="2026-10")
    november = regular(cell, date(2026, 11, 4), circulated_at=at(date(2026, 11, 4), 8))
    assert november.circulated_at.date() == november.starts_at.date()
    MeetingFactory(organization=cell, starts_at=at(date(2026, 12, 3)))
