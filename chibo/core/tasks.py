"""What the beat asks for every minute."""

from celery import shared_task

from chibo.core import clock, delivery, health, once


@shared_task
def beat() -> None:
    """Leave a sign of life, and forget what nobody asks for any more."""
    now = clock.now()
    health.leave_heartbeat(now=now)
    once.forget_old(now=now)


@shared_task
def deliver_outbox() -> None:
    """Send the letters that are due."""
    delivery.deliver_due(now=clock.now())
