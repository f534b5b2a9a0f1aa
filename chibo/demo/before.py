"""Before a meeting: planned, its programme and draft written, agreed, circulated, read and commented."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from chibo.demo.cells import Fault
from chibo.demo.sitting import Sitting, account_of
from chibo.demo.texts import remarks
from chibo.rules.agendas import ModelItem
from meetings.codes import Disposition, DraftKind
from meetings.models import Acknowledgement, AgendaItem
from meetings.notices.messages import readers
from meetings.planning import services as planning
from meetings.planning.services import MeetingPlan
from meetings.preparation.agenda import services as agenda
from meetings.preparation.agenda.services import ItemInput
from meetings.preparation.circulation import services as circulation
from meetings.preparation.drafts import services as drafts
from meetings.preparation.drafts.services import DraftContent
from members.models import Member

PLANNED_BEFORE, AGREED_BEFORE = timedelta(days=13), timedelta(days=1, hours=12)
READ_AFTER = timedelta(hours=3)


def plan(sitting: Sitting, *, now: datetime | None = None) -> None:
    """Plan the meeting with its model agenda, in good time or at ``now``."""
    now, place = now or sitting.starts_at - PLANNED_BEFORE, sitting.place
    sitting.meeting = planning.plan_meeting(
        actor=sitting.leader_at(now),
        now=now,
        organization=place.cell,
        plan=MeetingPlan(
            kind=sitting.kind,
            period=sitting.period,
            starts_at=sitting.starts_at,
            minutes=sitting.slot,
            place=place.cell.meeting_place,
            topic=sitting.topic,
            chair=sitting.chair,
            minute_taker=sitting.minute_taker,
            combined_with=sitting.follows.meeting if sitting.follows else None,
        ),
        reason=remarks.MOVED if Fault.HELD_LATE in sitting.faults else "",
    )
    sitting.items = list(sitting.meeting.items.all())


def prepare(sitting: Sitting, *, now: datetime | None = None, missing_presenter: int | None = None) -> None:
    """Name who presents each item and write the first draft. One item may be left without a presenter."""
    now = now or sitting.starts_at - PLANNED_BEFORE + timedelta(days=1)
    actor, presenters = sitting.leader_at(now), _presenters(sitting)
    rows = [
        ItemInput(
            pk=item.pk if isinstance(item, AgendaItem) else None,
            kind=item.kind,
            title=_title(sitting, item.title),
            presenter_id=None if position == missing_presenter else presenters[position].pk,
            minutes=item.minutes,
            basis=item.basis,
        )
        for position, item in enumerate(_programme(sitting))
    ]
    agenda.save_agenda(actor=actor, now=now, meeting=sitting.meeting, revision=sitting.meeting.revision, items=rows)
    sitting.items = list(sitting.meeting.items.all())
    draft = drafts.add_draft(
        actor=actor,
        now=now,
        meeting=sitting.meeting,
        kind=DraftKind.RESOLUTION if sitting.has_resolution or sitting.is_regular else DraftKind.PAPER,
        title=sitting.script.draft_title,
        content=DraftContent(body=sitting.script.draft),
    )
    sitting.version = draft.versions.get()


def _programme(sitting: Sitting) -> Sequence[AgendaItem | ModelItem]:
    """What the meeting was planned with, or where that is nothing its own items."""
    return sitting.items or sitting.script.programme


def _title(sitting: Sitting, title: str) -> str:
    """A month without a resolution concludes instead of voting."""
    if sitting.has_resolution or not sitting.is_regular:
        return title
    return title.replace("Thông qua nghị quyết lãnh đạo nhiệm vụ", "Kết luận, phân công nhiệm vụ")


def _presenters(sitting: Sitting) -> list[Member]:
    chair, speakers = sitting.chair, sitting.place.speakers
    author = sitting.topic.author if sitting.topic else None
    turn = sitting.period.number
    others = [speakers[(turn + step) % len(speakers)] for step in range(2)]
    if sitting.topic:
        return [chair, author or others[0], chair, chair]
    if not sitting.is_regular:
        return [chair for _ in sitting.script.programme]
    return [others[0], chair, others[1], chair, chair]


def circulate(sitting: Sitting) -> None:
    """Agree the content, send everything to the cell, let it be read and commented where that is told in full."""
    now = sitting.circulates_at
    agreed_at = now - AGREED_BEFORE
    reason = remarks.HURRIED if Fault.PAPERS_LATE in sitting.faults else ""
    circulation.agree_content(actor=sitting.leader_at(agreed_at), now=agreed_at, meeting=sitting.meeting)
    circulation.circulate_meeting(actor=sitting.leader_at(now), now=now, meeting=sitting.meeting, reason=reason)
    if sitting.place.story.is_full:
        _read(sitting)
        _comment(sitting)


def call_off(sitting: Sitting) -> None:
    """Told to be off on the day before, where that has come."""
    now = sitting.starts_at.replace(hour=8) - timedelta(days=1)
    if sitting.is_past(now):
        planning.cancel_meeting(
            actor=sitting.leader_at(now), now=now, meeting=sitting.meeting, reason=sitting.called_off
        )


def _read(sitting: Sitting) -> None:
    """Most members open the papers, later and later; also those who have no account of their own here."""
    for turn, member in enumerate(readers(sitting.meeting)):
        opened_at = sitting.circulates_at + READ_AFTER * (turn % 7 + 1)
        if sitting.rng.random() < 0.8 and opened_at < sitting.starts_at and sitting.is_past(opened_at):  # noqa: PLR2004
            Acknowledgement.objects.create(version=sitting.version, member=member, opened_at=opened_at)


def _comment(sitting: Sitting) -> None:
    """Members with an account comment on a month or a topic; the secretary answers and may write the next version."""
    if sitting.script.programme:
        return
    invited = {member.pk for member in readers(sitting.meeting)}
    authors = [member for member in sitting.place.speakers if member.user is not None and member.pk in invited]
    for turn, author in enumerate(authors[: 1 + sitting.rng.randrange(2)]):
        now = sitting.circulates_at + timedelta(hours=8 + turn * 5)
        if sitting.is_past(now + timedelta(hours=4)) and now + timedelta(hours=4) < sitting.starts_at:
            _discuss(sitting, author, now, turn)


def _discuss(sitting: Sitting, author: Member, now: datetime, turn: int) -> None:
    text = remarks.COMMENTS[(sitting.period.number + turn) % len(remarks.COMMENTS)]
    comment = drafts.add_comment(actor=account_of(author), now=now, version=sitting.version, text=text)
    answered_at = now + timedelta(hours=4)
    drafts.answer_comment(
        actor=sitting.leader_at(answered_at),
        now=answered_at,
        comment=comment,
        disposition=Disposition.PARTLY if turn else Disposition.ACCEPTED,
        answer=remarks.ANSWERS[turn],
    )
    if not turn:
        _next_version(sitting, answered_at + timedelta(minutes=20))


def _next_version(sitting: Sitting, now: datetime) -> None:
    """The draft once more, with what was accepted."""
    body = sitting.script.draft + "<p>Sơ kết giữa tháng trong cuộc họp chi ủy, báo cáo chi bộ tại kỳ sau.</p>"
    sitting.version = drafts.add_version(
        actor=sitting.leader_at(now),
        now=now,
        draft=sitting.version.draft,
        revision=sitting.version.draft.revision,
        content=DraftContent(body=body),
    )
