"""Deeds done at the same moment, each in a thread with a connection of its own. Only PostgreSQL has any."""

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test.testcases import TransactionTestCase

from chibo.core import guards
from chibo.rules.refusal import RuleRefused

PATIENCE = 30  # seconds; far more than any deed takes
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@dataclass
class Answers:
    """What the deeds returned, and the codes of those that were refused."""

    results: list[Any] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


class _Racer(threading.Thread):
    def __init__(self, deed) -> None:
        super().__init__(daemon=True)
        self.deed, self.result, self.error = deed, None, None

    def run(self) -> None:
        try:
            self.result = self.deed()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised again where the test sees it
            self.error = error
        finally:
            connections.close_all()


def skip_without_threads() -> None:
    """Leave the test out where there is no PostgreSQL."""
    if connection.vendor != "postgresql":
        pytest.skip("threads share the one connection of a database in memory")


def at_once(deeds, held) -> Answers:
    """Do the deeds at the same moment: they start while the rows ``held`` are locked, which are let go when all wait.

    So whoever reads before locking has read what all others have read, every time and not by luck.
    """
    racers = [_Racer(deed) for deed in deeds]
    with transaction.atomic():
        assert list(held.select_for_update(of=("self",)))
        for number, racer in enumerate(racers, start=1):
            racer.start()
            _wait_for(racers[:number])
    answers = Answers()
    for racer in racers:
        racer.join(PATIENCE)
        assert not racer.is_alive(), "a deed hangs"
        if isinstance(racer.error, RuleRefused):
            answers.refusals.append(racer.error.code)
        elif racer.error is not None:
            raise racer.error
        else:
            answers.results.append(racer.result)
    return answers


def _wait_for(racers: list[_Racer]) -> None:
    """Until each of them waits for a row, or has come to its end without."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        running = sum(1 for racer in racers if racer.is_alive())
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0] >= running:
                return
        time.sleep(0.005)
    raise AssertionError("a deed neither waits nor ends")


@contextmanager
def committed(build, blocker):
    """What ``build`` makes, for all tests of one module, where every thread sees it; emptied once, after the last.

    Emptying the tables takes longer than a test. The tests are marked ``django_db(transaction=True)``.
    """
    skip_without_threads()
    flush = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda _test: None
    with blocker.unblock():
        try:
            yield build()
        finally:
            TransactionTestCase._fixture_teardown = flush
            with guards.suspended():
                call_command("flush", verbosity=0, interactive=False)
