"""A regular meeting of the cast's cell, brought to any stage by the deeds themselves.

On the roll of the cell: seven official members who are expected (secretary, deputy, committee_member, minute_taker,
member, official, and the visiting one, who does not vote), one probationary, one exempt, one away.
"""

from datetime import timedelta

from chibo.rules.agendas import ItemKind
from chibo.rules.census import Mark
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.voting import Matter
from meetings.minutes import services as minutes
from meetings.minutes.services import MinutesTexts
from meetings.models import Attendance, Meeting
from meetings.planning import services as planning
from meetings.planning.services import MeetingPlan
from meetings.preparation.agenda import services as agenda
from meetings.preparation.agenda.services import ItemInput
from meetings.session import services as session
from meetings.session.services import MarkInput

STARTED_EARLIER = timedelta(minutes=100)
POINTS = {
    "time": 5,
    "attendance": 3,
    "preparation": 9,
    "conduct": 36,
    "principles": 5,
    "results": 27,
    "closing": 5,
}


def planned(cast, *, items=3, kind=MeetingKind.REGULAR, **values) -> Meeting:
    """Planned for this very moment, with ``items`` items of which the last is a decision."""
    key = values.pop("key", "2026-11")
    plan = MeetingPlan(
        kind=kind,
        period=Period.parse(key),
        starts_at=values.pop("starts_at", cast.now),
        minutes=90,
        place="Nhà văn hóa thôn",
        chair=cast.secretary.member,
        minute_taker=values.pop("minute_taker", cast.minute_taker.member),
        **values,
    )
    meeting = planning.plan_meeting(
        actor=cast.secretary, now=cast.now, organization=cast.cell, plan=plan, reason="Họp bù theo lịch của Đảng ủy"
    )
    kinds = [ItemKind.DISCUSSION] * (items - 1) + [ItemKind.DECISION]
    rows = [
        ItemInput(pk=None, kind=item.value, title=f"Việc số {number}", presenter_id=None, minutes=30)
        for number, item in enumerate(kinds, start=1)
    ]
    return agenda.save_agenda(actor=cast.secretary, now=cast.now, meeting=meeting, revision=1, items=rows)


def opened(cast, **values) -> Meeting:
    """In session for a hundred minutes; nobody called yet."""
    meeting = planned(cast, **values)
    return session.open_meeting(
        actor=cast.secretary,
        now=cast.now,
        meeting=meeting,
        opened_at=cast.now - STARTED_EARLIER,
        reason="Tài liệu đã phát trực tiếp",
    )


def line(meeting, person) -> Attendance:
    """The person's line of the roll."""
    return meeting.attendances.get(member=getattr(person, "member", person))


def call(cast, meeting, person, mark, reason="") -> None:
    """Mark one person."""
    marks = [MarkInput(line(meeting, person).pk, mark, reason)]
    session.call_roll(actor=cast.minute_taker, now=cast.now, meeting=meeting, marks=marks)


def called(cast, **values) -> Meeting:
    """In session, everybody called: the official one absent with a reason, the member without, the rest present."""
    meeting = opened(cast, **values)
    marks = [
        MarkInput(row.pk, Mark.PRESENT)
        for row in meeting.attendances.all()
        if not set(row.conditions.split(",")) & {"away", "exempt"}
    ]
    session.call_roll(actor=cast.minute_taker, now=cast.now, meeting=meeting, marks=marks)
    call(cast, meeting, cast.official, Mark.EXCUSED, "đi viện")
    call(cast, meeting, cast.member, Mark.UNEXCUSED)
    meeting.refresh_from_db()
    return meeting


def voted(cast, votes=(4, 0, 0), matter=Matter.RESOLUTION, **values) -> Meeting:
    """Called, and one vote held under the last item."""
    meeting = called(cast, **values)
    session.record_ballot(
        actor=cast.minute_taker,
        now=cast.now,
        meeting=meeting,
        matter=matter,
        subject="nghị quyết tháng 11",
        votes=votes,
        item=meeting.items.last(),
    )
    return meeting


def held(cast, **values) -> Meeting:
    """Closed, every item with a conclusion, the resolution carried."""
    meeting = voted(cast, **values)
    for item in meeting.items.all():
        session.conclude_item(
            actor=cast.minute_taker,
            now=cast.now,
            item=item,
            revision=1,
            proceedings="<p>Chi ủy báo cáo.</p>",
            conclusion="<p>Chi bộ thống nhất.</p>",
        )
    return session.close_meeting(actor=cast.minute_taker, now=cast.now, meeting=meeting, closed_at=cast.now)


def read_back(cast, **values) -> Meeting:
    """Held, its minutes written, read back and approved."""
    meeting = held(cast, **values)
    texts = MinutesTexts(opening="<p>Đồng chí Bí thư tuyên bố lý do.</p>", closing="<p>Kỳ sau họp ngày 03/12.</p>")
    minutes.save_minutes(actor=cast.minute_taker, now=cast.now, meeting=meeting, revision=1, texts=texts)
    minutes.read_back(actor=cast.minute_taker, now=cast.now, meeting=meeting, votes=6)
    meeting.refresh_from_db()
    return meeting


def locked(cast, **values) -> Meeting:
    """Locked for good."""
    return lock(cast, read_back(cast, **values))


def lock(cast, meeting) -> Meeting:
    """The minutes read back as they stand, and locked."""
    minutes.read_back(actor=cast.minute_taker, now=cast.now, meeting=meeting, votes=6)
    minutes.lock_minutes(actor=cast.secretary, now=cast.now, meeting=meeting)
    meeting.refresh_from_db()
    return meeting
