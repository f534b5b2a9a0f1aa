"""From an adopted resolution to its paper: facts as printed, bytes made once."""

from fractions import Fraction

from django.utils import timezone

from chibo.core.papers import Signature
from chibo.core.pdf import Variant, render
from chibo.core.richtext import clean
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.powers import Role
from chibo.rules.wording import percent
from meetings.ground.papers import committee_name, letterhead
from meetings.labels import KINDS
from meetings.minutes.documents import assignment_rows
from meetings.models import Meeting
from members.models import Organization
from resolutions.labels import SIGNING_POSTS
from resolutions.models import Resolution
from resolutions.paper import ResolutionPaper
from resolutions.selectors import number_line

TEMPLATE = "resolutions/paper.html"


def default_title(meeting: Meeting) -> str:
    """The abstract to start from: ``Lãnh đạo thực hiện nhiệm vụ tháng 12 năm 2026``."""
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
    name = KINDS[MeetingKind(meeting.kind)].lower()
    place = f", tại {meeting.place}" if meeting.place else ""
    return clean(
        f"Ngày {at:%d/%m/%Y}{place}, {meeting.organization.name} đã họp {name} {Period.parse(meeting.period).label}; "
        f"có mặt {meeting.present}/{meeting.expected} đảng viên phải dự."
    )


def _vote_sentence(resolution: Resolution) -> str:
    ballot = resolution.ballot
    if ballot is None:
        return ""
    share = percent(Fraction(ballot.in_favor, ballot.electorate))
    votes = f"{ballot.in_favor}/{ballot.electorate} đảng viên chính thức"
    return f"Nghị quyết được {votes} biểu quyết tán thành (đạt {share})."


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
        signature=Signature(SIGNING_POSTS[role.value], resolution.signer.full_name, "T/M CHI BỘ"),
        opening=_opening(resolution.meeting),
        enactment="Sau khi nghe báo cáo và thảo luận, Chi bộ thống nhất ban hành nghị quyết:",
        assignments=assignment_rows(resolution.meeting),
        vote_sentence=_vote_sentence(resolution),
        recipients=tuple(line.strip() for line in resolution.recipients.splitlines() if line.strip()),
    )


def resolution_pdf(paper: ResolutionPaper) -> bytes:
    """The bytes of an issued resolution."""
    return render(TEMPLATE, {"paper": paper}, variant=Variant.SEALED)


def resolution_filename(resolution: Resolution) -> str:
    """``nghi-quyet-05-2026-12.pdf``."""
    return f"nghi-quyet-{resolution.number:02d}-{resolution.meeting.period.lower()}.pdf"
