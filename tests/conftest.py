"""What every test shares: no file outside a temporary folder, no broker, plain static files, own database names."""

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.test.testcases import TransactionTestCase

# How long an example takes is up to the machine; and what failed once is written down as a test, not kept aside.
hypothesis.settings.register_profile(
    "chibo", deadline=None, database=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("chibo")


def pytest_configure(config: pytest.Config) -> None:
    """Point the settings at a temporary folder before anything reads them."""
    data = Path(tempfile.mkdtemp(prefix="chibo-tests-"))
    config.add_cleanup(lambda: _remove(data))
    (data / "static").mkdir()
    settings.CHIBO_DATA = data
    settings.MEDIA_ROOT = data / "media"
    settings.STATIC_ROOT = data / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, for made-up people only
    settings.CELERY_BROKER_URL = "memory://"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {}
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("postgresql"):
        database["TEST"]["NAME"] = f"test_chibo_{os.environ.get('PYTEST_DB_SUFFIX', 'suite')}"


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that asks for the database; to all others pytest-django keeps it shut."""
    for item in items:
        if item.get_closest_marker("django_db") or "django_db_setup" in getattr(item, "fixturenames", ()):
            item.add_marker("database")


def _remove(folder: Path) -> None:
    """Delete the temporary folder; a file still held by a dying process is left to the system."""
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _flush_past_guards():
    """Emptying the test database after a test is the one deletion that the guards let pass."""
    from chibo.core import guards  # noqa: PLC0415 - Django is ready only now

    flush = TransactionTestCase._fixture_teardown

    def flush_unguarded(self):
        with guards.suspended():
            flush(self)

    TransactionTestCase._fixture_teardown = flush_unguarded
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture(scope="session", autouse=True)
def _long_running():
    """What is forgiven to a process that has just started is forgiven in no test that does not ask for it."""
    from chibo.core import health  # noqa: PLC0415 - Django is ready only now

    health._started -= health.GRACE


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests():
    """Every test starts with a database of its own, so nothing may be remembered of the last one's."""
    from meetings.ground import year  # noqa: PLC0415 - Django is ready only now

    year.forget()


@pytest.fixture
def moved_clock():
    """Move the clock for the rest of the test: ``moved_clock(instant)``."""
    from chibo.core import clock  # noqa: PLC0415 - Django is ready only now

    with ExitStack() as stack:
        yield lambda instant: stack.enter_context(clock.moved_to(instant))


@pytest.fixture
def cast(db):
    """Two cells, two committees and somebody for every role: see ``tests/cast.py``."""
    from tests.cast import build_cast  # noqa: PLC0415 - Django is ready only now

    return build_cast()
