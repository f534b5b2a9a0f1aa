"""Whether the installation works: database, queue, beat and migrations, for ``/healthz`` and the technician's page."""

import os
import time
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from chibo.core.models import Heartbeat

BEAT_LIMIT = 300  # seconds; the beat ticks every 60, and one long task may hold the worker up
GRACE = 180  # seconds after the start of this process in which the beat need not have been heard
REDIS_TIMEOUT = 2  # seconds

_started = time.monotonic()


@dataclass(frozen=True, slots=True)
class Health:
    """What was found. ``migrations``: the tables are those of this program; None where nobody can tell."""

    database: bool
    queue: bool
    beat_age_seconds: int | None
    migrations: bool | None

    @property
    def is_well(self) -> bool:
        return self.database and self.queue and self.migrations is True and self._beat_is_heard()

    def _beat_is_heard(self) -> bool:
        is_fresh = self.beat_age_seconds is not None and self.beat_age_seconds <= BEAT_LIMIT
        return is_fresh or time.monotonic() - _started < GRACE


def health(*, now: datetime) -> Health:
    """Look at everything; three queries. A part that does not answer is reported, never raised."""
    try:
        missing = missing_migrations()
        age = None if missing else beat_age(now=now)
    except DatabaseError:
        return Health(database=False, queue=queue_works(), beat_age_seconds=None, migrations=None)
    return Health(database=True, queue=queue_works(), beat_age_seconds=age, migrations=not missing)


def leave_heartbeat(*, now: datetime) -> None:
    """Write down that beat and worker are alive."""
    Heartbeat.objects.update_or_create(pk=1, defaults={"at": now})


def beat_age(*, now: datetime) -> int | None:
    """Seconds since the last sign of life, or None before the first."""
    heard = Heartbeat.objects.filter(pk=1).first()
    return max(0, int((now - heard.at).total_seconds())) if heard else None


def missing_migrations() -> list[str]:
    """Migrations of this program that the database has not had, such as "core.0001_initial". One query."""
    return sorted(shipped_migrations() - applied_migrations())


@cache
def shipped_migrations() -> frozenset[str]:
    """The migrations this program consists of; the files do not change while it runs."""
    return frozenset(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)


def applied_migrations() -> frozenset[str]:
    """The migrations the database has had."""
    return frozenset(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def queue_works() -> bool:
    """Whether the broker answers: Redis to a ping, the queue of files by letting us write."""
    if settings.REDIS_URL:
        return _redis_answers(settings.REDIS_URL)
    folder = settings.CELERY_BROKER_TRANSPORT_OPTIONS.get("data_folder_out")
    return folder is None or _is_writable(Path(str(folder)))


def _redis_answers(url: str) -> bool:
    import redis  # noqa: PLC0415 - the embedded mode never needs it

    try:
        with redis.Redis.from_url(url, socket_connect_timeout=REDIS_TIMEOUT, socket_timeout=REDIS_TIMEOUT) as client:
            return bool(client.ping())
    except (redis.RedisError, ValueError):
        return False


def _is_writable(folder: Path) -> bool:
    """Whether files can be made in the folder, or the folder itself by whoever comes first."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)
