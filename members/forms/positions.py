"""Positions, states and places of people. Shape and wording only."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from chibo.core.contest import SeenForm
from chibo.core.forms import BaseForm, DayFirstDateField
from chibo.rules.census import Condition
from chibo.rules.dates import DayOf
from chibo.rules.powers import Role
from chibo.rules.refusal import Refusal
from members.forms.choosing import DATE_HELP, MemberField, choices
from members.labels import CONDITIONS, LEAVING_REASONS, ROLES
from members.models import Member, Organization, PartyGroup


class RoleForm(BaseForm):
    beside = {DayOf.OFFICE: "starts_on", Refusal.HOLDER_NOT_ON_ROLL: "starts_on", Refusal.GROUP_MISSING: "group"}

    role = forms.ChoiceField(label="Chức vụ")
    organization = forms.ModelChoiceField(Organization.objects.none(), label="Tại", empty_label=None)
    group = forms.ModelChoiceField(
        PartyGroup.objects.none(), label="Tổ đảng", required=False, help_text="Chỉ với tổ trưởng.", empty_label="Không"
    )
    starts_on = DayFirstDateField(label="Từ ngày", help_text=DATE_HELP)

    def __init__(
        self,
        *args: Any,
        roles: list[Role],
        organizations: QuerySet[Organization],
        groups: QuerySet[PartyGroup],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.field_of("role", forms.ChoiceField).choices = choices({role: ROLES[role] for role in roles})
        self.field_of("organization", forms.ModelChoiceField).queryset = organizations
        self.field_of("group", forms.ModelChoiceField).queryset = groups


class SupervisorForm(BaseForm):
    beside = {DayOf.OFFICE: "starts_on"}

    member = MemberField(Member.objects.none(), label="Cấp ủy viên theo dõi", empty_label="Chọn tên")
    starts_on = DayFirstDateField(label="Từ ngày", help_text=DATE_HELP)

    def __init__(self, *args: Any, people: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field_of("member", forms.ModelChoiceField).queryset = people


class ConditionForm(BaseForm):
    beside = {DayOf.CONDITION: "starts_on", DayOf.END: "ends_on", Refusal.ENDS_BEFORE_START: "ends_on"}

    condition = forms.ChoiceField(
        label="Trạng thái",
        choices=choices({code: word for code, word in CONDITIONS.items() if code is not Condition.VISITING}),
    )
    starts_on = DayFirstDateField(label="Từ ngày", help_text=DATE_HELP)
    ends_on = DayFirstDateField(label="Đến hết ngày", required=False, help_text="Để trống nếu chưa biết.")
    note = forms.CharField(label="Căn cứ, ghi chú", max_length=200, required=False)


class EndForm(SeenForm):
    beside = {DayOf.END: "ends_on", Refusal.ENDS_BEFORE_START: "ends_on"}
    is_once = True  # nothing ends twice

    ends_on = DayFirstDateField(label="Ngày cuối cùng", help_text=DATE_HELP)


class LeaveForm(EndForm):
    reason = forms.ChoiceField(label="Lý do", choices=choices(LEAVING_REASONS))


class TransferForm(BaseForm):
    beside = {
        DayOf.ENTRY: "starts_on",
        DayOf.END: "starts_on",
        Refusal.ENTERED_BEFORE_ADMISSION: "starts_on",
        Refusal.ENDS_BEFORE_START: "starts_on",
        Refusal.ALREADY_ON_ROLL: "organization",
    }

    organization = forms.ModelChoiceField(Organization.objects.none(), label="Chuyển đến", empty_label="Chọn chi bộ")
    starts_on = DayFirstDateField(label="Sinh hoạt tại nơi mới từ ngày", help_text=DATE_HELP)

    def __init__(self, *args: Any, cells: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field_of("organization", forms.ModelChoiceField).queryset = cells
