"""What every test shares: no file outside a temporary folder, no broker, plain static files, own database names."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings


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


def _remove(folder: Path) -> None:
    """Delete the temporary folder; a file still held by a dying process is left to the system."""
    shutil.rmtree(folder, ignore_errors=True)
