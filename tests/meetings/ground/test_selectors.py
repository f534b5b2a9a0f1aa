"""Who may take part."""

import pytest
from django.utils import timezone

from meetings.ground.selectors import able_members, count_able
from tests.factories.meetings import MeetingFactory
from tests.factories.members import ConditionFactory

pytestmark = pytest.mark.django_db


def test_able_members_are_counted_as_they_are_listed(cast, django_assert_num_queries):
    meeting = MeetingFactory(organization=cast.cell)
    ConditionFactory(member=cast.visiting, condition="away")
    ConditionFactory(member=cast.official, condition="suspended")
    with django_assert_num_queries(2):
        counted = count_able(meeting)
    assert counted == len(able_members(cast.cell, meeting.kind, timezone.localtime(meeting.starts_at).date())) == 8
