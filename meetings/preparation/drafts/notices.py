"""What people are told about papers: a new version, an answered comment."""

from django.urls import reverse

from chibo.core.outbox import Message
from chibo.core.wording import in_sentence
from meetings.ground.selectors import title_of
from meetings.labels import DISPOSITIONS
from meetings.models import DraftComment, DraftVersion, Meeting
from meetings.notices.messages import Text, compose, readers


def new_version(meeting: Meeting, version: DraftVersion) -> list[Message]:
    """A paper that was circulated has a new version."""
    title = version.draft.title
    text = Text(
        "new_version",
        f"version:{version.pk}",
        f"{title}: dự thảo lần {version.number}",
        f"“{title}” vừa có dự thảo lần {version.number}, cho {in_sentence(title_of(meeting))}. Mời đồng chí đọc lại.",
        reverse("meetings:draft", args=[version.pk]),
    )
    return list(compose(meeting, readers(meeting), text))


def comment_answered(meeting: Meeting, comment: DraftComment) -> list[Message]:
    """The author of a comment learns what became of it."""
    word = in_sentence(DISPOSITIONS[comment.disposition])  # type: ignore[index]
    body = f"Ý kiến của đồng chí: “{comment.text}”\nKết quả: {word}." + (f" {comment.answer}" if comment.answer else "")
    key = f"answer:{comment.pk}:{comment.answered_at:%Y%m%d%H%M%S}"
    link = reverse("meetings:draft", args=[comment.version_id])
    return list(compose(meeting, [comment.member], Text("comment_answered", key, "Trả lời góp ý", body, link)))
