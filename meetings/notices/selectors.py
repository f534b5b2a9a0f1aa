"""Where the messages about a meeting are."""

from dataclasses import dataclass

from chibo.core.models import BY_HAND, Channel, Delivery, OutboundMessage
from chibo.rules.telling import WITH_PAPERS
from meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """The messages about one meeting, by what is to be done about them. Lists run by name."""

    troubled: list[OutboundMessage]
    to_hand: list[OutboundMessage]  # papers to be printed
    to_tell: list[OutboundMessage]  # what is said or telephoned
    done: list[OutboundMessage]
    waiting: list[OutboundMessage]
    letters: int
    in_program: int
    dropped: int
    is_empty: bool


def _is_paper(row: OutboundMessage) -> bool:
    return row.kind in WITH_PAPERS and row.channel != Channel.PHONE


def delivery_page(meeting: Meeting) -> DeliveryPage:
    """Where the messages of the meeting are: one query."""
    rows = list(OutboundMessage.objects.filter(about=f"meeting:{meeting.pk}").order_by("kind", "recipient_name", "pk"))
    letters = [row for row in rows if row.channel == Channel.EMAIL]
    return DeliveryPage(
        troubled=[row for row in rows if row.is_troubled],
        to_hand=[row for row in rows if row.is_to_hand_over and _is_paper(row)],
        to_tell=[row for row in rows if row.is_to_hand_over and not _is_paper(row)],
        done=[row for row in rows if row.channel in BY_HAND and row.state == Delivery.SENT],
        waiting=[row for row in letters if row.state in (Delivery.QUEUED, Delivery.CLAIMED)],
        letters=sum(1 for row in letters if row.state == Delivery.SENT),
        in_program=sum(1 for row in rows if row.channel == Channel.APP and row.state == Delivery.SENT),
        dropped=sum(1 for row in rows if row.state == Delivery.DROPPED),
        is_empty=not rows,
    )
