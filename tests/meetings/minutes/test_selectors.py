"""What the pages of the minutes read."""

from meetings.codes import FollowUpDeed
from meetings.minutes.selectors import self_score, stored_minutes
from meetings.models import FollowUp, QualityScore
from tests.factories.meetings import MeetingFactory
from tests.meetings import staging


def test_the_score_is_worded_and_its_sending_dated(cast, django_assert_num_queries):
    meeting = staging.held(cast)
    empty = self_score(meeting)
    assert (empty.sentence, empty.rating, empty.sent_at) == ("Chưa chấm điểm kỳ sinh hoạt này.", "", None)
    QualityScore.objects.create(meeting=meeting, total=72)
    FollowUp.objects.create(meeting=meeting, deed=FollowUpDeed.RESOLUTION_ISSUED, at=cast.now)
    assert self_score(meeting).sent_at is None
    FollowUp.objects.create(meeting=meeting, deed=FollowUpDeed.SCORE_SENT, at=cast.now)
    with django_assert_num_queries(3):
        given = self_score(meeting)
    assert (given.sentence, given.sent_at) == ("Điểm tự chấm 72/100, xếp loại Khá.", cast.now)


def test_there_are_no_minutes_before_the_opening(cast):
    assert stored_minutes(MeetingFactory(organization=cast.cell)) is None
    assert stored_minutes(staging.opened(cast)).locked_by is None
