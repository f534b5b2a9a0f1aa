"""Reading the roll, the figures and the holders, always on a day."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from chibo.rules.census import Condition, Mark, Standing
from chibo.rules.powers import Role
from chibo.rules.thresholds import Figure
from members import selectors
from tests.cast import NOW, ON
from tests.factories.members import (
    CommitteeFactory,
    ConditionFactory,
    LocalRuleFactory,
    MemberFactory,
    MembershipFactory,
    OrganizationFactory,
    PartyGroupFactory,
    RoleFactory,
)

pytestmark = pytest.mark.django_db


def test_roll_is_in_the_order_of_vietnamese_names(cast):
    assert [line.name for line in selectors.roll(cast.cell, ON)] == [
        "Phạm Minh Ánh",
        "Nguyễn Văn Ân",
        "Cao Văn Chính",
        "Ông Thị Dự",
        "Lê Văn Đức",
        "Ngô Thu Hằng",
        "Trần Thị Hoa",
        "Lưu Thị Khách",
        "Tạ Thị Miên",
        "Phan Văn Viễn",
    ]


def test_roll_tells_standing_conditions_and_roles(cast):
    lines = {line.member.pk: line for line in selectors.roll(cast.cell, ON)}
    assert lines[cast.probationary.pk].standing is Standing.PROBATIONARY
    assert lines[cast.official.pk].standing is Standing.OFFICIAL
    assert lines[cast.exempt.pk].conditions == {Condition.EXEMPT}
    assert lines[cast.visiting.pk].conditions == {Condition.VISITING}
    assert lines[cast.secretary.member.pk].roles == (Role.SECRETARY,)
    assert lines[cast.member.member.pk].roles == ()


@pytest.mark.parametrize("people", [1, 3])
def test_roll_costs_three_queries(people, django_assert_num_queries):
    cell = OrganizationFactory()
    for _ in range(people):
        member = MembershipFactory(organization=cell, group=PartyGroupFactory(organization=cell)).member
        ConditionFactory(member=member)
        RoleFactory(member=member, organization=cell, role=Role.COMMITTEE_MEMBER.value)
    with django_assert_num_queries(3):
        lines = selectors.roll(cell, ON)
        assert len([line.group.name + line.member.full_name for line in lines]) == people


def test_roll_is_asked_on_a_day():
    row = MembershipFactory(starts_on=ON, ends_on=ON + timedelta(days=10))
    days = [ON - timedelta(days=1), ON, ON + timedelta(days=10), ON + timedelta(days=11)]
    assert [len(selectors.roll(row.organization, day)) for day in days] == [0, 1, 1, 0]


def test_being_away_counts_in_ones_own_cell_only(cast):
    MembershipFactory(member=cast.away, organization=cast.neighbour_cell, is_visiting=True)
    at_home = {line.member.pk: line for line in selectors.roll(cast.cell, ON)}[cast.away.pk]
    as_guest = {line.member.pk: line for line in selectors.roll(cast.neighbour_cell, ON)}[cast.away.pk]
    assert at_home.conditions == {Condition.AWAY}
    assert as_guest.conditions == {Condition.VISITING}


def test_roles_on_another_organization_do_not_show(cast):
    RoleFactory(member=cast.official, organization=cast.neighbour_cell, role=Role.SUPERVISOR.value)
    line = {line.member.pk: line for line in selectors.roll(cast.cell, ON)}[cast.official.pk]
    assert line.roles == ()


def test_census_counts_electors_and_expected(cast):
    lines = [line.census() for line in selectors.roll(cast.cell, ON)]
    assert len(lines) == 10
    assert sum(line.is_elector for line in lines) == 6  # all but probationary, exempt, away and visiting
    assert sum(line.is_expected for line in lines) == 8  # all but exempt and away


def test_a_line_carries_its_mark_into_the_census(cast):
    line = {line.member.pk: line for line in selectors.roll(cast.cell, ON)}[cast.exempt.pk]
    assert line.census(Mark.PRESENT).is_elector
    assert not line.census(Mark.EXCUSED).is_elector


def test_rulebook_holds_the_nearest_local_figure(cast):
    LocalRuleFactory(organization=cast.committee, value="1")
    LocalRuleFactory(organization=cast.other_committee, value="0")
    row = selectors.rulebook_of(cast.cell).need(Figure.PUBLISH_DAYS, ON)
    assert (row.number, row.citation) == (1, "Quy chế làm việc của Đảng ủy")
    assert row.title == "Ban hành nghị quyết, kết luận sau kỳ sinh hoạt (ngày)"
    LocalRuleFactory(organization=cast.cell, value="2")
    assert selectors.rulebook_of(cast.cell).need(Figure.PUBLISH_DAYS, ON).number == 2
    assert selectors.rulebook_of(cast.neighbour_cell).need(Figure.PUBLISH_DAYS, ON).number == 1


def test_rulebook_of_shares_and_holidays(cast):
    LocalRuleFactory(organization=cast.committee, code="attendance_target", value="4/5")
    book = selectors.rulebook_of(cast.cell)
    assert book.need(Figure.ATTENDANCE_TARGET, ON).value == Fraction(4, 5)
    assert {date(2026, 9, 2), date(2027, 4, 30)} <= book.holidays
    assert ON not in book.holidays


@pytest.mark.parametrize("cells", [1, 3])
def test_rulebooks_cost_one_query_and_are_shared(cells, django_assert_num_queries):
    committee = CommitteeFactory()
    LocalRuleFactory(organization=committee)
    paths = [OrganizationFactory(parent=committee).path for _ in range(cells)]
    with django_assert_num_queries(1):
        books = selectors.rulebooks(paths)
    assert list(books) == paths
    assert len({id(book) for book in books.values()}) == 1


def test_cells_with_figures_of_their_own_have_a_rulebook_of_their_own(cast):
    LocalRuleFactory(organization=cast.cell, value="1")
    books = selectors.rulebooks([cast.cell.path, cast.neighbour_cell.path, cast.committee.path])
    assert books[cast.cell.path] is not books[cast.neighbour_cell.path]
    assert books[cast.committee.path] is books[cast.neighbour_cell.path]


def test_holders_on_the_day(cast):
    RoleFactory(
        organization=cast.cell, role=Role.SECRETARY.value, starts_on=date(2020, 1, 1), ends_on=date(2024, 12, 31)
    )
    assert selectors.holders(cast.cell, Role.SECRETARY, ON) == [cast.secretary.member]
    assert selectors.holders(cast.committee, Role.SECRETARY, ON) == []
    assert selectors.supervisors_of(cast.cell, ON) == [cast.supervisor.member]
    assert selectors.supervisors_of(cast.neighbour_cell, ON) == []


def test_committee_members_secretary_first_and_once(cast):
    RoleFactory(member=cast.secretary.member, organization=cast.cell, role=Role.COMMITTEE_MEMBER.value)
    assert selectors.committee_members(cast.cell, ON) == [
        (cast.secretary.member, Role.SECRETARY),
        (cast.deputy.member, Role.DEPUTY_SECRETARY),
        (cast.committee_member.member, Role.COMMITTEE_MEMBER),
    ]


def test_term_on_the_day(cast):
    assert selectors.term_on(cast.cell, date(2025, 1, 1)) == cast.term
    assert selectors.term_on(cast.cell, date(2027, 12, 31)) == cast.term
    assert selectors.term_on(cast.cell, date(2028, 1, 1)) is None
    assert selectors.term_on(cast.neighbour_cell, ON) is None


def test_tree_is_indented_by_the_superiors_that_are_shown(cast):
    everything = [cast.neighbour_cell, cast.other_committee, cast.cell, cast.committee]
    lines = [(line.organization, line.depth) for line in selectors.organization_tree(everything)]
    assert lines == [(cast.committee, 0), (cast.cell, 1), (cast.neighbour_cell, 1), (cast.other_committee, 0)]
    assert [line.depth for line in selectors.organization_tree([cast.cell, cast.neighbour_cell])] == [0, 0]


def test_home_cell_comes_before_the_one_visited(cast):
    MembershipFactory(member=cast.away, organization=cast.neighbour_cell, is_visiting=True, starts_on=date(2026, 1, 1))
    assert selectors.home_cell(cast.away, ON) == cast.cell
    assert selectors.home_cell(MemberFactory(), ON) is None


def test_member_page_in_four_queries(cast, django_assert_num_queries):
    RoleFactory(member=cast.exempt, organization=cast.cell, role=Role.GROUP_LEADER.value)
    with django_assert_num_queries(4):
        page = selectors.member_page(cast.exempt, NOW.date())
        assert [row.organization.name for row in page.memberships] == ["Chi bộ thôn Văn Hòa"]
        assert [row.organization.name for row in page.roles] == ["Chi bộ thôn Văn Hòa"]
        assert [row.condition for row in page.conditions] == ["exempt"]
        assert (page.user, page.standing) == (None, Standing.OFFICIAL)
