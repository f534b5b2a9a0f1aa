"""What each page of this app prints, finished: lists and dataclasses, no query left for a template."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from chibo.core.models import OutboundMessage
from chibo.rules.assessment import Assessment, Obligation, Verdict
from chibo.rules.conditions import unmet
from chibo.rules.conduct import minutes_rule
from chibo.rules.facts import MeetingFacts
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.powers import Power
from chibo.rules.thresholds import Rulebook
from chibo.rules.timeline import timeline
from chibo.rules.workflow import Action, MeetingState, blockers, transition, warnings
from meetings.access import may_read_papers, meeting_grants
from meetings.codes import Progress
from meetings.labels import ADVICE, KINDS, NEEDS, STATES, STEPS
from meetings.models import (
    Acknowledgement,
    Assignment,
    DraftComment,
    DraftDocument,
    DraftVersion,
    Meeting,
    MeetingQuerySet,
)
from meetings.selectors.facts import MeetingRecord, facts_of, load_record
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
    is_read: bool  # by the person who looks at the page


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
    needs = [_need(code, NEEDS[code], meeting) for code in blockers(facts.state, action, missing)]
    advice = [_need(code, ADVICE[code], meeting) for code in warnings(facts.state, action, missing)]
    return needs, advice


# The page where each missing thing is put right, and the words of the link to it.
MENDING = {
    "agenda": ("meetings:agenda", "Soạn chương trình"),
    "presenters": ("meetings:agenda", "Phân công"),
    "planned_time": ("meetings:agenda", "Xem chương trình"),
    "place": ("meetings:change", "Ghi địa điểm"),
    "chair": ("meetings:change", "Chọn người chủ trì"),
    "minute_taker": ("meetings:change", "Cử thư ký"),
    "drafts": ("meetings:draft-add", "Thêm tài liệu"),
    "roll_call": ("meetings:day", "Điểm danh"),
    "conclusions": ("meetings:day", "Ghi kết luận"),
    "read_back": ("meetings:minutes", "Đọc lại biên bản"),
}


def _need(code: str, text: str, meeting: Meeting) -> Need:
    name, words = MENDING.get(code, ("", ""))
    return Need(text, reverse(name, args=[meeting.pk]) if name else "", words)


def _draft_lines(record: MeetingRecord, user: User) -> list[DraftLine]:
    newest = {draft.pk: draft.versions.all()[0] for draft in record.drafts if draft.versions.all()}
    ids = [version.pk for version in newest.values()]
    comments = (
        DraftComment.objects.filter(version__draft__meeting=record.meeting)
        .order_by()
        .values("version__draft")
        .annotate(total=Count("pk"), unanswered=Count("pk", filter=Q(disposition="")))
    )
    counted = {row["version__draft"]: (row["total"], row["unanswered"]) for row in comments} if ids else {}
    opened = Acknowledgement.objects.filter(version__in=ids).order_by().values("version")
    counts = opened.annotate(total=Count("pk"), mine=Count("pk", filter=Q(member__user=user)))
    receipts = {row["version"]: (row["total"], row["mine"] > 0) for row in counts} if ids else {}
    return [
        DraftLine(
            draft,
            newest[draft.pk],
            *counted.get(draft.pk, (0, 0)),
            *receipts.get(newest[draft.pk].pk, (0, False)),
        )
        for draft in record.drafts
        if draft.pk in newest
    ]


# Measures of the meeting itself: nothing to show before it begins.
MEASURES = (Obligation.DURATION, Obligation.ATTENDANCE)


def _shown(facts: MeetingFacts, now: datetime, book: Rulebook) -> list[Assessment]:
    """The timeline without what it has nothing to say about yet."""
    rows = timeline(facts, now, book)
    if facts.opened_at is None:
        rows = tuple(row for row in rows if row.obligation not in MEASURES)
    idle = (Obligation.ASSIGNMENTS, Verdict.NOT_APPLICABLE)
    return [row for row in rows if (row.obligation, row.verdict) != idle]


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
        steps=steps_of(_shown(facts, now, book)) if held & {Power.PLAN_MEETING, Power.READ_COMPLIANCE} else [],
        needs=needs,
        advice=advice,
        drafts=_draft_lines(record, user) if reads else [],
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


def meetings_of_year(meetings: MeetingQuerySet, year: int) -> MeetingQuerySet:
    """The meetings of a year of those given, newest first, with what a list prints."""
    scope = meetings.filter(period__startswith=f"{year}-").select_related("organization", "topic")
    return scope.order_by("-starts_at", "-pk")


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


# Assignments -------------------------------------------------------------------------------------------------------


def assignments_of(condition: Q) -> list[Assignment]:
    """Assignments under the condition, those that wait first, then by deadline."""
    rows = Assignment.objects.filter(condition).select_related("member", "helper", "organization", "meeting")
    return sorted(rows, key=lambda row: (row.progress != Progress.OPEN, row.due_on, row.pk))


def my_assignments(member: Member) -> QuerySet[Assignment]:
    """What the person still has to report on, nearest deadline first."""
    return Assignment.objects.filter(member=member, progress=Progress.OPEN).select_related("meeting", "organization")
