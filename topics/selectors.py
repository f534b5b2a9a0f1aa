"""What pages read of a year's topics."""

from dataclasses import dataclass

from django.db.models import QuerySet

from chibo.rules.periods import ROMAN
from topics.codes import TopicGroup
from topics.labels import TOPIC_GROUPS
from topics.models import Topic


@dataclass(frozen=True, slots=True)
class QuarterTopics:
    """The topics of one quarter; a quarter without any is a gap in the plan."""

    quarter: int
    label: str
    topics: list[tuple[Topic, str]]  # with the words of its group


def year_plan(topics: QuerySet[Topic], year: int) -> list[QuarterTopics]:
    """The four quarters of the year with their topics. One query."""
    rows = list(topics.filter(year=year).order_by("quarter", "organization__path", "pk"))
    return [
        QuarterTopics(number, f"Quý {ROMAN[number - 1]}", _with_group(rows, number))
        for number in range(1, 5)
    ]


def _with_group(rows: list[Topic], quarter: int) -> list[tuple[Topic, str]]:
    return [(row, TOPIC_GROUPS[TopicGroup(row.group)]) for row in rows if row.quarter == quarter]


def open_topics(organization_id: int, year: int, quarter: int) -> QuerySet[Topic]:
    """The topics a thematic meeting of this cell may choose from in the quarter."""
    return Topic.objects.filter(organization_id=organization_id, year=year, quarter=quarter)
