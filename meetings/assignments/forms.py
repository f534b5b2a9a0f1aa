"""The report on an assignment."""

from typing import Any

from django import forms

from chibo.core.contest import SeenForm, Values
from chibo.rules.assigning import REPORTED, Progress
from meetings.labels import PROGRESS


class ReportForm(SeenForm):
    progress = forms.TypedChoiceField(
        label="Kết quả",
        choices=[(code.value, PROGRESS[code]) for code in REPORTED],
        coerce=Progress,
        widget=forms.RadioSelect,
    )
    report = forms.CharField(
        label="Nội dung báo cáo",
        help_text="Đã làm được gì, còn vướng gì.",
        widget=forms.Textarea(attrs={"rows": 6, "data-counter": 5000}),
        max_length=5000,
    )

    def shown_as(self, values: Values) -> dict[str, Any]:
        """Result and words apart."""
        return dict(zip(("progress", "report"), values["report"], strict=True))

    def label_of(self, _name: str) -> str:
        """Both together."""
        return "Báo cáo"

    def as_read(self, _name: str, value: tuple[str, str]) -> str:
        """Result and words in one."""
        return f"{PROGRESS[Progress(value[0] or Progress.OPEN)]}\n{value[1]}".strip()
