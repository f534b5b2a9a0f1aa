"""What all forms share: one layout, day-first dates, 24-hour times, NFC text, and errors that say what to do."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, ClassVar, TypeVar

from crispy_forms.helper import FormHelper
from django import forms

from chibo.core.richtext import RichTextWidget
from chibo.core.secrecy import validate_not_secret
from chibo.rules.dates import DayOf
from chibo.rules.refusal import Refusal

REQUIRED = "Đồng chí chưa ghi mục này."
NOT_CHOSEN = "Đồng chí chưa chọn."
NOT_TICKED = "Đồng chí chưa đánh dấu ô này."
WRONG_DATE = "Ngày này không đúng. Đồng chí ghi ngày/tháng/năm, ví dụ 03/12/2026."
FIRST_YEAR, LAST_YEAR = 1900, 2100
WRONG_YEAR = f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}. Đồng chí xem lại năm đã ghi."
WRONG_TIME = "Giờ này không đúng. Đồng chí ghi giờ:phút, ví dụ 19:30."


class DayFirstDateInput(forms.DateInput):
    """A date as text, dd/mm/yyyy; with JavaScript a button beside it opens the calendar of the device."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        ours = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "dd/mm/yyyy", "data-date": True}
        ours["class"] = "form-control-date"
        super().__init__(attrs={**ours, **(attrs or {})}, format="%d/%m/%Y")


class TimeInput(forms.TimeInput):
    """A time of day as text, 24 hours, the same on every device whatever its language."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        ours = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "19:30", "class": "form-control-time"}
        super().__init__(attrs={**ours, **(attrs or {})}, format="%H:%M")


class DayFirstDateField(forms.DateField):
    """Reads 03/12/2026, 3-12-2026, 3.12.2026 and 03122026 (a telephone's number pad has no slash)."""

    widget = DayFirstDateInput
    default_error_messages = {"invalid": WRONG_DATE}

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str) and re.fullmatch(r"\d{8}", value.strip()):
            digits = value.strip()
            value = f"{digits[:2]}/{digits[2:4]}/{digits[4:]}"
        found = super().to_python(value)
        if found is not None and not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise forms.ValidationError(WRONG_YEAR, code="year")
        return found


class TimeField(forms.TimeField):
    """Reads 19:30, 19h30, 19.30, 19h and 1930."""

    widget = TimeInput
    default_error_messages = {"invalid": WRONG_TIME}

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, str):
            value = re.sub(r"^(\d{1,2})\s*(?:h|giờ)?\s*(\d{2})?$", r"\1:\2", value.strip(), flags=re.IGNORECASE)
            value = f"{value}00" if value.endswith(":") else value
        return super().to_python(value)


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One error of a form for the summary on top: ``target`` is the id to go to, empty for the form as a whole."""

    target: str
    label: str
    text: str


F = TypeVar("F", bound=forms.Field)


class BaseForm(forms.Form):
    """Every form of ours: layout for ``{% crispy form %}``, polite messages, NFC text."""

    mark_optional = True
    """Whether fields that may stay empty say so; filters turn it off."""

    refused_title = "Chưa lưu được"
    """The heading over the errors."""

    keeps_text = True
    """Whether what is typed is kept, and so may bear no mark of state secrecy; filters keep nothing."""

    beside: ClassVar[Mapping[Refusal | DayOf, str]] = {}
    """The field at which a refusal is shown, by its code or by the kind of day that it is about; else on top."""

    @property
    def is_once(self) -> bool:
        """Whether it is done once, however often it is sent: what makes something is (see ``once``)."""
        return True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _be_polite(field)
            if isinstance(field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
                field.widget.attrs.setdefault("class", "form-check-input")

    @property
    def helper(self) -> FormHelper:
        """Fields only, label above: the page writes ``<form>``, ``{% csrf_token %}`` and the buttons."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.include_media = False
        helper.mark_optional = self.mark_optional
        return helper

    @property
    def error_links(self) -> list[ErrorLink]:
        """All errors in the order of the fields, those of the whole form first."""
        general = [ErrorLink("", "", str(text)) for text in self.non_field_errors()]
        return [*general, *self._field_error_links()]

    def field_of(self, name: str, kind: type[F]) -> F:
        """The field of that name, known to be of that kind. Raises TypeError for any other."""
        field = self.fields[name]
        if not isinstance(field, kind):
            raise TypeError(f"{name} is a {type(field).__name__}, not a {kind.__name__}")
        return field

    def _field_error_links(self) -> Iterator[ErrorLink]:
        for bound in self:
            target = f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label
            for text in bound.errors:
                yield ErrorLink(target, str(bound.label).rstrip("."), str(text))

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]  # the stubs leave out this hook of Django's forms
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str):
                self.cleaned_data[name] = unicodedata.normalize("NFC", value)
            if self.keeps_text and is_free_text(self.fields[name]):
                self._refuse_secret(name)

    def _refuse_secret(self, name: str) -> None:
        """What was typed, whatever the form made of it."""
        try:
            validate_not_secret(str(self[name].data or ""))
        except forms.ValidationError as error:
            self.add_error(name, error)


def is_free_text(field: forms.Field) -> bool:
    """Whether anything can be typed there; formatted text is asked about without its tags by its own field."""
    if not isinstance(field, forms.CharField) or isinstance(field, forms.RegexField | forms.EmailField):
        return False
    return not isinstance(field.widget, forms.PasswordInput | forms.HiddenInput | RichTextWidget)


def _be_polite(field: forms.Field) -> None:
    """Replace Django's "This field is required" where the form did not choose words of its own."""
    if field.error_messages["required"] != forms.Field.default_error_messages["required"]:
        return
    if isinstance(field, forms.BooleanField):
        field.error_messages["required"] = NOT_TICKED
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        field.error_messages["required"] = NOT_CHOSEN
    else:
        field.error_messages["required"] = REQUIRED
