"""What pages read of a year's topics."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from chibo.rules.periods import ROMAN
from members.access import in_force
from members.models import Member, Organization
from topics.codes import TopicGroup
from topics.labels import TOPIC_GROUPS
from topics.models import Topic


@dataclass(frozen=True, slots=True)
class TopicLine:
    """One topic as the plan prints it; ``may_change`` by the person who looks."""

    topic: Topic
    group: str
    may_change: bool


@dataclass(frozen=True, slots=True)
class QuarterTopics:
    """The topics of one quarter; a quarter without any is a gap in the plan."""

    quarter: int
    label: str
    lines: list[TopicLine]


def year_plan(topics: QuerySet[Topic], year: int, planned: Collection[Organization] = ()) -> list[QuarterTopics]:
    """The four quarters of the year with their topics; those of the cells ``planned`` may be changed. One query."""
    rows = list(topics.filter(year=year).order_by("quarter", "organization__path", "pk"))
    cells = {cell.pk for cell in planned}
    return [
        QuarterTopics(
            number,
            f"quý {ROMAN[number - 1]}",
            [
                TopicLine(row, TOPIC_GROUPS[TopicGroup(row.group)], row.organization_id in cells)
                for row in rows
                if row.quarter == number
            ],
        )
        for number in range(1, 5)
    ]


def authors(organizations: Collection[Organization], on: date, chosen: Member | None = None) -> QuerySet[Member]:
    """Who may prepare a topic: everybody on the roll of these cells that day, and the one who was chosen before."""
    on_roll = Member.objects.filter(in_force(on, "memberships__"), memberships__organization__in=organizations)
    ids = {*on_roll.values_list("pk", flat=True), *([chosen.pk] if chosen else [])}
    return Member.objects.filter(pk__in=ids)


def is_on_roll(member: Member, organization: Organization, on: date) -> bool:
    """Whether the person stands on the roll of the cell that day."""
    return organization.memberships.filter(in_force(on), member=member).exists()


def cells_with_topic(organizations: Collection[Organization], year: int, quarter: int) -> set[int]:
    """Which of these cells have a topic on the plan of the quarter. One query."""
    rows = Topic.objects.filter(organization__in=organizations, year=year, quarter=quarter)
    return set(rows.values_list("organization_id", flat=True))
