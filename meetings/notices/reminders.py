"""The words of each reminder that the rulebook asks for."""

from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from chibo.core import outbox
from chibo.core.models import BY_HAND
from chibo.core.outbox import Message
from chibo.core.wording import in_sentence
from chibo.rules.reminders import Audience, Notice, Reminder, reminders
from meetings.ground.facts import MeetingRecord, facts_of, load_record
from meetings.ground.selectors import title_of
from meetings.models import Acknowledgement, DraftVersion, Meeting
from meetings.notices.messages import (
    Text,
    compose,
    draft_lines,
    handed_papers,
    organisers,
    page_of,
    readers,
    when,
    with_open_account,
)
from members.namesakes import names_of
from members.selectors import rulebook_of


def reminder(record: MeetingRecord, due: Reminder) -> list[Message]:
    """The messages of one reminder. They name days by their date: what is read later is still true."""
    meeting = record.meeting
    members = due.audience is Audience.MEMBERS
    people = readers(meeting) if members else organisers(meeting.organization, meeting.starts_at)
    text = _REMINDERS[due.notice](record, due)
    if text is None:
        return []
    messages = compose(meeting, people, replace(text, useful_until=due.useful_until))
    # A reminder is not carried from door to door: who is reached by hand was handed the papers.
    return [message for message in messages if message.channel not in BY_HAND]


def withdraw_unasked(meeting: Meeting, now: datetime) -> None:
    """Drop the reminders on their way for which there is no reason any more: done, overtaken, or nobody left to name.

    One query where none is on its way.
    """
    rows = outbox.on_the_way(f"meeting:{meeting.pk}", list(Notice))
    keys = dict(rows.values_list("pk", "dedupe_key"))
    if not keys:
        return
    record, book = load_record(meeting), rulebook_of(meeting.organization)
    found = reminders(facts_of(record, book), now, book)
    asked = tuple(f"meeting:{meeting.pk}:{due.key}:" for due in found if _REMINDERS[due.notice](record, due))
    outbox.drop(rows.filter(pk__in=[pk for pk, key in keys.items() if not key.startswith(asked)]), now=now)


def _meeting_comes(record: MeetingRecord, due: Reminder) -> Text:
    meeting = record.meeting
    at = timezone.localtime(meeting.starts_at)
    subject = f"Nhắc lịch: {in_sentence(title_of(meeting))}, {at:%H:%M} ngày {at:%d/%m/%Y}"
    body = "\n".join([f"Thời gian, địa điểm: {when(meeting)}.", *draft_lines(meeting)])
    return Text("meeting_comes", due.key, subject, body, page_of(meeting))


def _papers(record: MeetingRecord, due: Reminder) -> Text:
    meeting = record.meeting
    last = due.notice is Notice.PAPERS_LAST
    subject = f"{title_of(meeting)}: " + (
        f"hạn cuối gửi tài liệu {due.due_at:%d/%m/%Y}" if last else "đến lúc gửi tài liệu"
    )
    body = f"Kỳ sinh hoạt lúc {when(meeting)} chưa gửi thông báo và tài liệu."
    return Text(due.notice.value, due.key, subject, body, page_of(meeting))


def _unread(record: MeetingRecord, due: Reminder) -> Text | None:
    """Paper by paper: who could open its newest version, was not handed it, and has not opened it."""
    meeting = record.meeting
    newest = [(draft.title, draft.versions.all()[0]) for draft in record.drafts if draft.versions.all()]
    rows = Acknowledgement.objects.filter(version__in=[version for _, version in newest])
    opened = set(rows.values_list("version_id", "member_id"))
    people, handed = with_open_account(readers(meeting)), handed_papers(meeting)
    told, lines = names_of(people), []
    for title, version in newest:
        names = [
            told[person.pk]
            for person in people
            if (version.pk, person.pk) not in opened and not was_handed(handed.get(person.pk), version)
        ]
        lines += [f"{title}: {len(names)} đồng chí chưa mở: {', '.join(names)}."] if names else []
    if not lines:
        return None
    subject = f"{title_of(meeting)}: còn người chưa mở tài liệu"
    return Text("papers_unread", due.key, subject, "\n".join(lines), page_of(meeting))


def was_handed(at: datetime | None, version: DraftVersion) -> bool:
    """Whether papers handed over at that instant had the version among them."""
    return at is not None and at >= version.created_at


def _after(record: MeetingRecord, due: Reminder) -> Text:
    meeting = record.meeting
    what = "ban hành nghị quyết" if due.notice is Notice.RESOLUTION else "gửi điểm tự chấm"
    subject = f"{title_of(meeting)}: hạn {what} {due.due_at:%d/%m/%Y}"
    return Text(due.notice.value, due.key, subject, f"Hạn {what}: {due.due_at:%d/%m/%Y}.", page_of(meeting))


_REMINDERS = {
    Notice.MEETING: _meeting_comes,
    Notice.PAPERS_OPEN: _papers,
    Notice.PAPERS_LAST: _papers,
    Notice.UNREAD: _unread,
    Notice.RESOLUTION: _after,
    Notice.SCORE: _after,
}
