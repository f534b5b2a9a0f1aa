"""The order of the checks, and when the suite runs twice."""

import pytest

from chibo.launch import stages


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
    assert "-m" not in first.command[3:]
    assert second.command[-2:] == ["-m", "database and not browser"]
    assert second.env["CHIBO_MODE"] == "embedded"
    assert second.env["DATABASE_URL"].startswith("postgres")


def test_a_silent_server_is_named_and_the_suite_runs_once(monkeypatch, capsys):
    monkeypatch.setattr(stages, "answers", lambda url: not url.startswith("redis"))
    assert [stage.name for stage in stages.test_stages([])] == ["pytest on SQLite"]
    assert "TEST_REDIS_URL" in capsys.readouterr().out


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "postgres://nobody@127.0.0.1:1/none"])
def test_a_closed_port_does_not_answer(url):
    assert stages.answers(url) is False


def test_what_asks_for_the_database_by_a_fixture_runs_on_both(request, db):
    assert request.node.get_closest_marker("database")


@pytest.mark.django_db
def test_what_asks_for_the_database_by_a_mark_runs_on_both(request):
    assert request.node.get_closest_marker("database")


def test_what_asks_for_no_database_runs_once(request):
    assert not request.node.get_closest_marker("database")
