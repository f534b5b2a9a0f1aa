"""The way of frozen facts to JSON and back."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from types import UnionType
from typing import Any, Self, get_args, get_origin, get_type_hints


class Facts:
    """Gives a frozen dataclass its way to JSON and back."""

    __slots__ = ()

    def to_json(self) -> dict[str, Any]:
        """A tree of dict, list, str, int, bool and None; dates and instants in ISO 8601."""
        encoded = _encode(self)
        assert isinstance(encoded, dict)  # noqa: S101 - for the type checker: Facts are dataclasses
        return encoded

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The facts again; `ValueError` names a field that is unknown, missing or of the wrong type."""
        hints = get_type_hints(cls)
        if unknown := data.keys() - hints.keys():
            raise ValueError(f"{cls.__name__}: unknown fields {sorted(unknown)}")
        try:
            return cls(**{name: _decode(hints[name], value, f"{cls.__name__}.{name}") for name, value in data.items()})
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
