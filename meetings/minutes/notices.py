"""What people are told about the minutes."""

from chibo.core.outbox import Message
from meetings.ground.selectors import title_of
from meetings.models import Meeting
from meetings.notices.messages import Text, compose, page_of, readers, supervisors


def minutes_locked(meeting: Meeting) -> list[Message]:
    """The minutes can be read."""
    text = Text(
        "minutes_locked",
        "minutes_locked",
        f"{title_of(meeting)}: biên bản đã khóa",
        "Biên bản đã được thông qua và khóa. Mời đồng chí xem kết luận và nhiệm vụ được phân công.",
        page_of(meeting),
    )
    return list(compose(meeting, [*readers(meeting), *supervisors(meeting)], text))
