"""What stands between a meeting and its next move, in words, with the page where each is mended."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from chibo.rules.conditions import unmet
from chibo.rules.facts import MeetingFacts
from chibo.rules.thresholds import Rulebook
from chibo.rules.workflow import Action, MeetingState, Need, blockers, transition, warnings
from meetings.ground.facts import MeetingRecord, census_lines, facts_of, load_record
from meetings.ground.selectors import title_of
from meetings.labels import ADVICE, NEEDS
from meetings.models import Meeting
from members.selectors import rulebook_of


@dataclass(frozen=True, slots=True)
class Missing:
    """One sentence of what is missing, with the page where it is mended."""

    text: str
    url: str = ""
    action: str = ""


# The move that comes next in each state, for the one main button.
NEXT_ACTION = {
    MeetingState.PLANNED: Action.CIRCULATE,
    MeetingState.CIRCULATED: Action.OPEN,
    MeetingState.IN_SESSION: Action.RECORD,
    MeetingState.HELD: Action.LOCK,
}

# The page where each missing thing is put right, and the words of the link to it.
MENDING = {
    "agenda": ("meetings:agenda", "Soạn chương trình"),
    "presenters": ("meetings:agenda", "Phân công"),
    "planned_time": ("meetings:agenda", "Xem chương trình"),
    "place": ("meetings:change", "Ghi địa điểm"),
    "chair": ("meetings:change", "Chọn người chủ trì"),
    "minute_taker": ("meetings:change", "Cử thư ký"),
    "drafts": ("meetings:draft-add", "Thêm tài liệu"),
    "roll_call": ("meetings:session", "Điểm danh"),
    "votes": ("meetings:session", "Xem điểm danh và biểu quyết"),
    "conclusions": ("meetings:session", "Ghi kết luận"),
    "read_back": ("meetings:minutes", "Đọc lại biên bản"),
}


def _worded(code: str, text: str, facts: MeetingFacts) -> Missing:
    name, words = MENDING.get(code, ("", ""))
    return Missing(text, reverse(name, args=[facts.ref]) if name else "", words)


def missing(
    facts: MeetingFacts, action: Action | None, now: datetime, book: Rulebook, *, without: Collection[Need] = ()
) -> tuple[list[Missing], list[Missing]]:
    """What blocks the action at ``now``, and what is advised against it; nothing where the table knows no such move.

    ``without`` are conditions that the deed itself meets.
    """
    if action is None or transition(facts.state, action) is None:
        return [], []
    open_ones = [one for one in unmet(facts, now, book) if one not in without]
    needs = [_worded(code, NEEDS[code], facts) for code in blockers(facts.state, action, open_ones)]
    return needs, [_worded(code, ADVICE[code], facts) for code in warnings(facts.state, action, open_ones)]


@dataclass(frozen=True, slots=True)
class MovePage:
    """What a confirmation page says before a move of the meeting: what blocks it and what is advised against it."""

    meeting: Meeting
    title: str
    facts: MeetingFacts
    needs: list[str]
    advice: list[str]
    unmarked: list[str]  # names not yet called
    unconcluded: list[str]  # titles of items without a conclusion


def move_page(
    meeting: Meeting,
    action: Action,
    now: datetime,
    *,
    without: Collection[Need] = (),
    record: MeetingRecord | None = None,
) -> MovePage:
    """The conditions of the move at ``now``, in words; ``without`` are those that the page itself asks for."""
    record, book = record or load_record(meeting), rulebook_of(meeting.organization)
    facts, lines = facts_of(record, book), census_lines(record.attendances)
    needs, advice = missing(facts, action, now, book, without=without)
    unheard = set(facts.items_without_conclusion)
    return MovePage(
        meeting=meeting,
        title=title_of(meeting),
        facts=facts,
        needs=[one.text for one in needs],
        advice=[one.text for one in advice],
        unmarked=[
            row.name
            for row, line in zip(record.attendances, lines, strict=True)
            if line.is_expected and line.mark is None
        ],
        unconcluded=[item.title for item in record.items if item.position in unheard],
    )
