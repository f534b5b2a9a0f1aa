"""What people are told about papers: an answered comment."""

from django.urls import reverse

from chibo.core.outbox import Message
from chibo.core.wording import in_sentence
from meetings.labels import DISPOSITIONS
from meetings.models import DraftComment, Meeting
from meetings.notices.messages import Text, compose


def comment_answered(meeting: Meeting, comment: DraftComment) -> list[Message]:
    """The author of a comment learns what became of it."""
    word = in_sentence(DISPOSITIONS[comment.disposition])  # type: ignore[index]
    body = f"Ý kiến của đồng chí: “{comment.text}”\nKết quả: {word}." + (f" {comment.answer}" if comment.answer else "")
    key = f"{_place(comment)}:{comment.answered_at:%Y%m%d%H%M%S}"
    link = reverse("meetings:draft", args=[comment.version_id])
    return list(compose(meeting, [comment.member], Text("comment_answered", key, "Trả lời góp ý", body, link)))


def keys_of_answers(meeting: Meeting, comment: DraftComment) -> str:
    """How the keys of the messages about the answers to a comment begin."""
    return f"meeting:{meeting.pk}:{_place(comment)}:"


def _place(comment: DraftComment) -> str:
    return f"answer:{comment.pk}"
