"""From an adopted resolution to its paper: facts as printed, bytes made once."""

import re

from django.db.models import Q, QuerySet
from django.utils import timezone

from chibo.core.papers import Signature
from chibo.core.pdf import Variant, render
from chibo.core.richtext import clean
from chibo.core.wording import capitalized, in_sentence
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.powers import Role
from chibo.rules.voting import BUSINESS, RESOLVED, Matter
from meetings.ground.papers import committee_name, letterhead
from meetings.labels import KINDS, MATTERS, SIGNING_POSTS
from meetings.minutes.documents import assignment_rows
from meetings.models import Assignment, Ballot, Meeting
from members.models import Organization
from resolutions.labels import DECISIONS
from resolutions.models import Resolution
from resolutions.paper import ResolutionPaper
from resolutions.selectors import number_line, vote_sentence

TEMPLATE = "resolutions/paper.html"

LEADING_WORDS = re.compile(
    r"^(?:(?:dự thảo|nghị quyết|thảo luận|biểu quyết|thông qua|về việc|về|và)\b[\s,:;]*)+", re.IGNORECASE
)
PERIOD = re.compile(r"(?:kỳ |của )?(?:tháng|quý|năm)\b[\w\s/.]*|(?:của )?chi bộ", re.IGNORECASE)


def default_title(ballot: Ballot) -> str:
    """The abstract to start from: what was put to the vote, else what the meeting was about.

    ``Đề nghị kết nạp đảng viên đối với quần chúng Trần Thị B``; ``Lãnh đạo thực hiện nhiệm vụ tháng 12 năm 2026``.
    """
    matter, subject = Matter(ballot.matter), LEADING_WORDS.sub("", ballot.subject.strip())
    if matter is Matter.RESOLUTION:
        return capitalized(subject) if subject and not PERIOD.fullmatch(subject) else _of_the_meeting(ballot.meeting)
    if not subject or DECISIONS[matter] in subject.lower():
        return capitalized(subject) or MATTERS[matter]
    return f"{MATTERS[matter]} đối với {subject}" if BUSINESS[matter].of_person else f"{MATTERS[matter]}: {subject}"


def _of_the_meeting(meeting: Meeting) -> str:
    if meeting.kind == MeetingKind.THEMATIC and meeting.topic:
        return f"Thực hiện chuyên đề “{meeting.topic.title}”"
    return f"Lãnh đạo thực hiện nhiệm vụ {Period.parse(meeting.period).label}"


def default_recipients(organization: Organization) -> str:
    """Whom a resolution goes to, one a line (HD 05; practice of cells)."""
    parent = organization.parent
    rows = [f"{committee_name(parent)} (để báo cáo)"] if parent else []
    return "\n".join([*rows, "Cấp ủy viên theo dõi chi bộ", "Các đồng chí đảng viên", "Lưu Chi bộ"])


def _opening(meeting: Meeting) -> str:
    at = timezone.localtime(meeting.opened_at or meeting.starts_at)
    place = f", tại {meeting.place}" if meeting.place else ""
    who, what, people = meeting.organization.name, in_sentence(KINDS[MeetingKind(meeting.kind)]), "đảng viên"
    if meeting.kind == MeetingKind.COMMITTEE:
        who, what, people = f"Chi ủy {who}", "phiên", "chi ủy viên"
    return clean(
        f"Ngày {at:%d/%m/%Y}{place}, {who} đã họp {what} {Period.parse(meeting.period).label}; "
        f"có mặt {meeting.present}/{meeting.expected} {people} phải dự."
    )


def _body(meeting: Meeting) -> str:
    return "Chi ủy" if meeting.kind == MeetingKind.COMMITTEE else "Chi bộ"


def assignments_under(resolution: Resolution) -> QuerySet[Assignment]:
    """What was assigned to carry out the vote, and nothing else of that evening.

    What was assigned under the item of the vote before it was held belongs to it too, unless another vote there
    became a resolution as well.
    """
    ballot = resolution.ballot
    if ballot is None:
        return Assignment.objects.none()
    rows = resolution.meeting.assignments
    decided = Ballot.objects.filter(
        meeting=resolution.meeting, item=ballot.item_id, is_carried=True, matter__in=RESOLVED
    )
    if decided.exclude(pk=ballot.pk).exists():
        return rows.filter(ballot=ballot)
    return rows.filter(Q(ballot=ballot) | Q(ballot=None, item=ballot.item_id))


def resolution_paper(resolution: Resolution, role: Role) -> ResolutionPaper:
    """Everything that the resolution prints; ``role`` is the signer's on the day of issue."""
    if resolution.issued_on is None or resolution.signer is None:
        raise ValueError(f"resolution {resolution.pk} is not being issued")
    return ResolutionPaper(
        letterhead=letterhead(
            resolution.organization, resolution.issued_on, number_line=number_line(resolution) or None
        ),
        abstract=resolution.title,
        body=resolution.body,
        signature=Signature(SIGNING_POSTS[role], resolution.signer.full_name, "T/M CHI BỘ"),
        opening=_opening(resolution.meeting),
        enactment=f"Sau khi nghe báo cáo và thảo luận, {_body(resolution.meeting)} thống nhất ban hành nghị quyết:",
        assignments=assignment_rows(assignments_under(resolution)),
        vote_sentence=vote_sentence(resolution),
        recipients=tuple(line.strip() for line in resolution.recipients.splitlines() if line.strip()),
    )


def resolution_pdf(paper: ResolutionPaper) -> bytes:
    """The bytes of an issued resolution."""
    return render(TEMPLATE, {"paper": paper}, variant=Variant.SEALED)


def resolution_filename(resolution: Resolution) -> str:
    """``nghi-quyet-05-2026-12.pdf``."""
    return f"nghi-quyet-{resolution.number:02d}-{resolution.meeting.period.lower()}.pdf"
