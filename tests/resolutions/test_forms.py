"""The form of a draft: rich text is cleaned, marks of secrecy are refused, who may sign is limited."""

import pytest

from resolutions.forms import ResolutionForm

pytestmark = pytest.mark.django_db


def form(cast=None, **values):
    data = {"title": "Lãnh đạo sản xuất", "body": "<p>Một</p>", "recipients": "Lưu Chi bộ", "revision": "1", **values}
    return ResolutionForm(data, signers=[cast.secretary.member, cast.deputy.member] if cast else [])


def test_scripts_styles_and_handlers_are_taken_out():
    body = '<p onclick="x()" style="color:red">Một</p><script>alert(1)</script><img src="http://x/y"><b>Hai</b>'
    checked = form(body=body)
    assert checked.is_valid(), checked.errors
    assert checked.texts.body == "<p>Một</p><p><strong>Hai</strong></p>"


@pytest.mark.parametrize("field", ["title", "body", "recipients"])
def test_a_mark_of_state_secrecy_is_refused_with_the_reason(field):
    checked = form(**{field: "MẬT"})
    assert not checked.is_valid()
    assert "Luật 117/2025/QH15" in checked.errors[field][0]


def test_only_the_leaders_of_the_day_are_offered(cast):
    chosen = form(cast, signer=cast.deputy.member.pk)
    assert chosen.is_valid(), chosen.errors
    assert chosen.texts.signer == cast.deputy.member
    assert "signer" in form(cast, signer=cast.member.member.pk).errors


@pytest.mark.parametrize("values", [{"title": ""}, {"title": "x" * 251}, {"revision": "nhiều"}, {"revision": ""}])
def test_what_is_missing_or_too_long_is_said(values):
    (field,) = values
    assert field in form(**values).errors
