"""The file queue: whole messages only, in order, between processes."""

import json
import subprocess
import sys
import time
from contextlib import ExitStack
from queue import Empty

import pytest
from kombu import Connection

from chibo.core import fsbroker

SILENCE = 60  # seconds that a busy machine may take to start a process
OTHER_PROCESS = """
import json, sys
from kombu import Connection
from chibo.core import fsbroker
fsbroker.register()
options, first, count = json.loads(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
with Connection("atomicfs://", transport_options=options) as connection:
    with connection.SimpleQueue("work") as queue:
        for number in range(first, first + count):
            queue.put({"number": number, "text": "Đồng chí " * 500})
"""


@pytest.fixture
def options(tmp_path):
    fsbroker.register()
    queue = str(tmp_path / "queue")
    return {"data_folder_in": queue, "data_folder_out": queue, "control_folder": str(tmp_path / "control")}


@pytest.fixture
def start_sender(options):
    """``start_sender(first, count)``: a process that sends; none outlives the test, however the test ends."""
    with ExitStack() as stack:

        def start(first, count):
            command = [sys.executable, "-c", OTHER_PROCESS, json.dumps(options), str(first), str(count)]
            sender = stack.enter_context(subprocess.Popen(command))
            stack.callback(sender.kill)
            return sender

        yield start


def receive(options, count):
    """So many messages, however long the senders take to start; a queue in which nothing comes for long is a fault."""
    with Connection("atomicfs://", transport_options=options) as connection, connection.SimpleQueue("work") as queue:
        found = []
        heard = time.monotonic()
        while len(found) < count:
            try:
                message = queue.get(timeout=fsbroker.PATIENCE)
            except Empty:
                assert time.monotonic() - heard < SILENCE, f"nothing came after {len(found)} messages"
                continue
            message.ack()
            found.append(message.payload["number"])
            heard = time.monotonic()
        assert queue.qsize() == 0
    return found


def test_another_process_sends_and_order_is_kept(options, start_sender):
    assert start_sender(0, 20).wait(timeout=SILENCE) == 0
    assert receive(options, 20) == list(range(20))


def test_reading_while_two_processes_write_meets_whole_messages_only(options, start_sender):
    senders = [start_sender(0, 150), start_sender(150, 150)]
    found = receive(options, 300)
    assert [sender.wait(timeout=SILENCE) for sender in senders] == [0, 0]
    assert sorted(found) == list(range(300))


def test_nothing_half_written_is_left_or_visible(options, tmp_path, monkeypatch):
    fsbroker.write_whole(tmp_path / "a.msg", "whole")
    assert [path.name for path in tmp_path.iterdir()] == ["a.msg"]

    def die(_path, _target):
        raise KeyboardInterrupt

    monkeypatch.setattr("pathlib.Path.replace", die)
    with pytest.raises(KeyboardInterrupt):
        fsbroker.write_whole(tmp_path / "b.msg", "whole")
    assert [path.name for path in tmp_path.glob("*.msg")] == ["a.msg"]


def test_the_table_of_queues_lists_each_queue_once(options):
    with Connection("atomicfs://", transport_options=options) as connection:
        channel = connection.channel()
        for queue in ("one", "two", "one"):
            channel._queue_bind("news", "", "", queue)
        assert sorted(entry.queue for entry in channel.get_table("news")) == ["one", "two"]
        channel._put_fanout("news", {"body": "hello"}, "")
        assert (channel._size("one"), channel._size("two")) == (1, 1)
