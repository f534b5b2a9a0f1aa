"""Forms of this app: shape only."""

from typing import Any

from django import forms

from chibo.core.contest import SeenForm
from chibo.core.forms import BaseForm
from chibo.core.richtext import RichTextField
from members.forms.choosing import MemberField
from members.models import Member
from resolutions.services import ResolutionTexts


class AbandonForm(BaseForm):
    reason = forms.CharField(label="Lý do bỏ", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class ResolutionForm(SeenForm):
    """The text of a draft resolution. ``revision`` says which one it started from."""

    mark_optional = False  # a draft may be saved without them, and is not issued without them

    title = forms.CharField(
        label="Trích yếu",
        max_length=250,
    )
    body = RichTextField(label="Nội dung nghị quyết", required=False)
    recipients = forms.CharField(
        label="Nơi nhận",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mỗi dòng một nơi. Dòng cuối: Lưu Chi bộ.",
    )
    signer = MemberField(
        label="Người ký", queryset=Member.objects.none(), help_text="Bí thư, hoặc phó bí thư ký thay.", required=False
    )
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, signers: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Member.objects.filter(pk__in=[member.pk for member in signers])
        self.field_of("signer", MemberField).queryset = people

    @property
    def texts(self) -> ResolutionTexts:
        """The cleaned values as the service takes them."""
        data = self.cleaned_data
        return ResolutionTexts(data["title"], data["body"], data["recipients"], data["signer"])
