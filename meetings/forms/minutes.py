"""Forms after the close: the texts of the minutes, their approval, the lock, the self-score."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from chibo.core.forms import BaseForm
from chibo.core.richtext import RichTextField
from chibo.core.secrecy import validate_not_secret
from chibo.rules.scoring import criteria
from meetings.forms.advice import AdviceMixin
from meetings.services import MinutesTexts

TEXTS = ("opening", "criticism", "guest_remark", "closing")


class MinutesForm(BaseForm):
    """The texts that no record gives; ``version`` is the revision that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    opening = RichTextField(
        label="Mở đầu", required=False, help_text="Tuyên bố lý do, giới thiệu đại biểu, tình hình nộp đảng phí."
    )
    criticism = RichTextField(
        label="Tự phê bình và phê bình; biểu dương, nhắc nhở",
        required=False,
        help_text="Để trống nếu đã ghi ở nội dung chương trình.",
    )
    guest_remark = RichTextField(label="Ý kiến của đại biểu cấp trên", required=False)
    closing = RichTextField(
        label="Kết thúc", required=False, help_text="Định hướng tư tưởng, trả lời kiến nghị, việc chuẩn bị cho kỳ sau."
    )

    @property
    def texts(self) -> MinutesTexts:
        """The texts for the service."""
        return MinutesTexts(**{name: self.cleaned_data[name] for name in TEXTS})


class ReadBackForm(BaseForm):
    votes = forms.IntegerField(
        label="Số đồng chí nhất trí", min_value=0, max_value=32_767, widget=forms.NumberInput(attrs={"class": "narrow"})
    )


class LockForm(AdviceMixin, BaseForm):
    """Nothing but the reason, where advice is not followed."""


class ScoreForm(BaseForm):
    """Points for each criterion in force on the day, and what is done about lost ones."""

    def __init__(self, *args: Any, on: date, hints: Mapping[str, str], **values: Any) -> None:
        super().__init__(*args, **values)
        self.criteria = criteria(on)
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
            validators=[validate_not_secret],
        )

    @property
    def points(self) -> dict[str, int]:
        """Criterion code → points."""
        return {row.code: self.cleaned_data[row.code] for row in self.criteria}
