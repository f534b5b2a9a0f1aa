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
