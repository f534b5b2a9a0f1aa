"""From a text to messages: who is told, on which channel, under which key."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from chibo.core import outbox
from chibo.core.models import BY_HAND, Channel, Delivery, OutboundMessage
from chibo.core.outbox import Message
from chibo.rules.periods import MeetingKind
from chibo.rules.powers import Role
from chibo.rules.telling import HOLDS_NOTICE, OVERTAKEN, WITH_PAPERS, Told, useful_until
from meetings.ground.selectors import able_members, title_of
from meetings.models import Meeting
from members.codes import LeavingReason
from members.models import Member, Membership, Organization, User
from members.namesakes import names_of
from members.selectors import committee_members, people_of, supervisors_of


@dataclass(frozen=True, slots=True)
class Text:
    """What a message says: ``kind`` is its code, ``key`` its place among the messages of the meeting."""

    kind: str
    key: str
    subject: str
    body: str
    link: str
    useful_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Addressees:
    """Whom some messages reach, and how."""

    people: int
    in_program: int
    letters: int
    with_papers: int  # of the letters: those that take the papers along
    by_hand: list[str]  # their names, told apart


def addressees(messages: Iterable[Message]) -> Addressees:
    """Count messages by their channel; those that somebody has to carry are named. Two queries, or three."""
    rows = list(messages)
    people = people_of({row.recipient for row in rows})
    names = names_of(people.values())
    written = [people[row.recipient] for row in rows if row.channel is Channel.EMAIL]
    return Addressees(
        people=len(people),
        in_program=sum(1 for row in rows if row.channel is Channel.APP),
        letters=len(written),
        with_papers=len(written) - len(with_open_account(written)),
        by_hand=[names[people[row.recipient].pk] for row in rows if row.channel in BY_HAND],
    )


def when(meeting: Meeting) -> str:
    """``19:30 ngày 03/12/2026, tại Nhà văn hóa thôn``."""
    at = timezone.localtime(meeting.starts_at)
    place = f", tại {meeting.place}" if meeting.place else ""
    return f"{at:%H:%M} ngày {at:%d/%m/%Y}{place}"


def readers(meeting: Meeting) -> list[Member]:
    """Whom the papers of a meeting go to: those invited on its day but who are away or suspended."""
    return able_members(meeting.organization, meeting.kind, meeting.held_on)


def readers_of_papers(meeting: Meeting) -> list[Member]:
    """Who may have the papers in hand: those invited and the officials who follow the cell on its day."""
    return [*readers(meeting), *supervisors(meeting)]


def readers_of_outcome(meeting: Meeting, on: date) -> list[Member]:
    """Whom minutes and resolutions go to: who could take part on the day, and who reads on the day they appear."""
    return [*readers_of_papers(meeting), *able_members(meeting.organization, meeting.kind, on)]


def audience(meeting: Meeting) -> list[Member]:
    """Whom a change of the meeting concerns: who holds its notice, and who takes part or follows the cell that day."""
    return [*readers_of_papers(meeting), *Member.objects.filter(pk__in=holders_of_notice(meeting))]


def holders_of_notice(meeting: Meeting) -> set[int]:
    """The members, by their keys, who were sent the notice of the meeting and have not died since."""
    told = OutboundMessage.objects.filter(about=f"meeting:{meeting.pk}", kind__in=HOLDS_NOTICE)
    recipients = told.exclude(state=Delivery.DROPPED).order_by().values_list("recipient", flat=True).distinct()
    keys = {int(each.removeprefix("member:")) for each in recipients if each.startswith("member:")}
    died = Membership.objects.filter(member__in=keys, leaving_reason=LeavingReason.DIED)
    return keys - set(died.order_by().values_list("member_id", flat=True))


def newcomers(meeting: Meeting) -> list[Member]:
    """Who takes part or follows the cell on the day and was never told: nobody where nothing was ever sent."""
    holders = holders_of_notice(meeting)
    return [each for each in readers_of_papers(meeting) if each.pk not in holders] if holders else []


def organisers(organization: Organization, on_at: datetime) -> list[Member]:
    """The secretary and the deputies of the cell at that instant."""
    leading = {Role.SECRETARY, Role.DEPUTY_SECRETARY}
    held = committee_members(organization, timezone.localtime(on_at).date())
    return [member for member, role in held if role in leading]


def supervisors(meeting: Meeting) -> list[Member]:
    """The officials who follow the cell on the day of the meeting; a họp chi ủy is the chi ủy's alone."""
    if meeting.kind == MeetingKind.COMMITTEE:
        return []
    return supervisors_of(meeting.organization, meeting.starts_on)


def compose(meeting: Meeting, people: Iterable[Member], text: Text) -> Iterator[Message]:
    """One message per person and channel: in the program, by email, by hand – as the person is reached."""
    rows = {member.pk: member for member in people}
    opening = {person.pk for person in with_open_account(rows.values())}
    for person in rows.values():
        for channel, address in _channels(person, opens=person.pk in opening):
            yield Message(
                dedupe_key=f"meeting:{meeting.pk}:{text.key}:member:{person.pk}:{channel.value}",
                channel=channel,
                recipient=f"member:{person.pk}",
                recipient_name=person.full_name,
                path=meeting.organization.path,
                about=f"meeting:{meeting.pk}",
                kind=text.kind,
                subject=text.subject,
                body=text.body,
                link=text.link,
                user_id=person.user_id if channel is Channel.APP else None,
                address=address,
                useful_until=text.useful_until,
                sender_name=meeting.organization.name,
            )


def with_open_account(people: Iterable[Member]) -> list[Member]:
    """Those who can open a page of the program: with an account that is not closed. One query."""
    rows = list(people)
    keys = [person.user_id for person in rows if person.user_id]
    active = set(User.objects.filter(pk__in=keys, is_active=True).values_list("pk", flat=True))
    return [person for person in rows if person.user_id in active]


def handed_papers(meeting: Meeting) -> dict[int, datetime]:
    """When somebody was last handed the papers of the meeting, by the key of the member. One query."""
    rows = OutboundMessage.objects.filter(
        about=f"meeting:{meeting.pk}", kind__in=WITH_PAPERS, channel__in=BY_HAND, state=Delivery.SENT
    )
    handed = rows.order_by("sent_at").values_list("recipient", "sent_at")
    return {int(recipient.removeprefix("member:")): at for recipient, at in handed if at}


def _channels(person: Member, *, opens: bool) -> Iterator[tuple[Channel, str]]:
    """How the person is reached; who has neither open account nor address is handed the paper: nobody is left out."""
    if person.user_id is not None:
        yield Channel.APP, ""
    chosen = Channel(person.channel)
    if chosen is Channel.EMAIL and person.email:
        yield Channel.EMAIL, person.email
    elif chosen in BY_HAND or not opens:
        yield chosen if chosen in BY_HAND else Channel.PAPER, person.phone


def page_of(meeting: Meeting) -> str:
    """The address of the meeting on this site."""
    return reverse("meetings:detail", args=[meeting.pk])


def share_text(meeting: Meeting, site: str, now: datetime) -> str:
    """The same invitation as one text to hand on by other means; ``site`` is the address of this installation."""
    text = invitation(meeting, now)
    return f"{text.subject}\n\n{text.body.strip()}\n\nĐồng chí có tài khoản xem tại: {site}{text.link}"


def invitation(meeting: Meeting, now: datetime, *, key: str = "circulated") -> Text:
    """Time, place, programme and papers, as they are circulated."""
    items = [f"{item.position}. {item.title}" for item in meeting.items.all()]
    body = "\n".join([f"Thời gian, địa điểm: {when(meeting)}.", "", "Nội dung:", *items, "", *draft_lines(meeting)])
    subject, until = f"{title_of(meeting)}: thông báo và tài liệu", useful_until(meeting.starts_at, now)
    return Text(Told.CIRCULATED, key, subject, body, page_of(meeting), until)


def withdraw_overtaken(meeting: Meeting, told: Told, now: datetime) -> list[Member]:
    """Drop what has not gone out and is true no more once this is told; returns whose invitation was among it."""
    about, kinds = f"meeting:{meeting.pk}", set(OVERTAKEN[told])
    lost = outbox.withdraw(about, kinds & {Told.CIRCULATED}, now=now)
    outbox.withdraw(about, kinds - {Told.CIRCULATED}, now=now)
    return list(Member.objects.filter(pk__in=[int(each.removeprefix("member:")) for each in lost]))


def withdraw_uninvited(meeting: Meeting, now: datetime) -> None:
    """Drop what is on its way to the dead, and the notice to whoever does not take part in the meeting any more."""
    rows = outbox.on_the_way(f"meeting:{meeting.pk}", HOLDS_NOTICE)
    recipients = dict(rows.values_list("pk", "recipient"))
    if not recipients:
        return
    invited = {f"member:{person.pk}" for person in readers_of_papers(meeting)}
    alive = {f"member:{pk}" for pk in holders_of_notice(meeting)} | invited
    gone = [pk for pk, recipient in recipients.items() if recipient not in alive]
    left = [pk for pk, recipient in recipients.items() if recipient not in invited]
    outbox.drop(rows.filter(Q(pk__in=gone) | Q(pk__in=left, kind=Told.CIRCULATED)), now=now)


def draft_lines(meeting: Meeting) -> list[str]:
    """The titles of the papers under their heading; nothing where there is none."""
    titles = [f"– {draft.title}" for draft in meeting.drafts.all()]
    return ["Tài liệu, mời đồng chí đọc và góp ý:", *titles] if titles else []
