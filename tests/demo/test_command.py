import io
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from chibo.core.models import AuditEntry
from members.models import Term, User


def load_demo(monkeypatch, **options):
    """The command with the smallest past: no cell has one."""
    from chibo.demo.management.commands import load_demo as module  # noqa: PLC0415 - Django is ready only now

    full = module.load
    monkeypatch.setattr(module, "load", lambda **given: full(**{**given, "cells": 0}))
    said = io.StringIO()
    call_command("load_demo", stdout=said, stderr=io.StringIO(), **options)
    return said.getvalue()


@pytest.mark.django_db
def test_a_password_is_made_up_and_printed(monkeypatch, client):
    monkeypatch.delenv("CHIBO_DEMO_PASSWORD", raising=False)
    said = load_demo(monkeypatch)
    password = said.strip().rpartition(": ")[2]
    assert client.login(username="bithu", password=password)
    assert said.count(password) == 1
    assert "dòng 318 không nhận" in said


@pytest.mark.django_db
def test_a_given_password_is_used_and_not_printed(monkeypatch, client):
    monkeypatch.setenv("CHIBO_DEMO_PASSWORD", "demo")
    said = load_demo(monkeypatch)
    assert "demo" not in said
    assert client.login(username="capuy", password="demo")


@pytest.mark.django_db
def test_a_refusal_is_a_sentence_and_an_exit_code(monkeypatch, settings):
    settings.CHIBO_DEMO = False
    with pytest.raises(CommandError, match="chế độ trình diễn"):
        load_demo(monkeypatch)
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_named_instant_is_the_present_of_everything_that_is_told(monkeypatch):
    monkeypatch.setenv("CHIBO_DEMO_PASSWORD", "demo")
    load_demo(monkeypatch, now=datetime(2027, 3, 20, 9, tzinfo=UTC))
    assert AuditEntry.objects.latest("at").at == datetime(2027, 3, 20, 9, tzinfo=UTC)
    assert set(Term.objects.values_list("title", flat=True)) == {"2026–2028"}


def test_a_password_file_that_is_not_there_is_a_sentence_and_loads_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("CHIBO_DEMO_PASSWORD_FILE", str(tmp_path / "forgotten"))
    with pytest.raises(CommandError, match="CHIBO_DEMO_PASSWORD_FILE"):
        load_demo(monkeypatch)
