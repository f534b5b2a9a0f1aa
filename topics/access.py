"""Which topics a person sees and who plans them."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from chibo.rules.powers import Power
from members.access import grants_of, holds_power, scope_q, who_may
from members.models import User
from topics.models import Topic


def visible_topics(user: User, on: date) -> QuerySet[Topic]:
    """Topics of the person's own cell and of those below a committee officer."""
    scope = scope_q(grants_of(user, on), Power.READ_SCHEDULE, "organization__path")
    return Topic.objects.filter(scope).select_related("organization", "author")


def get_topic(user: User, pk: int, power: Power, on: date) -> Topic:
    """The topic. Raises Http404 where it is not visible, PermissionDenied without the power."""
    topic = visible_topics(user, on).filter(pk=pk).first()
    if topic is None:
        raise Http404
    if not holds_power(user, power, topic.organization, on):
        raise PermissionDenied(who_may(power))
    return topic
