"""Organisations and their terms. Shape and wording only."""

from dataclasses import fields
from typing import Any

from django import forms
from django.db.models import QuerySet

from chibo.core.contest import SeenForm, seen_of, values_of
from chibo.core.forms import BaseForm, DayFirstDateField, TimeField
from chibo.rules.dates import DayOf
from chibo.rules.refusal import Refusal
from members.codes import OrganizationKind
from members.forms.choosing import DATE_HELP, choices
from members.labels import CELL_KINDS, ORGANIZATION_KINDS
from members.models import Organization
from members.services import OrganizationData


class OrganizationForm(SeenForm):
    beside = {
        DayOf.WATCH: "bound_since",
        Refusal.CODE_TAKEN: "code",
        Refusal.CELL_WITHOUT_KIND: "cell_kind",
        Refusal.UNDER_A_CELL: "parent",
        Refusal.UNDER_ITSELF: "parent",
    }

    code = forms.CharField(label="Mã tổ chức", max_length=40, help_text="Ví dụ 31.168.053.000.001.")
    name = forms.CharField(label="Tên tổ chức", max_length=200)
    kind = forms.ChoiceField(label="Loại", choices=choices(ORGANIZATION_KINDS), initial=OrganizationKind.CELL)
    cell_kind = forms.ChoiceField(label="Loại hình chi bộ", choices=choices(CELL_KINDS, empty="Không"), required=False)
    parent = forms.ModelChoiceField(
        Organization.objects.none(), label="Cấp trên trực tiếp", required=False, empty_label="Không có"
    )
    parent_line = forms.CharField(label="Dòng cấp trên ghi trên văn bản", max_length=200, required=False)
    issuer_line = forms.CharField(label="Dòng cơ quan ban hành ghi trên văn bản", max_length=200, required=False)
    place_name = forms.CharField(label="Địa danh", max_length=100, required=False, help_text="Ghi trước ngày tháng.")
    meeting_place = forms.CharField(label="Nơi thường sinh hoạt", max_length=200, required=False)
    regular_day = forms.IntegerField(label="Ngày sinh hoạt trong tháng", min_value=1, max_value=28, initial=3)
    regular_time = TimeField(label="Giờ sinh hoạt", required=False)
    bound_since = DayFirstDateField(
        label="Bắt đầu theo dõi từ ngày", required=False, help_text="Trước ngày này không tính việc chậm, thiếu."
    )

    def __init__(self, *args: Any, superiors: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field_of("parent", forms.ModelChoiceField).queryset = superiors

    @staticmethod
    def initial_of(organization: Organization) -> dict[str, Any]:
        """What the form begins with."""
        shown = values_of(organization, (*(field.name for field in fields(OrganizationData)), "parent"))
        return {**shown, "seen": seen_of(shown)}

    @property
    def data_of_organization(self) -> OrganizationData:
        """What was written, for the service."""
        return OrganizationData(**{field.name: self.cleaned_data[field.name] for field in fields(OrganizationData)})


class TermForm(BaseForm):
    beside = {
        DayOf.TERM: "starts_on",
        DayOf.TERM_END: "ends_on",
        Refusal.TERM_OUT_OF_ORDER: "ends_on",
        Refusal.TERM_TOO_LONG: "ends_on",
    }

    title = forms.CharField(label="Nhiệm kỳ", max_length=60, help_text="Ví dụ 2025–2027.")
    starts_on = DayFirstDateField(label="Từ ngày", help_text=DATE_HELP)
    ends_on = DayFirstDateField(label="Đến ngày", help_text=DATE_HELP)
