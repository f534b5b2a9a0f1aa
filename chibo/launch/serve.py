"""`make run`: prepare the data folder, then web, worker and beat until the person says stop.

Everything the running program writes lies in the data folder (`CHIBO_DATA`). A file `first-start-done` marks that
the first start went through to its end, so that demonstration data are loaded once and never on top of real data.
"""

import ctypes
import fcntl
import hashlib
import os
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path
from types import FrameType
from typing import IO, Any

from django.conf import settings
from honcho import manager, printer, process
from honcho.compat import ProcessManager

from chibo import env

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.settings")

ADDRESS = "127.0.0.1"
READY_WITHIN = 60  # seconds
POLL = 0.2  # seconds
PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>
manager.KILL_WAIT = 20  # seconds to finish the request and the task in hand; then the rest is killed
# Celery's warning against running as root means a queue whose messages can carry code; ours carry JSON only.
ROOT_IS_FINE = "ignore:You're running the worker with superuser"


def main() -> int:
    """Prepare, serve, and return the exit code: 0 after a wanted stop."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        port = env.number("PORT", 8000, least=1)
        data = Path(env.text("CHIBO_DATA", "var")).resolve()
        _free_port(port)
        lock = _hold(data)
        _prepare(data)
        _first_start(data)
        code = _serve(data, port)
        lock.close()
    except env.SettingError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        return 0
    return code


def _stop(_number: int, _frame: FrameType | None) -> None:
    """A wanted stop while still preparing."""
    sys.exit(0)


# Before the start ---------------------------------------------------------------------------------------------


def _free_port(port: int) -> None:
    """End with a sentence when another program holds the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            sys.exit(
                f"Cổng {port} đang được chương trình khác sử dụng. Hãy dừng chương trình đó, "
                f"hoặc chạy ở cổng khác, ví dụ: make run PORT={port + 1}"
            )
        except OverflowError:
            sys.exit(f"Cổng {port} không tồn tại; số cổng lớn nhất là 65535.")


def _hold(data: Path) -> IO[str]:
    """Make the data folder and keep it for this process alone: two programs on one folder would send twice."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = (data / "running.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        sys.exit(f"Chương trình đang chạy với thư mục dữ liệu {data}. Hãy dừng bản đang chạy trước.")
    return lock


def _prepare(data: Path) -> None:
    """Leave the folder as every start needs it: a key, an empty `tmp`, no stale pidfile, static files."""
    os.environ["CHIBO_DATA"] = str(data)
    _keep_key(data / "secret_key")
    shutil.rmtree(data / "tmp", ignore_errors=True)
    (data / "tmp").mkdir()
    (data / "beat.pid").unlink(missing_ok=True)
    os.environ["TMPDIR"] = str(data / "tmp")
    os.environ["PYTHONUNBUFFERED"] = "1"
    _collect_static(data / "static-fingerprint")


def _keep_key(path: Path) -> None:
    """Make the embedded mode's SECRET_KEY once, readable by its owner only."""
    if not settings.PRODUCTION and not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")


def _collect_static(stamp: Path) -> None:
    """Gather, name by content and compress the static files when any of them changed."""
    files = sorted(path for path in (settings.BASE_DIR / "static").rglob("*") if path.is_file())
    digest = hashlib.sha256((settings.BASE_DIR / "requirements" / "core.txt").read_bytes())
    for path in files:
        digest.update(f"{path}:{path.stat().st_size}:{path.stat().st_mtime_ns}\n".encode())
    if stamp.is_file() and stamp.read_text(encoding="ascii") == digest.hexdigest():
        return
    print("Chuẩn bị tệp giao diện…", flush=True)
    _manage("collectstatic", "--no-input", "--clear", "-v", "0")
    stamp.write_text(digest.hexdigest(), encoding="ascii")


def _first_start(data: Path) -> None:
    """Migrate; on the very first start load the demonstration data, unless DEMO=0 says otherwise.

    A database that was there before us (restored, PostgreSQL) keeps its contents to itself. A first start that broke
    off has left the mark `demo` without `first-start-done`, and is done again.
    """
    done, demo, database = data / "first-start-done", data / "demo", data / "chibo.sqlite3"
    is_first = not done.exists() and not settings.DATABASE_URL and (demo.exists() or not database.exists())
    wants_demo = is_first and env.flag("DEMO", default=True)
    if wants_demo:
        demo.touch()
    elif is_first:
        demo.unlink(missing_ok=True)
    _manage("migrate", "--no-input", "-v", "0")
    if wants_demo:
        _manage("load_demo")
    done.touch()


def _manage(*arguments: str) -> None:
    """Run a management command; when it fails, end with its exit code."""
    done = subprocess.run([sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments], check=False)
    if done.returncode:
        sys.exit(done.returncode)


# Running ------------------------------------------------------------------------------------------------------


class Gentle(ProcessManager):
    """Ask the process itself to stop, not its children too: the worker lets its child finish the task in hand."""

    def terminate(self, pid: int) -> None:
        """Ask one process to stop."""
        os.kill(pid, signal.SIGTERM)


def _end_with_parent(number: signal.Signals) -> None:
    """Have the kernel send this process a signal when its parent dies, however it dies (Linux)."""
    ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, number)


class Bound(process.Process):
    """A process that does not outlive the supervisor, even when that is killed outright."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._child_ctor = partial(process.Popen, preexec_fn=partial(_end_with_parent, signal.SIGTERM))

    def run(self, *args: Any, **kwargs: Any) -> None:
        """Run the command from a process of its own, which passes the output on."""
        _end_with_parent(signal.SIGKILL)
        super().run(*args, **kwargs)


class WholeLines(printer.Printer):
    """Lines of the processes and of the announcement never run into each other."""

    lock = threading.Lock()

    def write(self, message: printer.Message) -> None:
        """Print one message."""
        with self.lock:
            super().write(message)


class Supervisor(manager.Manager):
    """honcho's manager, made safe against a stop that comes before all processes have told their numbers."""

    stop_asked = False

    def __init__(self) -> None:
        super().__init__(WholeLines(sys.stdout))
        self._procmgr = Gentle()
        self._process_ctor = Bound

    def terminate(self) -> None:
        """Stop all processes as soon as all have started."""
        self.stop_asked = True

    def _all_started(self) -> bool:
        started: bool = super()._all_started()
        if started and self.stop_asked:
            super().terminate()
        return started


def _serve(data: Path, port: int) -> int:
    """Run the three processes until one ends or a signal comes. Returns 0 for a wanted stop."""
    supervisor = Supervisor()
    for name, command in _commands(data, port).items():
        supervisor.add_process(name, "exec " + shlex.join([sys.executable, "-W", ROOT_IS_FINE, "-m", *command]))
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))  # a closed terminal is a stop
    threading.Thread(target=_announce, args=(port,), daemon=True).start()
    supervisor.loop()
    return 0 if supervisor.returncode in {130, 143} else supervisor.returncode or 1


def _commands(data: Path, port: int) -> dict[str, list[str]]:
    """The processes. Beat stands alone with a pidfile: inside a worker it would outlive that worker's death."""
    celery = ["celery", "--quiet", "--app", "chibo"]
    return {
        "web": [
            *("gunicorn", "chibo.wsgi", "--bind", f"{ADDRESS}:{port}", "--workers", "2", "--timeout", "60"),
            *("--graceful-timeout", "3", "--no-control-socket", "--log-level", "warning"),
        ],
        "worker": [*celery, "worker", "--without-gossip", "--without-mingle", "--loglevel", "warning"],
        "beat": [*celery, "beat", "--pidfile", str(data / "beat.pid"), "--loglevel", "warning"],
    }


def _announce(port: int) -> None:
    """Print the address once the program answers there."""
    url = f"http://{ADDRESS}:{port}/"
    request = urllib.request.Request(f"{url}healthz", headers={"Host": settings.ALLOWED_HOSTS[0]})
    give_up = time.monotonic() + READY_WITHIN
    while time.monotonic() < give_up:
        if _answers(request):
            with WholeLines.lock:
                print(f"Ready: {url}", flush=True)
            return
        time.sleep(POLL)
    print(f"Chương trình chưa trả lời tại {url} sau {READY_WITHIN} giây.", file=sys.stderr, flush=True)


def _answers(request: urllib.request.Request) -> bool:
    """Whether the web process answers at all; what it says about the queue comes later."""
    try:
        urllib.request.urlopen(request, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
