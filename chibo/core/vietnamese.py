"""Vietnamese order and search: keys that sort and match the same on every database."""

import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
PLACE = {letter: "23456789abcdefghijklmnopqrstuvwxyz"[index] for index, letter in enumerate(ALPHABET)}
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
DIGITS = frozenset("0123456789")  # str.isdigit() also takes ² and the digits of other scripts
SHAPES = {"\u0306", "\u0302", "\u031b"}


def _letters(text: str) -> list[tuple[str, str]]:
    """Letters with their tone split off: ``"tiến"`` → t, i, ê + sắc, n."""
    found: list[tuple[str, str]] = []
    for char in unicodedata.normalize("NFD", text.lower()):
        if char in TONES and found:
            found[-1] = (found[-1][0], TONES[char])
        elif char in SHAPES and found:
            found[-1] = (unicodedata.normalize("NFC", found[-1][0] + char), found[-1][1])
        elif not unicodedata.combining(char):
            found.append((char, "0"))
    return found


def sort_key(text: str) -> str:
    """A key of ``[0-9a-z]`` that orders like the Vietnamese alphabet: letters first, then tones."""
    letters = _letters(" ".join(text.split()))
    order = "".join(PLACE.get(letter, "1") if letter not in DIGITS else "1" + letter for letter, _ in letters)
    return order + "0" + "".join(tone for letter, tone in letters if letter in PLACE)


def name_key(full_name: str) -> str:
    """Names sort by given name, then by family and middle names."""
    parts = full_name.split()
    return sort_key(parts[-1]) + "0" + sort_key(" ".join(parts[:-1])) if parts else ""


def fold(text: str) -> str:
    """Lower case without marks, punctuation as spaces: ``Nghị quyết`` → ``nghi quyet``, ``Đảng`` → ``dang``."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join("".join(char if char.isalnum() else " " for char in kept).split())
