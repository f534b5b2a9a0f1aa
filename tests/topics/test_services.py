"""Planning, changing and removing a topic: result, trail, refusals."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chibo.core.models import AuditEntry
from chibo.rules.refusal import RuleRefused
from tests.cast import NOW
from tests.factories.resolutions import MeetingFactory
from tests.factories.topics import TopicFactory
from topics import services
from topics.codes import TopicGroup
from topics.models import Topic


def plan(**values):
    row = {"year": 2026, "quarter": 4, "title": " Giữ gìn đoàn kết ", "group": TopicGroup.PARTY_BUILDING}
    return services.TopicPlan(**{**row, **values})


def put(actor, cell, **values):
    return services.plan_topic(actor=actor, now=NOW, organization=cell, plan=plan(**values))


@pytest.fixture
def topic(cast):
    return TopicFactory(organization=cast.cell)


def test_a_topic_is_put_on_the_plan(cast):
    put(cast.committee_member, cast.cell, author=cast.member.member, basis=" HD 42 ")
    topic = Topic.objects.get()
    assert (topic.organization, topic.year, topic.quarter) == (cast.cell, 2026, 4)
    assert (topic.title, topic.group, topic.author, topic.basis) == (
        "Giữ gìn đoàn kết",
        "party_building",
        cast.member.member,
        "HD 42",
    )
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.target, entry.path) == ("topic.planned", f"topic:{topic.pk}", cast.cell.path)


def test_an_author_of_another_cell_is_refused(cast, topic):
    stranger = cast.neighbour.member
    for deed in (
        lambda: put(cast.secretary, cast.cell, author=stranger),
        lambda: services.change_topic(actor=cast.secretary, now=NOW, topic=topic, plan=plan(author=stranger)),
    ):
        with pytest.raises(RuleRefused) as refused:
            deed()
        assert (refused.value.code, refused.value.detail) == ("author_not_on_roll", {"name": "Vũ Thị Ước"})
    assert (Topic.objects.count(), AuditEntry.objects.count()) == (1, 0)


def test_an_author_who_has_left_may_stay_on_the_topic(cast, topic):
    Topic.objects.update(author=cast.neighbour.member)
    services.change_topic(actor=cast.secretary, now=NOW, topic=topic, plan=plan(author=cast.neighbour.member))
    topic.refresh_from_db()
    assert (topic.title, topic.author) == ("Giữ gìn đoàn kết", cast.neighbour.member)
    assert AuditEntry.objects.get().action == "topic.changed"


def test_a_topic_is_taken_off_with_its_title_in_the_trail(cast, topic):
    services.remove_topic(actor=cast.deputy, now=NOW, topic=topic)
    assert not Topic.objects.exists()
    entry = AuditEntry.objects.get()
    assert entry.action == "topic.removed"
    assert entry.data["title"].startswith("Học tập và làm theo Bác")


def test_a_topic_with_a_meeting_stays(cast, topic):
    MeetingFactory(organization=cast.cell, kind="thematic", topic=topic)
    with pytest.raises(RuleRefused, match="in_use"):
        services.remove_topic(actor=cast.secretary, now=NOW, topic=topic)
    assert (Topic.objects.count(), AuditEntry.objects.count()) == (1, 0)


@pytest.mark.parametrize("name", ["member", "minute_taker", "neighbour_secretary", "officer", "technician"])
def test_only_the_committee_of_the_cell_plans(cast, topic, name):
    actor = getattr(cast, name)
    for deed in (
        lambda: put(actor, cast.cell),
        lambda: services.change_topic(actor=actor, now=NOW, topic=topic, plan=plan()),
        lambda: services.remove_topic(actor=actor, now=NOW, topic=topic),
    ):
        with pytest.raises(PermissionDenied):
            deed()


@pytest.mark.parametrize("values", [{"quarter": 5}, {"quarter": 0}, {"group": "other"}])
def test_the_database_knows_four_quarters_and_the_groups(cast, topic, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.update(**values)
