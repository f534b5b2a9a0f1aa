"""The settings stop the start with one sentence, and speak HTTPS only in production."""

import json
import os
import subprocess
import sys

import pytest

from chibo.launch.stages import CLEAN, DEPLOYED

SHOW = """
import json
from chibo import settings as s
names = [n for n in dir(s) if n.isupper()]
print(json.dumps({n: getattr(s, n) for n in names}, default=str))
"""


def start(*arguments, **variables):
    """Run Python with these variables and no other setting of ours."""
    kept = {name: value for name, value in os.environ.items() if name not in CLEAN and not name.startswith("CHIBO_")}
    return subprocess.run(
        [sys.executable, *arguments], env={**kept, **variables}, capture_output=True, text=True, check=False
    )


def settings(**variables):
    done = start("-c", SHOW, **variables)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("missing", ["DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_without_a_required_variable_stops_with_a_sentence(missing):
    given = {name: value for name, value in DEPLOYED.items() if name != missing}
    done = start("manage.py", "check", **given)
    assert done.returncode == 1
    assert done.stderr == (
        f"Chưa khởi động được ở chế độ vận hành chính thức: thiếu biến môi trường {missing}. "
        "Ý nghĩa từng biến có trong README.md, mục vận hành.\n"
    )


def test_a_redis_address_alone_means_production():
    done = start("manage.py", "check", REDIS_URL="redis://redis.invalid")
    assert "DATABASE_URL, EMAIL_URL, SECRET_KEY, ALLOWED_HOSTS" in done.stderr


def test_debug_is_refused_in_production():
    assert "DEBUG" in start("manage.py", "check", **DEPLOYED, DEBUG="1").stderr


def test_production_uses_what_it_was_given():
    read = settings(**DEPLOYED)
    assert read["DATABASES"]["default"]["ENGINE"] == "django.db.backends.postgresql"
    assert read["CACHES"]["default"]["LOCATION"] == read["CELERY_BROKER_URL"] == DEPLOYED["REDIS_URL"]
    assert (read["EMAIL_HOST"], read["EMAIL_PORT"], read["EMAIL_USE_TLS"]) == ("mail.invalid", 587, True)
    assert read["CHIBO_PUBLIC_URL"] == "https://chibo.invalid"
    assert read["SESSION_COOKIE_SECURE"] is read["CSRF_COOKIE_SECURE"] is read["SECURE_SSL_REDIRECT"] is True
    assert read["CHIBO_DEMO"] is False


def test_embedded_needs_nothing(tmp_path):
    read = settings(CHIBO_DATA=str(tmp_path), PORT="8123")
    assert read["DATABASES"]["default"]["NAME"] == str(tmp_path / "chibo.sqlite3")
    assert read["CELERY_BROKER_URL"] == "atomicfs://localhost//"
    assert read["CHIBO_PUBLIC_URL"] == "http://127.0.0.1:8123"
    assert read["SESSION_COOKIE_SECURE"] is False
    assert read["DEBUG"] is False
    assert list(tmp_path.iterdir()) == []


def test_embedded_keeps_its_key_in_the_data_folder(tmp_path):
    (tmp_path / "secret_key").write_text("kept-key\n", encoding="ascii")
    assert settings(CHIBO_DATA=str(tmp_path))["SECRET_KEY"] == "kept-key"


def test_demonstration_mode_is_never_production(tmp_path):
    (tmp_path / "demo").touch()
    assert settings(CHIBO_DATA=str(tmp_path))["CHIBO_DEMO"] is True
    assert settings(CHIBO_DATA=str(tmp_path), **DEPLOYED)["CHIBO_DEMO"] is False


def test_deployment_checks_are_clean():
    done = start("-W", "error", "manage.py", "check", "--deploy", "--fail-level", "WARNING", **DEPLOYED)
    assert done.returncode == 0, done.stderr
