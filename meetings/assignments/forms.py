"""The report on an assignment."""

from django import forms

from chibo.core.forms import BaseForm
from chibo.rules.assigning import REPORTED, Progress
from meetings.labels import PROGRESS


class ReportForm(BaseForm):
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
