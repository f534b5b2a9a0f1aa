"""The programme: one deed writes the whole of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from chibo.core.contest import Seen, settle
from chibo.rules.agendas import ItemInUse, check_removed, check_renamed
from chibo.rules.powers import Power
from chibo.rules.workflow import Action
from meetings.codes import MeetingDeed
from meetings.ground.deeds import ensure, ensure_action, locked, reopen, write_down
from meetings.models import AgendaItem, Meeting
from meetings.notices.changes import telling
from members.models import User


@dataclass(frozen=True, slots=True)
class ItemInput:
    """One line of the programme as it was sent; ``pk`` None for a new one."""

    pk: int | None
    kind: str
    title: str
    presenter_id: int | None
    minutes: int
    basis: str = ""


def lines_of(items: Iterable[AgendaItem]) -> tuple[ItemInput, ...]:
    """The programme as it would be sent without a change."""
    return tuple(
        ItemInput(item.pk, str(item.kind), item.title, item.presenter_id, item.minutes, item.basis) for item in items
    )


@transaction.atomic
def save_agenda(
    *,
    actor: User,
    now: datetime,
    meeting: Meeting,
    revision: int,
    items: Sequence[ItemInput],
    seen: Seen | None = None,
) -> Meeting:
    """Write the whole programme in the given order; items left out are removed; who holds the notice is told.

    In session the minutes have to be read back again after it.
    Raises RuleRefused: ``state``, ``stale`` where somebody else changed the programme since, ``item_used`` where one
    to be removed has anything under it, ``item_voted`` where one that was voted on would be renamed.
    """
    meeting = locked(meeting)
    ensure(actor, Power.PLAN_MEETING, meeting, now)
    ensure_action(meeting, Action.EDIT)
    stored, sent = {"items": lines_of(meeting.items.all())}, {"items": tuple(items)}
    items = settle(stored, sent, seen, current=meeting.revision, shown=revision)["items"]
    with telling(meeting, now):
        _write_items(meeting, items)
    reopen(meeting)
    meeting.revision += 1
    meeting.save(update_fields=["revision"])
    write_down(actor, now, meeting, MeetingDeed.AGENDA_SAVED, items=len(items))
    return meeting


def _write_items(meeting: Meeting, items: Sequence[ItemInput]) -> None:
    known = {item.pk: item for item in meeting.items.all()}
    in_use, kept = _in_use(meeting, known.values()), {row.pk for row in items}
    for pk, item in known.items():
        if pk not in kept:
            check_removed(in_use[pk])
            item.delete()
    for position, row in enumerate(items, start=1):
        found = known.pop(row.pk or 0, None)  # a row sent twice is two items
        item = found or AgendaItem(meeting=meeting)
        if item.pk:
            check_renamed(in_use[item.pk], row.title.strip())
        _write_item(item, row, position)


def _in_use(meeting: Meeting, items: Iterable[AgendaItem]) -> dict[int, ItemInUse]:
    """What stands under each item: nothing before the opening, three queries after it."""
    if meeting.opened_at is None:
        return {item.pk: ItemInUse(item.title, is_used=False, is_voted=False) for item in items}
    voted, spoken, assigned = (
        set(rows.values_list("item", flat=True)) for rows in (meeting.ballots, meeting.speeches, meeting.assignments)
    )
    return {
        item.pk: ItemInUse(
            item.title,
            is_used=bool(item.proceedings or item.conclusion) or item.pk in voted | spoken | assigned,
            is_voted=item.pk in voted,
        )
        for item in items
    }


def _write_item(item: AgendaItem, row: ItemInput, position: int) -> None:
    values = {
        "position": position,
        "kind": row.kind,
        "title": row.title.strip(),
        "presenter_id": row.presenter_id,
        "minutes": row.minutes,
        "basis": row.basis.strip(),
    }
    if item.pk and all(getattr(item, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(item, name, value)
    item.save()
