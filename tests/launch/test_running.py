"""What the start leaves in the folder, how the program is run and watched, and what the checks hand on."""

import os
import stat
import urllib.error
from types import SimpleNamespace

import pytest

from chibo import env
from chibo.launch import bootstrap, serve, stages


@pytest.fixture(autouse=True)
def _nothing_is_installed_or_become(monkeypatch):
    """Whatever goes wrong with a test, it changes nothing on the machine."""
    monkeypatch.setattr(bootstrap, "prepare", lambda *_: pytest.fail("the machine would be prepared"))
    monkeypatch.setattr(bootstrap.os, "execv", lambda *_: pytest.fail("the test would become the command"))
    monkeypatch.setattr(bootstrap.os, "chdir", lambda _folder: None)


# The folder ---------------------------------------------------------------------------------------------------


@pytest.fixture
def surroundings(monkeypatch):
    """Variables of this process that are put back after the test."""
    for name in ("CHIBO_DATA", "TMPDIR", "PYTHONUNBUFFERED"):
        monkeypatch.setenv(name, os.environ.get(name, ""))


def test_what_a_killed_program_left_is_swept_away_and_what_it_kept_is_not(tmp_path, monkeypatch, surroundings):
    monkeypatch.setattr(serve, "_collect_static", lambda _stamp: None)
    (tmp_path / "tmp").mkdir()
    for name in ("tmp/half-an-upload", "beat.pid", "chibo.sqlite3"):
        (tmp_path / name).touch()
    serve._prepare(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"tmp", "chibo.sqlite3", "secret_key"}
    assert list((tmp_path / "tmp").iterdir()) == []
    assert os.environ["CHIBO_DATA"] == str(tmp_path)
    assert os.environ["TMPDIR"] == str(tmp_path / "tmp")


def test_the_data_are_for_their_owner_alone(tmp_path):
    serve._hold(tmp_path / "one" / "data").close()
    assert stat.S_IMODE((tmp_path / "one" / "data").stat().st_mode) == 0o700


def test_in_production_the_key_is_not_made_up(tmp_path, settings):
    settings.PRODUCTION = True
    serve._keep_key(tmp_path / "secret_key")
    assert not (tmp_path / "secret_key").exists()


def test_a_changed_static_file_is_gathered_again(tmp_path, settings, monkeypatch):
    gathered = []
    monkeypatch.setattr(serve, "_manage", lambda *arguments: gathered.append(arguments))
    settings.BASE_DIR = tmp_path
    for folder in ("requirements", "static"):
        (tmp_path / folder).mkdir()
    (tmp_path / "requirements" / "core.txt").touch()
    page = tmp_path / "static" / "app.css"
    for text in ("a", "a, b", "a, b"):
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")
        serve._collect_static(tmp_path / "stamp")
    assert gathered == [("collectstatic", "--no-input", "--clear", "-v", "0")] * 2


# The first start ----------------------------------------------------------------------------------------------


@pytest.fixture
def managed(monkeypatch, settings):
    run = []
    settings.DATABASE_URL = ""
    monkeypatch.delenv("DEMO", raising=False)
    monkeypatch.setattr(serve, "_manage", lambda *arguments: run.append(arguments[0]))
    return run


def test_a_database_elsewhere_is_never_filled_with_made_up_people(managed, tmp_path, settings):
    settings.DATABASE_URL = "postgres://chibo@db.invalid/chibo"
    serve._first_start(tmp_path)
    assert managed == ["migrate"]
    assert not (tmp_path / "demo").exists()


def test_whoever_breaks_off_the_demonstration_may_start_empty(managed, tmp_path, monkeypatch):
    (tmp_path / "demo").touch()
    (tmp_path / "chibo.sqlite3").touch()
    monkeypatch.setenv("DEMO", "0")
    serve._first_start(tmp_path)
    assert managed == ["migrate"]
    assert not (tmp_path / "demo").exists(), "the mark would put a real cell into the demonstration mode"


def test_a_wish_that_cannot_be_read_changes_nothing(managed, tmp_path, monkeypatch):
    monkeypatch.setenv("DEMO", "có")
    with pytest.raises(env.SettingError, match="DEMO"):
        serve._first_start(tmp_path)
    assert (managed, list(tmp_path.iterdir())) == ([], [])


def test_a_failed_command_ends_the_start_with_its_code(monkeypatch):
    monkeypatch.setattr(serve.subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=3))
    with pytest.raises(SystemExit) as stop:
        serve._manage("migrate")
    assert stop.value.code == 3


@pytest.mark.parametrize("port", ["0", "-1", "tám nghìn", "80.5", "99999"])
def test_a_port_that_is_none_is_refused_before_anything_is_written(monkeypatch, port):
    monkeypatch.setattr(serve.signal, "signal", lambda *_: None)
    monkeypatch.setattr(serve, "_hold", lambda _data: pytest.fail("the folder would be made"))
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit, match=r"PORT|65535"):
        serve.main()


def test_ctrl_c_while_preparing_is_a_wanted_stop(monkeypatch, tmp_path):
    def interrupt(_port):
        raise KeyboardInterrupt

    monkeypatch.setattr(serve.signal, "signal", lambda *_: None)
    monkeypatch.setattr(serve, "_free_port", interrupt)
    monkeypatch.setenv("CHIBO_DATA", str(tmp_path))
    assert serve.main() == 0


# Running ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ended_with", "code"), [(130, 0), (143, 0), (0, 1), (None, 1), (1, 1), (137, 137)])
def test_only_a_wanted_stop_is_success(monkeypatch, tmp_path, ended_with, code):
    """A web process that ends by itself, even without an error, leaves nobody served."""
    started = {}

    class Ended:
        returncode = ended_with

        def add_process(self, name, command):
            started[name] = command

        def loop(self):
            """All have ended."""

    monkeypatch.setattr(serve, "Supervisor", Ended)
    monkeypatch.setattr(serve.signal, "signal", lambda *_: None)
    monkeypatch.setattr(serve, "_announce", lambda _port: None)
    assert serve._serve(tmp_path, 8123) == code
    assert list(started) == ["web", "worker", "beat"]
    assert "127.0.0.1:8123" in started["web"]
    assert f"--pidfile {tmp_path / 'beat.pid'}" in started["beat"]


@pytest.mark.parametrize(
    ("error", "answers"),
    [(urllib.error.HTTPError("http://a/", 503, "", {}, None), True), (ConnectionRefusedError(), False), (None, True)],
)
def test_a_program_that_says_it_is_not_well_answers_all_the_same(monkeypatch, error, answers):
    def open_(_request, timeout):
        assert timeout
        if error:
            raise error
        return SimpleNamespace(close=lambda: None)

    monkeypatch.setattr(serve.urllib.request, "urlopen", open_)
    assert serve._answers("http://a/") is answers


def test_the_address_is_printed_once_it_answers_to_the_name_of_the_installation(monkeypatch, capsys, settings):
    settings.ALLOWED_HOSTS = ["chibo.example.org"]
    asked = []
    monkeypatch.setattr(serve, "_answers", lambda request: asked.append(request) or len(asked) == 3)
    monkeypatch.setattr(serve, "POLL", 0)
    serve._announce(8123)
    assert capsys.readouterr().out == "Ready: http://127.0.0.1:8123/\n"
    assert len(asked) == 3
    assert {request.get_header("Host") for request in asked} == {"chibo.example.org"}


def test_silence_is_told_and_not_called_ready(monkeypatch, capsys):
    monkeypatch.setattr(serve, "READY_WITHIN", 0)
    monkeypatch.setattr(serve, "_answers", lambda _request: False)
    serve._announce(8123)
    said = capsys.readouterr()
    assert said.out == ""
    assert "chưa trả lời tại http://127.0.0.1:8123/" in said.err


# The checks ---------------------------------------------------------------------------------------------------


@pytest.fixture
def ran(monkeypatch):
    """The stages that would have been run: command and environment; all fail with 5."""
    found = []

    def run(command, *, check, env):
        found.append((command, env))
        return SimpleNamespace(returncode=5)

    monkeypatch.setattr(stages.subprocess, "run", run)
    return found


def test_a_stage_hears_nothing_of_the_surroundings_but_what_it_sets(ran, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgres://real/data")
    monkeypatch.setenv("DEBUG", "1")
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    assert stages.run(stages.Stage("mypy", ["mypy"], {"CHIBO_MODE": "production"})) == 5
    ((command, given),) = ran
    assert (command, given["CHIBO_MODE"], given["LANG"]) == (["mypy"], "production", "vi_VN.UTF-8")
    assert not {"DATABASE_URL", "DEBUG"} & set(given)
    assert "== mypy: FAILED" in capsys.readouterr().out


def test_linting_runs_no_test_and_testing_lints_first(monkeypatch):
    monkeypatch.setattr(stages, "answers", lambda _url: True)
    names = []
    monkeypatch.setattr(stages, "run", lambda stage: names.append(stage.name))
    assert stages.main(["lint"]) == 0
    linted, names[:] = [*names], []
    assert stages.main(["test", "-k", "roll"]) == 0
    assert [name for name in linted if "pytest" in name] == []
    assert names == [*linted, "pytest on SQLite", "pytest on PostgreSQL and Redis"]


def test_what_was_asked_of_the_suite_is_asked_of_both_runs_at_the_named_servers(monkeypatch):
    monkeypatch.setattr(stages, "answers", lambda _url: True)
    monkeypatch.setenv("TEST_DATABASE_URL", "postgres://other/db")
    monkeypatch.setenv("TEST_REDIS_URL", "redis://other/1")
    first, second = stages.test_stages(["-k", "roll"])
    assert first.command[-2:] == ["-k", "roll"]
    assert "roll" in second.command
    assert (second.env["DATABASE_URL"], second.env["REDIS_URL"]) == ("postgres://other/db", "redis://other/1")


# The machine --------------------------------------------------------------------------------------------------


def test_further_words_reach_the_command(monkeypatch):
    become = []
    monkeypatch.setenv("CHIBO_BOOTSTRAP", "0")
    monkeypatch.setattr(bootstrap.os, "execv", lambda _program, arguments: become.append(arguments[1:]))
    bootstrap.main(["test", "-k", "roll"])
    assert become == [["-m", "chibo.launch.stages", "test", "-k", "roll"]]


@pytest.mark.parametrize("words", [[], ["chạy"], ["--help"], ["RUN"]])
def test_an_unknown_command_is_answered_with_those_there_are(words):
    with pytest.raises(SystemExit, match=r"run\|test\|lint\|bench\|install"):
        bootstrap.main(words)


def test_an_old_python_is_told_apart_from_everything_else(monkeypatch):
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 10, 12))
    with pytest.raises(SystemExit, match=r"Python 3\.11 trở lên"):
        bootstrap.main(["run"])


@pytest.mark.parametrize(
    ("user", "has_sudo", "code", "prefix"),
    [(0, False, 1, []), (1000, True, 0, ["sudo", "-n"]), (1000, True, 1, None), (1000, False, 0, None)],
)
def test_root_is_asked_for_without_a_password_or_not_at_all(monkeypatch, user, has_sudo, code, prefix):
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: user)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _name: "/usr/bin/sudo" if has_sudo else None)
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=code))
    assert bootstrap.root_prefix() == prefix


def test_a_package_that_cannot_be_had_stops_the_start_and_not_the_tests(monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "root_prefix", list)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=100))
    with pytest.raises(SystemExit, match="Không cài được gói hệ thống"):
        bootstrap.install_packages(["libpango-1.0-0"], needed=True)
    bootstrap.install_packages(["chromium"], needed=False)
    assert "sudo apt-get install -y --no-install-recommends chromium" in capsys.readouterr().out
    bootstrap.install_packages([], needed=True)


@pytest.mark.parametrize("stamp", [b"", b'{"core": "a"', b"\xff\xfe"])
def test_a_torn_stamp_means_no_environment(monkeypatch, tmp_path, stamp):
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "stamp.json")
    bootstrap.STAMP.write_bytes(stamp)
    assert bootstrap.read_stamp() is None


def test_a_stamp_without_its_python_means_no_environment(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / "bin" / "python")
    bootstrap.write_stamp({"core": "a"})
    assert bootstrap.read_stamp() is None
