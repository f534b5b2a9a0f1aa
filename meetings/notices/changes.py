"""What changes after the circulation is told once, gathered: whichever deed made the change."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from django.urls import reverse

from chibo.core import outbox
from chibo.core.models import Channel, Delivery
from chibo.core.wording import in_sentence
from chibo.rules.agendas import ItemKind
from chibo.rules.telling import (
    Item,
    Paper,
    Plan,
    PlanChange,
    PlanDifference,
    Told,
    differences,
    gathered_until,
    useful_until,
)
from chibo.rules.workflow import MeetingState
from meetings.ground.selectors import title_of
from meetings.labels import CHANGES, ITEM_KINDS
from meetings.models import ChangeNotice, Meeting
from meetings.notices.messages import Text, audience, compose, page_of, when
from members.models import Member

Reached = tuple[str, Channel]
"""A recipient, such as ``member:7``, and the way to him or her."""

OF_PAPERS = (PlanChange.PAPER_ADDED, PlanChange.PAPER_VERSION)


@dataclass(slots=True)
class Telling:
    """One deed on a meeting; ``invited_anew`` are members who get the whole notice for it and no letter besides."""

    invited_anew: Collection[int] = field(default_factory=tuple)


@contextmanager
def telling(meeting: Meeting, now: datetime) -> Iterator[Telling]:
    """Tell whoever holds the notice what the deed inside changes; nothing before the circulation or in session.

    The deed holds the meeting's row. Changes within a few minutes make one message, and what is taken back within them
    is not told.
    """
    if meeting.state != MeetingState.CIRCULATED:
        yield Telling()
        return
    before, deed = plan_of(meeting), Telling()
    yield deed
    after = plan_of(meeting)
    if before != after:
        _tell(meeting, before, after, now, deed.invited_anew)


def plan_of(meeting: Meeting) -> Plan:
    """The meeting as its readers know it, read anew: two queries."""
    items = meeting.items.select_related("presenter").order_by("position", "pk")
    return Plan(
        starts_at=meeting.starts_at,
        place=meeting.place,
        items={
            str(row.pk): Item(row.title, ItemKind(row.kind), row.presenter.full_name if row.presenter else "")
            for row in items
        },
        papers={str(row.pk): Paper(row.title, row.revision) for row in meeting.drafts.all()},
    )


def _tell(meeting: Meeting, before: Plan, after: Plan, now: datetime, invited_anew: Collection[int]) -> None:
    notice = _gathering(meeting, before, now)
    people = audience(meeting)
    due_at = min(notice.closes_at, gathered_until(meeting.starts_at, now))
    elsewhere = set(Channel) - {Channel.APP}
    reached: set[Reached] = {(f"member:{pk}", channel) for pk in invited_anew for channel in elsewhere}
    reached |= _retell(meeting, notice, after, people, reached, now, due_at)
    changes = differences(_plan(notice.before), after)
    key = f"change:{notice.pk}"
    if not changes:
        outbox.take_back(f"meeting:{meeting.pk}:{key}:")
        return
    messages = compose(meeting, people, change_text(meeting, changes, key, now))
    offered = (each for each in messages if (each.recipient, each.channel) not in reached)
    outbox.revise(offered, now=now, due_at=due_at)


def _gathering(meeting: Meeting, before: Plan, now: datetime) -> ChangeNotice:
    notice = ChangeNotice.objects.filter(meeting=meeting, closes_at__gt=now).last()
    if notice is not None:
        return notice
    closes_at = gathered_until(meeting.starts_at, now)
    return ChangeNotice.objects.create(meeting=meeting, opened_at=now, closes_at=closes_at, before=_stored(before))


def _retell(
    meeting: Meeting,
    newest: ChangeNotice,
    after: Plan,
    people: Collection[Member],
    reached: Collection[Reached],
    now: datetime,
    due_at: datetime,
) -> set[Reached]:
    """What still waits about earlier changes says everything up to this one, so that nothing old is carried.

    Returns whom it will reach, and how; who is ``reached`` already needs it no more.
    """
    waiting = _waiting(meeting, newest, now)
    told: set[Reached] = set()
    for earlier in ChangeNotice.objects.filter(pk__in=waiting).order_by("pk"):
        keys, changes = waiting[earlier.pk], differences(_plan(earlier.before), after)
        if not changes:
            continue
        offered = [
            replace(each, dedupe_key=keys[to])
            for each in compose(meeting, people, change_text(meeting, changes, f"change:{earlier.pk}", now))
            if (to := (each.recipient, each.channel)) in keys and to not in told and to not in reached
        ]
        outbox.revise(offered, now=now, due_at=due_at)
        told |= {(each.recipient, each.channel) for each in offered}
    return told


def _waiting(meeting: Meeting, newest: ChangeNotice, now: datetime) -> dict[int, dict[Reached, str]]:
    """Who still waits for which earlier notice, with the key to tell it under. From now on these wait no more.

    What perhaps arrived is told under a new key, so that no mail program takes it for the same letter.
    """
    mine = f"meeting:{meeting.pk}:change:"
    rows = outbox.on_the_way(f"meeting:{meeting.pk}").filter(dedupe_key__startswith=mine)
    earlier = rows.exclude(dedupe_key__startswith=f"{mine}{newest.pk}:")
    waiting = defaultdict[int, dict[Reached, str]](dict)
    for row in earlier.exclude(state=Delivery.CLAIMED):
        again = f":{now:%Y%m%d%H%M%S}" if row.state == Delivery.UNKNOWN else ""
        notice = int(row.dedupe_key.removeprefix(mine).partition(":")[0])
        waiting[notice][row.recipient, Channel(row.channel)] = row.dedupe_key + again
    outbox.drop(earlier, now=now)
    return dict(waiting)


def _stored(plan: Plan) -> dict[str, Any]:
    return {**asdict(plan), "starts_at": plan.starts_at.isoformat()}


def _plan(stored: dict[str, Any]) -> Plan:
    return Plan(
        starts_at=datetime.fromisoformat(stored["starts_at"]),
        place=stored["place"],
        items={
            key: Item(row["title"], ItemKind(row["kind"]), row["presenter"]) for key, row in stored["items"].items()
        },
        papers={key: Paper(**row) for key, row in stored["papers"].items()},
    )


def change_text(meeting: Meeting, changes: list[PlanDifference], key: str, now: datetime) -> Text:
    """Several changes in one message: the most urgent one is its subject."""
    kinds = {each.change for each in changes}
    lines = []
    if PlanChange.MOVED in kinds:
        lines.append(f"Thời gian, địa điểm mới: {when(meeting)}.")
        lines += [f"Lý do: {meeting.reason}"] if meeting.reason else []
    lines += [f"– {_line(each)}" for each in changes if each.change is not PlanChange.MOVED]
    if kinds & set(OF_PAPERS):
        lines.append("Mời đồng chí đọc và góp ý.")
    return Text(
        kind=_kind(kinds),
        key=key,
        subject=_subject(meeting, changes, kinds),
        body="\n".join(lines),
        link=_link(meeting, changes),
        useful_until=useful_until(meeting.starts_at, now),
    )


def _kind(kinds: set[PlanChange]) -> Told:
    if kinds & set(OF_PAPERS):
        return Told.NEW_VERSION
    return Told.MOVED if PlanChange.MOVED in kinds else Told.CHANGED


def _line(one: PlanDifference) -> str:
    old, new = one.before, one.after
    return CHANGES[one.change].format(
        title=(new or old).title,  # type: ignore[union-attr]
        old=old.title if old else "",
        kind=in_sentence(ITEM_KINDS[new.kind]) if isinstance(new, Item) else "",
        presenter=(new.presenter if isinstance(new, Item) else "") or "chưa phân công",
        number=new.number if isinstance(new, Paper) else "",
    )


def _subject(meeting: Meeting, changes: list[PlanDifference], kinds: set[PlanChange]) -> str:
    title = title_of(meeting)
    if PlanChange.MOVED in kinds:
        return f"{title}: đổi thời gian, địa điểm"
    paper = changes[0].after
    if len(changes) == 1 and isinstance(paper, Paper):
        what = "tài liệu mới" if changes[0].change is PlanChange.PAPER_ADDED else f"dự thảo lần {paper.number}"
        return f"{paper.title}: {what}"[:250]
    parts = (("chương trình", kinds - {*OF_PAPERS}), ("tài liệu", kinds & {*OF_PAPERS}))
    return f"{title}: thay đổi {' và '.join(words for words, changed in parts if changed)}"


def _link(meeting: Meeting, changes: list[PlanDifference]) -> str:
    """The paper where it is the only change, or else the meeting."""
    if len(changes) == 1 and changes[0].change in OF_PAPERS:
        draft = meeting.drafts.get(pk=int(changes[0].key))
        return reverse("meetings:draft", args=[draft.versions.all()[0].pk])
    return page_of(meeting)
