"""Who sees the plan of a cell, and who may change it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from chibo.rules.powers import Power
from tests.cast import ON
from tests.factories.topics import TopicFactory
from topics.access import get_topic, visible_topics

SEE = {"secretary", "deputy", "committee_member", "minute_taker", "member", "supervisor", "officer"}
EVERYBODY = SEE | {"neighbour", "neighbour_secretary", "other_officer", "technician", "nobody"}


def test_the_cell_its_official_and_the_committee_above_see_the_plan(cast):
    TopicFactory(organization=cast.cell)
    assert {name for name in EVERYBODY if visible_topics(getattr(cast, name), ON).exists()} == SEE


def test_unseen_is_not_found_and_seen_without_the_power_is_refused(cast):
    topic = TopicFactory(organization=cast.cell)
    assert get_topic(cast.committee_member, topic.pk, Power.PLAN_TOPICS, ON) == topic
    with pytest.raises(PermissionDenied, match="bí thư, phó bí thư, chi ủy viên"):
        get_topic(cast.member, topic.pk, Power.PLAN_TOPICS, ON)
    with pytest.raises(Http404):
        get_topic(cast.neighbour_secretary, topic.pk, Power.PLAN_TOPICS, ON)
