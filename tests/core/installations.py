"""Whole installations in their own data folder or PostgreSQL database, driven by real processes."""

import json
import os
import shutil
import subprocess
import sys
import uuid
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.conf import settings

from chibo.launch import stages

ROOT = Path(__file__).resolve().parents[2]
POSTGRES = os.environ.get("TEST_DATABASE_URL") or stages.POSTGRES
LONG = 300  # seconds after which even the busiest machine has run a command


@dataclass(frozen=True)
class Installation:
    """Settings of one installation; every call is a process of its own, and none outlives the installation."""

    env: dict
    processes: ExitStack = field(default_factory=ExitStack)

    def start(self, command, *arguments, **more_env):
        quickly = [] if command == "shell" else ["--skip-checks"]
        process = subprocess.Popen(
            [sys.executable, "manage.py", command, *quickly, *map(str, arguments)],
            cwd=ROOT,
            env={**self.env, **more_env},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.processes.enter_context(process)
        self.processes.callback(process.kill)
        return process

    def manage(self, *arguments, code=0, **more_env):
        """Run a command, expect its exit code, return what it wrote."""
        process = self.start(*arguments, **more_env)
        out, err = process.communicate(timeout=LONG)
        assert process.returncode == code, out + err
        return out + err

    def ask(self, statements):
        """Run Python within the installation; what it assigns to ``answer`` comes back."""
        return self.ask_each(statements)[0]

    def ask_each(self, *scripts):
        """Run several in one process, one after the other; their answers in order."""
        collected = "".join(f"{script}\nanswers.append(globals().pop('answer', None))\n" for script in scripts)
        script = f"import json\nanswers = []\n{collected}print('answers:' + json.dumps(answers))"
        return json.loads(self.manage("shell", "--no-imports", "-c", script).partition("answers:")[2])


def clean_env(**values):
    """The surroundings without any setting of ours but these."""
    ours = ("CHIBO_", "EMAIL_", "DATABASE_", "REDIS_", "SECRET_KEY", "ALLOWED_HOSTS", "DEBUG", "DEMO", "PORT")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    return {**kept, "LOG_LEVEL": "WARNING", **values}


@contextmanager
def sqlite_installation(folder, *, migrated=False):
    """A data folder: bare, or with tables as the migrations leave them."""
    folder.mkdir(exist_ok=True)
    if migrated:
        shutil.copy(_file_with_tables(), folder)
    installation = Installation(clean_env(CHIBO_DATA=str(folder)))
    with installation.processes:
        yield installation


@cache
def _file_with_tables():
    """Migrated once for all installations of this run; it goes with the run's own data folder."""
    folder = settings.CHIBO_DATA / "migrated"
    with sqlite_installation(folder) as first:
        first.manage("migrate", "--no-input", "-v", "0")
    return folder / "chibo.sqlite3"


@contextmanager
def postgres_installation(folder, *, migrated=False):
    """A database of its own, dropped afterwards. Skips where PostgreSQL does not answer."""
    if not stages.answers(POSTGRES):
        pytest.skip("PostgreSQL does not answer at TEST_DATABASE_URL")
    folder.mkdir(exist_ok=True)
    name = f"test_chibo_{uuid.uuid4().hex[:12]}"
    _administer(f"CREATE DATABASE {name}")
    url = urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{name}"))
    installation = Installation(clean_env(CHIBO_DATA=str(folder), CHIBO_MODE="embedded", DATABASE_URL=url))
    try:
        with installation.processes:
            if migrated:
                installation.manage("migrate", "--no-input", "-v", "0")
            yield installation
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


KINDS = {"sqlite": sqlite_installation, "postgresql": postgres_installation}
