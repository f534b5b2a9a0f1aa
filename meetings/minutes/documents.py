"""From records to the minutes: the facts as printed, and the bytes made of them once."""

from datetime import datetime
from fractions import Fraction

from django.db.models import QuerySet
from django.utils import timezone

from chibo.core.papers import Person
from chibo.core.pdf import Variant, render
from chibo.core.richtext import clean
from chibo.core.wording import in_sentence
from chibo.rules.census import Condition, Mark, Standing
from chibo.rules.occasions import came_after
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.quorum import count_attendance
from chibo.rules.scoring import rating
from chibo.rules.thresholds import Figure
from chibo.rules.voting import Matter, majority_of
from chibo.rules.wording import percent
from meetings.codes import SpeechKind
from meetings.ground.facts import MeetingRecord, census_lines, occurrence_of
from meetings.ground.papers import committee_name, letterhead, named, posts_on
from meetings.ground.selectors import sheet_of, title_of
from meetings.labels import MATTERS, RATINGS
from meetings.minutes.paper import (
    Absence,
    Approval,
    AssignmentRow,
    CriterionRow,
    HandedOver,
    MinutesItem,
    MinutesPaper,
    PrintedBallot,
    PrintedCensus,
    PrintedScore,
    PrintedSpeech,
    ReservedOpinion,
)
from meetings.models import AgendaItem, Assignment, Attendance, Ballot, Meeting, Minutes, QualityScore, Speech
from members.models import Organization
from members.selectors import rulebook_of

TEMPLATE = "meetings/minutes/paper.html"


def census(attendances: list[Attendance], *, of_committee: bool = False) -> PrintedCensus:
    """The roll of the day by category, as it is printed under "Thành phần".

    Those temporarily here belong to another cell: they are named apart and expected, not part of the total.
    """
    lines = census_lines(attendances)
    count = count_attendance(lines)
    own = [line.standing for line in lines if not line.is_visiting]

    def having(condition: Condition) -> int:
        return sum(1 for line in lines if condition in line.conditions)

    def absent(mark: Mark) -> tuple[Absence, ...]:
        pairs = zip(attendances, lines, strict=True)
        return tuple(Absence(row.name, row.reason) for row, line in pairs if line.is_expected and line.mark is mark)

    return PrintedCensus(
        total=len(own),
        official=own.count(Standing.OFFICIAL),
        probationary=own.count(Standing.PROBATIONARY),
        expected=count.expected,
        present=count.present,
        present_percent=percent(count.rate) if count.rate is not None else "",
        temporary_here=having(Condition.VISITING),
        temporarily_away=having(Condition.AWAY),
        exempt=having(Condition.EXEMPT),
        suspended=having(Condition.SUSPENDED),
        absent_excused=absent(Mark.EXCUSED),
        absent_unexcused=absent(Mark.UNEXCUSED),
        of_committee=of_committee,
    )


def ballot_paper(ballot: Ballot) -> PrintedBallot:
    """The figures of one vote with their shares of the electorate and the sentence of the result."""
    share = {name: percent(Fraction(getattr(ballot, name), ballot.electorate)) for name in BALLOT_COUNTS}
    wording = majority_of(Matter(ballot.matter)).wording
    result = "Đã thông qua" if ballot.is_carried else "Không được thông qua"
    return PrintedBallot(
        subject=ballot.subject or in_sentence(MATTERS[Matter(ballot.matter)]),
        electorate=ballot.electorate,
        in_favor=ballot.in_favor,
        against=ballot.against,
        abstain=ballot.abstain,
        in_favor_percent=share["in_favor"],
        against_percent=share["against"],
        abstain_percent=share["abstain"],
        carried=ballot.is_carried,
        sentence=f"{result} (cần {wording} tán thành).",
    )


BALLOT_COUNTS = ("in_favor", "against", "abstain")


def _item_paper(item: AgendaItem, speeches: list[Speech], ballots: list[Ballot], posts: dict[int, str]) -> MinutesItem:
    own = [speech for speech in speeches if speech.item_id == item.pk]
    return MinutesItem(
        title=item.title,
        presenter=named(item.presenter, posts) if item.presenter else None,
        proceedings=item.proceedings,
        speeches=tuple(
            PrintedSpeech(named(speech.member, posts), clean(speech.text))
            for speech in own
            if speech.kind == SpeechKind.SPEECH
        ),
        reserved=tuple(
            ReservedOpinion(speech.member.full_name, clean(speech.text))
            for speech in own
            if speech.kind == SpeechKind.RESERVED
        ),
        conclusion=item.conclusion,
        ballots=tuple(ballot_paper(ballot) for ballot in ballots if ballot.item_id == item.pk),
    )


def _items(record: MeetingRecord, posts: dict[int, str]) -> tuple[MinutesItem, ...]:
    speeches = list(record.meeting.speeches.select_related("member"))
    rows = [_item_paper(item, speeches, record.ballots, posts) for item in record.items]
    general = AgendaItem(title="Ý kiến, biểu quyết chung", kind="discussion")
    loose = _item_paper(general, speeches, [row for row in record.ballots if row.matter != Matter.AGENDA], posts)
    if loose.speeches or loose.reserved or loose.ballots:
        rows.append(loose)
    return tuple(rows)


def assignment_rows(assignments: QuerySet[Assignment]) -> tuple[AssignmentRow, ...]:
    """The table of what was assigned."""
    rows = assignments.select_related("member", "helper")
    return tuple(
        AssignmentRow(
            content=row.title,
            responsible=row.member.full_name,
            supporting=row.helper.full_name if row.helper else "",
            due=f"{row.due_on:%d/%m/%Y}",
        )
        for row in rows
    )


def score_paper(meeting: Meeting) -> PrintedScore | None:
    """The self-score as printed, or None where the meeting was not scored."""
    score = QualityScore.objects.filter(meeting=meeting).first()
    return printed_score(score, meeting) if score else None


def printed_score(score: QualityScore, meeting: Meeting) -> PrintedScore:
    """The points as printed, kept or not yet."""
    sheet = sheet_of(meeting)
    return PrintedScore(
        criteria=tuple(
            CriterionRow(row.title, str(row.points), str(score.points.get(row.code, 0))) for row in sheet.criteria
        ),
        total=str(score.total),
        most=str(sheet.most),
        rating=RATINGS[rating(score.total)],
        remedy=score.remedy,
    )


def _approval(in_favor: int | None, out_of: int) -> Approval | None:
    return None if in_favor is None else Approval(in_favor, out_of)


def _agenda_approval(ballots: list[Ballot]) -> Approval | None:
    vote = next((row for row in ballots if row.matter == Matter.AGENDA), None)
    return Approval(vote.in_favor, vote.electorate) if vote else None


def recipients(organization: Organization) -> tuple[str, ...]:
    """Whom the minutes go to."""
    parent = organization.parent
    return (*((f"{committee_name(parent)} (để báo cáo)",) if parent else ()), "Lưu Chi bộ")


def minutes_paper(record: MeetingRecord, *, until: datetime | None = None) -> MinutesPaper:
    """Everything that the minutes print; ``until`` stands for the end while the meeting goes on, for reading back.

    Raises ValueError for a meeting that was never opened, or without an end.
    """
    meeting, minutes, end = record.meeting, record.minutes, record.meeting.closed_at or until
    if meeting.opened_at is None or end is None or minutes is None:
        raise ValueError(f"meeting {meeting.pk} has not been held")
    started_at, ended_at = timezone.localtime(meeting.opened_at), timezone.localtime(end)
    posts = posts_on(meeting.organization, started_at.date())
    thematic, by_committee = meeting.kind == MeetingKind.THEMATIC, meeting.kind == MeetingKind.COMMITTEE
    guests = tuple(Person(guest.name, guest.post) for guest in meeting.guests.all())
    return MinutesPaper(
        letterhead=letterhead(meeting.organization, started_at.date()),
        subject=_subject(meeting),
        occasion=_occasion(meeting),
        place=meeting.place,
        started_at=started_at,
        ended_at=ended_at,
        duration_minutes=int((ended_at - started_at).total_seconds() // 60),
        census=census(record.attendances, of_committee=by_committee),
        chair=named(meeting.chair, posts),
        minute_taker=named(meeting.minute_taker, posts),
        thematic=thematic,
        follows=_follows(record),
        guests=guests,
        presenters=_presenters(record, posts) if thematic else (),
        opening=minutes.opening,
        agenda_approval=_agenda_approval(record.ballots),
        items=_items(record, posts),
        self_criticism=minutes.criticism,
        assignments=assignment_rows(meeting.assignments.all()),
        score=score_paper(meeting),
        guest_remarks=_guest_remarks(minutes, guests),
        closing=minutes.closing,
        minutes_approval=_approval(minutes.approved_by_votes, meeting.present),
        recipients=recipients(meeting.organization),
        by_committee=by_committee,
        hand_overs=_hand_overs(meeting, posts),
    )


def _hand_overs(meeting: Meeting, posts: dict[int, str]) -> tuple[HandedOver, ...]:
    return tuple(
        HandedOver(row.post, named(row.before, posts), named(row.after, posts), timezone.localtime(row.at))
        for row in meeting.hand_overs.select_related("before", "after")
    )


def _subject(meeting: Meeting) -> str:
    """The line under BIÊN BẢN, with the topic of a thematic meeting."""
    title, topic = title_of(meeting), meeting.topic
    return f"{title}: “{topic.title}”" if topic and meeting.kind == MeetingKind.THEMATIC else title


def _occasion(meeting: Meeting) -> str:
    """The meeting within a sentence, as what the cell or its committee did."""
    if meeting.kind == MeetingKind.COMMITTEE:
        return f"họp phiên {Period.parse(meeting.period).label}"
    return in_sentence(title_of(meeting))


def _guest_remarks(minutes: Minutes, guests: tuple[Person, ...]) -> tuple[PrintedSpeech, ...]:
    """What the representative of the committee above said, under the first guest's name."""
    remark = clean(minutes.guest_remark)
    speaker = guests[0] if guests else Person("đại biểu cấp trên")
    return (PrintedSpeech(speaker, remark),) if remark else ()


def _follows(record: MeetingRecord) -> str:
    """What a combined meeting came after, where it was the second of the occasion."""
    partner, meeting = record.partner, record.meeting
    if partner is None or not came_after(occurrence_of(meeting), occurrence_of(partner)):
        return ""
    return f"tiếp sau {in_sentence(title_of(partner))}"


def _presenters(record: MeetingRecord, posts: dict[int, str]) -> tuple[Person, ...]:
    people = {item.presenter.pk: item.presenter for item in record.items if item.presenter}
    author = record.meeting.topic.author if record.meeting.topic else None
    return (named(author, posts),) if author else tuple(named(person, posts) for person in people.values())


def minutes_pdf(paper: MinutesPaper) -> bytes:
    """The bytes of locked minutes."""
    return render(TEMPLATE, {"paper": paper}, variant=Variant.SEALED)


def frozen_paper(minutes: Minutes) -> MinutesPaper:
    """The facts as they were printed when the minutes were locked."""
    return MinutesPaper.from_json(minutes.frozen["paper"])


def minutes_draft_pdf(paper: MinutesPaper) -> bytes:
    """The same layout for reading back, before the minutes are locked."""
    return render(TEMPLATE, {"paper": paper}, variant=Variant.DRAFT)


def minutes_filename(meeting: Meeting) -> str:
    """``bien-ban-2026-12-thuong-ky.pdf``."""
    kind = {MeetingKind.REGULAR: "thuong-ky", MeetingKind.THEMATIC: "chuyen-de"}.get(MeetingKind(meeting.kind), "khac")
    return f"bien-ban-{meeting.period.lower()}-{kind}.pdf"


def rules_used(meeting: Meeting) -> list[dict[str, str]]:
    """The figures in force on the day of the meeting, as they are frozen beside the minutes."""
    on, book = meeting.held_on, rulebook_of(meeting.organization)
    rows = (book.row(code, on) for code in Figure)
    return [{"code": row.code, "value": str(row.value), "source": row.citation} for row in rows if row]
