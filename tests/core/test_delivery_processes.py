"""Real processes that send, die and compete: every letter at most once, none without a trace."""

import threading
import time
from collections import Counter

import pytest

from tests.core.installations import KINDS, LONG
from tests.core.smtp import Sink

LETTERS = 30
PREPARE = f"""
from chibo.core import clock, outbox
from chibo.core.models import Channel, OutboundMessage
OutboundMessage.objects.all().delete()
outbox.enqueue((outbox.Message(
    dedupe_key=f"key:{{n}}", channel=Channel.EMAIL, recipient=f"member:{{n}}", recipient_name="Hoa", path="0001.",
    about="meeting:1", kind="circulated", subject="Mời họp", body="Họp.", address=f"m{{n}}@example.org",
) for n in range({LETTERS})), now=clock.now())
"""
STATES = """
from chibo.core.models import OutboundMessage
answer = dict(OutboundMessage.objects.values_list("address", "state"))
"""
EVERYBODY = {f"m{n}@example.org" for n in range(LETTERS)}


@pytest.fixture(scope="module", params=KINDS)
def installation(request, tmp_path_factory):
    with KINDS[request.param](tmp_path_factory.mktemp("office"), migrated=True) as installation:
        yield installation


@pytest.fixture
def office(installation):
    installation.ask(PREPARE)
    return installation


@pytest.fixture
def sink():
    with Sink() as server:
        yield server


def start(office, sink, *arguments):
    return office.start("deliver_messages", *arguments, EMAIL_URL=f"smtp://127.0.0.1:{sink.port}")


def kill_in_the_air(office, sink, letter):
    """Start a process and kill it when that letter is taken and the process still waits to hear of it."""
    taken, killed = threading.Event(), threading.Event()

    def hold(number):
        if number == letter:
            taken.set()
            killed.wait(LONG)

    sink.before_answer = hold
    process = start(office, sink)
    assert taken.wait(LONG)
    process.kill()
    process.communicate()
    killed.set()


def test_killed_twice_in_the_middle_no_letter_doubles_and_none_is_lost(office, sink):
    for letter in (5, 12):
        kill_in_the_air(office, sink, letter)
    in_the_air = {sink.recipients[4], sink.recipients[11]}
    later = time.strftime("%Y-%m-%dT%H:%M", time.gmtime(time.time() + 7 * 3600 + 600))  # in Hanoi, ten minutes on
    out, err = start(office, sink, "--now", later).communicate(timeout=LONG)
    assert f"Đã gửi {LETTERS - 12}" in out, err
    assert "chưa rõ 2" in out
    assert set(Counter(sink.recipients).values()) == {1}
    assert set(sink.recipients) == EVERYBODY
    states = office.ask(STATES)
    assert {address for address, state in states.items() if state == "unknown"} == in_the_air
    assert {state for address, state in states.items() if address not in in_the_air} == {"sent"}


def test_two_processes_at_once_share_the_letters(office, sink):
    both = threading.Barrier(2, timeout=LONG)
    sink.before_answer = lambda number: both.wait() if number <= 2 else None  # neither is done before the other starts
    processes = [start(office, sink), start(office, sink)]
    outs = [process.communicate(timeout=LONG)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], outs
    assert Counter(sink.recipients) == dict.fromkeys(EVERYBODY, 1)
    assert set(office.ask(STATES).values()) == {"sent"}
    assert sink.connections == 2
    assert all("Đã gửi 0" not in out for out in outs)
