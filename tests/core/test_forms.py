from datetime import date, time

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template

from chibo.core.forms import BaseForm, DayFirstDateField, TimeField


class Notice(BaseForm):
    title = forms.CharField(label="Tên nội dung", help_text="Như trong biên bản.")
    held_on = DayFirstDateField(label="Ngày sinh hoạt")
    starts_at = TimeField(label="Giờ bắt đầu")
    way = forms.ChoiceField(
        label="Cách gửi", choices=[("email", "Thư"), ("paper", "Bản giấy")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    clean_of_secrets = forms.BooleanField(label="Tôi xác nhận.")

    def clean(self):
        if self.cleaned_data.get("title") == "trùng":
            raise forms.ValidationError("Trùng với một buổi khác.")
        return self.cleaned_data


GOOD = {"title": "Họp", "held_on": "03/12/2026", "starts_at": "19:30", "way": "paper", "clean_of_secrets": "on"}


def render(form):
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form}))


@pytest.mark.parametrize("text", ["03/12/2026", "3/12/2026", "3-12-2026", "3.12.2026", "03122026", " 03122026 "])
def test_dates_are_read_day_first(text):
    assert DayFirstDateField().clean(text) == date(2026, 12, 3)


@pytest.mark.parametrize("text", ["31/02/2026", "12/25/2026", "hôm qua", "0312202", "32122026"])
def test_wrong_dates_say_how_to_write_one(text):
    with pytest.raises(forms.ValidationError, match="ngày/tháng/năm, ví dụ 03/12/2026"):
        DayFirstDateField().clean(text)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("19:30", time(19, 30)),
        ("19h30", time(19, 30)),
        ("1930", time(19, 30)),
        ("19h", time(19, 0)),
        ("730", time(7, 30)),
        ("7H30", time(7, 30)),
        ("7 giờ 30", time(7, 30)),
        ("0h", time(0)),
        ("7 giờ 5", None),
    ],
)
def test_times_are_read_as_people_write_them(text, clock):
    if clock is None:
        with pytest.raises(forms.ValidationError, match="giờ:phút"):
            TimeField().clean(text)
    else:
        assert TimeField().clean(text) == clock


@pytest.mark.parametrize("text", ["25:00", "19:75", "tối"])
def test_wrong_times_are_refused(text):
    with pytest.raises(forms.ValidationError, match=r"ví dụ 19:30"):
        TimeField().clean(text)


def test_initial_values_are_shown_day_first_and_in_24_hours():
    html = render(Notice(initial={"held_on": date(2026, 12, 3), "starts_at": time(19, 30)}))
    assert 'value="03/12/2026"' in html
    assert 'value="19:30"' in html


def test_text_is_composed():
    form = Notice({**GOOD, "title": "Ho\u0323p"})
    assert form.is_valid()
    assert form.cleaned_data["title"] == "Họp"


def test_missing_values_are_asked_for_politely():
    form = Notice({})
    assert form.errors["title"] == ["Đồng chí chưa ghi mục này."]
    assert form.errors["way"] == ["Đồng chí chưa chọn."]
    assert form.errors["clean_of_secrets"] == ["Đồng chí chưa đánh dấu ô này."]


def test_own_words_for_a_missing_value_stay():
    class Own(BaseForm):
        reason = forms.CharField(error_messages={"required": "Đồng chí ghi lý do vắng."})

    assert Own({}).errors["reason"] == ["Đồng chí ghi lý do vắng."]


def test_summary_links_every_error_to_a_control_that_exists():
    form = Notice({"title": "trùng", "held_on": "31/02/2026"})
    html = render(form)
    assert [link.target for link in form.error_links] == [
        "", "id_held_on", "id_starts_at", "id_way_0", "id_clean_of_secrets",
    ]  # fmt: skip
    assert [link.target for link in form.error_links if link.target and f' id="{link.target}"' not in html] == []
    assert html.count("Trùng với một buổi khác.") == 1
    assert html.index("error-summary") < html.index("id_title")


def test_error_and_help_stand_before_the_control_and_are_tied_to_it():
    html = render(Notice({**GOOD, "title": ""}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert html.index('for="id_title"') < html.index('id="id_title_helptext"') < html.index('id="id_title_error"')
    assert html.index('id="id_title_error"') < html.index('id="id_title"')
    assert 'aria-invalid="true"' in html


def test_choices_are_a_group_with_a_legend():
    html = render(Notice())
    assert '<legend class="form-label">Cách gửi</legend>' in html
    assert 'class="form-check-input"' in html
    assert '<label class="form-check-label" for="id_way_1">Bản giấy</label>' in html


def test_only_optional_fields_say_so_and_filters_do_not():
    class Filter(Notice):
        mark_optional = False

    assert render(Notice()).count("(không bắt buộc)") == 1
    assert "(không bắt buộc)" not in render(Filter())


def test_crispy_leaves_form_and_token_to_the_page():
    html = render(Notice())
    assert "<form" not in html
    assert "csrfmiddlewaretoken" not in html


def test_what_was_typed_comes_back():
    html = render(Notice({**GOOD, "held_on": "31/02/2026", "note": "giữ <b>lại</b>"}))
    assert 'value="31/02/2026"' in html
    assert "giữ &lt;b&gt;lại&lt;/b&gt;" in html


def test_a_file_field_keeps_label_and_help():
    class Upload(BaseForm):
        paper = forms.FileField(label="Tệp", help_text="Đến 20 MB.")

    html = render(Upload({}, {"paper": SimpleUploadedFile("a.pdf", b"")}))
    assert 'type="file"' in html
    assert html.index("Đến 20 MB.") < html.index('type="file"')


def test_a_field_is_handed_out_as_what_it_is():
    form = Notice()
    assert form.field_of("title", forms.CharField) is form.fields["title"]
    with pytest.raises(TypeError, match="title is a CharField, not a ChoiceField"):
        form.field_of("title", forms.ChoiceField)
