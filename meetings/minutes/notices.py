"""What people are told about the minutes."""

from datetime import date

from chibo.core.outbox import Message
from meetings.ground.selectors import title_of
from meetings.models import Meeting
from meetings.notices.messages import Text, compose, page_of, readers_of_outcome


def minutes_locked(meeting: Meeting, on: date) -> list[Message]:
    """The minutes can be read."""
    text = Text(
        "minutes_locked",
        "minutes_locked",
        f"{title_of(meeting)}: biên bản đã khóa",
        "Biên bản đã được thông qua và khóa. Mời đồng chí xem kết luận và nhiệm vụ được phân công.",
        page_of(meeting),
    )
    return list(compose(meeting, readers_of_outcome(meeting, on), text))
