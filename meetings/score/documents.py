"""From a late score to its paper."""

from datetime import datetime

from django.utils import timezone

from chibo.core.papers import Signature
from chibo.core.pdf import Variant, render
from chibo.core.wording import in_sentence
from chibo.rules.powers import Role
from meetings.ground.papers import letterhead
from meetings.ground.selectors import title_of
from meetings.labels import SIGNING_POSTS
from meetings.minutes.documents import printed_score, recipients
from meetings.models import Meeting, QualityScore
from meetings.score.paper import ScorePaper
from members.models import Member

TEMPLATE = "meetings/score/paper.html"


def late_score_paper(score: QualityScore, meeting: Meeting, signer: tuple[Member, Role], now: datetime) -> ScorePaper:
    """The score as it is printed. Raises ValueError for a meeting that is not locked."""
    if meeting.locked_at is None:
        raise ValueError(f"meeting {meeting.pk} is not locked")
    person, role = signer
    title, locked_at = title_of(meeting), timezone.localtime(meeting.locked_at)
    return ScorePaper(
        letterhead=letterhead(meeting.organization, now.date()),
        subject=in_sentence(title),
        note=f"Chấm bổ sung sau khi biên bản đã khóa ngày {locked_at:%d/%m/%Y}.",
        score=printed_score(score, meeting),
        signature=Signature(SIGNING_POSTS[role], person.full_name, "T/M CHI BỘ"),
        recipients=recipients(meeting.organization),
    )


def late_score_pdf(paper: ScorePaper) -> bytes:
    """The bytes of the paper."""
    return render(TEMPLATE, {"paper": paper}, variant=Variant.SEALED)
