"""What the page of a meeting and the list of a year print, finished: no query left for a template."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from chibo.core.labels import OBLIGATIONS
from chibo.core.models import IS_TO_HAND_OVER, IS_TROUBLED, OutboundMessage
from chibo.core.wording import in_sentence
from chibo.rules.assessment import Assessment, Obligation, Verdict
from chibo.rules.conduct import minutes_rule
from chibo.rules.facts import MeetingFacts
from chibo.rules.follow_up import late_score_ends_on, score
from chibo.rules.powers import Power
from chibo.rules.thresholds import Rulebook
from chibo.rules.timeline import timeline
from chibo.rules.workflow import Action, MeetingState, transition
from meetings.access import may_read_papers, meeting_grants
from meetings.ground.advice import NEXT_ACTION, Missing, missing
from meetings.ground.facts import MeetingRecord, facts_of, load_record
from meetings.ground.selectors import title_of
from meetings.labels import STATES
from meetings.models import (
    Acknowledgement,
    DraftComment,
    DraftDocument,
    DraftVersion,
    Meeting,
    MeetingQuerySet,
    QualityScore,
)
from members.models import User
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
    needs: list[Missing]
    advice: list[Missing]
    drafts: list[DraftLine]
    actions: frozenset[str]
    next_action: str
    planned_minutes: int
    needed_minutes: int | None
    reads_papers: bool
    troubled: int = 0
    by_hand: int = 0
    powers: frozenset[str] = field(default_factory=frozenset)
    score_step: str = ""  # the page on which the score of a locked meeting is given or sent, while it is owed


def steps_of(found: Iterable[Assessment], url: str = "") -> list[Step]:
    """Assessments as the steps of a timeline; the first that is open is the current one."""
    rows = list(found)
    current = next((row.obligation for row in rows if row.is_open), None)
    return [
        Step(
            OBLIGATIONS[row.obligation].short,
            row.verdict.value,
            row.figures,
            row.citation,
            row.obligation is current,
            url,
        )
        for row in rows
    ]


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
    needs, advice = missing(facts, NEXT_ACTION.get(facts.state) if leads else None, now, book)
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
        score_step=_score_step(facts, now, book) if Power.SEND_SCORE in held else "",
    )


def _score_step(facts: MeetingFacts, now: datetime, book: Rulebook) -> str:
    """What is still to be done about the self-score of a locked meeting; nothing where none is due."""
    is_due = score(facts, now, book).verdict is not Verdict.NOT_APPLICABLE
    if facts.state is not MeetingState.LOCKED or facts.score_sent_at or not is_due:
        return ""
    if QualityScore.objects.filter(meeting=facts.ref).exists():
        return "score-send"
    ends_on = late_score_ends_on(facts, book)
    return "score" if ends_on and now.date() <= ends_on else ""


def _delivery_counts(meeting: Meeting) -> tuple[int, int]:
    counts = OutboundMessage.objects.filter(about=f"meeting:{meeting.pk}").aggregate(
        troubled=Count("pk", filter=IS_TROUBLED),
        by_hand=Count("pk", filter=IS_TO_HAND_OVER),
    )
    return counts["troubled"], counts["by_hand"]


def meetings_of_year(meetings: MeetingQuerySet, year: int) -> MeetingQuerySet:
    """The meetings of a year of those given, newest first, with what a list prints."""
    scope = meetings.filter(period__startswith=f"{year}-").select_related("organization", "topic")
    return scope.order_by("-starts_at", "-pk")


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list."""

    meeting: Meeting
    title: str
    state: str
    is_ahead: bool


def meeting_lines(meetings: Iterable[Meeting]) -> list[MeetingLine]:
    """The meetings as a list prints them."""
    ahead = (MeetingState.PLANNED, MeetingState.CIRCULATED, MeetingState.IN_SESSION)
    return [
        MeetingLine(row, title_of(row), STATES[MeetingState(row.state)], MeetingState(row.state) in ahead)
        for row in meetings
    ]


def headline(meeting: Meeting, now: datetime) -> str:
    """What matters now about a meeting, as the heading of its page."""
    title, state = title_of(meeting), MeetingState(meeting.state)
    name = in_sentence(title)
    if state in (MeetingState.PLANNED, MeetingState.CIRCULATED):
        days = (meeting.starts_on - timezone.localtime(now).date()).days
        near = {0: f"Hôm nay {name}", 1: f"Ngày mai {name}"}
        return near.get(days) or (f"Còn {days} ngày đến {name}" if days > 0 else f"Đã qua ngày hẹn của {name}")
    return {MeetingState.IN_SESSION: f"Đang họp: {name}", MeetingState.HELD: f"Biên bản chưa khóa: {name}"}.get(
        state, f"{title}: đã hủy" if state is MeetingState.CANCELLED else title
    )


@dataclass(frozen=True, slots=True)
class Link:
    """A main action: its words and where it leads."""

    label: str
    url: str


def main_action(page: MeetingPage, now: datetime) -> Link | None:
    """The one thing to do now on the page of a meeting, for the person the page was made for."""
    if page.needs and page.needs[0].url:
        return Link(page.needs[0].action, page.needs[0].url)
    if page.next_action:
        return _next_move(page, now)
    unread = next((line for line in page.drafts if not line.is_read), None)
    if unread and Action.COMMENT in page.actions and Power.PLAN_MEETING not in page.powers:
        return Link(f"Đọc: {unread.draft.title}", reverse("meetings:draft", args=[unread.version.pk]))
    if page.facts.state is MeetingState.PLANNED and Action.EDIT in page.actions:
        return _link("Soạn chương trình", "agenda", page)
    return _after_locking(page) if page.facts.state is MeetingState.LOCKED else None


def _next_move(page: MeetingPage, now: datetime) -> Link | None:
    if page.next_action == Action.OPEN and timezone.localtime(now).date() < page.facts.starts_at.date():
        waits = page.troubled or page.by_hand
        return _link("Theo dõi việc gửi tài liệu", "delivery", page) if waits else None
    moves = {
        Action.CIRCULATE: ("Gửi thông báo, tài liệu", "circulate"),
        Action.OPEN: ("Bắt đầu buổi sinh hoạt", "open"),
        Action.RECORD: ("Vào buổi sinh hoạt", "session"),
        Action.LOCK: ("Hoàn thiện và khóa biên bản", "minutes"),
    }
    return _link(*moves[Action(page.next_action)], page)


def _after_locking(page: MeetingPage) -> Link | None:
    labels = {"score": "Chấm điểm và gửi cấp ủy", "score-send": "Gửi điểm tự chấm lên cấp trên"}
    if page.score_step:
        return _link(labels[page.score_step], page.score_step, page)
    return _link("Đọc biên bản", "minutes-document", page) if Power.READ_ISSUED in page.powers else None


def _link(label: str, name: str, page: MeetingPage) -> Link:
    return Link(label, reverse(f"meetings:{name}", args=[page.meeting.pk]))
