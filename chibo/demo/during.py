"""In the room: the roll, the votes, the remarks, the conclusions, the tasks, the score."""

from datetime import timedelta
from typing import TypedDict

from chibo.demo.cells import Diligence, Fault
from chibo.demo.sitting import Sitting
from chibo.demo.texts import remarks
from chibo.demo.writing import paragraphs
from chibo.rules.agendas import ItemKind
from chibo.rules.census import Mark
from chibo.rules.sessions import Post
from chibo.rules.voting import Matter, electors_present
from meetings.codes import SpeechKind
from meetings.corrections import services as corrections
from meetings.ground.facts import census_lines
from meetings.ground.selectors import sheet_of
from meetings.minutes import services as minutes
from meetings.minutes.services import MinutesTexts
from meetings.models import Attendance, Meeting
from meetings.score import services as score
from meetings.session import services as session
from meetings.session.services import MarkInput
from members.models import Member, User

MINUTE = timedelta(minutes=1)
DUE_AFTER = timedelta(days=24)
TENTH = 10
TASKS, TASKS_IN_FULL = 1, 4
WITH_ACCOUNTS = 2  # so many tasks go to the first in the list, who may have an account


class DeedHead(TypedDict):
    """What every deed on this meeting begins with."""

    actor: User
    meeting: Meeting


def hold(sitting: Sitting) -> None:
    """Everything from the opening to the close."""
    deed: DeedHead = {"actor": sitting.leader_at(sitting.opened_at), "meeting": sitting.meeting}
    sitting.meeting = session.open_meeting(**deed, now=sitting.opened_at, opened_at=sitting.opened_at)
    deed["meeting"] = sitting.meeting
    rows = list(sitting.meeting.attendances.select_related("member__user"))
    present = _call_roll(sitting, deed, rows)
    if sitting.place.supervisor and sitting.is_regular and sitting.rng.random() < 0.4:  # noqa: PLR2004
        _welcome(sitting, deed)
    if sitting.place.story.is_full:
        _vote_on_agenda(sitting, deed)
    _discuss(sitting, deed, present)
    _assign(sitting, deed, present)
    _write(sitting, deed)
    if sitting.chair_leaves:
        _hand_over(sitting, deed)
    _close(sitting, deed)


def _call_roll(sitting: Sitting, deed: DeedHead, rows: list[Attendance]) -> list[Member]:
    """Mark everybody who is expected; whoever chairs, writes or presents is there. Returns those present."""
    lines = census_lines(rows)
    expected = [row for row, line in zip(rows, lines, strict=True) if line.is_expected]
    needed = {sitting.meeting.chair_id, sitting.meeting.minute_taker_id, *(_presenter_ids(sitting))}
    needed |= {sitting.deputy.pk} if sitting.deputy and sitting.chair_leaves else set()
    free = [row for row in expected if row.member_id not in needed]
    absent = set(sitting.rng.sample([row.pk for row in free], min(_absences(sitting, len(expected)), len(free))))
    marks = [_mark(sitting, row, turn, absent) for turn, row in enumerate(expected)]
    session.call_roll(**deed, now=sitting.opened_at + 4 * MINUTE, marks=marks)
    return [row.member for row in expected if row.pk not in absent]


def _presenter_ids(sitting: Sitting) -> list[int | None]:
    return list(sitting.meeting.items.values_list("presenter_id", flat=True))


def _absences(sitting: Sitting, expected: int) -> int:
    most = expected // TENTH
    if Fault.LOW_ATTENDANCE in sitting.faults:
        return most + 1 + sitting.rng.randint(1, 2)
    return sitting.rng.randint(0, 1 if sitting.place.story.diligence is Diligence.EXEMPLARY else most)


def _mark(sitting: Sitting, row: Attendance, turn: int, absent: set[int]) -> MarkInput:
    if row.pk not in absent:
        return MarkInput(row.pk, Mark.PRESENT)
    if Fault.LOW_ATTENDANCE in sitting.faults and turn % 3 == 0:
        return MarkInput(row.pk, Mark.UNEXCUSED)
    return MarkInput(row.pk, Mark.EXCUSED, sitting.rng.choice(remarks.ABSENCES))


def _welcome(sitting: Sitting, deed: DeedHead) -> None:
    supervisor = sitting.place.supervisor
    if supervisor:
        session.add_guest(
            **deed,
            now=sitting.opened_at + 5 * MINUTE,
            name=supervisor.full_name,
            post="cấp ủy viên theo dõi chi bộ",
        )


def _hands(sitting: Sitting) -> int:
    return electors_present(census_lines(sitting.meeting.attendances.all()))


def _vote_on_agenda(sitting: Sitting, deed: DeedHead) -> None:
    session.record_ballot(
        **deed,
        now=sitting.opened_at + 8 * MINUTE,
        matter=Matter.AGENDA,
        subject="chương trình sinh hoạt",
        votes=(_hands(sitting), 0, 0),
    )


def _discuss(sitting: Sitting, deed: DeedHead, present: list[Member]) -> None:
    """Every item in turn: remarks, then proceedings and conclusion, then its vote."""
    speakers = [member for member in sitting.place.speakers if member in present] or present
    step = sitting.minutes // (len(sitting.items) + 1)
    turn = sitting.period.number * 2
    for position, (item, script) in enumerate(zip(sitting.items, sitting.script.items, strict=True)):
        now = sitting.opened_at + (10 + position * step) * MINUTE
        spoken = script.speeches if sitting.place.story.is_full else script.speeches[:1]
        for place, text in enumerate(spoken):
            turn += 1
            member = speakers[turn % len(speakers)]
            session.record_speech(**deed, now=now + place * MINUTE, item=item, member=member, text=text)
        if sitting.has_reserved and item.kind == ItemKind.DECISION:
            _reserve(sitting, deed, speakers[-1], position)
        session.conclude_item(
            actor=deed["actor"],
            now=now + 3 * MINUTE,
            item=item,
            revision=item.revision,
            proceedings=script.proceedings,
            conclusion=script.conclusion,
        )
        if sitting.has_resolution and item.kind == ItemKind.DECISION:
            _vote(sitting, deed, position)


def _reserve(sitting: Sitting, deed: DeedHead, member: Member, position: int) -> None:
    session.record_speech(
        **deed,
        now=sitting.opened_at + (12 + position) * MINUTE,
        item=sitting.items[position],
        member=member,
        text=remarks.RESERVED,
        kind=SpeechKind.RESERVED,
    )


def _vote(sitting: Sitting, deed: DeedHead, position: int) -> None:
    hands, against = _hands(sitting), int(sitting.has_reserved)
    session.record_ballot(
        **deed,
        now=sitting.closed_at - 15 * MINUTE,
        matter=sitting.matter,
        subject=sitting.script.draft_title.removeprefix("Dự thảo "),
        votes=(hands - against, against, 0),
        item=sitting.items[position],
        draft=sitting.version,
    )


def _assign(sitting: Sitting, deed: DeedHead, present: list[Member]) -> None:
    """A named person and a day for each task; those who have an account come first."""
    people = [member for member in sitting.place.speakers if member in present] or present
    decision = next((item for item in sitting.items if item.kind == ItemKind.DECISION), sitting.items[-1])
    most = TASKS_IN_FULL if sitting.place.story.is_full else TASKS
    for turn, title in enumerate(sitting.script.tasks[:most]):
        shift = turn if turn < WITH_ACCOUNTS else turn + sitting.period.number
        session.assign(
            **deed,
            now=sitting.closed_at - 12 * MINUTE,
            title=title,
            under=decision,
            member=people[shift % len(people)],
            helper=people[(shift + 3) % len(people)] if turn % 2 else None,
            due_on=(sitting.opened_at + DUE_AFTER + turn * timedelta(days=1)).date(),
        )


def _write(sitting: Sitting, deed: DeedHead) -> None:
    """The free texts of the minutes, and the self-score of a regular meeting."""
    has_guest = sitting.meeting.guests.exists()
    minutes.save_minutes(
        **deed,
        now=sitting.closed_at - 8 * MINUTE,
        revision=sitting.meeting.minutes.revision,
        texts=MinutesTexts(
            opening=sitting.script.opening,
            guest_remark=paragraphs(sitting.rng.choice(remarks.GUEST_REMARKS)) if has_guest else "",
            closing=sitting.script.closing,
        ),
    )
    if sitting.is_regular and Fault.SCORE_FORGOTTEN not in sitting.faults:
        _score(sitting, deed)


def _score(sitting: Sitting, deed: DeedHead) -> None:
    now, remedy = sitting.closed_at - 5 * MINUTE, sitting.rng.choice(remarks.REMEDIES)
    score.save_score(**deed, now=now, points=points_of(sitting), remedy=remedy)


def points_of(sitting: Sitting) -> dict[str, int]:
    """The sheet: full marks but where something went wrong, and a little less for everybody's results."""
    lost = {Diligence.EXEMPLARY: 1, Diligence.STEADY: 3, Diligence.WEAK: 7}[sitting.place.story.diligence]
    points = {row.code: row.points for row in sheet_of(sitting.meeting).criteria}
    points["results"] -= sitting.rng.randint(0, lost)
    points["conduct"] -= sitting.rng.randint(0, lost)
    if sitting.faults & {Fault.SHORT, Fault.HELD_LATE}:
        points["time"] -= 2
    if Fault.LOW_ATTENDANCE in sitting.faults:
        points["attendance"] -= 3
    if Fault.PAPERS_LATE in sitting.faults:
        points["preparation"] -= 3
    return points


def _hand_over(sitting: Sitting, deed: DeedHead) -> None:
    """The chair is called away: the deputy goes on."""
    at = sitting.closed_at - 20 * MINUTE
    if sitting.deputy:
        corrections.hand_over(**deed, now=at, post=Post.CHAIR, after=sitting.deputy, at=at)
    sitting.meeting.refresh_from_db()


def _close(sitting: Sitting, deed: DeedHead) -> None:
    session.close_meeting(**deed, now=sitting.closed_at, closed_at=sitting.closed_at)
    sitting.meeting.refresh_from_db()
    minutes.read_back(**deed, now=sitting.closed_at + MINUTE, votes=sitting.meeting.present)
