"""From an issued resolution to messages."""

from django.urls import reverse

from chibo.core.outbox import Message
from meetings.notices.messages import Text, compose, readers
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
    officials = supervisors_of(resolution.organization, resolution.issued_on) if resolution.issued_on else []
    return list(compose(meeting, [*readers(meeting), *officials], text))
