"""What each page of this app prints, finished: lists and dataclasses, no query left for a template."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from chibo.core.models import OutboundMessage
from chibo.rules.assessment import Assessment
from chibo.rules.census import Condition, Standing
from chibo.rules.conditions import unmet
from chibo.rules.conduct import minutes_rule
from chibo.rules.facts import MeetingFacts
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.powers import Power
from chibo.rules.quorum import AttendanceCount, Quorum, count_attendance, quorum
from chibo.rules.thresholds import Figure, Rulebook
from chibo.rules.timeline import timeline
from chibo.rules.voting import electorate
from chibo.rules.workflow import Action, MeetingState, allows, blockers, transition, warnings
from meetings.access import may_read_papers, meeting_grants
from meetings.codes import Progress
from meetings.labels import ADVICE, CONDITIONS, KINDS, NEEDS, STANDINGS, STATES, STEPS
from meetings.models import (
    Acknowledgement,
    Assignment,
    Attendance,
    DraftComment,
    DraftDocument,
    DraftVersion,
    Meeting,
    MeetingQuerySet,
    Speech,
)
from meetings.selectors.facts import MeetingRecord, census_lines, facts_of, load_record
from members.models import Member, Organization, User
from members.selectors import rulebook_of


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a timeline as it is printed."""

    label: str
    verdict: str
    detail: str
    source: str
    current: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """One sentence of what is missing, with the page where it is mended."""

    text: str
    url: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A paper on the meeting page: its newest version, its comments, who has opened it."""

    draft: DraftDocument
    version: DraftVersion
    comments: int
    unanswered: int
    opened: int


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Everything the page of a meeting prints for one person."""

    meeting: Meeting
    title: str
    state: str
    record: MeetingRecord
    facts: MeetingFacts
    steps: list[Step]
    needs: list[Need]
    advice: list[Need]
    drafts: list[DraftLine]
    actions: frozenset[str]
    next_action: str
    planned_minutes: int
    needed_minutes: int | None
    reads_papers: bool
    troubled: int = 0
    by_hand: int = 0
    powers: frozenset[str] = field(default_factory=frozenset)


def title_of(meeting: Meeting) -> str:
    """``Sinh hoạt thường kỳ tháng 12 năm 2026``."""
    return f"{KINDS[MeetingKind(meeting.kind)]} {Period.parse(meeting.period).label}"


def steps_of(found: Iterable[Assessment], url: str = "") -> list[Step]:
    """Assessments as the steps of a timeline; the first that is open is the current one."""
    rows = list(found)
    current = next((row.obligation for row in rows if row.is_open), None)
    return [
        Step(STEPS[row.obligation], row.verdict.value, row.figures, row.citation, row.obligation is current, url)
        for row in rows
    ]


LAST_MONTH = timedelta(days=31)

# The move that comes next in each state, for the one main button.
NEXT_ACTION = {
    MeetingState.PLANNED: Action.CIRCULATE,
    MeetingState.CIRCULATED: Action.OPEN,
    MeetingState.IN_SESSION: Action.RECORD,
    MeetingState.HELD: Action.LOCK,
}


def _needs(facts: MeetingFacts, now: datetime, book: Rulebook, meeting: Meeting) -> tuple[list[Need], list[Need]]:
    action = NEXT_ACTION.get(facts.state)
    if action is None or transition(facts.state, action) is None:
        return [], []
    missing = unmet(facts, now, book)
    mend = _mending(meeting)
    needs = [Need(NEEDS[code], mend.get(code, "")) for code in blockers(facts.state, action, missing)]
    advice = [Need(ADVICE[code], mend.get(code, "")) for code in warnings(facts.state, action, missing)]
    return needs, advice


def _mending(meeting: Meeting) -> dict[str, str]:
    """The page where each missing thing is put right."""
    agenda, change = reverse("meetings:agenda", args=[meeting.pk]), reverse("meetings:change", args=[meeting.pk])
    day = reverse("meetings:day", args=[meeting.pk])
    draft = reverse("meetings:draft-add", args=[meeting.pk])
    minutes = reverse("meetings:minutes", args=[meeting.pk])
    return {
        "agenda": agenda,
        "presenters": agenda,
        "planned_time": agenda,
        "place": change,
        "chair": change,
        "minute_taker": change,
        "drafts": draft,
        "roll_call": day,
        "conclusions": day,
        "read_back": minutes,
    }


def _draft_lines(record: MeetingRecord) -> list[DraftLine]:
    newest = {draft.pk: draft.versions.all()[0] for draft in record.drafts if draft.versions.all()}
    ids = [version.pk for version in newest.values()]
    comments = (
        DraftComment.objects.filter(version__draft__meeting=record.meeting)
        .order_by()
        .values("version__draft")
        .annotate(total=Count("pk"), unanswered=Count("pk", filter=Q(disposition="")))
    )
    counted = {row["version__draft"]: (row["total"], row["unanswered"]) for row in comments} if ids else {}
    opened = Acknowledgement.objects.filter(version__in=ids).order_by().values("version").annotate(total=Count("pk"))
    receipts = {row["version"]: row["total"] for row in opened} if ids else {}
    return [
        DraftLine(
            draft,
            newest[draft.pk],
            *counted.get(draft.pk, (0, 0)),
            receipts.get(newest[draft.pk].pk, 0),
        )
        for draft in record.drafts
        if draft.pk in newest
    ]


def meeting_page(meeting: Meeting, user: User, now: datetime) -> MeetingPage:
    """The page of a meeting for this person: a fixed number of queries whatever hangs on the meeting."""
    record, book = load_record(meeting), rulebook_of(meeting.organization)
    facts = facts_of(record, book)
    grants = meeting_grants(user, meeting, now.date())
    held = frozenset(
        power for power in Power if any(g.gives(power) and g.reaches(meeting.organization.path) for g in grants)
    )
    leads = Power.PLAN_MEETING in held
    needs, advice = _needs(facts, now, book, meeting) if leads else ([], [])
    reads = may_read_papers(user, meeting, now.date())
    delivery = _delivery_counts(meeting) if Power.MANAGE_DELIVERY in held else (0, 0)
    rule = minutes_rule(facts, book)
    actions = frozenset(
        action.value for action in Action if (row := transition(facts.state, action)) is not None and row.power in held
    )
    following = NEXT_ACTION.get(facts.state)
    return MeetingPage(
        meeting=meeting,
        title=title_of(meeting),
        state=STATES[facts.state],
        record=record,
        facts=facts,
        steps=steps_of(timeline(facts, now, book)) if reads or leads else [],
        needs=needs,
        advice=advice,
        drafts=_draft_lines(record) if reads else [],
        actions=actions,
        next_action=following.value if following and following.value in actions else "",
        planned_minutes=facts.planned_minutes,
        needed_minutes=rule.number if rule else None,
        reads_papers=reads,
        troubled=delivery[0],
        by_hand=delivery[1],
        powers=frozenset(power.value for power in held),
    )


def _delivery_counts(meeting: Meeting) -> tuple[int, int]:
    counts = OutboundMessage.objects.filter(about=f"meeting:{meeting.pk}").aggregate(
        troubled=Count("pk", filter=Q(state__in=("failed", "unknown"))),
        by_hand=Count("pk", filter=Q(state="queued", channel__in=("paper", "in_person", "phone"))),
    )
    return counts["troubled"], counts["by_hand"]


def meetings_of_year(meetings: MeetingQuerySet, year: int) -> list[Meeting]:
    """The meetings of a year of those given, newest first, with what a list prints."""
    scope = meetings.filter(period__startswith=f"{year}-").select_related("organization", "topic")
    return list(scope.order_by("-starts_at", "-pk"))


def open_steps(organization: Organization, now: datetime) -> list[tuple[Meeting, list[Step]]]:
    """The steps that wait for somebody, of the meetings of a cell that are not finished, nearest first."""
    book = rulebook_of(organization)
    near = (
        Meeting.objects.alive()
        .filter(organization=organization, starts_at__gte=timezone.localtime(now).replace(day=1) - LAST_MONTH)
        .select_related("organization", "combined_with", "combined_by")
        .order_by("starts_at")
    )
    result = []
    for meeting in near[:6]:
        found = [row for row in timeline(facts_of(load_record(meeting), book), now, book) if row.is_open]
        if found:
            result.append((meeting, steps_of(found, reverse("meetings:detail", args=[meeting.pk]))))
    return result


# A paper ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A version of a paper with all versions of it, comments beside, and who has opened it."""

    version: DraftVersion
    draft: DraftDocument
    versions: list[DraftVersion]
    comments: list[DraftComment]
    opened: list[Acknowledgement]
    is_newest: bool
    accepts_comments: bool


def draft_page(version: DraftVersion) -> DraftPage:
    """Four queries for any number of comments."""
    versions = list(version.draft.versions.select_related("created_by").defer("body"))
    comments = DraftComment.objects.filter(version__draft=version.draft).select_related("member", "version")
    opened = version.acknowledgements.select_related("member").order_by("member__name_key")
    return DraftPage(
        version=version,
        draft=version.draft,
        versions=versions,
        comments=list(comments),
        opened=list(opened),
        is_newest=version.number == version.draft.revision,
        accepts_comments=allows(MeetingState(version.draft.meeting.state), Action.COMMENT),
    )


# The day of the meeting -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One line of the roll call as the screen shows it."""

    attendance: Attendance
    note: str  # "Dự bị; sinh hoạt tạm thời đến"
    is_expected: bool


@dataclass(frozen=True, slots=True)
class DayPage:
    """Everything the one screen of the day prints."""

    meeting: Meeting
    title: str
    record: MeetingRecord
    facts: MeetingFacts
    rows: list[AttendanceRow]
    count: AttendanceCount
    quorum: Quorum
    electorate: int
    speeches: list[Speech]
    assignments: list[Assignment]
    guests: list[str]
    silent: list[str]  # names of those present who have not spoken
    minutes_run: int | None
    needed_minutes: int | None


def _row(attendance: Attendance, is_expected: bool) -> AttendanceRow:  # noqa: FBT001 – one caller, beside it
    words = [STANDINGS[Standing.PROBATIONARY]] if attendance.standing == Standing.PROBATIONARY else []
    words += [CONDITIONS[Condition(code)] for code in attendance.conditions.split(",") if code]
    return AttendanceRow(attendance, "; ".join(words), is_expected)


def day_page(meeting: Meeting, now: datetime) -> DayPage:
    """The day's screen: a fixed number of queries."""
    record, book = load_record(meeting), rulebook_of(meeting.organization)
    facts, lines = facts_of(record, book), census_lines(record.attendances)
    share = book.need(Figure.QUORUM_SHARE, facts.held_on).value
    speeches = list(meeting.speeches.select_related("member", "item"))
    spoken = {speech.member_id for speech in speeches}
    rule = minutes_rule(facts, book)
    until = facts.closed_at or now
    return DayPage(
        meeting=meeting,
        title=title_of(meeting),
        record=record,
        facts=facts,
        rows=[_row(row, line.is_expected) for row, line in zip(record.attendances, lines, strict=True)],
        count=count_attendance(lines),
        quorum=quorum(lines, share),
        electorate=electorate(lines),
        speeches=speeches,
        assignments=list(meeting.assignments.select_related("member", "helper")),
        guests=[f"{guest.name}, {guest.post}" if guest.post else guest.name for guest in meeting.guests.all()],
        silent=[row.name for row in record.attendances if row.mark == "present" and row.member_id not in spoken],
        minutes_run=int((until - facts.opened_at).total_seconds() // 60) if facts.opened_at else None,
        needed_minutes=rule.number if rule else None,
    )


# Assignments and delivery -----------------------------------------------------------------------------------------


def assignments_of(condition: Q) -> list[Assignment]:
    """Assignments under the condition, those that wait first, then by deadline."""
    rows = Assignment.objects.filter(condition).select_related("member", "helper", "organization", "meeting")
    return sorted(rows, key=lambda row: (row.progress != Progress.OPEN, row.due_on, row.pk))


def my_assignments(member: Member) -> QuerySet[Assignment]:
    """What the person still has to report on, nearest deadline first."""
    return Assignment.objects.filter(member=member, progress=Progress.OPEN).select_related("meeting", "organization")


def troubled_messages(meeting: Meeting) -> list[OutboundMessage]:
    """Messages about the meeting that failed, or of which nobody knows whether they went."""
    return list(OutboundMessage.objects.filter(about=f"meeting:{meeting.pk}").troubled())


def by_hand_messages(meeting: Meeting) -> list[OutboundMessage]:
    """Messages that somebody has to print and hand over, or say: by name."""
    rows = OutboundMessage.objects.filter(about=f"meeting:{meeting.pk}").by_hand()
    return sorted(rows, key=lambda row: (row.kind, row.recipient_name))
