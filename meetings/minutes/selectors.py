"""What the pages of the minutes read."""

from dataclasses import dataclass
from datetime import datetime

from chibo.rules.scoring import rating
from meetings.codes import FollowUpDeed
from meetings.ground.selectors import sheet_of
from meetings.labels import RATINGS
from meetings.models import FollowUp, Meeting, Minutes, QualityScore


def stored_minutes(meeting: Meeting) -> Minutes | None:
    """The minutes with their document and who locked them; None before the meeting is opened."""
    return Minutes.objects.filter(meeting=meeting).select_related("document", "locked_by__member").first()


@dataclass(frozen=True, slots=True)
class SelfScore:
    """The self-score of a meeting as far as it was given, and when it was sent upward."""

    score: QualityScore | None
    most: int
    sent_at: datetime | None

    @property
    def rating(self) -> str:
        """The word of the band, "" without a score."""
        return RATINGS[rating(self.score.total)] if self.score else ""

    @property
    def sentence(self) -> str:
        """The score in words."""
        if self.score is None:
            return "Chưa chấm điểm kỳ sinh hoạt này."
        return f"Điểm tự chấm {self.score.total}/{self.most}, xếp loại {self.rating}."


def self_score(meeting: Meeting) -> SelfScore:
    """What was given and whether it was sent: three queries."""
    sent = FollowUp.objects.filter(meeting=meeting, deed=FollowUpDeed.SCORE_SENT).values_list("at", flat=True)
    score = QualityScore.objects.filter(meeting=meeting).first()
    return SelfScore(score, sheet_of(meeting).most, sent.first())
