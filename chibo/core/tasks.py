"""What the beat asks for every minute."""

from celery import shared_task

from chibo.core import clock, delivery, health


@shared_task
def beat() -> None:
    """Leave a sign of life."""
    health.leave_heartbeat(now=clock.now())


@shared_task
def deliver_outbox() -> None:
    """Send the letters that are due."""
    delivery.deliver_due(now=clock.now())
