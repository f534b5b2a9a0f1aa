"""The beat's tasks do their work at the present instant and are on the schedule."""

from datetime import timedelta

import pytest
from celery.contrib.django.task import DjangoTask
from django.conf import settings

from chibo.celery import app
from chibo.core import tasks
from chibo.core.models import Delivery, Heartbeat
from tests.factories.core import DUE, MessageFactory

pytestmark = pytest.mark.django_db


def test_the_beat_leaves_its_sign(moved_clock):
    moved_clock(DUE)
    tasks.beat()
    tasks.beat()
    assert Heartbeat.objects.get().at == DUE


def test_due_letters_go_and_others_wait(moved_clock, mailoutbox):
    due, later = MessageFactory(), MessageFactory(due_at=DUE + timedelta(minutes=1))
    moved_clock(DUE)
    tasks.deliver_outbox()
    assert [letter.to for letter in mailoutbox] == [[due.address]]
    later.refresh_from_db()
    assert later.state == Delivery.QUEUED


@pytest.mark.parametrize("task", [tasks.beat, tasks.deliver_outbox])
def test_the_schedule_names_the_tasks_and_drops_late_ticks(task):
    (entry,) = [entry for entry in settings.CELERY_BEAT_SCHEDULE.values() if entry["task"] == task.name]
    assert entry["options"]["expires"] < entry["schedule"]
    assert isinstance(app.tasks[task.name], DjangoTask)
