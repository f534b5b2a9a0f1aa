"""Local instruments: what each prescribes, and from when to when it binds where a committee adopted it.

An instrument of one province binds nobody elsewhere. A committee adopts it whole, from a day on, and may withdraw it;
its figures then follow the instrument's own validity within those days.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.sources import SOURCES, Source
from chibo.rules.thresholds import SUGGESTED, Threshold

ADOPTABLE = tuple(dict.fromkeys(row.source for row in SUGGESTED))
"""The keys of the instruments that a committee may adopt, in the order of the table."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """An instrument in force by the decision of a committee from ``since`` to ``until``, both inclusive."""

    instrument: str
    since: date
    until: date | None = None


def instrument(key: str) -> Source:
    """The instrument of that key. Raises RuleRefused: ``unknown_instrument``."""
    if key not in ADOPTABLE:
        raise RuleRefused(Refusal.UNKNOWN_INSTRUMENT)
    return SOURCES[key]


def figures_of(key: str) -> tuple[Threshold, ...]:
    """What the instrument prescribes, earlier figures with it; nothing for a key that is none."""
    return tuple(row for row in SUGGESTED if row.source == key)


def adopted(adoption: Adoption, path: str) -> tuple[Threshold, ...]:
    """The figures of the instrument as they bind under the committee at ``path``."""
    rows = (
        replace(
            row,
            since=max(row.since, adoption.since),
            until=min((day for day in (row.until, adoption.until) if day), default=None),
            path=path,
            is_adopted=True,
        )
        for row in figures_of(adoption.instrument)
    )
    return tuple(row for row in rows if row.until is None or row.since <= row.until)


def ensure_adoptable(key: str, since: date, before: tuple[Adoption, ...]) -> None:
    """Raise RuleRefused unless the committee, with its adoptions ``before``, may adopt the instrument from that day.

    Codes: ``unknown_instrument``, ``not_issued_yet``, ``already_adopted`` (in force on that day or after it).
    """
    source = instrument(key)
    if source.issued_on is not None and since < source.issued_on:
        raise RuleRefused(Refusal.NOT_ISSUED_YET, number=source.number, issued_on=f"{source.issued_on:%d/%m/%Y}")
    if any(one.instrument == key and (one.until is None or one.until >= since) for one in before):
        raise RuleRefused(Refusal.ALREADY_ADOPTED, number=source.number)


def withdrawn(adoption: Adoption, on: date) -> Adoption | None:
    """The adoption without force from that day on; None where it then never had any.

    Raises RuleRefused: ``already_ended``, ``withdrawn_before_adopted``.
    """
    if adoption.until is not None:
        raise RuleRefused(Refusal.ALREADY_ENDED)
    if on < adoption.since:
        raise RuleRefused(Refusal.WITHDRAWN_BEFORE_ADOPTED, since=f"{adoption.since:%d/%m/%Y}")
    return replace(adoption, until=on - timedelta(days=1)) if on > adoption.since else None
