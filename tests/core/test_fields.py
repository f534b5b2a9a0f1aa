"""What a column takes: one of the codes of its enum, and no text that carries a mark of state secrecy."""

from enum import StrEnum

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from chibo.core.fields import CodeField
from chibo.core.models import OutboundMessage
from chibo.core.secrecy import refuse_secret, validate_not_secret
from tests.factories.core import MessageFactory


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@pytest.mark.parametrize("code", ["", "blue", "RED", "red ", "r" * 1000])
def test_a_code_that_is_none_is_refused(code):
    field = CodeField(codes=Colour)
    assert field.clean("red", None) == "red"
    with pytest.raises(ValidationError):
        field.clean(code, None)


def test_a_code_without_an_enum_is_short_all_the_same():
    assert CodeField().clean("anything", None) == "anything"
    with pytest.raises(ValidationError):
        CodeField().clean("a" * 31, None)


def test_a_new_code_needs_no_migration_but_a_longer_column_does():
    _, _, _, kept = CodeField(codes=Colour).deconstruct()
    assert kept == CodeField().deconstruct()[3] == {"max_length": 30}
    assert CodeField(codes=Colour, max_length=60).deconstruct()[3] == {"max_length": 60}


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"state": "perhaps"}, {"channel": "pigeon"}])
def test_the_database_knows_the_codes_itself(change):
    row = MessageFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboundMessage.objects.filter(pk=row.pk).update(**change)


def test_a_mark_is_named_with_the_place_where_it_stands_and_what_to_do():
    with pytest.raises(ValidationError) as caught:
        refuse_secret("Kế hoạch\nTUYỆT MẬT", "Tệp “a.txt”")
    assert caught.value.code == "secret"
    (sentence,) = caught.value.messages
    assert sentence.startswith("Tệp “a.txt” có dấu chỉ mức độ mật “TUYỆT MẬT”.")
    assert "viết lại chỗ đó bằng chữ thường" in sentence


def test_a_plain_field_says_this_text_and_does_not_repeat_it():
    with pytest.raises(ValidationError) as caught:
        validate_not_secret("Kế hoạch phòng thủ (TỐI MẬT) của 100% đơn vị %(what)s")
    (sentence,) = caught.value.messages
    assert sentence.startswith("Nội dung này có dấu chỉ mức độ mật “TỐI MẬT”.")
    assert "phòng thủ" not in sentence


@pytest.mark.parametrize("text", ["", " \n", "Bảo vệ bí mật nhà nước", "mật ong 50% " * 5_000])
def test_ordinary_words_pass(text):
    assert validate_not_secret(text) is None
