"""Model fields that keep words and enums out of migrations."""

from enum import StrEnum
from typing import Any

from django.db import models


class CodeField(models.CharField[str, str]):
    """A short lower-case English code. Given an enum it validates against it; a CheckConstraint guards the column.

    Choices are dropped from migrations: labels live in ``labels.py``, states in ``chibo.rules``.
    """

    def __init__(self, *args: Any, codes: type[StrEnum] | None = None, **kwargs: Any) -> None:
        self.codes = codes
        kwargs.setdefault("max_length", 30)
        if codes is not None:
            kwargs["choices"] = [(code.value, code.value) for code in codes]
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, path, args, kwargs


def known(field: str, codes: type[StrEnum], name: str) -> models.CheckConstraint:
    """The constraint that a column holds one of these codes."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": [code.value for code in codes]}), name=name)
