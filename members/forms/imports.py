"""A list that is taken in. Shape and wording only."""

from django import forms
from django.core.files.base import File

from chibo.core.forms import BaseForm
from chibo.core.uploads import check_spreadsheet


class UploadForm(BaseForm):
    file = forms.FileField(
        label="Bảng tính Excel (.xlsx)", widget=forms.FileInput(attrs={"accept": ".xlsx"}), allow_empty_file=True
    )

    def clean_file(self) -> File[bytes]:
        file: File[bytes] = self.cleaned_data["file"]
        check_spreadsheet(file)
        return file
