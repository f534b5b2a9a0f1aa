"""Forms of the minutes: their texts, their approval, the lock."""

from django import forms

from chibo.core.contest import SeenForm, seen_of, values_of
from chibo.core.forms import BaseForm
from chibo.core.richtext import RichTextField
from meetings.ground.forms import AdviceMixin
from meetings.minutes.services import MinutesTexts
from meetings.models import Minutes

TEXTS = ("opening", "criticism", "guest_remark", "closing")


class MinutesForm(SeenForm):
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

    @classmethod
    def of(cls, minutes: Minutes) -> "MinutesForm":
        """The texts as they are stored."""
        stored = values_of(minutes, TEXTS)
        return cls(initial={**stored, "version": minutes.revision, "seen": seen_of(stored)})

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
