"""The facts of a year of many cells at once. A locked meeting never changes, so it is read once in a process."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q

from chibo.rules.facts import MeetingFacts
from chibo.rules.occasions import Occurrence, pair_up
from chibo.rules.periods import MeetingKind
from chibo.rules.workflow import MeetingState
from meetings.codes import FollowUpDeed
from meetings.ground.facts import COLUMNS, kept_facts, occurrence
from meetings.models import Meeting

ISSUED_AT = Max("follow_ups__at", filter=Q(follow_ups__deed=FollowUpDeed.RESOLUTION_ISSUED))
SENT_AT = Max("follow_ups__at", filter=Q(follow_ups__deed=FollowUpDeed.SCORE_SENT))

# (meeting, number of its follow-ups, the other meeting of its occasion) → facts, of locked meetings only. The database
# refuses to change a locked meeting or to take a follow-up back, so what is remembered can never become untrue.
Key = tuple[int, int, int]
_locked: dict[Key, MeetingFacts] = {}


def forget() -> None:
    """Forget what is remembered of locked meetings: only an emptied or restored database asks for it."""
    _locked.clear()


def year_facts(organization_ids: Collection[int], year: int) -> dict[int, list[MeetingFacts]]:
    """The meetings of a year of these cells, by cell: two queries at most for any number of cells.

    Counts are those frozen at the close; what only preparation asks for is left at its default.
    """
    scope = Meeting.objects.filter(period__startswith=f"{year}-", organization_id__in=list(organization_ids))
    scope = scope.exclude(kind=MeetingKind.COMMITTEE).order_by()
    light = scope.annotate(deeds=Count("follow_ups")).values_list(
        "organization_id", "pk", "deeds", "combined_with_id", "state", "starts_at", "opened_at"
    )
    keys = _keys(list(light))
    strange = {organization_id for organization_id, key in keys if key not in _locked}
    read = _read(scope.filter(organization_id__in=strange)) if strange else {}
    result: dict[int, list[MeetingFacts]] = {}
    for organization_id, key in keys:
        facts = _locked.get(key) or read.get(key[0])
        if facts is not None:  # one that was planned between the two queries is left to the next reading
            result.setdefault(organization_id, []).append(facts)
    return result


def _keys(rows: list[tuple[int, int, int, int | None, str, datetime, datetime | None]]) -> list[tuple[int, Key]]:
    partner = pair_up({pk: (other, Occurrence(state, at, begun)) for _, pk, _, other, state, at, begun in rows})
    return [(organization_id, (pk, deeds, partner.get(pk, 0))) for organization_id, pk, deeds, *_ in rows]


def _read(scope: Any) -> dict[int, MeetingFacts]:
    counted = scope.annotate(deeds=Count("follow_ups"), issued_at=ISSUED_AT, sent_at=SENT_AT)
    columns = counted.values(*COLUMNS, "combined_with_id", "deeds", "issued_at", "sent_at")
    rows: dict[int, dict[str, Any]] = {row["pk"]: row for row in columns}
    partners = pair_up({pk: (row["combined_with_id"], occurrence(row)) for pk, row in rows.items()})
    result = {}
    for pk, row in rows.items():
        partner = rows.get(partners.get(pk, 0))
        follow_ups = {FollowUpDeed.RESOLUTION_ISSUED: row["issued_at"], FollowUpDeed.SCORE_SENT: row["sent_at"]}
        facts = result[pk] = kept_facts(row, partner, follow_ups)
        if row["state"] == MeetingState.LOCKED and (partner is None or partner["state"] == MeetingState.LOCKED):
            _locked[(pk, row["deeds"], partners.get(pk, 0))] = facts
    return result
