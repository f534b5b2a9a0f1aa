"""Whole installations in their own data folder or PostgreSQL database, driven by real processes."""

import json
import os
import subprocess
import sys
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.conf import settings

from chibo.launch import stages

ROOT = Path(__file__).resolve().parents[2]
POSTGRES = os.environ.get("TEST_DATABASE_URL") or stages.POSTGRES


@dataclass(frozen=True)
class Installation:
    """Settings of one installation; every call is a process of its own."""

    env: dict

    def start(self, command, *arguments, **more_env):
        quickly = [] if command == "shell" else ["--skip-checks"]
        return subprocess.Popen(
            [sys.executable, "manage.py", command, *quickly, *map(str, arguments)],
            cwd=ROOT,
            env={**self.env, **more_env},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def manage(self, *arguments, code=0, **more_env):
        """Run a command, expect its exit code, return what it wrote."""
        process = self.start(*arguments, **more_env)
        out, err = process.communicate(timeout=120)
        assert process.returncode == code, out + err
        return out + err

    def ask(self, statements):
        """Run Python within the installation; what it assigns to ``answer`` comes back."""
        script = f"import json\n{statements}\nprint('answer:' + json.dumps(globals().get('answer')))"
        return json.loads(self.manage("shell", "--no-imports", "-c", script).partition("answer:")[2])


def clean_env(**values):
    """The surroundings without any setting of ours but these."""
    ours = ("CHIBO_", "EMAIL_", "DATABASE_", "REDIS_", "SECRET_KEY", "ALLOWED_HOSTS", "DEBUG", "DEMO", "PORT")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    return {**kept, "LOG_LEVEL": "WARNING", **values}


@contextmanager
def sqlite_installation(folder):
    folder.mkdir(exist_ok=True)
    yield Installation(clean_env(CHIBO_DATA=str(folder)))


@contextmanager
def postgres_installation(folder):
    """A database of its own, dropped afterwards. Skips where PostgreSQL does not answer."""
    if not stages.answers(POSTGRES):
        pytest.skip("PostgreSQL does not answer at TEST_DATABASE_URL")
    folder.mkdir(exist_ok=True)
    name = f"test_chibo_{uuid.uuid4().hex[:12]}"
    _administer(f"CREATE DATABASE {name}")
    url = urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{name}"))
    try:
        yield Installation(clean_env(CHIBO_DATA=str(folder), CHIBO_MODE="embedded", DATABASE_URL=url))
    finally:
        _administer(f"DROP DATABASE {name} WITH (FORCE)")


def _administer(statement):
    connection = psycopg2.connect(POSTGRES)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()


once = pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"].endswith("postgresql"),
    reason="makes its own databases of both kinds; done in the run on SQLite",
)
KINDS = {"sqlite": sqlite_installation, "postgresql": postgres_installation}
