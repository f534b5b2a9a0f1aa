"""The deeds of this app: put a topic on the year's plan, change it, take it off."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from chibo.core import audit
from chibo.core.contest import Seen, settle, values_of
from chibo.rules.dates import DayOf, check_day
from chibo.rules.periods import Period
from chibo.rules.powers import Power
from chibo.rules.refusal import Refusal, RuleRefused
from members.access import require
from members.models import Member, Organization, User
from topics.codes import TopicDeed, TopicGroup
from topics.models import Topic
from topics.selectors import is_on_roll


@dataclass(frozen=True, slots=True)
class TopicPlan:
    """What is chosen for a topic."""

    year: int
    quarter: int
    title: str
    group: TopicGroup
    author: Member | None = None
    basis: str = ""


CHOSEN = ("year", "quarter", "title", "group", "author", "basis")


@transaction.atomic
def plan_topic(*, actor: User, now: datetime, organization: Organization, plan: TopicPlan) -> Topic:
    """Put a topic on the plan of the year.

    Raises RuleRefused: ``day_out_of_range``, ``author_not_on_roll`` for an author of another cell.
    """
    require(actor, Power.PLAN_TOPICS, organization, now.date())
    _check_quarter(plan, now)
    _check_author(organization, plan.author, now)
    topic = Topic(organization=organization, created_by=actor, created_at=now)
    _write(topic, plan)
    _write_down(actor, now, topic, TopicDeed.PLANNED)
    return topic


@transaction.atomic
def change_topic(*, actor: User, now: datetime, topic: Topic, plan: TopicPlan, seen: Seen | None = None) -> Topic:
    """Change a topic on the plan, each field by whoever changed it; who was chosen before may stay.

    Raises RuleRefused: those at planning, ``stale`` where somebody else changed the same field since.
    """
    topic = Topic.objects.select_for_update(of=("self",)).select_related("organization", "author").get(pk=topic.pk)
    require(actor, Power.PLAN_TOPICS, topic.organization, now.date())
    _check_quarter(plan, now)
    stored = values_of(topic, CHOSEN)
    merged = settle(stored, values_of(plan, CHOSEN), seen)
    if merged == stored:
        return topic
    plan = replace(plan, **merged)
    _check_quarter(plan, now)
    if plan.author != topic.author:
        _check_author(topic.organization, plan.author, now)
    _write(topic, plan)
    _write_down(actor, now, topic, TopicDeed.CHANGED)
    return topic


@transaction.atomic
def remove_topic(*, actor: User, now: datetime, topic: Topic) -> None:
    """Take a topic off the plan. Raises RuleRefused: ``in_use`` where a meeting hangs on it."""
    require(actor, Power.PLAN_TOPICS, topic.organization, now.date())
    _write_down(actor, now, topic, TopicDeed.REMOVED, title=topic.title)
    try:
        topic.delete()
    except ProtectedError as error:
        raise RuleRefused(Refusal.IN_USE) from error


def _check_quarter(plan: TopicPlan, now: datetime) -> None:
    check_day(DayOf.TOPIC, Period.quarter(plan.year, plan.quarter).starts_on, now.date())


def _check_author(organization: Organization, author: Member | None, now: datetime) -> None:
    if author is not None and not is_on_roll(author, organization, now.date()):
        raise RuleRefused(Refusal.AUTHOR_NOT_ON_ROLL, name=author.full_name)


def _write(topic: Topic, plan: TopicPlan) -> None:
    topic.year, topic.quarter, topic.title = plan.year, plan.quarter, plan.title.strip()
    topic.group, topic.author, topic.basis = TopicGroup(plan.group).value, plan.author, plan.basis.strip()
    topic.save()


def _write_down(actor: User, now: datetime, topic: Topic, deed: TopicDeed, **data: object) -> None:
    audit.record(
        actor=actor,
        now=now,
        action=deed,
        target=f"topic:{topic.pk}",
        path=topic.organization.path,
        data=data,
    )
