"""No text that a person can type and the program keeps may bear a mark of state secrecy: every form, field by field."""

import importlib
import pkgutil

import pytest
from django import forms
from django.contrib.auth.forms import AuthenticationForm

from chibo.core.forms import BaseForm, is_free_text
from chibo.core.richtext import RichTextField
from meetings.minutes.forms import LockForm
from meetings.preparation.circulation.forms import CirculateForm
from members.resources.widgets import TextWidget

APPS = ("chibo", "members", "topics", "meetings", "resolutions", "compliance")
STAMP = "Kế hoạch\nTUYỆT MẬT"

# Every field into which anything can be typed, by form. A form that is not here fails: somebody has to look.
FREE_TEXT = {
    "AbandonForm": ["reason"],
    "AgendaRow": ["title", "basis"],
    "AnswerForm": ["answer"],
    "AssignForm": ["title"],
    "BallotForm": ["subject"],
    "CancelForm": ["reason"],
    "ChangeForm": ["place"],
    "CommentForm": ["text"],
    "ConcludeForm": ["proceedings", "conclusion"],
    "ConditionForm": ["note"],
    "ContentForm": ["body"],
    "DraftForm": ["body", "title"],
    "FirstStepsForm": ["parent_line", "cell_name", "place_name", "meeting_place", "full_name"],
    "GuestForm": ["name", "post"],
    "IdentityForm": ["card_place", "ethnicity", "religion", "hometown"],
    "LocalRuleForm": ["value", "basis"],
    "MemberForm": ["full_name", "other_name", "phone"],
    "MinutesForm": ["opening", "criticism", "guest_remark", "closing"],
    "NewMemberForm": ["full_name", "other_name", "phone"],
    "OrganizationForm": ["code", "name", "parent_line", "issuer_line", "place_name", "meeting_place"],
    "PlanForm": ["place"],
    "ReportForm": ["report"],
    "ResolutionForm": ["title", "body", "recipients"],
    "SheetForm": ["lines", "basis"],
    "SpeechForm": ["text"],
    "TermForm": ["title"],
    "TopicForm": ["title", "basis"],
}
SHAPED = {("LocalRuleForm", "value"), ("SheetForm", "lines")}  # refused as no such thing before anybody asks
KEEP_NOTHING = {"RollFilter": ["q"], "MatrixFilter": ["q"]}
NO_TEXT = {"DayFilter"}


def below(kind):
    for each in kind.__subclasses__():
        yield each
        yield from below(each)


def all_forms(kind=BaseForm):
    for app in APPS:
        for module in pkgutil.walk_packages(importlib.import_module(app).__path__, f"{app}."):
            if module.name.endswith("forms"):
                importlib.import_module(module.name)
    return {each for each in below(kind) if each.__module__.split(".")[0] in APPS}


def texts(form):
    return [name for name, field in form.base_fields.items() if is_free_text(field) or isinstance(field, RichTextField)]


def test_every_free_text_of_every_form_is_listed():
    found = {form.__name__: texts(form) for form in all_forms() if texts(form)}
    assert found == FREE_TEXT | KEEP_NOTHING
    assert {form.__name__ for form in all_forms() if not form.keeps_text} == set(KEEP_NOTHING) | NO_TEXT


def test_every_form_is_one_of_ours():
    others = all_forms(forms.BaseForm) - all_forms() - {BaseForm}
    assert [form for form in others if not issubclass(form, AuthenticationForm)] == []


def asked(form, name, text):
    """The errors of one field, the form made without what a page hands it."""
    made = form.__new__(form)
    made.under = made.user = None
    BaseForm.__init__(made, data={name: text})
    made._errors, made.cleaned_data = forms.utils.ErrorDict(), {}
    made._clean_fields()
    return [error.code for error in made._errors.get(name, forms.utils.ErrorList()).as_data()]


@pytest.mark.parametrize("form", sorted(all_forms(), key=lambda form: form.__name__), ids=lambda form: form.__name__)
def test_a_mark_is_refused_in_every_one_of_them(form):
    for name in FREE_TEXT.get(form.__name__, []):
        text = f"<p>{STAMP}</p>" if isinstance(form.base_fields[name], RichTextField) else STAMP
        found = asked(form, name, text)
        assert ("secret" in found) is ((form.__name__, name) not in SHAPED), (name, found)
        assert "secret" not in asked(form, name, "bí mật")


def test_lines_that_become_numbers_are_asked_about_as_they_were_typed():
    form = next(each for each in all_forms() if each.__name__ == "SheetForm")
    assert asked(form, "lines", "TUYỆT MẬT: 100") == ["secret"]


@pytest.mark.parametrize("form", [CirculateForm, LockForm])
def test_the_reason_of_any_deed_is_asked_about(form):
    sent = form({"reason": STAMP})
    assert not sent.is_valid()
    assert [error.code for error in sent.errors["reason"].as_data()] == ["secret"]


def test_a_filter_keeps_nothing_and_finds_everything():
    form = next(each for each in all_forms() if each.__name__ == "RollFilter")
    assert asked(form, "q", STAMP) == []


def test_the_cells_of_a_list_are_asked_about():
    with pytest.raises(ValueError, match="Luật 117/2025/QH15"):
        TextWidget("Quê quán", 200).read("TUYỆT MẬT")
    assert TextWidget("Quê quán", 200).read("Xã Bảo Mật") == "Xã Bảo Mật"
