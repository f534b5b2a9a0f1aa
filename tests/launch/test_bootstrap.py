"""What the start command asks of the machine, and when it makes the environment anew."""

import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

from chibo.launch import bootstrap


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


def test_the_start_command_runs_with_the_standard_library_alone():
    done = subprocess.run(
        [sys.executable, "-E", "-S", "-m", "chibo.launch", "dance"],
        cwd=bootstrap.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == "Cách dùng: python3 -m chibo.launch run|test|lint|bench|install\n"


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


def test_containers_skip_the_preparation(monkeypatch):
    become = []
    monkeypatch.setenv("CHIBO_BOOTSTRAP", "0")
    monkeypatch.setattr(bootstrap, "prepare", lambda *_: pytest.fail("prepared in a container"))
    monkeypatch.setattr(bootstrap.os, "execv", lambda program, arguments: become.append([program, *arguments[1:]]))
    monkeypatch.chdir(bootstrap.ROOT)
    bootstrap.main(["run"])
    assert become == [[sys.executable, "-m", "chibo.launch.serve"]]


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
