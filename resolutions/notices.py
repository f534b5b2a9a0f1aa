"""From an issued resolution to messages."""

from django.urls import reverse

from chibo.core.outbox import Message
from meetings.notices.messages import Text, compose, readers_of_outcome
from members.selectors import supervisors_of
from resolutions.models import Resolution
from resolutions.selectors import number_line


def issued(resolution: Resolution) -> list[Message]:
    """The cell and the officials who follow it learn of the resolution."""
    meeting = resolution.meeting
    text = Text(
        "resolution_issued",
        f"resolution:{resolution.pk}",
        f"{number_line(resolution).removeprefix('Số ')}: {resolution.title}",
        f"Nghị quyết {number_line(resolution).removeprefix('Số ')} đã ban hành. Mời đồng chí đọc và thực hiện.",
        reverse("resolutions:detail", args=[resolution.pk]),
    )
    on = resolution.issued_on or meeting.held_on
    people = [*readers_of_outcome(meeting, on), *supervisors_of(resolution.organization, on)]
    return list(compose(meeting, people, text))
