"""The words of each reminder that the rulebook asks for."""

from dataclasses import replace

from django.utils import timezone

from chibo.core.models import BY_HAND
from chibo.core.outbox import Message
from chibo.rules.reminders import Audience, Notice, Reminder
from meetings.ground.facts import MeetingRecord
from meetings.ground.selectors import title_of
from meetings.models import Acknowledgement
from meetings.notices.messages import Text, compose, draft_lines, organisers, page_of, readers, when


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


def _meeting_comes(record: MeetingRecord, due: Reminder) -> Text:
    meeting = record.meeting
    at = timezone.localtime(meeting.starts_at)
    subject = f"Nhắc lịch: {title_of(meeting).lower()}, {at:%H:%M} ngày {at:%d/%m/%Y}"
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
    meeting = record.meeting
    newest = [draft.versions.all()[0].pk for draft in record.drafts if draft.versions.all()]
    opened = set(Acknowledgement.objects.filter(version__in=newest).values_list("member_id", flat=True))
    names = [member.full_name for member in readers(meeting) if member.pk not in opened]
    if not names or not newest:
        return None
    body = f"{len(names)} đồng chí chưa mở tài liệu: {', '.join(names)}."
    return Text("papers_unread", due.key, f"{title_of(meeting)}: còn người chưa mở tài liệu", body, page_of(meeting))


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
