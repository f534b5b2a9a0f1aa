"""What stands between a meeting and its next move, in words, with the page where each is mended."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from chibo.rules.conditions import doubts_of, unmet
from chibo.rules.doubts import Doubt
from chibo.rules.facts import MeetingFacts
from chibo.rules.named import NamedAs
from chibo.rules.thresholds import Rulebook
from chibo.rules.workflow import Action, Advice, MeetingState, Need, blockers, transition, warnings
from meetings.ground.facts import MeetingRecord, census_lines, facts_of, load_record
from meetings.ground.selectors import title_of
from meetings.labels import condition_sentences, doubt_sentence
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


# Where another person is chosen before the meeting is opened; afterwards the room is the place.
CHOOSING = {
    NamedAs.CHAIR: ("meetings:change", "Chọn người chủ trì"),
    NamedAs.MINUTE_TAKER: ("meetings:change", "Cử thư ký"),
    NamedAs.PRESENTER: ("meetings:agenda", "Phân công lại"),
}
CHOSEN_BY = {Need.CHAIR: NamedAs.CHAIR, Need.MINUTE_TAKER: NamedAs.MINUTE_TAKER}
"""Whom a deed names that itself meets the need of one."""


def _worded(code: str, facts: MeetingFacts, people: Collection[Doubt]) -> list[Missing]:
    if code == Advice.PEOPLE:
        return [_doubted(doubt, facts) for doubt in people]
    return [_linked(sentence, MENDING.get(code), facts) for sentence in condition_sentences(code)]


def _doubted(doubt: Doubt, facts: MeetingFacts) -> Missing:
    if facts.state in (MeetingState.IN_SESSION, MeetingState.HELD):
        return _linked(doubt_sentence(doubt), ("meetings:session", "Xem điểm danh"), facts)
    places = (CHOOSING.get(mention.kind) for mention in doubt.mentions)
    return _linked(doubt_sentence(doubt), next(filter(None, places), None), facts)


def _linked(text: str, place: tuple[str, str] | None, facts: MeetingFacts) -> Missing:
    name, words = place or ("", "")
    return Missing(text, reverse(name, args=[facts.ref]) if name else "", words)


def _leaving_out(facts: MeetingFacts, kinds: Collection[NamedAs]) -> MeetingFacts:
    """The facts without those whom the deed names anew."""
    people = (
        replace(person, mentions=tuple(mention for mention in person.mentions if mention.kind not in kinds))
        for person in facts.named
    )
    return replace(facts, named=tuple(people))


def missing(
    facts: MeetingFacts, action: Action | None, now: datetime, book: Rulebook, *, without: Collection[Need] = ()
) -> tuple[list[Missing], list[Missing]]:
    """What blocks the action at ``now``, and what is advised against it; nothing where the table knows no such move.

    ``without`` are conditions that the deed itself meets.
    """
    if action is None or transition(facts.state, action) is None:
        return [], []
    facts = _leaving_out(facts, [kind for need, kind in CHOSEN_BY.items() if need in without])
    people = doubts_of(facts, now)
    open_ones = [one for one in unmet(facts, now, book) if one not in without]
    needs, advice = blockers(facts.state, action, open_ones), warnings(facts.state, action, open_ones)
    return (
        [row for code in needs for row in _worded(code, facts, people)],
        [row for code in advice for row in _worded(code, facts, people)],
    )


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
    replaced: list[str]  # who was named for what the page asks to choose, and cannot do it


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
        replaced=_replaced(facts, now, without),
    )


def _replaced(facts: MeetingFacts, now: datetime, without: Collection[Need]) -> list[str]:
    chosen = [kind for need, kind in CHOSEN_BY.items() if need in without]
    others = [kind for kind in NamedAs if kind not in chosen]
    return [doubt_sentence(doubt) for doubt in doubts_of(_leaving_out(facts, others), now)]
