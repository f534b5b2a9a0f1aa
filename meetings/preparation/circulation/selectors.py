"""What the page before the sending prints."""

from dataclasses import dataclass
from datetime import datetime

from chibo.rules.conduct import minutes_rule
from chibo.rules.workflow import Action
from meetings.ground.advice import Missing, missing
from meetings.ground.facts import facts_of, load_record
from meetings.ground.selectors import title_of
from meetings.models import Meeting
from members.selectors import rulebook_of


@dataclass(frozen=True, slots=True)
class CirculationPage:
    """What would be sent, and what stands against it."""

    meeting: Meeting
    title: str
    needs: list[Missing]
    advice: list[Missing]
    items: int
    planned_minutes: int
    needed_minutes: int | None
    papers: list[str]  # their titles


def circulation_page(meeting: Meeting, now: datetime) -> CirculationPage:
    """The page before the sending: a fixed number of queries."""
    record, book = load_record(meeting), rulebook_of(meeting.organization)
    facts = facts_of(record, book)
    needs, advice = missing(facts, Action.CIRCULATE, now, book)
    rule = minutes_rule(facts, book)
    return CirculationPage(
        meeting=meeting,
        title=title_of(meeting),
        needs=needs,
        advice=advice,
        items=len(record.items),
        planned_minutes=facts.planned_minutes,
        needed_minutes=rule.number if rule else None,
        papers=[draft.title for draft in record.drafts if draft.versions.all()],
    )
