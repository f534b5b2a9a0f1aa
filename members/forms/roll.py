"""The people on the roll. Shape and wording only."""

from dataclasses import fields
from typing import Any

from django import forms
from django.db.models import QuerySet

from chibo.core.contest import SeenForm, seen_of, values_of
from chibo.core.forms import BaseForm, DayFirstDateField
from chibo.core.models import Channel
from chibo.rules.dates import DayOf
from chibo.rules.refusal import Refusal
from members.forms.choosing import DATE_HELP, choices
from members.labels import SEXES
from members.models import Member, MemberIdentity, Organization, PartyGroup
from members.services import IdentityData, MemberData

BESIDE_PERSON: dict[Refusal | DayOf, str] = {
    DayOf.BIRTH: "born_on",
    DayOf.ADMISSION: "admitted_on",
    DayOf.RECOGNITION: "recognized_on",
    DayOf.ENTRY: "starts_on",
    Refusal.ADMITTED_BEFORE_BIRTH: "admitted_on",
    Refusal.ADMITTED_TOO_YOUNG: "admitted_on",
    Refusal.RECOGNIZED_BEFORE_ADMISSION: "recognized_on",
    Refusal.ENTERED_BEFORE_ADMISSION: "starts_on",
    Refusal.EMAIL_MISSING: "email",
}


class RollFilter(BaseForm):
    mark_optional = False
    keeps_text = False
    q = forms.CharField(label="Tìm theo tên", required=False, max_length=120)
    cell = forms.ModelChoiceField(Organization.objects.none(), label="Chi bộ", required=False, empty_label=None)

    def __init__(self, *args: Any, cells: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field_of("cell", forms.ModelChoiceField).queryset = cells
        if len(cells) < 2:  # noqa: PLR2004 - one cell needs no choice
            del self.fields["cell"]


class MemberForm(SeenForm):
    """What every member of the chi ủy may know about a person."""

    beside = BESIDE_PERSON

    full_name = forms.CharField(label="Họ và tên", max_length=120)
    other_name = forms.CharField(label="Tên gọi khác", max_length=120, required=False)
    sex = forms.ChoiceField(label="Giới tính", choices=choices(SEXES), widget=forms.RadioSelect)
    born_on = DayFirstDateField(label="Sinh ngày", required=False, help_text=DATE_HELP)
    admitted_on = DayFirstDateField(label="Ngày vào Đảng", help_text=DATE_HELP)
    recognized_on = DayFirstDateField(
        label="Ngày vào Đảng chính thức", required=False, help_text="Để trống nếu đang là đảng viên dự bị."
    )
    phone = forms.CharField(label="Điện thoại", max_length=20, required=False)
    email = forms.EmailField(label="Thư điện tử", max_length=254, required=False)
    channel = forms.ChoiceField(label="Nhận thông báo bằng", choices=Channel.choices, initial=Channel.PAPER)
    large_type = forms.BooleanField(label="Bản in chữ to", required=False)

    @staticmethod
    def initial_of(member: Member) -> dict[str, Any]:
        """What the form begins with."""
        shown = values_of(member, (field.name for field in fields(MemberData)))
        return {**shown, "seen": seen_of(shown)}

    @property
    def data_of_member(self) -> MemberData:
        """What was written, for the service."""
        return MemberData(**{field.name: self.cleaned_data[field.name] for field in fields(MemberData)})


class NewMemberForm(MemberForm):
    organization = forms.ModelChoiceField(Organization.objects.none(), label="Chi bộ", empty_label=None)
    group = forms.ModelChoiceField(PartyGroup.objects.none(), label="Tổ đảng", required=False, empty_label="Không có")
    starts_on = DayFirstDateField(label="Sinh hoạt tại chi bộ từ ngày", help_text=DATE_HELP)
    is_visiting = forms.BooleanField(label="Sinh hoạt tạm thời đến", required=False)

    def __init__(self, *args: Any, cells: QuerySet[Organization], groups: QuerySet[PartyGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field_of("organization", forms.ModelChoiceField).queryset = cells
        self.field_of("group", forms.ModelChoiceField).queryset = groups


class IdentityForm(SeenForm):
    """The private numbers: filled in anew, never shown here."""

    beside = {DayOf.CARD: "card_issued_on"}

    identity_number = forms.RegexField(
        r"^(\d{9}|\d{12})$",
        label="Số định danh cá nhân",
        required=False,
        error_messages={"invalid": "Số này có 12 chữ số (hoặc 9 với chứng minh nhân dân cũ)."},
    )
    card_number = forms.RegexField(
        r"^(\d{8,9}|\d{12})$",
        label="Số thẻ Đảng",
        required=False,
        error_messages={"invalid": "Số thẻ Đảng có 12 chữ số (hoặc 8, 9 với thẻ cũ)."},
    )
    card_place = forms.CharField(label="Nơi cấp thẻ", max_length=120, required=False)
    card_issued_on = DayFirstDateField(label="Ngày cấp thẻ", required=False, help_text=DATE_HELP)
    ethnicity = forms.CharField(label="Dân tộc", max_length=60, required=False)
    religion = forms.CharField(label="Tôn giáo", max_length=60, required=False)
    hometown = forms.CharField(label="Quê quán", max_length=200, required=False)

    @staticmethod
    def initial_of(identity: MemberIdentity) -> dict[str, Any]:
        """What the form begins with."""
        shown = values_of(identity, (field.name for field in fields(IdentityData)))
        return {**shown, "seen": seen_of(shown)}

    @property
    def data_of_identity(self) -> IdentityData:
        """What was written, for the service."""
        return IdentityData(**{field.name: self.cleaned_data[field.name] for field in fields(IdentityData)})
