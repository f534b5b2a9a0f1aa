"""The start command: what it asks of the machine, when it rebuilds, and how it refuses."""

import json
import os
import signal
import socket
import subprocess
import sys
from types import SimpleNamespace

import pytest

from chibo import bootstrap, serve, stages


@pytest.fixture
def commands(monkeypatch):
    """Every command that would have been run, in order; all succeed."""
    run = []

    def record(command, **_options):
        run.append(command)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(bootstrap.subprocess, "run", record)
    return run


@pytest.fixture
def venv(monkeypatch, tmp_path):
    """An empty place for the environment; making it is only pretended."""
    folder = tmp_path / "venv"
    (folder / "bin").mkdir(parents=True)
    monkeypatch.setattr(bootstrap, "VENV", folder)
    monkeypatch.setattr(bootstrap, "PYTHON", folder / "bin" / "python")
    monkeypatch.setattr(bootstrap, "STAMP", folder / "stamp.json")
    (folder / "bin" / "python").touch()
    return folder


# The machine --------------------------------------------------------------------------------------------------


def test_bootstrap_runs_with_the_standard_library_alone():
    code = f"import sys; sys.path.insert(0, {str(bootstrap.ROOT)!r}); from chibo import bootstrap; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code],
        capture_output=True,
        text=True,
        check=True,
    )
    assert {"django", "environ", "honcho"}.isdisjoint(done.stdout.split())


def test_a_missing_library_names_its_package(monkeypatch):
    monkeypatch.setattr(bootstrap, "LIBRARIES", {"libnot-there.so.9": "libnot-there9", "libc.so.6": "libc6"})
    assert "libnot-there9" in bootstrap.missing_libraries()
    assert "libc6" not in bootstrap.missing_libraries()


def test_a_python_without_ensurepip_needs_the_venv_package(monkeypatch):
    monkeypatch.setattr(bootstrap, "LIBRARIES", {})
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
    assert bootstrap.missing_libraries() == ["python3-venv"]


def test_what_only_the_tests_need_is_named(monkeypatch):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda program: None if program == "chromium" else "/usr/bin/x")
    monkeypatch.setattr(bootstrap, "loads", lambda library: False)
    assert bootstrap.missing_for_tests() == ["chromium", "libatomic1"]


def test_without_root_a_needed_package_stops_with_the_line_to_run(monkeypatch, commands):
    monkeypatch.setattr(bootstrap, "root_prefix", lambda: None)
    with pytest.raises(SystemExit) as stop:
        bootstrap.install_packages(["libpango-1.0-0"], needed=True)
    assert "sudo apt-get install -y --no-install-recommends libpango-1.0-0" in str(stop.value)
    assert commands == []


def test_without_root_a_test_program_is_only_announced(monkeypatch, commands, capsys):
    monkeypatch.setattr(bootstrap, "root_prefix", lambda: None)
    bootstrap.install_packages(["chromium"], needed=False)
    assert "sudo apt-get install -y --no-install-recommends chromium" in capsys.readouterr().out


def test_with_root_packages_are_installed(monkeypatch, commands):
    monkeypatch.setattr(bootstrap, "root_prefix", lambda: ["sudo", "-n"])
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    bootstrap.install_packages(["libpango-1.0-0", "chromium"], needed=True)
    assert commands[-1][:2] == ["sudo", "-n"]
    assert commands[-1][-2:] == ["libpango-1.0-0", "chromium"]
    assert "update" in commands[0]


def test_an_unknown_command_shows_the_choice():
    with pytest.raises(SystemExit, match=r"run\|test\|lint\|bench\|install"):
        bootstrap.main(["dance"])


def test_containers_skip_the_preparation(monkeypatch):
    become = []
    monkeypatch.setenv("CHIBO_BOOTSTRAP", "0")
    monkeypatch.setattr(bootstrap, "prepare", lambda *_: pytest.fail("prepared in a container"))
    monkeypatch.setattr(bootstrap.os, "execv", lambda program, arguments: become.append([program, *arguments[1:]]))
    monkeypatch.chdir(bootstrap.ROOT)
    bootstrap.main(["run"])
    assert become == [[sys.executable, "-m", "chibo.serve"]]


# The environment ----------------------------------------------------------------------------------------------


def test_a_new_environment_is_made_and_stamped(venv, commands):
    bootstrap.make_environment(("core",))
    assert commands[0][1:] == ["-m", "venv", "--clear", str(venv)]
    assert "--require-hashes" in commands[1]
    assert commands[1][-1].endswith("requirements/core.txt")
    assert bootstrap.read_stamp() == {"core": bootstrap.fingerprint("core"), "python": sys.version}


def test_a_whole_environment_is_left_alone(venv, commands):
    bootstrap.make_environment(("core",))
    commands.clear()
    bootstrap.make_environment(("core",))
    assert commands == []


def test_a_further_set_is_added_without_starting_over(venv, commands):
    bootstrap.make_environment(("core",))
    commands.clear()
    bootstrap.make_environment(("core", "dev"))
    assert [command[2] for command in commands] == ["pip"]
    assert set(bootstrap.read_stamp()) == {"core", "dev", "python"}


def test_a_changed_lock_file_is_installed_again(venv, commands, monkeypatch):
    bootstrap.make_environment(("core",))
    commands.clear()
    monkeypatch.setattr(bootstrap, "fingerprint", lambda name: "other")
    bootstrap.make_environment(("core",))
    assert [command[2] for command in commands] == ["pip"]


def test_a_failed_installation_leaves_no_stamp(venv, monkeypatch):
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda command, **_: SimpleNamespace(returncode="pip" in command))
    with pytest.raises(SystemExit):
        bootstrap.make_environment(("core",))
    assert bootstrap.read_stamp() is None


def test_another_python_starts_over(venv, commands):
    bootstrap.write_stamp({"core": bootstrap.fingerprint("core")})
    stamp = json.loads(bootstrap.STAMP.read_text(encoding="utf-8"))
    bootstrap.STAMP.write_text(json.dumps({**stamp, "python": "3.9.1"}), encoding="utf-8")
    bootstrap.make_environment(("core",))
    assert "venv" in commands[0]


# The start ----------------------------------------------------------------------------------------------------


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
        "from chibo import serve\n"
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


# The stages ---------------------------------------------------------------------------------------------------


def test_stages_stop_at_the_first_failure(monkeypatch):
    names = []

    def run(stage):
        names.append(stage.name)
        return 3 if stage.name == "mypy" else 0

    monkeypatch.setattr(stages, "run", run)
    assert stages.main(["test"]) == 3
    assert names == ["ruff check", "ruff format", "djlint", "lint-imports", "mypy"]


def test_the_suite_runs_again_where_both_servers_answer(monkeypatch):
    monkeypatch.setattr(stages, "answers", lambda url: True)
    first, second = stages.test_stages([])
    assert "not browser" not in first.command
    assert second.command[-1] == "not browser"
    assert second.env["CHIBO_MODE"] == "embedded"
    assert second.env["DATABASE_URL"].startswith("postgres")


def test_a_silent_server_is_named_and_the_suite_runs_once(monkeypatch, capsys):
    monkeypatch.setattr(stages, "answers", lambda url: not url.startswith("redis"))
    assert [stage.name for stage in stages.test_stages([])] == ["pytest on SQLite"]
    assert "TEST_REDIS_URL" in capsys.readouterr().out


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "postgres://nobody@127.0.0.1:1/none"])
def test_a_closed_port_does_not_answer(url):
    assert stages.answers(url) is False
