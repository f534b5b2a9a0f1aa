"""What the beat asks for every few minutes."""

from celery import shared_task

from chibo.core import clock
from meetings.notices.services import enqueue_due_reminders


@shared_task
def send_due_reminders() -> None:
    """Write down every reminder that has come due."""
    enqueue_due_reminders(now=clock.now())
