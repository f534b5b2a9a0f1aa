"""The filter of the matrix and the form of a committee's own figure."""

from datetime import date
from fractions import Fraction

import pytest

from compliance.forms import LocalRuleForm, MatrixFilter
from members.models import Organization


def rule(cast, **values):
    data = {"organization": cast.committee.pk, "code": "publish_days_after_max", "value": "1", "basis": "QĐ 5"}
    data = {**data, "since": "01/12/2026", **values}
    return LocalRuleForm(data, organizations=Organization.objects.filter(pk=cast.committee.pk))


@pytest.mark.parametrize(
    ("code", "typed", "value"),
    [
        ("publish_days_after_max", " 3 ", Fraction(3)),
        ("attendance_target", "19/20", Fraction(19, 20)),
        ("attendance_target", "1", Fraction(1)),
        ("quorum_warning", "2 / 3", Fraction(2, 3)),
    ],
)
def test_a_figure_is_a_whole_number_or_a_share(cast, code, typed, value):
    form = rule(cast, code=code, value=typed)
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["value"], form.cleaned_data["since"]) == (value, date(2026, 12, 1))


@pytest.mark.parametrize(
    ("code", "typed", "sentence"),
    [
        ("publish_days_after_max", "hai", "Ghi số nguyên (ví dụ 2) hoặc tỷ lệ (ví dụ 9/10)."),
        ("publish_days_after_max", "1/0", "Ghi số nguyên (ví dụ 2) hoặc tỷ lệ (ví dụ 9/10)."),
        ("publish_days_after_max", "-1", "Giá trị không được âm."),
        ("publish_days_after_max", "1/2", "Mức này phải là số nguyên."),
        ("attendance_target", "95", "Tỷ lệ không được lớn hơn 1; ví dụ 9/10."),
        ("publish_days_after_max", "9999999", "Mức này lớn nhất là 366."),
        ("publish_days_after_max", "1e9999999", "Ghi số nguyên (ví dụ 2) hoặc tỷ lệ (ví dụ 9/10)."),
        ("publish_days_after_max", "", "Đồng chí chưa ghi mục này."),
    ],
)
def test_a_wrong_figure_gets_its_sentence(cast, code, typed, sentence):
    assert rule(cast, code=code, value=typed).errors["value"] == [sentence]


@pytest.mark.parametrize(
    "values", [{"organization": 0}, {"code": "made_up"}, {"basis": ""}, {"since": "2026-13-01"}, {"basis": "x" * 201}]
)
def test_everything_else_is_checked_too(cast, values):
    (field,) = values
    assert field in rule(cast, **values).errors


def test_a_committee_out_of_reach_cannot_be_chosen(cast):
    form = rule(cast, organization=cast.other_committee.pk)
    assert "organization" in form.errors


def test_a_filter_is_empty_by_default_and_refuses_what_it_does_not_know(cast):
    committees = Organization.objects.filter(pk=cast.committee.pk)
    empty = MatrixFilter({}, committees=committees)
    assert empty.is_valid()
    assert empty.cleaned_data["obligation"] is None
    strange = {"obligation": "dancing", "cell_kind": "space", "committee": cast.other_committee.pk}
    assert set(MatrixFilter(strange, committees=committees).errors) == {"obligation", "cell_kind", "committee"}


def test_the_filter_offers_what_a_report_shows_advice_last():
    choices = MatrixFilter(committees=Organization.objects.none()).fields["obligation"].choices
    assert [words for _, words in choices] == [
        "Tất cả",
        "Gửi tài liệu trước kỳ sinh hoạt",
        "Sinh hoạt đúng thời gian",
        "Đủ thời lượng",
        "Tỷ lệ đảng viên dự",
        "Khóa biên bản",
        "Ban hành nghị quyết",
        "Gửi điểm tự chấm",
        "Sinh hoạt chuyên đề trong quý",
        "Chi ủy thống nhất nội dung",
    ]
