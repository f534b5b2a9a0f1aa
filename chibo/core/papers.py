"""What every paper shares: facts that are frozen as they are printed, the block on top, people, who signs.

A paper can be made again from its facts alone. They carry words and figures as they are printed; whoever freezes them
has counted and decided already. They travel as JSON (`to_json`, `from_json`) into the row of the locked minutes or
issued resolution. Texts called *html* are cleaned rich text (`chibo.core.richtext.clean`); all others are plain. Names
stand without "đồng chí". What a paper of its own kind prints stands in the room that makes it, in `paper.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from types import MappingProxyType, UnionType
from typing import Any, ClassVar, Self, get_args, get_origin, get_type_hints

from chibo.core.wording import comrade, date_words


class Facts:
    """Gives a frozen dataclass its way to JSON and back.

    A paper frozen long ago may carry fields that are no longer printed. They are passed over where they hold nothing,
    or the word in `FORMER`, which every paper of its kind carried.
    """

    __slots__ = ()
    FORMER: ClassVar[Mapping[str, str]] = MappingProxyType({})

    def to_json(self) -> dict[str, Any]:
        """A tree of dict, list, str, int, bool and None; dates and instants in ISO 8601."""
        encoded = _encode(self)
        assert isinstance(encoded, dict)  # noqa: S101 - for the type checker: Facts are dataclasses
        return encoded

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The facts again; `ValueError` names a field that is missing, of the wrong type, or unknown and not empty."""
        hints = get_type_hints(cls)
        own = [field.name for field in fields(cls)]  # type: ignore[arg-type]  # Facts are dataclasses
        lost = [name for name in data if name not in own and data[name] and data[name] != cls.FORMER.get(name)]
        if lost:
            raise ValueError(f"{cls.__name__}: unknown fields {sorted(lost)}")
        known = [name for name in own if name in data]
        try:
            return cls(**{name: _decode(hints[name], data[name], f"{cls.__name__}.{name}") for name in known})
        except TypeError as error:
            raise ValueError(f"{cls.__name__}: {error}") from error


def _encode(value: object) -> object:
    if isinstance(value, date):  # an instant is a date too
        return value.isoformat()
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if is_dataclass(value):
        return {field.name: _encode(getattr(value, field.name)) for field in fields(value)}
    return value


def _decode(hint: Any, value: Any, where: str) -> Any:
    if get_origin(hint) is UnionType:
        inner = next(option for option in get_args(hint) if option is not type(None))
        return None if value is None else _decode(inner, value, where)
    if get_origin(hint) is tuple and isinstance(value, list):
        return tuple(_decode(get_args(hint)[0], item, where) for item in value)
    if hint in {date, datetime} and isinstance(value, str):
        return hint.fromisoformat(value)
    if isinstance(value, dict) and issubclass(hint, Facts):
        return hint.from_json(value)
    if type(value) is not hint:
        raise ValueError(f"{where}: {value!r} is not {hint}")
    return value


@dataclass(frozen=True, slots=True)
class Letterhead(Facts):
    """The block on top: `parent_line`, `issuer_line` in capitals as printed; `number_line` like "Số 05-NQ/CB"."""

    parent_line: str
    issuer_line: str
    place: str
    day: date
    number_line: str | None = None

    @property
    def date_line(self) -> str:
        """Such as "ngày 03 tháng 02 năm 2026"; the place goes before it."""
        return date_words(self.day)


@dataclass(frozen=True, slots=True)
class Person(Facts):
    """A person as the paper names him or her; `role` is the post, not a rank or a degree."""

    name: str
    role: str = ""

    def __str__(self) -> str:
        return comrade(self.name, self.role)


@dataclass(frozen=True, slots=True)
class Signature(Facts):
    """Who signs: "T/M CHI BỘ", "BÍ THƯ", name. `name` is None where it is still to be written by hand."""

    post: str
    name: str | None
    authority: str = ""
