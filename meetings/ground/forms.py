"""Pieces of forms: advice that may be overruled with a reason, and one of the given people."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from chibo.core.answers import Attempt
from chibo.rules.refusal import Refusal
from members.models import Member
from members.namesakes import names_of

REASON_LENGTH = 300  # as long as Meeting.reason
STILL = "Đồng chí ghi lý do vẫn làm, hoặc sửa lại cho đúng."

if TYPE_CHECKING:
    _Form = forms.Form
else:
    _Form = object


class AdviceMixin(_Form):
    """Adds ``reason`` to a form whose deed may meet advice; stands before ``BaseForm`` among the bases.

    It is not there until it was sent along, ``advice`` (sentences known before) was handed in, ``ask_reason`` was
    called, or ``refuse`` took in a refusal; then the same form is shown again, everything typed still in it.
    """

    advice: list[str]

    def __init__(self, *args: Any, advice: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.advice = []
        if self.add_prefix("reason") in self.data:
            self.ask_reason()
        if advice and not self.is_bound:
            self._show_advice(advice)

    @property
    def reason(self) -> str:
        """The reason that was given, "" without one. Only after validation."""
        return str(self.cleaned_data.get("reason", ""))

    def ask_reason(self, label: str = "Vẫn làm, vì") -> None:
        """Show the field, without insisting on it."""
        self.fields["reason"] = forms.CharField(
            label=label,
            required=False,
            max_length=REASON_LENGTH,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def refuse(self, tried: Attempt) -> None:
        """Take in what was refused: advice asks for a reason, anything else is an error of the form."""
        if tried.code is not Refusal.ADVISED:
            tried.show_on(self)
            return
        was_asked = "reason" in self.fields
        self._show_advice(tried.sentences)
        if was_asked:
            self.add_error("reason", STILL)

    def _show_advice(self, sentences: list[str]) -> None:
        """Validation is over or has not begun: whether the reason is needed is for the service to say."""
        self.advice = sentences
        self.ask_reason()
        self.fields["reason"].required = True


def instant(values: Mapping[str, Any], name: str) -> datetime:
    """The aware instant of the two fields ``<name>_on`` and ``<name>_time``."""
    return timezone.make_aware(datetime.combine(values[f"{name}_on"], values[f"{name}_time"]))


NOT_THERE = "Đồng chí này không có trong danh sách của buổi sinh hoạt."


class PersonField(forms.TypedChoiceField):
    """One of the given people, in the order given; the value is the person."""

    def __init__(self, *, empty_label: str = "Chọn đồng chí", **values: Any) -> None:
        values.setdefault("error_messages", {"invalid_choice": NOT_THERE})
        super().__init__(coerce=self._person, empty_value=None, **values)
        self.empty_label = empty_label
        self.offer(())

    def offer(self, people: Iterable[Member], *, empty_label: str = "") -> None:
        """Set who can be chosen, and what choosing nobody is called."""
        self._people = {str(person.pk): person for person in people}
        named = names_of(self._people.values())
        self.choices = [("", empty_label or self.empty_label), *((str(pk), name) for pk, name in named.items())]

    def _person(self, key: str) -> Member:
        return self._people[key]

    def __deepcopy__(self, memo: dict[int, Any]) -> "PersonField":
        copied: PersonField = super().__deepcopy__(memo)
        copied.coerce = copied._person
        return copied
