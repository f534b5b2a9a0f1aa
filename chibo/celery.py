"""The Celery application: settings from Django, tasks from every app's `tasks.py`, our file queue registered."""

import os

from celery import Celery

from chibo.core import fsbroker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.settings")
fsbroker.register()

app = Celery("chibo")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
