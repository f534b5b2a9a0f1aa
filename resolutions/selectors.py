"""What the pages of this app read."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import F, QuerySet

from chibo.core.models import StoredDocument
from chibo.rules.conditions import unmet_to_issue
from chibo.rules.periods import MeetingKind
from chibo.rules.voting import RESOLVED, Matter
from chibo.rules.wording import percent
from chibo.rules.workflow import MeetingState, Need, ResolutionState
from meetings.codes import DraftKind
from meetings.ground.selectors import signers
from meetings.labels import NEEDS
from meetings.models import Ballot, DraftVersion, Meeting
from members.selectors import term_on
from resolutions.codes import DocumentType
from resolutions.models import Resolution


@dataclass(frozen=True, slots=True)
class ResolutionPage:
    """Everything the page of one resolution prints."""

    resolution: Resolution
    needs: list[str]
    number_line: str
    vote: str  # both figures in a sentence
    sha256: str  # of the issued bytes


def number_line(resolution: Resolution) -> str:
    """``Số 05-NQ/CB``, or nothing before it is issued (QĐ 399: a leading zero below ten)."""
    if resolution.number is None:
        return ""
    return f"Số {resolution.number:02d}-{DocumentType(resolution.document_type).value}/CB"


def unmet_needs(resolution: Resolution, on: date) -> tuple[Need, ...]:
    """What still blocks the issue on that day. At most two queries."""
    ballot = resolution.ballot
    entitled = {member.pk for member, _ in signers(resolution.organization, on)}
    return unmet_to_issue(
        minutes_locked=resolution.meeting.state == MeetingState.LOCKED,
        vote_carried=ballot is not None and ballot.is_carried,
        has_text=bool(resolution.body and resolution.title),
        has_signer=resolution.signer_id in entitled,
        in_term=term_on(resolution.organization, on) is not None,
    )


def resolution_page(resolution: Resolution, on: date) -> ResolutionPage:
    """The page of a resolution: what it says, and what blocks its issue."""
    is_draft = resolution.state == ResolutionState.DRAFT
    needs = [] if not is_draft else [NEEDS[need] for need in unmet_needs(resolution, on)]
    vote = vote_sentence(resolution)
    return ResolutionPage(resolution, needs, number_line(resolution), vote, _sha256(resolution))


def _sha256(resolution: Resolution) -> str:
    """The hash alone: the bytes beside it are read only to be sent."""
    if resolution.document_id is None:
        return ""
    return StoredDocument.objects.values_list("sha256", flat=True).get(pk=resolution.document_id)


def resolutions_of_year(visible: QuerySet[Resolution], year: int) -> QuerySet[Resolution]:
    """The resolutions of the meetings of a year, drafts first, then the newest."""
    rows = visible.filter(meeting__period__startswith=f"{year}-").defer("body", "frozen")
    return rows.order_by(F("issued_at").desc(nulls_first=True), "-pk")


def carried_ballots(meeting: Meeting) -> list[Ballot]:
    """Votes of the meeting that carried a resolution and have none yet."""
    rows = meeting.ballots.filter(matter__in=RESOLVED, is_carried=True, resolution=None)
    return list(rows.select_related("draft__draft"))


def is_awaited(meeting: Meeting) -> bool:
    """Whether anything that the meeting resolved is not issued yet: each resolution is due (HD 42)."""
    resolved = meeting.ballots.filter(matter__in=RESOLVED, is_carried=True)
    return resolved.exclude(resolution__state=ResolutionState.ISSUED).exists()


def voted_version(ballot: Ballot) -> DraftVersion | None:
    """The version that was voted: the one tied to the ballot.

    A vote on "the resolution" takes the newest draft resolution of the meeting that no other vote was held on.
    """
    if ballot.draft is not None or ballot.matter != Matter.RESOLUTION:
        return ballot.draft
    versions = DraftVersion.objects.filter(draft__meeting=ballot.meeting, draft__kind=DraftKind.RESOLUTION)
    free = versions.exclude(draft__versions__ballots__isnull=False).select_related("draft")
    return free.order_by("-draft__pk", "-number").first()


def vote_sentence(resolution: Resolution) -> str:
    """How many were for it and how many were not, of all who are counted (HD 06-HD/TW, 5.1)."""
    ballot = resolution.ballot
    if ballot is None:
        return ""
    share = percent(Fraction(ballot.in_favor, ballot.electorate))
    electors = "chi ủy viên" if resolution.meeting.kind == MeetingKind.COMMITTEE else "đảng viên chính thức"
    votes = f"{ballot.in_favor}/{ballot.electorate} {electors}"
    abstained = f"; không có ý kiến: {ballot.abstain}" if ballot.abstain else ""
    return f"Nghị quyết được {votes} biểu quyết tán thành (đạt {share}); không tán thành: {ballot.against}{abstained}."
