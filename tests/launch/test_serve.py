"""The start: what it refuses, what it does once only, and that it leaves no process behind."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from chibo.launch import bootstrap, serve


def test_a_taken_port_is_refused_in_words():
    with socket.socket() as other:
        other.bind((serve.ADDRESS, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=rf"Cổng {port} đang được.*PORT={port + 1}"):
            serve._free_port(port)


def test_a_second_start_on_the_same_folder_is_refused(tmp_path):
    with serve._hold(tmp_path / "data"), pytest.raises(SystemExit, match="đang chạy với thư mục dữ liệu"):
        serve._hold(tmp_path / "data")
    serve._hold(tmp_path / "data").close()


def test_the_key_is_made_once_and_private(tmp_path):
    serve._keep_key(tmp_path / "secret_key")
    first = (tmp_path / "secret_key").read_text(encoding="ascii")
    serve._keep_key(tmp_path / "secret_key")
    assert (tmp_path / "secret_key").read_text(encoding="ascii") == first
    assert len(first) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.fixture
def managed(monkeypatch, settings):
    """Management commands that the start would have run, on SQLite."""
    run = []
    settings.DATABASE_URL = ""
    monkeypatch.setattr(serve, "_manage", lambda *arguments: run.append(arguments[0]))
    monkeypatch.delenv("DEMO", raising=False)
    return run


def test_the_first_start_loads_demonstration_data_once(managed, tmp_path):
    serve._first_start(tmp_path)
    serve._first_start(tmp_path)
    assert managed == ["migrate", "load_demo", "migrate"]
    assert (tmp_path / "demo").exists()


def test_a_broken_first_load_is_tried_again(managed, tmp_path, monkeypatch):
    def fail(command, *_arguments):
        (tmp_path / "chibo.sqlite3").touch()
        if command == "load_demo":
            sys.exit(1)

    with monkeypatch.context() as broken:
        broken.setattr(serve, "_manage", fail)
        with pytest.raises(SystemExit):
            serve._first_start(tmp_path)
    serve._first_start(tmp_path)
    assert managed == ["migrate", "load_demo"]


def test_a_first_start_without_demonstration_stays_so(managed, tmp_path, monkeypatch):
    monkeypatch.setenv("DEMO", "0")
    serve._first_start(tmp_path)
    monkeypatch.delenv("DEMO")
    serve._first_start(tmp_path)
    assert managed == ["migrate", "migrate"]
    assert not (tmp_path / "demo").exists()


def test_a_folder_with_data_of_its_own_gets_no_demonstration(managed, tmp_path):
    (tmp_path / "chibo.sqlite3").write_bytes(b"restored")
    serve._first_start(tmp_path)
    assert managed == ["migrate"]


def test_static_files_are_gathered_only_when_they_changed(managed, tmp_path):
    serve._collect_static(tmp_path / "stamp")
    serve._collect_static(tmp_path / "stamp")
    assert managed == ["collectstatic"]


def test_an_early_stop_waits_for_all_processes_and_leaves_none(tmp_path):
    code = (
        "import signal, sys, threading, os\n"
        "from chibo.launch import serve\n"
        "supervisor = serve.Supervisor()\n"
        "supervisor.add_process('one', 'exec sleep 300')\n"
        "supervisor.add_process('two', 'exec sleep 300')\n"
        "supervisor.terminate()\n"
        "supervisor.loop()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False, cwd=bootstrap.ROOT
    )
    assert done.returncode == 0, done.stderr
    numbers = [int(line.rsplit("pid=", 1)[1].rstrip(")")) for line in done.stdout.splitlines() if "pid=" in line]
    assert len(numbers) == 2
    for number in numbers:
        with pytest.raises(ProcessLookupError):
            os.kill(number, signal.SIG_DFL)
