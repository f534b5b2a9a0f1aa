"""The pages of assignments: who sees and reports what."""

from datetime import timedelta

import pytest

from meetings.models import Assignment
from meetings.session import services as session
from tests.meetings import staging
from tests.meetings.reading import at, text


@pytest.fixture(autouse=True)
def _at_the_hour(cast, moved_clock):
    moved_clock(cast.now)


@pytest.fixture
def task(cast):
    return session.assign(
        actor=cast.minute_taker,
        now=cast.now,
        meeting=staging.called(cast),
        title="Thu đảng phí",
        member=cast.member.member,
        helper=cast.probationary,
        due_on=cast.on + timedelta(days=3),
    )


@pytest.mark.parametrize(
    ("who", "listed", "opened", "reports"),
    [
        ("member", True, 200, True),
        ("secretary", True, 200, True),
        ("committee_member", True, 200, False),
        ("neighbour_secretary", False, 404, False),
        ("officer", False, 404, False),
        ("technician", False, 404, False),
    ],
)
def test_who_sees_and_reports_an_assignment(cast, client, task, who, listed, opened, reports):
    client.force_login(getattr(cast, who))
    assert ("Thu đảng phí" in text(client.get(at("assignments")))) is listed
    page = client.get(at("assignment", task.pk))
    assert page.status_code == opened
    assert ('name="report"' in text(page)) is reports


def test_the_helper_sees_the_assignment_that_the_notice_leads_to(cast, client, task):
    Assignment.objects.filter(pk=task.pk).update(helper=cast.committee_member.member, member=cast.probationary)
    client.force_login(cast.neighbour)
    assert client.get(at("assignment", task.pk)).status_code == 404
    Assignment.objects.filter(pk=task.pk).update(helper=cast.neighbour.member)
    assert client.get(at("assignment", task.pk)).status_code == 200


def test_an_overdue_assignment_is_named_in_words_and_shape(cast, client, task):
    Assignment.objects.filter(pk=task.pk).update(due_on=cast.on - timedelta(days=2))
    client.force_login(cast.member)
    page = text(client.get(at("assignments")))
    assert "1 nhiệm vụ quá hạn" in page
    assert '#mark-late"></use></svg> quá hạn 2 ngày' in page


def test_a_report_needs_a_result_and_words(cast, client, task):
    client.force_login(cast.member)
    answer = client.post(at("assignment", task.pk), {"report": "Đã thu 20/22 đồng chí"})
    assert answer.status_code == 422
    assert "Đã thu 20/22 đồng chí" in text(answer)
    assert client.post(at("assignment", task.pk), {"progress": "open", "report": "x"}).status_code == 422
    answer = client.post(at("assignment", task.pk), {"progress": "partly", "report": "Đã thu 20/22"}, follow=True)
    assert "Hoàn thành một phần" in text(answer)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(cast, leader, task, count, django_assert_num_queries):
    for number in range(count - 1):
        session.assign(
            actor=cast.minute_taker,
            now=cast.now,
            meeting=task.meeting,
            title=f"Việc {number}",
            member=cast.official,
            due_on=cast.on,
        )
    leader.get(at("assignments"))
    with django_assert_num_queries(7):
        assert leader.get(at("assignments")).status_code == 200
