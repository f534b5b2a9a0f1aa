"""Whose tasks stand where in the list, and which are late."""

from datetime import timedelta

import pytest
from django.db.models import Q

from meetings.assignments.selectors import assignments_page, my_assignments
from meetings.models import Assignment
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(cast):
    meeting = MeetingFactory(organization=cast.cell)

    def make(title, days, member=None, **values):
        return Assignment.objects.create(
            **{"organization": cast.cell, "meeting": meeting, "title": title, "created_at": cast.now, **values},
            member=member or cast.member.member,
            due_on=cast.on + timedelta(days=days),
        )

    return make


def titles(lines) -> list[str]:
    return [line.assignment.title for line in lines]


def test_what_waits_is_mine_or_of_others_and_what_was_reported_stands_apart(cast, task):
    task("sau", 5)
    task("trước", 1)
    task("của người khác", 3, cast.official)
    task("xong", -9, progress="done")
    task("dở dang", -8, cast.official, progress="partly")

    page = assignments_page(Q(organization=cast.cell), cast.member, cast.on)

    assert (titles(page.mine), titles(page.others), titles(page.reported)) == (
        ["trước", "sau"],
        ["của người khác"],
        ["xong", "dở dang"],
    )
    assert [line.progress for line in page.reported] == ["Hoàn thành", "Hoàn thành một phần"]
    assert page.overdue == 0


@pytest.mark.parametrize(("days", "is_overdue"), [(-1, True), (0, False)])
def test_a_task_is_late_from_the_day_after_its_deadline(cast, task, days, is_overdue):
    task("của tôi", days)
    task("của người khác", days, cast.official)
    task("xong", days, progress="done")
    page = assignments_page(Q(organization=cast.cell), cast.member, cast.on)
    assert (page.mine[0].is_overdue, page.overdue) == (is_overdue, 2 * is_overdue)


def test_my_tasks_are_mine_and_open_the_nearest_first(cast, task):
    later, sooner = task("sau", 5), task("trước", 1)
    task("xong", 0, progress="done")
    task("của người khác", 0, cast.official, helper=cast.member.member)
    assert list(my_assignments(cast.member.member)) == [sooner, later]
