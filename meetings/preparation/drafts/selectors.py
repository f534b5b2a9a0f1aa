"""What the page of a paper prints: one version to read, its comments, who has opened it."""

from dataclasses import dataclass

from chibo.core.contest import LastEdit
from chibo.rules.workflow import Action
from meetings.models import Acknowledgement, DraftComment, DraftDocument, DraftVersion
from members.selectors import name_of


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
        accepts_comments=version.draft.meeting.allows(Action.COMMENT),
    )


def last_answer(comment: DraftComment) -> LastEdit:
    """Who answered a comment last, and when, read anew."""
    row = DraftComment.objects.select_related("answered_by__member").get(pk=comment.pk)
    return LastEdit(name_of(row.answered_by), row.answered_at)


def newest_version(draft: DraftDocument) -> DraftVersion:
    """The version that counts."""
    return draft.versions.select_related("created_by__member", "file").order_by("-number")[:1].get()
