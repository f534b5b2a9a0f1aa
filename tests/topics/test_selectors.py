"""The year in quarters, its gaps, and who may prepare a topic."""

from datetime import date

import pytest

from tests.cast import ON
from tests.factories.members import MembershipFactory
from tests.factories.topics import TopicFactory
from topics import selectors
from topics.access import visible_topics
from topics.codes import TopicGroup


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_year_is_four_quarters_in_one_query(cast, item_count, django_assert_num_queries):
    for _ in range(item_count):
        TopicFactory(organization=cast.cell, quarter=2, author=cast.member.member)
    TopicFactory(organization=cast.cell, year=2025, quarter=2)
    visible = visible_topics(cast.member, ON)
    with django_assert_num_queries(1):
        plan = selectors.year_plan(visible, 2026)
        lines = [(line.topic.organization.name, line.topic.author.full_name) for line in plan[1].lines]
    assert [quarter.label for quarter in plan] == ["quý I", "quý II", "quý III", "quý IV"]
    assert [len(quarter.lines) for quarter in plan] == [0, item_count, 0, 0]
    assert lines == [("Chi bộ thôn Văn Hòa", "Nguyễn Văn Ân")] * item_count


def test_only_topics_of_the_cells_planned_may_be_changed(cast):
    TopicFactory(organization=cast.cell, group=TopicGroup.CORRUPTION.value)
    TopicFactory(organization=cast.neighbour_cell)
    lines = selectors.year_plan(visible_topics(cast.officer, ON), 2026, [cast.neighbour_cell])[3].lines
    assert [line.may_change for line in lines] == [False, True]
    assert lines[0].group == "Phòng, chống tham nhũng, lãng phí, tiêu cực"


def test_authors_are_on_the_roll_that_day_or_were_chosen_before(cast):
    left = MembershipFactory(organization=cast.cell, ends_on=date(2026, 11, 19)).member
    MembershipFactory(organization=cast.cell, starts_on=date(2026, 11, 21))
    found = set(selectors.authors([cast.cell], ON))
    assert found == {
        *(user.member for user in (cast.secretary, cast.deputy, cast.committee_member, cast.minute_taker, cast.member)),
        *(cast.official, cast.probationary, cast.exempt, cast.away, cast.visiting),
    }
    assert set(selectors.authors([cast.cell], ON, left)) == {*found, left}
    assert not selectors.is_on_roll(left, cast.cell, ON)
    assert selectors.is_on_roll(cast.official, cast.cell, ON)


def test_which_cells_have_a_topic_in_the_quarter(cast):
    TopicFactory(organization=cast.cell, quarter=4)
    TopicFactory(organization=cast.neighbour_cell, quarter=3)
    both = [cast.cell, cast.neighbour_cell]
    assert selectors.cells_with_topic(both, 2026, 4) == {cast.cell.pk}
    assert selectors.cells_with_topic(both, 2025, 4) == set()
