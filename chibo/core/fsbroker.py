"""A message queue of files for installations without Redis: kombu's filesystem transport, made atomic.

The stock transport writes messages and its table of queues in place, so that a reader can meet a half-written
file, which ends the whole worker. Here every file is written beside its final place and then renamed.
"""

import fcntl
import time
import uuid
from pathlib import Path
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

SCHEME = "atomicfs"
PATIENCE = 0.5  # seconds


def register() -> None:
    """Make `atomicfs://` known to kombu."""
    TRANSPORT_ALIASES[SCHEME] = "chibo.core.fsbroker:Transport"


def write_whole(path: Path, content: str) -> None:
    """Write the file so that another process sees either all of it or nothing."""
    partial = path.with_name(f".{path.name}.{uuid.uuid4().hex}.tmp")
    partial.write_text(content, encoding="utf-8")
    partial.replace(path)


class FileChannel(filesystem.Channel):
    """The stock channel with atomic writes and with message names that keep their order after a reboot."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for folder in (self.data_folder_in, self.data_folder_out, self.control_folder):
            Path(folder).mkdir(parents=True, exist_ok=True)

    # kombu's stubs contradict themselves here and below.
    def _put(self, queue: str, message: Any, **_options: Any) -> None:  # type: ignore[override]
        name = f"{time.time_ns():020d}_{uuid.uuid4()}.{queue}.msg"
        write_whole(Path(self.data_folder_out) / name, dumps(message))

    def _queue_bind(self, exchange: str, routing_key: str | None, pattern: str | None, queue: str | None) -> None:
        entry = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with (self.control_folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # released when the file is closed
            table = self.get_table(exchange)
            if entry not in table:
                file: Path = self._exchange_file(exchange)  # type: ignore[attr-defined] # newer than the stubs
                write_whole(file, dumps([entry, *table]))


class Transport(filesystem.Transport):
    """`atomicfs://`, configured by `data_folder_in`, `data_folder_out` and `control_folder`."""

    Channel = FileChannel

    def drain_events(self, connection: Any, **kwargs: Any) -> None:  # type: ignore[override]
        """Look for messages, giving up soon: a worker asked to stop notices it only between two calls."""
        super().drain_events(connection, timeout=min(kwargs.get("timeout") or PATIENCE, PATIENCE))
