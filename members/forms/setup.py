"""The first steps of a cell. Shape and wording only."""

from typing import Any

from django import forms

from chibo.core.forms import DayFirstDateField, TimeField
from chibo.rules.agendas import CellKind
from chibo.rules.dates import DayOf
from chibo.rules.refusal import Refusal
from members.codes import Sex
from members.forms.accounts import AccountForm, NewPasswordFields
from members.forms.choosing import DATE_HELP, choices
from members.forms.roll import BESIDE_PERSON
from members.labels import CELL_KINDS, SEXES


class FirstStepsForm(NewPasswordFields):
    """Everything that a cell needs to begin."""

    beside = BESIDE_PERSON | {
        DayOf.TERM: "term_starts_on",
        DayOf.TERM_END: "term_ends_on",
        DayOf.ENTRY: "admitted_on",
        DayOf.OFFICE: "term_starts_on",
        Refusal.TERM_OUT_OF_ORDER: "term_ends_on",
        Refusal.TERM_TOO_LONG: "term_ends_on",
        Refusal.USERNAME_TAKEN: "username",
    }

    parent_line = forms.CharField(
        label="Tổ chức cấp trên trực tiếp",
        max_length=200,
        help_text="Như ghi trên văn bản, ví dụ: Đảng bộ xã Kiến Thụy.",
    )
    cell_name = forms.CharField(label="Tên chi bộ", max_length=200, help_text="Ví dụ: Chi bộ thôn Văn Hòa.")
    cell_kind = forms.ChoiceField(label="Loại hình chi bộ", choices=choices(CELL_KINDS), initial=CellKind.VILLAGE)
    place_name = forms.CharField(
        label="Địa danh ghi trước ngày tháng của văn bản", max_length=100, help_text="Ví dụ: Kiến Thụy."
    )
    meeting_place = forms.CharField(label="Nơi thường sinh hoạt", max_length=200, required=False)
    regular_day = forms.IntegerField(label="Ngày sinh hoạt trong tháng", min_value=1, max_value=28, initial=3)
    regular_time = TimeField(label="Giờ sinh hoạt", required=False)
    term_starts_on = DayFirstDateField(label="Nhiệm kỳ từ ngày", help_text=DATE_HELP)
    term_ends_on = DayFirstDateField(label="Đến ngày", help_text=DATE_HELP)
    full_name = forms.CharField(label="Họ và tên bí thư", max_length=120)
    sex = forms.ChoiceField(label="Giới tính", choices=choices(SEXES), initial=Sex.MALE, widget=forms.RadioSelect)
    admitted_on = DayFirstDateField(label="Ngày vào Đảng", help_text=DATE_HELP)
    recognized_on = DayFirstDateField(label="Ngày vào Đảng chính thức", required=False, help_text=DATE_HELP)
    username = AccountForm.base_fields["username"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in NewPasswordFields.base_fields])
        self.fields["username"].widget.attrs["autocomplete"] = "username"  # one's own, unlike in ``AccountForm``
