"""`make lint` and `make test`: every check in order, one line each, stopping at the first that fails."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

BIN = Path(sys.executable).parent
POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres"
REDIS = "redis://127.0.0.1:6379/0"

# Enough of a production environment for Django's own deployment checks; nothing is contacted.
DEPLOYED = {
    "CHIBO_MODE": "production",
    "DATABASE_URL": "postgres://chibo@db.invalid/chibo",
    "REDIS_URL": "redis://redis.invalid/0",
    "EMAIL_URL": "smtp+tls://chibo@mail.invalid:587",
    "SECRET_KEY": "only-for-the-deployment-check-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "chibo.invalid",
}
# Tests say themselves what they want to be set; the surroundings must not answer for them.
CLEAN = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "ALLOWED_HOSTS", "CHIBO_MODE", "DEBUG", "DEMO", "PORT")


@dataclass(frozen=True, slots=True)
class Stage:
    """One check: its name, its command, and variables set for it alone."""

    name: str
    command: list[str]
    env: Mapping[str, str] = field(default_factory=dict)


def main(arguments: list[str]) -> int:
    """Run the stages of `lint` or `test`; further arguments go to pytest. Returns the first failing exit code."""
    name, *rest = arguments
    for stage in lint_stages() if name == "lint" else [*lint_stages(), *test_stages(rest)]:
        code = run(stage)
        if code:
            return code
    return 0


def lint_stages() -> list[Stage]:
    """What needs no database and no browser."""
    manage = [sys.executable, "manage.py"]
    return [
        Stage("ruff check", [str(BIN / "ruff"), "check", "--quiet", "."]),
        Stage("ruff format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
        Stage("djlint", [str(BIN / "djlint"), "--lint", "--quiet", "templates"]),
        Stage("lint-imports", [str(BIN / "lint-imports"), "--no-cache"]),
        Stage("mypy", [str(BIN / "mypy")]),
        Stage("makemigrations", [*manage, "makemigrations", "--check", "--dry-run", "-v", "0"]),
        Stage("check --deploy", [*manage, "check", "--deploy", "--fail-level", "WARNING"], DEPLOYED),
    ]


def test_stages(arguments: list[str]) -> Iterator[Stage]:
    """The suite on SQLite, and on PostgreSQL and Redis, where both answer, what asks for the database once more.

    Not the browser, which proves the pages, and not what is the same on every database because it asks for none.
    """
    pytest = [sys.executable, "-m", "pytest", "-q", "-n", str(min(4, os.cpu_count() or 1)), *arguments]
    servers = {
        "CHIBO_MODE": "embedded",
        "DATABASE_URL": os.environ.get("TEST_DATABASE_URL") or POSTGRES,
        "REDIS_URL": os.environ.get("TEST_REDIS_URL") or REDIS,
    }
    silent = [name for name in ("DATABASE_URL", "REDIS_URL") if not answers(servers[name])]
    if silent:
        print(f"Only on SQLite: nothing answers at TEST_{' and TEST_'.join(silent)}.", flush=True)
    yield Stage("pytest on SQLite", pytest)
    if not silent:
        yield Stage("pytest on PostgreSQL and Redis", [*pytest, "-m", "database and not browser"], servers)


def answers(url: str) -> bool:
    """Whether PostgreSQL (with the right to make a test database) or Redis answers at the address."""
    if url.startswith("redis"):
        import redis  # noqa: PLC0415 - this module also serves `lint`, which needs no server

        try:
            return bool(redis.Redis.from_url(url, socket_connect_timeout=2).ping())
        except redis.RedisError:
            return False
    import psycopg2  # noqa: PLC0415 - as above

    try:
        with psycopg2.connect(url, connect_timeout=2) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
            return bool(cursor.fetchone()[0])
    except psycopg2.Error:
        return False


def run(stage: Stage) -> int:
    """Run one stage. Its line comes before pytest's output, after all others, so that pytest has the last word."""
    started = time.monotonic()
    surroundings = {key: value for key, value in os.environ.items() if key not in CLEAN}
    is_suite = "pytest" in stage.name
    if is_suite:
        print(f"== {stage.name}", flush=True)
    done = subprocess.run(stage.command, check=False, env={**surroundings, **stage.env})
    if not is_suite:
        verdict = "FAILED" if done.returncode else "ok"
        print(f"== {stage.name}: {verdict} ({time.monotonic() - started:.1f} s)", flush=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
