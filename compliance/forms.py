"""Forms of this app: shape only."""

import re
from fractions import Fraction
from typing import Any

from django import forms

from chibo.core.forms import BaseForm, DayFirstDateField
from chibo.core.labels import OBLIGATIONS
from chibo.rules.agendas import CellKind
from chibo.rules.assessment import IN_REPORT, Obligation
from chibo.rules.dates import DayOf
from chibo.rules.refusal import Refusal
from chibo.rules.thresholds import FIGURE_TITLES, SHARE_FIGURES, Figure
from members.labels import CELL_KINDS
from members.models import Organization, OrganizationQuerySet

LARGEST = 366  # days or minutes
MOST_CRITERIA, LONGEST_CRITERION = 30, 200
SHEET_LINE = re.compile(r"(.*?\S)\s*[:;|–-]?\s*(?<![0-9])([0-9]{1,3})\s*(?:điểm|đ)?\.?", re.IGNORECASE)


class MatrixFilter(BaseForm):
    """What the matrix shows: a committee's cells, one kind of cell, a part of a name, one obligation, the order."""

    mark_optional = False
    refused_title = "Chưa lọc được"

    committee = forms.ModelChoiceField(
        label="Đảng bộ", queryset=Organization.objects.none(), required=False, empty_label="Tất cả"
    )
    q = forms.CharField(label="Tên chi bộ", required=False, max_length=100)
    obligation = forms.TypedChoiceField(
        label="Nghĩa vụ",
        required=False,
        coerce=Obligation,
        empty_value=None,
        choices=[("", "Tất cả"), *((code.value, OBLIGATIONS[code].full) for code in IN_REPORT)],
    )
    cell_kind = forms.ChoiceField(
        label="Loại hình",
        required=False,
        choices=[("", "Tất cả"), *((code.value, CELL_KINDS[code]) for code in CellKind)],
    )
    worst_first = forms.BooleanField(label="Chi bộ cần chú ý lên trước", required=False)

    def __init__(self, *args: Any, committees: OrganizationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field_of("committee", forms.ModelChoiceField).queryset = committees


class LocalRuleForm(BaseForm):
    """A committee's own figure: which, how much, on what basis, from when."""

    beside = {DayOf.FIGURE: "since", Refusal.FIGURE_SET_LATER: "since", Refusal.WRONG_FIGURE: "value"}

    organization = forms.ModelChoiceField(label="Áp dụng cho", queryset=Organization.objects.none())
    code = forms.ChoiceField(label="Mức", choices=[(code.value, FIGURE_TITLES[code.value]) for code in Figure])
    value = forms.CharField(label="Giá trị", max_length=20, help_text="Số nguyên, ví dụ 2; hoặc tỷ lệ, ví dụ 9/10.")
    basis = forms.CharField(label="Căn cứ", max_length=200, help_text="Số, ký hiệu và ngày của văn bản cấp ủy.")
    since = DayFirstDateField(label="Áp dụng từ ngày")

    def __init__(self, *args: Any, organizations: OrganizationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field_of("organization", forms.ModelChoiceField).queryset = organizations

    def clean_value(self) -> Fraction:
        """A whole number or a fraction; nothing else."""
        typed = self.cleaned_data["value"].replace(" ", "")
        if typed.startswith("-"):
            raise forms.ValidationError("Giá trị không được âm.")
        if not re.fullmatch(r"[0-9]+(/0*[1-9][0-9]*)?", typed):
            raise forms.ValidationError("Ghi số nguyên (ví dụ 2) hoặc tỷ lệ (ví dụ 9/10).")
        return Fraction(typed)

    def clean(self) -> dict[str, Any]:
        """The share figures take a fraction up to one, the others a whole number of days or minutes."""
        data = super().clean() or self.cleaned_data
        value, code = data.get("value"), data.get("code")
        if value is None or code is None:
            return data
        if code in SHARE_FIGURES:
            if value > 1:
                self.add_error("value", "Tỷ lệ không được lớn hơn 1; ví dụ 9/10.")
        elif value.denominator != 1:
            self.add_error("value", "Mức này phải là số nguyên.")
        elif value > LARGEST:
            self.add_error("value", f"Mức này lớn nhất là {LARGEST}.")
        return data


class AdoptionForm(BaseForm):
    """A local instrument is adopted: by which committee, from when. Several stand on one page, told apart by prefix."""

    beside = {
        DayOf.FIGURE: "since",
        Refusal.NOT_ISSUED_YET: "since",
        Refusal.ALREADY_ADOPTED: "since",
    }

    organization = forms.ModelChoiceField(label="Áp dụng cho", queryset=Organization.objects.none(), empty_label=None)
    since = DayFirstDateField(label="Áp dụng từ ngày")

    def __init__(self, *args: Any, organizations: OrganizationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field_of("organization", forms.ModelChoiceField).queryset = organizations


class WithdrawalForm(BaseForm):
    """An adopted instrument binds no more: from when."""

    beside = {DayOf.FIGURE: "on", Refusal.WITHDRAWN_BEFORE_ADOPTED: "on"}

    on = DayFirstDateField(label="Thôi áp dụng từ ngày")


class SheetForm(BaseForm):
    """A committee's own score sheet: for whom, its lines, on what basis, from when."""

    beside = {
        DayOf.FIGURE: "since",
        Refusal.SHEET_SET_LATER: "since",
        Refusal.SHEET_IN_USE: "since",
        Refusal.SHEET_LINE: "lines",
        Refusal.SHEET_TWICE: "lines",
        Refusal.SHEET_TOTAL: "lines",
    }

    organization = forms.ModelChoiceField(label="Áp dụng cho", queryset=Organization.objects.none(), empty_label=None)
    lines = forms.CharField(
        label="Các tiêu chí",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Mỗi dòng một tiêu chí, cuối dòng là điểm tối đa, ví dụ “Công tác chuẩn bị: 10”. Tổng là 100 điểm.",
    )
    basis = forms.CharField(label="Căn cứ", max_length=200, help_text="Số, ký hiệu và ngày của văn bản cấp ủy.")
    since = DayFirstDateField(label="Áp dụng từ ngày")

    def __init__(self, *args: Any, organizations: OrganizationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field_of("organization", forms.ModelChoiceField).queryset = organizations

    def clean_lines(self) -> list[tuple[str, int]]:
        """Title and most points of each line; empty lines do not count."""
        found = []
        for line in filter(str.strip, self.cleaned_data["lines"].splitlines()):
            parts = SHEET_LINE.fullmatch(line.strip())
            if parts is None:
                raise forms.ValidationError(f"Dòng “{line.strip()}” chưa có điểm tối đa ở cuối dòng, ví dụ “: 10”.")
            if len(parts[1]) > LONGEST_CRITERION:
                raise forms.ValidationError(f"Tên tiêu chí dài quá {LONGEST_CRITERION} chữ: “{parts[1][:40]}…”.")
            found.append((parts[1], int(parts[2])))
        if len(found) > MOST_CRITERIA:
            raise forms.ValidationError(f"Bảng điểm có nhiều nhất {MOST_CRITERIA} tiêu chí.")
        return found
