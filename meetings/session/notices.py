"""What people are told from the room."""

from django.urls import reverse

from chibo.core.outbox import Message
from meetings.models import Assignment, Meeting
from meetings.notices.messages import Text, compose


def assigned(meeting: Meeting, assignment: Assignment) -> list[Message]:
    """A person learns of an assignment."""
    body = f"{assignment.title}\nThời hạn: {assignment.due_on:%d/%m/%Y}."
    link = reverse("meetings:assignment", args=[assignment.pk])
    text = Text("assigned", f"assignment:{assignment.pk}", "Nhiệm vụ được phân công", body, link)
    people = [person for person in (assignment.member, assignment.helper) if person]
    return list(compose(meeting, people, text))
