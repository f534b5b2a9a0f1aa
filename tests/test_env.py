"""The readers of environment variables refuse loudly what they cannot read."""

import pytest

from chibo import env


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("", False)])
def test_flag_reads_yes_and_no(monkeypatch, value, expected):
    monkeypatch.setenv("X_FLAG", value)
    assert env.flag("X_FLAG", default=not expected) is expected


def test_flag_unset_is_the_default(monkeypatch):
    monkeypatch.delenv("X_FLAG", raising=False)
    assert env.flag("X_FLAG", default=True) is True


def test_flag_refuses_another_word(monkeypatch):
    monkeypatch.setenv("X_FLAG", "maybe")
    with pytest.raises(env.SettingError, match=r"X_FLAG phải là 1 hoặc 0.*maybe"):
        env.flag("X_FLAG")


def test_number_reads_a_whole_number(monkeypatch):
    monkeypatch.setenv("X_NUMBER", " 25 ")
    assert env.number("X_NUMBER", 1) == 25


@pytest.mark.parametrize("value", ["0", "-3", "2.5", "ten"])
def test_number_refuses_the_rest(monkeypatch, value):
    monkeypatch.setenv("X_NUMBER", value)
    with pytest.raises(env.SettingError, match="từ 1 trở lên"):
        env.number("X_NUMBER", 1, least=1)


def test_words_drops_blanks(monkeypatch):
    monkeypatch.setenv("X_WORDS", "a.vn, b.vn ,,")
    assert env.words("X_WORDS") == ["a.vn", "b.vn"]


def test_choice_refuses_an_unknown_option(monkeypatch):
    monkeypatch.setenv("X_CHOICE", "prod")
    with pytest.raises(env.SettingError, match="embedded, production"):
        env.choice("X_CHOICE", ("embedded", "production"), "embedded")


def test_secret_prefers_its_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("from-file\n", encoding="utf-8")
    monkeypatch.setenv("X_KEY", "from-variable")
    monkeypatch.setenv("X_KEY_FILE", str(tmp_path / "key"))
    assert env.secret("X_KEY") == "from-file"


def test_secret_with_a_missing_file_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("X_KEY_FILE", str(tmp_path / "none"))
    with pytest.raises(env.SettingError, match="X_KEY_FILE"):
        env.secret("X_KEY", "default")


def test_require_names_all_that_is_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("X_ONE", "1")
    monkeypatch.setenv("X_TWO_FILE", str(tmp_path))
    for name in ("X_TWO", "X_THREE", "X_FOUR"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(env.SettingError, match="X_THREE, X_FOUR"):
        env.require(("X_ONE", "X_TWO", "X_THREE", "X_FOUR"))
