"""The programme of a meeting: all rows in one form, moved about by buttons that need no script."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.renderers import get_default_renderer

from chibo.core.forms import BaseForm
from chibo.core.numbers import whole_number
from chibo.rules.agendas import ItemKind
from meetings.labels import ITEM_KINDS
from meetings.models import AgendaItem
from meetings.preparation.agenda.services import ItemInput

PREFIX = "items"
MOST_ROWS = 40
MOST_MINUTES = 600
FIELDS = ("pk", "kind", "title", "presenter", "minutes", "basis")
Row = dict[str, Any]


class AgendaRow(BaseForm):
    """One row. A row that holds nothing but the defaults is left out when the programme is saved."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label="Nội dung",
        max_length=250,
    )
    kind = forms.ChoiceField(
        label="Loại",
        choices=[(code.value, words) for code, words in ITEM_KINDS.items()],
        initial=ItemKind.DISCUSSION.value,
    )
    presenter = forms.TypedChoiceField(label="Người trình bày", required=False, coerce=int, empty_value=None)
    minutes = forms.IntegerField(
        label="Số phút",
        min_value=1,
        max_value=MOST_MINUTES,
        initial=10,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "form-control-time"}),
    )
    basis = forms.CharField(
        label="Căn cứ, tài liệu",
        max_length=250,
        required=False,
    )

    def __init__(self, *args: Any, names: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["presenter"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 – for the type checker
        field.choices = [("", "Chưa phân công"), *names.items()]


class AgendaFormSet(forms.BaseFormSet[AgendaRow]):
    """The rows in the order in which they stand."""

    form = AgendaRow
    extra = min_num = 0
    max_num, absolute_max = MOST_ROWS, MOST_ROWS + 20
    can_order = can_delete = can_delete_extra = validate_min = False
    validate_max = True
    renderer = get_default_renderer()

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Any row may be left empty, wherever it stands."""
        return {**super().get_form_kwargs(index), "empty_permitted": True}

    @property
    def items(self) -> list[ItemInput]:
        """The cleaned rows as the service takes them; empty ones are left out."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("title")]
        return [
            ItemInput(row["pk"], row["kind"], row["title"], row["presenter"], row["minutes"], row["basis"])
            for row in rows
        ]


def rows_of(items: Sequence[AgendaItem]) -> list[Row]:
    """The stored programme as rows."""
    return [
        {
            "pk": item.pk,
            "kind": item.kind,
            "title": item.title,
            "presenter": item.presenter_id,
            "minutes": item.minutes,
            "basis": item.basis,
        }
        for item in items
    ]


def sent_rows(data: Mapping[str, str]) -> list[Row]:
    """The rows as they were sent, nothing checked."""
    count = min(whole_number(data.get(f"{PREFIX}-TOTAL_FORMS", "")) or 0, MOST_ROWS)
    return [{name: data.get(f"{PREFIX}-{index}-{name}", "") for name in FIELDS} for index in range(count)]


def rearranged(rows: list[Row], deed: str) -> tuple[list[Row], int]:
    """The rows after a press on ``add``, ``up:2``, ``down:2`` or ``remove:2``, and the row to go on with.

    A press that means nothing leaves them as they are.
    """
    name, _, number = deed.partition(":")
    row = whole_number(number)
    at = -1 if row is None else row
    rows = list(rows)
    if name == "add" and len(rows) < MOST_ROWS:
        return [*rows, {}], len(rows)
    if not 0 <= at < len(rows):
        return rows, 0
    if name == "remove":
        del rows[at]
        return rows, max(at - 1, 0)
    other = {"up": at - 1, "down": at + 1}.get(name, at)
    if not 0 <= other < len(rows):
        return rows, at
    rows[at], rows[other] = rows[other], rows[at]
    return rows, other


def total_minutes(rows: Sequence[Row]) -> int:
    """The minutes of the rows together, whatever cannot be read left out."""
    return sum(whole_number(str(row.get("minutes", ""))) or 0 for row in rows)


def rows_text(rows: Sequence[Row], names: Mapping[int, str]) -> str:
    """The rows in lines, to be compared."""
    by_key = {str(pk): name for pk, name in names.items()}
    lines = []
    for number, row in enumerate((row for row in rows if row.get("title")), start=1):
        words = [ITEM_KINDS.get(row["kind"], ""), by_key.get(str(row["presenter"]), "chưa phân công"), row["basis"]]
        lines.append(f"{number}. {row['title']} ({', '.join(filter(None, words))}; {row['minutes']} phút)")
    return "\n".join(lines)
