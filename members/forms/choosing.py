"""What forms about people and organisations choose from. Shape and wording only."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator, ModelChoiceIteratorValue

from members.namesakes import names_of

DATE_HELP = "Ngày/tháng/năm, ví dụ 03/02/2010."


class _NamedPeople(ModelChoiceIterator):  # type: ignore[type-arg]  # of Member
    """The choices of a field of people, those of one name told apart: one query for all of them."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield "", str(self.field.empty_label)
        people = list(self.queryset.all())
        names = names_of(people)
        for person in people:
            yield ModelChoiceIteratorValue(self.field.prepare_value(person), person), names[person.pk]


class MemberField(forms.ModelChoiceField):  # type: ignore[type-arg]  # of Member
    """One of the people of a queryset."""

    iterator = _NamedPeople


def choices(words: dict[Any, str], *, empty: str | None = None) -> list[tuple[str, str]]:
    """The codes with their words, a capital in front; ``empty`` stands for none of them."""
    rows = [(str(code), word[:1].upper() + word[1:]) for code, word in words.items()]
    return rows if empty is None else [("", empty), *rows]
