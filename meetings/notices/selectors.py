"""Where the messages about a meeting are."""

from collections.abc import Iterable
from dataclasses import dataclass

from chibo.core.models import BY_HAND, Channel, Delivery, Enclosure, OutboundMessage
from chibo.rules.telling import WITH_PAPERS
from meetings.models import Meeting
from members.models import Member
from members.namesakes import names_of
from members.selectors import people_of


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """A message in a list: to whom, told apart from others of that name, and where he or she is reached by now."""

    message: OutboundMessage
    name: str
    phone: str
    address: str  # of email


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """The messages about one meeting, by what is to be done about them. Lists run by kind and name."""

    troubled: list[DeliveryLine]
    to_hand: list[DeliveryLine]  # papers to be printed
    to_tell: list[DeliveryLine]  # what is said or telephoned
    done: list[str]  # names, each once
    waiting: int
    letters: int
    with_papers: int  # letters that the papers went with
    in_program: int
    dropped: int
    is_empty: bool


def _is_paper(row: OutboundMessage) -> bool:
    return row.kind in WITH_PAPERS and row.channel != Channel.PHONE


def delivery_page(meeting: Meeting) -> DeliveryPage:
    """Where the messages of the meeting are: three queries, and one where namesakes are told apart by group."""
    rows = list(OutboundMessage.objects.filter(about=f"meeting:{meeting.pk}").order_by("kind", "recipient_name", "pk"))
    letters = [row for row in rows if row.channel == Channel.EMAIL]
    sent = [row for row in letters if row.state == Delivery.SENT]
    people = people_of({row.recipient for row in rows})
    names = names_of(people.values())
    handed = [row for row in rows if row.is_to_hand_over]
    done = [row for row in rows if row.channel in BY_HAND and row.state == Delivery.SENT]
    return DeliveryPage(
        troubled=_lines((row for row in rows if row.is_troubled), people, names),
        to_hand=_lines((row for row in handed if _is_paper(row)), people, names),
        to_tell=_lines((row for row in handed if not _is_paper(row)), people, names),
        done=list(dict.fromkeys(line.name for line in _lines(done, people, names))),
        waiting=sum(1 for row in letters if row.state in (Delivery.QUEUED, Delivery.CLAIMED)),
        letters=len(sent),
        with_papers=Enclosure.objects.filter(message__in=sent).values("message").order_by().distinct().count(),
        in_program=sum(1 for row in rows if row.channel == Channel.APP and row.state == Delivery.SENT),
        dropped=sum(1 for row in rows if row.state == Delivery.DROPPED),
        is_empty=not rows,
    )


def _lines(rows: Iterable[OutboundMessage], people: dict[str, Member], names: dict[int, str]) -> list[DeliveryLine]:
    """Who is not known any more keeps the name and number that the message was written with."""
    lines = []
    for row in rows:
        person = people.get(row.recipient)
        if person is None:
            by_hand = row.channel in BY_HAND
            known = (row.recipient_name, row.address, "") if by_hand else (row.recipient_name, "", row.address)
        else:
            known = names[person.pk], person.phone, person.email
        lines.append(DeliveryLine(row, *known))
    return lines
