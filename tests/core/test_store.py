"""Stored bytes and the command that proves them."""

from hashlib import sha256

import pytest
from django.core.management import CommandError, call_command

from chibo.core import guards, store
from chibo.core.models import MadePaper, StoredDocument
from tests.factories.core import DUE

pytestmark = pytest.mark.django_db
CONTENT = bytes(range(256))


@pytest.fixture
def document():
    return store.store(kind="minutes", title="Biên bản tháng 11", filename="bien-ban.pdf", content=CONTENT, now=DUE)


def test_bytes_come_back_as_they_went_in(document):
    document.refresh_from_db()
    assert store.content_of(document) == CONTENT
    assert (document.sha256, document.size, document.stored_at) == (sha256(CONTENT).hexdigest(), 256, DUE)


def test_whole_documents_pass(document, capsys):
    assert list(store.damaged()) == []
    call_command("verify_documents")
    assert capsys.readouterr().out == "1 văn bản còn nguyên vẹn.\n"


@pytest.mark.parametrize("damage", [{"content": CONTENT[:-1] + b"x"}, {"sha256": "0" * 64}, {"size": 255}])
def test_a_damaged_document_is_named(document, capsys, damage):
    store.store(kind="minutes", title="Biên bản tháng 12", filename="b.pdf", content=b"", now=DUE)
    with guards.suspended():
        StoredDocument.objects.filter(pk=document.pk).update(**damage)
    assert list(store.damaged()) == [document]
    with pytest.raises(CommandError, match="1 văn bản không còn nguyên vẹn") as error:
        call_command("verify_documents")
    assert error.value.returncode == 1
    named = capsys.readouterr().err
    assert "Biên bản tháng 11 (bien-ban.pdf)" in named
    assert "tháng 12" not in named


# Made once ----------------------------------------------------------------------------------------------------


def make(content, source="<p>Một</p>"):
    return store.make_once(source, lambda: content, kind="packet", title="Tài liệu", filename="a.pdf", now=DUE)


def test_the_same_source_is_made_and_kept_once():
    first, again, other = make(b"one"), make(b"another"), make(b"other", "<p>Hai</p>")
    assert (first, store.content_of(again)) == (again, b"one")
    assert first != other
    assert (store.count(), list(store.damaged())) == (2, [])


def test_two_that_make_it_at_once_keep_one():
    def meanwhile():
        make(b"theirs")
        return b"mine"

    ours = store.make_once("<p>Một</p>", meanwhile, kind="packet", title="Tài liệu", filename="a.pdf", now=DUE)
    assert store.content_of(ours) == b"theirs"
    assert (store.count(), MadePaper.objects.count()) == (1, 1)
