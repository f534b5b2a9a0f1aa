"""Facts of made-up meetings, written as a secretary would say them: day first, hours on a Vietnamese clock."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from chibo.rules.census import CensusLine, Condition, Mark, Standing
from chibo.rules.facts import MeetingFacts
from chibo.rules.instruments import Adoption, adopted
from chibo.rules.local_time import LOCAL
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.thresholds import Figure, Rulebook, Threshold
from chibo.rules.workflow import MeetingState

BOOK = Rulebook()
CELL = "0001.0004.0012."
COMMITTEE = "0001.0004."


def adopting(*keys: str, since: date = date(2025, 1, 1), until: date | None = None) -> Rulebook:
    """The rulebook of the cell at ``CELL``, whose committee adopted these local instruments."""
    return Rulebook(CELL, tuple(row for key in keys for row in adopted(Adoption(key, since, until), COMMITTEE)))


LAO_CAI = adopting("LC", "LC08")
"""The rulebook of a cell whose committee adopted every local instrument."""


def on(text: str) -> date:
    """``03/12/2026``."""
    return at(f"{text} 12:00").date()


def at(text: str) -> datetime:
    """``03/12/2026 19:00`` in Việt Nam."""
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=LOCAL)


def _facts(kind: MeetingKind, said: dict[str, Any], changes: dict[str, Any]) -> MeetingFacts:
    """Texts with an hour become instants; the period is that of the start unless it is named by its key."""
    values: dict[str, Any] = {"kind": kind, "state": MeetingState.PLANNED, **said, **changes}
    values = {name: at(value) if name.endswith("_at") and value else value for name, value in values.items()}
    period = values.get("period")
    values["period"] = Period.parse(period) if period else Period.of(values["kind"], values["starts_at"].date())
    return MeetingFacts(**values)


def regular(**changes: Any) -> MeetingFacts:
    """A regular meeting on Thursday 03/12/2026 at 19:00, planned and nothing more."""
    return _facts(MeetingKind.REGULAR, {"starts_at": "03/12/2026 19:00"}, changes)


def thematic(**changes: Any) -> MeetingFacts:
    """A thematic meeting on 15/11/2026 at 14:00, planned and nothing more."""
    return _facts(MeetingKind.THEMATIC, {"starts_at": "15/11/2026 14:00"}, changes)


DONE: dict[str, Any] = {
    "state": MeetingState.LOCKED,
    "committee_agreed_at": "28/11/2026 20:00",
    "circulated_at": "29/11/2026 09:00",
    "opened_at": "03/12/2026 19:00",
    "closed_at": "03/12/2026 20:40",
    "agenda_items": 4,
    "planned_minutes": 100,
    "drafts": 1,
    "expected": 20,
    "present": 19,
    "read_back_at": "03/12/2026 20:35",
    "minutes_locked_at": "03/12/2026 20:45",
    "resolution_carried": True,
    "resolution_issued_at": "04/12/2026 10:00",
    "score_sent_at": "07/12/2026 16:00",
    "assignments_due": 5,
    "assignments_reported": 5,
}
"""Everything done as it should be."""


def finished(**changes: Any) -> MeetingFacts:
    """The regular meeting of 03/12/2026 with everything done in time."""
    return regular(**{**DONE, **changes})


def line(
    standing: Standing = Standing.OFFICIAL, *conditions: Condition, mark: Mark | None = Mark.PRESENT
) -> CensusLine:
    return CensusLine(standing, frozenset(conditions), mark)


def own_figure(
    code: Figure, value: str, *, path: str = "0001.", since: str = "01/01/2020", until: str = ""
) -> Threshold:
    """A committee's own figure, named after its value so that a test can tell which one answered."""
    return Threshold(
        code.value, f"Mức riêng {value}", Fraction(value), "QĐ 5-QĐ/ĐU", on(since), on(until) if until else None, path
    )


def local_book(*rows: Threshold, holidays: tuple[str, ...] = ()) -> Rulebook:
    """The rulebook of the cell at ``CELL`` with those figures of its committees."""
    return Rulebook(CELL, rows, frozenset(on(day) for day in holidays))
