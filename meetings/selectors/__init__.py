"""What pages, rules and papers read of a meeting."""

from meetings.selectors.facts import MeetingRecord, census_lines, facts_of, load_record, year_facts
from meetings.selectors.pages import (
    AttendanceRow,
    DayPage,
    MeetingPage,
    Step,
    assignments_of,
    by_hand_messages,
    day_page,
    draft_page,
    meeting_page,
    meetings_of_year,
    my_assignments,
    open_steps,
    steps_of,
    troubled_messages,
)

__all__ = [
    "AttendanceRow",
    "DayPage",
    "MeetingPage",
    "MeetingRecord",
    "Step",
    "assignments_of",
    "by_hand_messages",
    "census_lines",
    "day_page",
    "draft_page",
    "facts_of",
    "load_record",
    "meeting_page",
    "meetings_of_year",
    "my_assignments",
    "open_steps",
    "steps_of",
    "troubled_messages",
    "year_facts",
]
