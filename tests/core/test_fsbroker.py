"""The file queue: whole messages only, in order, between processes."""

import json
import subprocess
import sys

import pytest
from kombu import Connection

from chibo.core import fsbroker

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


def start_sender(options, first, count):
    return subprocess.Popen([sys.executable, "-c", OTHER_PROCESS, json.dumps(options), str(first), str(count)])


def receive(options, count):
    with Connection("atomicfs://", transport_options=options) as connection, connection.SimpleQueue("work") as queue:
        found = []
        for _ in range(count):
            message = queue.get(timeout=20)
            message.ack()
            found.append(message.payload["number"])
        assert queue.qsize() == 0
    return found


def test_another_process_sends_and_order_is_kept(options):
    sender = start_sender(options, 0, 20)
    assert sender.wait(timeout=30) == 0
    assert receive(options, 20) == list(range(20))


def test_reading_while_two_processes_write_meets_whole_messages_only(options):
    senders = [start_sender(options, 0, 150), start_sender(options, 150, 150)]
    found = receive(options, 300)
    assert [sender.wait(timeout=30) for sender in senders] == [0, 0]
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
