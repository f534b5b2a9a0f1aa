"""Keeping and sending the self-score."""

import pytest

from chibo.rules.refusal import RuleRefused
from meetings.labels import refusal_sentences
from meetings.minutes import services as minutes_services
from meetings.score import services as score_services
from tests.meetings import staging
from tests.meetings.staging import POINTS


def by(cast, who="minute_taker", **values):
    return {"actor": getattr(cast, who), "now": cast.now, **values}


# The self-score ---------------------------------------------------------------------------------------------------


def test_the_score_is_added_up_and_the_minutes_are_read_again(cast):
    meeting = staging.read_back(cast)
    score = score_services.save_score(**by(cast), meeting=meeting, points=POINTS, remedy=" Nhắc đồng chí vắng ")
    assert (score.total, score.remedy) == (90, "Nhắc đồng chí vắng")
    meeting.minutes.refresh_from_db()
    assert meeting.minutes.read_back_at is None


@pytest.mark.parametrize("points", [POINTS | {"time": 6}, {"time": 5}, POINTS | {"closing": -1}])
def test_points_missing_or_out_of_range_are_refused(cast, points):
    with pytest.raises(RuleRefused) as refused:
        score_services.save_score(**by(cast), meeting=staging.held(cast), points=points, remedy="")
    assert refusal_sentences(refused.value)[0].startswith("Điểm chưa ghi hoặc vượt mức tối đa: ")


def test_the_score_goes_up_once_and_after_the_lock(cast):
    meeting = staging.held(cast)
    with pytest.raises(RuleRefused, match="score_missing"):
        score_services.send_score(**by(cast, "secretary"), meeting=meeting)
    score_services.save_score(**by(cast), meeting=meeting, points=POINTS, remedy="")
    with pytest.raises(RuleRefused, match="too_soon"):
        score_services.send_score(**by(cast, "secretary"), meeting=meeting)
    minutes_services.read_back(**by(cast), meeting=meeting, votes=6)
    minutes_services.lock_minutes(**by(cast, "secretary"), meeting=meeting)
    assert score_services.send_score(**by(cast, "secretary"), meeting=meeting).at == cast.now
    with pytest.raises(RuleRefused, match="already_sent"):
        score_services.send_score(**by(cast, "secretary"), meeting=meeting)
