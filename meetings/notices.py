"""From an event to messages: who is told what, on which channel, under which key. Nothing is decided here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from chibo.core.models import Channel, Delivery
from chibo.core.outbox import Message
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.powers import Role
from chibo.rules.reminders import Audience, Notice, Reminder
from meetings.labels import DISPOSITIONS, KINDS
from meetings.models import Acknowledgement, Assignment, DraftComment, DraftVersion, Meeting
from meetings.selectors.facts import MeetingRecord
from meetings.selectors.papers import BY_HAND
from meetings.selectors.planning import able_members
from members.models import Member, Organization
from members.selectors import committee_members, supervisors_of


@dataclass(frozen=True, slots=True)
class Text:
    """What a message says: ``kind`` is its code, ``key`` its place among the messages of the meeting."""

    kind: str
    key: str
    subject: str
    body: str
    link: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom some messages reach, and how."""

    people: int
    in_program: int
    letters: int
    by_hand: list[Message]


def reach(messages: Iterable[Message]) -> Reach:
    """Count messages by their channel; those that somebody has to carry are named."""
    rows = list(messages)
    return Reach(
        people=len({row.recipient for row in rows}),
        in_program=sum(1 for row in rows if row.channel is Channel.APP),
        letters=sum(1 for row in rows if row.channel is Channel.EMAIL),
        by_hand=[row for row in rows if row.channel in BY_HAND],
    )


def title_of(meeting: Meeting) -> str:
    """``Sinh hoạt thường kỳ tháng 12 năm 2026``."""
    return f"{KINDS[MeetingKind(meeting.kind)]} {Period.parse(meeting.period).label}"


def _when(meeting: Meeting) -> str:
    at = timezone.localtime(meeting.starts_at)
    place = f", tại {meeting.place}" if meeting.place else ""
    return f"{at:%H:%M} ngày {at:%d/%m/%Y}{place}"


def readers(meeting: Meeting) -> list[Member]:
    """Whom the papers of a meeting go to: the roll of its day but those away and suspended."""
    return able_members(meeting.organization, timezone.localtime(meeting.starts_at).date())


def _organisers(organization: Organization, on_at: datetime) -> list[Member]:
    leading = {Role.SECRETARY, Role.DEPUTY_SECRETARY}
    held = committee_members(organization, timezone.localtime(on_at).date())
    return [member for member, role in held if role in leading]


def _supervisors(meeting: Meeting) -> list[Member]:
    return supervisors_of(meeting.organization, timezone.localtime(meeting.starts_at).date())


def compose(meeting: Meeting, people: Iterable[Member], text: Text, *, dropped: bool = False) -> Iterator[Message]:
    """One message per person and channel: in the program, by email, by hand – as the person is reached."""
    for person in {member.pk: member for member in people}.values():
        for channel, address in _channels(person):
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
                state=Delivery.DROPPED if dropped else Delivery.QUEUED,
                sender_name=meeting.organization.name,
            )


def _channels(person: Member) -> Iterator[tuple[Channel, str]]:
    """How the person is reached; who has neither account nor address is handed the paper: nobody is left out."""
    if person.user_id is not None:
        yield Channel.APP, ""
    chosen = Channel(person.channel)
    if chosen is Channel.EMAIL and person.email:
        yield Channel.EMAIL, person.email
    elif chosen in BY_HAND or person.user_id is None:
        yield chosen if chosen in BY_HAND else Channel.PAPER, person.phone


def _page(meeting: Meeting) -> str:
    return reverse("meetings:detail", args=[meeting.pk])


def circulated(meeting: Meeting) -> list[Message]:
    """Time, place and content to the cell and to the officials who follow it (HD 42)."""
    return list(compose(meeting, [*readers(meeting), *_supervisors(meeting)], _invitation(meeting)))


def share_text(meeting: Meeting, site: str) -> str:
    """The same invitation as one text to hand on by other means; ``site`` is the address of this installation."""
    text = _invitation(meeting)
    return f"{text.subject}\n\n{text.body.strip()}\n\n{site}{text.link}"


def _invitation(meeting: Meeting) -> Text:
    items = [f"{item.position}. {item.title}" for item in meeting.items.all()]
    body = "\n".join([f"Thời gian, địa điểm: {_when(meeting)}.", "", "Nội dung:", *items, "", *_draft_lines(meeting)])
    return Text("circulated", "circulated", f"{title_of(meeting)}: thông báo và tài liệu", body, _page(meeting))


def _draft_lines(meeting: Meeting) -> list[str]:
    titles = [f"– {draft.title}" for draft in meeting.drafts.all()]
    return ["Tài liệu gửi kèm, mời đồng chí đọc và góp ý:", *titles] if titles else []


def moved(meeting: Meeting) -> list[Message]:
    """The new time and place, to everybody who had the old."""
    body = f"Thời gian, địa điểm mới: {_when(meeting)}." + (f"\nLý do: {meeting.reason}" if meeting.reason else "")
    key = f"moved:{meeting.revision}"
    text = Text("moved", key, f"{title_of(meeting)}: đổi thời gian, địa điểm", body, _page(meeting))
    return list(compose(meeting, [*readers(meeting), *_supervisors(meeting)], text))


def cancelled(meeting: Meeting) -> list[Message]:
    """The meeting does not take place, and why."""
    body = f"Kỳ sinh hoạt lúc {_when(meeting)} không tổ chức.\nLý do: {meeting.reason}"
    text = Text("cancelled", "cancelled", f"{title_of(meeting)}: hủy", body, _page(meeting))
    return list(compose(meeting, [*readers(meeting), *_supervisors(meeting)], text))


def new_version(meeting: Meeting, version: DraftVersion) -> list[Message]:
    """A paper that was circulated has a new version."""
    title = version.draft.title
    text = Text(
        "new_version",
        f"version:{version.pk}",
        f"{title}: dự thảo lần {version.number}",
        f"“{title}” vừa có dự thảo lần {version.number}, cho {title_of(meeting).lower()}. Mời đồng chí đọc lại.",
        reverse("meetings:draft", args=[version.pk]),
    )
    return list(compose(meeting, readers(meeting), text))


def comment_answered(meeting: Meeting, comment: DraftComment) -> list[Message]:
    """The author of a comment learns what became of it."""
    word = DISPOSITIONS[comment.disposition].lower()  # type: ignore[index]
    body = f"Ý kiến của đồng chí: “{comment.text}”\nKết quả: {word}." + (f" {comment.answer}" if comment.answer else "")
    key = f"answer:{comment.pk}:{comment.answered_at:%Y%m%d%H%M%S}"
    link = reverse("meetings:draft", args=[comment.version_id])
    return list(compose(meeting, [comment.member], Text("comment_answered", key, "Trả lời góp ý", body, link)))


def assigned(meeting: Meeting, assignment: Assignment) -> list[Message]:
    """A person learns of an assignment."""
    body = f"{assignment.title}\nThời hạn: {assignment.due_on:%d/%m/%Y}."
    link = reverse("meetings:assignment", args=[assignment.pk])
    text = Text("assigned", f"assignment:{assignment.pk}", "Nhiệm vụ được phân công", body, link)
    people = [person for person in (assignment.member, assignment.helper) if person]
    return list(compose(meeting, people, text))


def minutes_locked(meeting: Meeting) -> list[Message]:
    """The minutes can be read."""
    text = Text(
        "minutes_locked",
        "minutes_locked",
        f"{title_of(meeting)}: biên bản đã khóa",
        "Biên bản đã được thông qua và khóa. Mời đồng chí xem kết luận và nhiệm vụ được phân công.",
        _page(meeting),
    )
    return list(compose(meeting, [*readers(meeting), *_supervisors(meeting)], text))


def reminder(record: MeetingRecord, due: Reminder, now: datetime) -> list[Message]:
    """The messages of one reminder; written as dropped where its use is over."""
    meeting = record.meeting
    members = due.audience is Audience.MEMBERS
    people = readers(meeting) if members else _organisers(meeting.organization, meeting.starts_at)
    text = _REMINDERS[due.notice](record, due, now)
    if text is None:
        return []
    messages = compose(meeting, people, text, dropped=due.is_stale(now))
    # A reminder is not carried from door to door: who is reached by hand was handed the papers.
    return [message for message in messages if message.channel not in BY_HAND]


def _days_left(meeting: Meeting, now: datetime) -> str:
    days = (timezone.localtime(meeting.starts_at).date() - timezone.localtime(now).date()).days
    return f"còn {days} ngày" if days > 0 else "hôm nay"


def _meeting_comes(record: MeetingRecord, due: Reminder, now: datetime) -> Text:
    meeting = record.meeting
    subject = f"Nhắc lịch: {title_of(meeting).lower()}, {_days_left(meeting, now)}"
    body = "\n".join([f"Thời gian, địa điểm: {_when(meeting)}.", *_draft_lines(meeting)])
    return Text("meeting_comes", due.key, subject, body, _page(meeting))


def _papers(record: MeetingRecord, due: Reminder, _now: datetime) -> Text:
    meeting = record.meeting
    last = due.notice is Notice.PAPERS_LAST
    subject = f"{title_of(meeting)}: " + ("hôm nay là hạn cuối gửi tài liệu" if last else "đến lúc gửi tài liệu")
    body = f"Kỳ sinh hoạt lúc {_when(meeting)} chưa gửi thông báo và tài liệu."
    return Text(due.notice.value, due.key, subject, body, _page(meeting))


def _unread(record: MeetingRecord, due: Reminder, _now: datetime) -> Text | None:
    meeting = record.meeting
    newest = [draft.versions.all()[0].pk for draft in record.drafts if draft.versions.all()]
    opened = set(Acknowledgement.objects.filter(version__in=newest).values_list("member_id", flat=True))
    names = [member.full_name for member in readers(meeting) if member.pk not in opened]
    if not names or not newest:
        return None
    body = f"{len(names)} đồng chí chưa mở tài liệu: {', '.join(names)}."
    return Text("papers_unread", due.key, f"{title_of(meeting)}: còn người chưa mở tài liệu", body, _page(meeting))


def _after(record: MeetingRecord, due: Reminder, _now: datetime) -> Text:
    meeting = record.meeting
    what = "ban hành nghị quyết" if due.notice is Notice.RESOLUTION else "gửi điểm tự chấm"
    subject = f"{title_of(meeting)}: hôm nay là hạn {what}"
    return Text(due.notice.value, due.key, subject, f"Hạn {what}: {due.due_at:%d/%m/%Y}.", _page(meeting))


_REMINDERS = {
    Notice.MEETING: _meeting_comes,
    Notice.PAPERS_OPEN: _papers,
    Notice.PAPERS_LAST: _papers,
    Notice.UNREAD: _unread,
    Notice.RESOLUTION: _after,
    Notice.SCORE: _after,
}
