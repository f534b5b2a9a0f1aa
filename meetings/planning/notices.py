"""What people are told when a meeting is moved or cancelled."""

from chibo.core.outbox import Message
from meetings.ground.selectors import title_of
from meetings.models import Meeting
from meetings.notices.messages import Text, compose, page_of, readers, supervisors, when


def moved(meeting: Meeting) -> list[Message]:
    """The new time and place, to everybody who had the old."""
    body = f"Thời gian, địa điểm mới: {when(meeting)}." + (f"\nLý do: {meeting.reason}" if meeting.reason else "")
    key = f"moved:{meeting.revision}"
    text = Text("moved", key, f"{title_of(meeting)}: đổi thời gian, địa điểm", body, page_of(meeting))
    return list(compose(meeting, [*readers(meeting), *supervisors(meeting)], text))


def cancelled(meeting: Meeting) -> list[Message]:
    """The meeting does not take place, and why."""
    body = f"Kỳ sinh hoạt lúc {when(meeting)} không tổ chức.\nLý do: {meeting.reason}"
    text = Text("cancelled", "cancelled", f"{title_of(meeting)}: hủy", body, page_of(meeting))
    return list(compose(meeting, [*readers(meeting), *supervisors(meeting)], text))
