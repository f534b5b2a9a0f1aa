"""The score sheet."""

from collections.abc import Mapping
from typing import Any

from django import forms

from chibo.core.contest import SeenForm
from chibo.rules.scoring import ScoreSheet


class ScoreForm(SeenForm):
    """Points for each line of the sheet in force, and what is done about lost ones."""

    def __init__(self, *args: Any, sheet: ScoreSheet, hints: Mapping[str, str], **values: Any) -> None:
        super().__init__(*args, **values)
        self.criteria = sheet.criteria
        for row in self.criteria:
            self.fields[row.code] = forms.IntegerField(
                label=f"{row.title} (tối đa {row.points})",
                help_text=hints.get(row.code, ""),
                min_value=0,
                max_value=row.points,
                error_messages={
                    "required": f"Đồng chí ghi điểm từ 0 đến {row.points}.",
                    "max_value": f"Tối đa {row.points} điểm.",
                    "min_value": "Điểm không được nhỏ hơn 0.",
                    "invalid": "Đồng chí ghi điểm là số nguyên.",
                },
                widget=forms.NumberInput(attrs={"class": "narrow", "data-point": row.points}),
            )
        self.fields["remedy"] = forms.CharField(
            label="Tiêu chí bị trừ điểm và cách khắc phục",
            widget=forms.Textarea(attrs={"rows": 4}),
            max_length=5000,
            required=False,
        )

    @property
    def points(self) -> dict[str, int]:
        """Criterion code → points."""
        return {row.code: self.cleaned_data[row.code] for row in self.criteria}
