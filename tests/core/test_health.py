"""What /healthz tells a machine, above all when something is wrong."""

import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from chibo.core import health
from tests.factories.core import DUE

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, moved_clock):
    def ask(now=DUE):
        moved_clock(now)
        response = client.get("/healthz")
        return response.status_code, response.json()

    return ask


@pytest.fixture
def just_started(monkeypatch):
    """The beat need not have been heard yet, so that whatever is wrong is something else."""
    monkeypatch.setattr(health, "_started", time.monotonic())


def test_all_is_well(ask):
    health.leave_heartbeat(now=DUE - timedelta(seconds=59))
    well = {"database": True, "queue": True, "beat_age_seconds": 59, "migrations": True}
    assert ask() == (200, well)


def test_nobody_need_sign_in_and_nothing_is_kept(client, just_started):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert "no-cache" in response["Cache-Control"]
    assert "sessionid" not in response.cookies
    assert client.post("/healthz").status_code == 405


def test_an_old_beat_is_a_fault(ask):
    health.leave_heartbeat(now=DUE)
    assert ask(DUE + timedelta(seconds=300))[0] == 200
    status, found = ask(DUE + timedelta(seconds=301))
    assert (status, found["beat_age_seconds"]) == (503, 301)


def test_a_beat_never_heard_is_a_fault_only_after_the_start(ask, just_started, monkeypatch):
    assert ask() == (200, {"database": True, "queue": True, "beat_age_seconds": None, "migrations": True})
    monkeypatch.setattr(health, "_started", health._started - health.GRACE)
    assert ask()[0] == 503


def test_a_beat_of_a_clock_that_was_put_back_is_fresh(ask):
    health.leave_heartbeat(now=DUE + timedelta(hours=2))
    status, found = ask(DUE)
    assert (status, found["beat_age_seconds"]) == (200, 0)


def test_the_heartbeat_is_one_row():
    for minute in range(3):
        health.leave_heartbeat(now=DUE + timedelta(minutes=minute))
    assert health.Heartbeat.objects.get().at == DUE + timedelta(minutes=2)


def test_a_missing_migration_is_a_fault(ask, just_started):
    MigrationRecorder(connection).record_unapplied("core", "0003_guards")
    assert health.missing_migrations() == ["core.0003_guards"]
    assert ask() == (503, {"database": True, "queue": True, "beat_age_seconds": None, "migrations": False})


def test_a_dead_database_is_told_and_not_raised(ask, just_started, monkeypatch):
    def die():
        raise OperationalError

    monkeypatch.setattr(health, "missing_migrations", die)
    assert ask() == (503, {"database": False, "queue": True, "beat_age_seconds": None, "migrations": None})


def test_a_folder_nobody_may_write_to_is_a_fault(ask, just_started, settings, monkeypatch, tmp_path):
    settings.REDIS_URL = ""
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_out": str(tmp_path / "var" / "queue")}
    assert ask()[0] == 200
    monkeypatch.setattr(health.os, "access", lambda path, _mode: path != tmp_path)
    assert ask() == (503, {"database": True, "queue": False, "beat_age_seconds": None, "migrations": True})


def test_a_file_in_the_place_of_the_queue_is_a_fault(settings, tmp_path):
    settings.REDIS_URL = ""
    (tmp_path / "queue").touch()
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_out": str(tmp_path / "queue")}
    assert not health.queue_works()


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "nonsense://"])
def test_a_redis_that_does_not_answer_is_a_fault(settings, url):
    settings.REDIS_URL = url
    assert not health.queue_works()


def test_three_queries(client, django_assert_num_queries, settings):
    health.shipped_migrations()
    with django_assert_num_queries(3):  # is there a table of migrations, which, the beat
        client.get("/healthz")
