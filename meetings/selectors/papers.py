"""What the pages of papers print: one version to read, and where the messages about a meeting are."""

from dataclasses import dataclass

from chibo.core.models import Channel, Delivery, OutboundMessage
from chibo.rules.workflow import Action, MeetingState, allows
from meetings.models import Acknowledgement, DraftComment, DraftDocument, DraftVersion, Meeting

PRINTED = ("circulated", "new_version")  # the messages that come with papers
BY_HAND = frozenset({Channel.PAPER, Channel.IN_PERSON, Channel.PHONE})


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A version of a paper with all versions of it, comments beside, and who has opened it."""

    version: DraftVersion
    draft: DraftDocument
    versions: list[DraftVersion]
    comments: list[DraftComment]
    opened: list[Acknowledgement]
    previous: DraftVersion | None
    is_newest: bool
    accepts_comments: bool


def draft_page(version: DraftVersion) -> DraftPage:
    """Three queries for any number of comments."""
    versions = list(version.draft.versions.select_related("created_by__member"))
    comments = DraftComment.objects.filter(version__draft=version.draft).select_related("member", "version")
    opened = version.acknowledgements.select_related("member").order_by("member__name_key")
    return DraftPage(
        version=version,
        draft=version.draft,
        versions=versions,
        comments=list(comments),
        opened=list(opened),
        previous=next((row for row in versions if row.number < version.number), None),
        is_newest=version.number == version.draft.revision,
        accepts_comments=allows(MeetingState(version.draft.meeting.state), Action.COMMENT),
    )


def newest_version(draft: DraftDocument) -> DraftVersion:
    """The version that counts."""
    return draft.versions.select_related("created_by__member", "file").order_by("-number")[:1].get()


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """The messages about one meeting, by what is to be done about them. Lists run by name."""

    troubled: list[OutboundMessage]
    to_hand: list[OutboundMessage]  # papers to be printed
    to_tell: list[OutboundMessage]  # what is said or telephoned
    done: list[OutboundMessage]
    waiting: list[OutboundMessage]
    letters: int
    in_program: int
    dropped: int
    is_empty: bool


def _is_paper(row: OutboundMessage) -> bool:
    return row.kind in PRINTED and row.channel != Channel.PHONE


def delivery_page(meeting: Meeting) -> DeliveryPage:
    """Where the messages of the meeting are: one query."""
    rows = list(OutboundMessage.objects.filter(about=f"meeting:{meeting.pk}").order_by("kind", "recipient_name", "pk"))
    by_hand = [row for row in rows if row.channel in BY_HAND]
    letters = [row for row in rows if row.channel == Channel.EMAIL]
    return DeliveryPage(
        troubled=[row for row in rows if row.state in (Delivery.FAILED, Delivery.UNKNOWN)],
        to_hand=[row for row in by_hand if row.state == Delivery.QUEUED and _is_paper(row)],
        to_tell=[row for row in by_hand if row.state == Delivery.QUEUED and not _is_paper(row)],
        done=[row for row in by_hand if row.state == Delivery.SENT],
        waiting=[row for row in letters if row.state in (Delivery.QUEUED, Delivery.CLAIMED)],
        letters=sum(1 for row in letters if row.state == Delivery.SENT),
        in_program=sum(1 for row in rows if row.channel == Channel.APP and row.state == Delivery.SENT),
        dropped=sum(1 for row in rows if row.state == Delivery.DROPPED),
        is_empty=not rows,
    )
