"""Readers of environment variables: each converts strictly and says in one sentence what is wrong.

The sentences are Vietnamese because the person who installs the program reads them.
"""

import os
from collections.abc import Sequence
from pathlib import Path

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off", ""})


class SettingError(Exception):
    """A setting is missing or unreadable; the message is a sentence for the person who installs."""


def text(name: str, default: str = "") -> str:
    """Return the variable without surrounding blanks, or the default when it is unset or blank."""
    return os.environ.get(name, "").strip() or default


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """Return a comma-separated variable as a list without empty entries."""
    found = [word.strip() for word in text(name).split(",") if word.strip()]
    return found or list(default)


def flag(name: str, *, default: bool = False) -> bool:
    """Return a yes/no variable. Raises SettingError for any other word."""
    if name not in os.environ:
        return default
    value = os.environ[name].strip().lower()
    if value not in YES | NO:
        raise SettingError(f"Biến {name} phải là 1 hoặc 0, nhưng đang là “{value}”.")
    return value in YES


def number(name: str, default: int, *, least: int = 0) -> int:
    """Return a whole number, at least `least`. Raises SettingError otherwise."""
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < least:
        raise SettingError(f"Biến {name} phải là số nguyên từ {least} trở lên, nhưng đang là “{value}”.")
    return int(value)


def choice(name: str, options: Sequence[str], default: str) -> str:
    """Return one of the options. Raises SettingError for anything else."""
    value = text(name, default)
    if value not in options:
        raise SettingError(f"Biến {name} phải là một trong các giá trị {', '.join(options)}; đang là “{value}”.")
    return value


def secret(name: str, default: str = "") -> str:
    """Return a variable, or the content of the file that `<name>_FILE` names.

    Raises SettingError when that file cannot be read, because a forgotten mount must not go unnoticed.
    """
    path = text(f"{name}_FILE")
    if not path:
        return text(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingError(f"Không đọc được tệp {path} nêu trong biến {name}_FILE.") from error


def require(names: Sequence[str]) -> None:
    """Raise SettingError naming every variable of the list that is missing (a `_FILE` variant counts)."""
    missing = [name for name in names if not text(name) and not text(f"{name}_FILE")]
    if missing:
        raise SettingError(
            f"Chưa khởi động được ở chế độ vận hành chính thức: thiếu biến môi trường {', '.join(missing)}. "
            "Ý nghĩa từng biến có trong README.md, mục vận hành."
        )
