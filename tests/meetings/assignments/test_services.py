"""Reports on assignments."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from chibo.rules.assigning import Progress
from chibo.rules.refusal import RuleRefused
from meetings.assignments import services as assignments
from meetings.session import services as session
from tests.meetings import staging


def by(cast, who="minute_taker", **values):
    return {"actor": getattr(cast, who), "now": cast.now, **values}


@pytest.fixture
def task(cast):
    meeting = staging.called(cast)
    return session.assign(
        **by(cast),
        meeting=meeting,
        title="Thu đảng phí",
        member=cast.member.member,
        due_on=cast.on + timedelta(days=3),
        helper=cast.committee_member.member,
    )


@pytest.mark.parametrize("who", ["member", "secretary", "deputy", "minute_taker"])
def test_the_person_or_who_runs_the_meeting_reports(cast, task, who):
    reported = assignments.report_assignment(
        **by(cast, who), assignment=task, progress=Progress.PARTLY, report=" Còn hai hộ. "
    )
    assert (reported.progress, reported.report, reported.reported_at) == ("partly", "Còn hai hộ.", cast.now)


@pytest.mark.parametrize("who", ["committee_member", "neighbour", "supervisor"])
def test_nobody_else_reports(cast, task, who):
    with pytest.raises(PermissionDenied):
        assignments.report_assignment(**by(cast, who), assignment=task, progress=Progress.DONE, report="Xong")


def test_a_report_has_words(cast, task):
    with pytest.raises(RuleRefused, match="empty"):
        assignments.report_assignment(**by(cast, "member"), assignment=task, progress=Progress.DONE, report=" ")
