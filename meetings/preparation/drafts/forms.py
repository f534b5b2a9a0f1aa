"""Papers, comments on them and the answers."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from chibo.core.contest import SeenForm, Values, seen_of
from chibo.core.forms import BaseForm
from chibo.core.richtext import RichTextField
from chibo.core.uploads import Upload, check_upload
from meetings.codes import Disposition, DraftKind
from meetings.labels import DISPOSITIONS, DRAFT_KINDS
from meetings.models import DraftComment
from meetings.preparation.drafts.services import DraftContent, answer_of

KINDS = "PDF, Word, Excel, PowerPoint, OpenDocument, ảnh hoặc văn bản."
BOTH = "Đồng chí chọn một cách: soạn tại đây hoặc gửi tệp."
NEITHER = "Đồng chí soạn nội dung, hoặc chọn tệp để gửi."


class ContentForm(BaseForm):
    """A new version of a paper: a text written here, or a file."""

    mark_optional = False  # one of the two is asked for

    body = RichTextField(label="Soạn nội dung tại đây", required=False)
    file = forms.FileField(label="Hoặc gửi tệp", required=False, widget=forms.FileInput)
    confirmed = forms.BooleanField(label="Tôi xác nhận tệp này không chứa bí mật nhà nước", required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    upload: Upload | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = f"{KINDS} Nặng nhất {settings.CHIBO_UPLOAD_LIMIT_MB} MB."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("file"):
            self._check_file()
        if "body" in data and "file" in data and bool(data["body"]) == bool(data["file"]):
            self.add_error("body", BOTH if data["body"] else NEITHER)
        return data

    def _check_file(self) -> None:
        try:
            self.upload = check_upload(
                self.cleaned_data["file"], confirmed_no_secret=bool(self.cleaned_data.get("confirmed"))
            )
        except ValidationError as error:
            self.add_error("confirmed" if error.code == "unconfirmed" else "file", error)

    @property
    def content(self) -> DraftContent:
        """The cleaned text or file as the service takes it."""
        if self.upload:
            return DraftContent(filename=self.upload.name, content=self.cleaned_data["file"].read())
        return DraftContent(body=self.cleaned_data["body"])


class DraftForm(ContentForm):
    """A new paper with its first version."""

    field_order = ("title", "kind", "body", "file", "confirmed")

    title = forms.CharField(
        label="Tên tài liệu",
        max_length=250,
    )
    kind = forms.ChoiceField(
        label="Loại",
        choices=[(code.value, words) for code, words in DRAFT_KINDS.items()],
        initial=DraftKind.PAPER.value,
        widget=forms.RadioSelect,
    )


class CommentForm(BaseForm):
    """What a member says about a version."""

    text = forms.CharField(
        label="Góp ý của đồng chí",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "data-counter": 5000}),
    )


class AnswerForm(SeenForm):
    """What becomes of a comment, and why."""

    comment: DraftComment

    disposition = forms.ChoiceField(
        label="Kết quả",
        choices=[(code.value, words) for code, words in DISPOSITIONS.items()],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="Vì sao",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @classmethod
    def of(cls, comment: DraftComment) -> "AnswerForm":
        """The answer as it stands."""
        disposition, answer = answer_of(comment)
        seen = seen_of({"answer": answer_of(comment)})
        form = cls(initial={"disposition": disposition, "answer": answer, "seen": seen})
        form.comment = comment
        return form

    @property
    def values(self) -> dict[str, Any]:
        """The arguments for the service."""
        return {"disposition": Disposition(self.cleaned_data["disposition"]), "answer": self.cleaned_data["answer"]}

    def shown_as(self, values: Values) -> dict[str, Any]:
        """Result and reason apart."""
        return dict(zip(("disposition", "answer"), values["answer"], strict=True))

    def label_of(self, _name: str) -> str:
        """Both together."""
        return "Trả lời"

    def as_read(self, _name: str, value: tuple[str, str]) -> str:
        """Result and reason in one."""
        return "\n".join(filter(None, (super().as_read("disposition", value[0]), value[1])))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("disposition") not in (None, Disposition.ACCEPTED) and not data.get("answer"):
            self.add_error("answer", "Đồng chí ghi lý do để người góp ý rõ.")
        return data
