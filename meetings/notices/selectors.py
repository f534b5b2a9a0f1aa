"""Where the messages about a meeting are."""

from collections.abc import Iterable
from dataclasses import dataclass

from chibo.core.models import BY_HAND, Channel, Delivery, Enclosure, OutboundMessage
from chibo.core.wording import capitalized
from chibo.rules.telling import WITH_PAPERS
from meetings.ground.selectors import title_of
from meetings.models import DraftVersion, Meeting
from members.models import Member
from members.namesakes import names_of
from members.selectors import people_of


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """A message in a list: to whom, told apart from others of that name, and where he or she is reached by now."""

    message: OutboundMessage
    what: str  # its subject, without the title of the meeting
    name: str
    phone: str
    address: str  # of email


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """The messages about one meeting, by what is to be done about them. Lists run by name."""

    troubled: list[DeliveryLine]
    to_hand: list[DeliveryLine]  # papers to be printed
    files: list[DraftVersion]  # papers that stand in no packet, to be printed besides
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
    """Where the messages of the meeting are: three queries, and more where namesakes or files are."""
    rows = list(OutboundMessage.objects.filter(about=f"meeting:{meeting.pk}").order_by("pk"))
    letters = [row for row in rows if row.channel == Channel.EMAIL]
    sent = [row for row in letters if row.state == Delivery.SENT]
    people = people_of({row.recipient for row in rows})
    names = names_of(people.values())
    rows.sort(key=lambda row: _place(row, people.get(row.recipient)))
    title = f"{title_of(meeting)}: "
    handed = [row for row in rows if row.is_to_hand_over]
    done = [row for row in rows if row.channel in BY_HAND and row.state == Delivery.SENT]
    to_hand = [row for row in handed if _is_paper(row)]
    return DeliveryPage(
        troubled=_lines((row for row in rows if row.is_troubled), people, names, title),
        to_hand=_lines(to_hand, people, names, title),
        files=_files(meeting) if to_hand else [],
        to_tell=_lines((row for row in handed if not _is_paper(row)), people, names, title),
        done=list(dict.fromkeys(line.name for line in _lines(done, people, names, title))),
        waiting=sum(1 for row in letters if row.state in (Delivery.QUEUED, Delivery.CLAIMED)),
        letters=len(sent),
        with_papers=Enclosure.objects.filter(message__in=sent).values("message").order_by().distinct().count(),
        in_program=sum(1 for row in rows if row.channel == Channel.APP and row.state == Delivery.SENT),
        dropped=sum(1 for row in rows if row.state == Delivery.DROPPED),
        is_empty=not rows,
    )


def _place(row: OutboundMessage, person: Member | None) -> tuple[str, int]:
    """By the name of the person as lists have it, the oldest message first."""
    return (person.name_key if person else row.recipient_name), row.pk


def _files(meeting: Meeting) -> list[DraftVersion]:
    """The newest version of every paper that is a file: two queries."""
    drafts = meeting.drafts.prefetch_related("versions")
    newest = [versions[0] for draft in drafts if (versions := draft.versions.all())]
    return [version for version in newest if version.file_id]


def _lines(
    rows: Iterable[OutboundMessage], people: dict[str, Member], names: dict[int, str], title: str
) -> list[DeliveryLine]:
    """Who is not known any more keeps the name and number that the message was written with."""
    lines = []
    for row in rows:
        person, what = people.get(row.recipient), capitalized(row.subject.removeprefix(title))
        if person is None:
            phone, address = (row.address, "") if row.channel in BY_HAND else ("", row.address)
            lines.append(DeliveryLine(row, what, row.recipient_name, phone, address))
        else:
            lines.append(DeliveryLine(row, what, names[person.pk], person.phone, person.email))
    return lines
