"""What people are told from the room."""

from datetime import datetime

from django.urls import reverse

from chibo.core import outbox
from chibo.core.outbox import Message
from meetings.models import Assignment, Meeting
from meetings.notices.messages import Text, compose


def keys_of_assigned(assignment: Assignment) -> str:
    """How the keys of the messages about an assignment begin."""
    return f"meeting:{assignment.meeting_id}:assignment:{assignment.pk}:"


def withdraw_assigned(assignment: Assignment, now: datetime) -> None:
    """Whoever has finished a task needs not be told of it any more."""
    waiting = outbox.on_the_way(f"meeting:{assignment.meeting_id}")
    outbox.drop(waiting.filter(dedupe_key__startswith=keys_of_assigned(assignment)), now=now)


def assigned(meeting: Meeting, assignment: Assignment) -> list[Message]:
    """A person learns of an assignment."""
    body = f"{assignment.title}\nThời hạn: {assignment.due_on:%d/%m/%Y}."
    link = reverse("meetings:assignment", args=[assignment.pk])
    text = Text("assigned", f"assignment:{assignment.pk}", "Nhiệm vụ được phân công", body, link)
    people = [person for person in (assignment.member, assignment.helper) if person]
    return list(compose(meeting, people, text))
