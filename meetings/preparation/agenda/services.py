"""The programme: one deed writes the whole of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from chibo.rules.powers import Power
from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.workflow import Action
from meetings.codes import MeetingDeed
from meetings.ground.deeds import check_revision, ensure, ensure_action, locked, write_down
from meetings.models import AgendaItem, Meeting
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


@transaction.atomic
def save_agenda(*, actor: User, now: datetime, meeting: Meeting, revision: int, items: Sequence[ItemInput]) -> Meeting:
    """Write the whole programme in the given order; items left out are removed.

    Raises RuleRefused: ``state``, ``stale`` where somebody else saved since ``revision``, ``item_used`` where one to be
    removed has been spoken or voted on.
    """
    meeting = locked(meeting)
    ensure(actor, Power.PLAN_MEETING, meeting, now)
    ensure_action(meeting, Action.EDIT)
    check_revision(meeting.revision, revision)
    known = {item.pk: item for item in meeting.items.all()}
    _remove_items(item for pk, item in known.items() if pk not in {row.pk for row in items})
    for position, row in enumerate(items, start=1):
        item = known.get(row.pk or 0) or AgendaItem(meeting=meeting)
        _write_item(item, row, position)
    meeting.revision = revision + 1
    meeting.save(update_fields=["revision"])
    write_down(actor, now, meeting, MeetingDeed.AGENDA_SAVED, items=len(items))
    return meeting


def _remove_items(items: Iterable[AgendaItem]) -> None:
    for item in items:
        try:
            item.delete()
        except ProtectedError as error:
            raise RuleRefused(Refusal.ITEM_USED, title=item.title) from error


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
