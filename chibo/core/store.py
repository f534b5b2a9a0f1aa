"""Bytes that must never change: stored once with their SHA-256, checked whenever somebody asks."""

from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction

from chibo.core.models import MadePaper, StoredDocument


def store(*, kind: str, title: str, filename: str, content: bytes, now: datetime) -> StoredDocument:
    """Keep the bytes for ever and return their row."""
    return StoredDocument.objects.create(
        kind=kind,
        title=title,
        filename=filename,
        content=content,
        sha256=sha256(content).hexdigest(),
        size=len(content),
        stored_at=now,
    )


def make_once(
    source: str, make: Callable[[], bytes], *, kind: str, title: str, filename: str, now: datetime
) -> StoredDocument:
    """The paper made from this very source, kept from the first time on. ``make`` runs outside any transaction of ours.

    Where two processes make it at once, one paper is kept and both return it.
    """
    key = sha256(source.encode()).hexdigest()
    made = MadePaper.objects.filter(source=key).select_related("document")
    known = made.first()
    if known is not None:
        return known.document
    content = make()
    try:
        with transaction.atomic():
            document = store(kind=kind, title=title, filename=filename, content=content, now=now)
            MadePaper.objects.create(source=key, document=document)
    except IntegrityError:
        return made.get().document
    return document


def content_of(document: StoredDocument) -> bytes:
    """The stored bytes, whatever the database driver wraps them in."""
    return bytes(document.content)


def damaged() -> Iterator[StoredDocument]:
    """Every stored document whose bytes no longer give its hash."""
    for document in StoredDocument.objects.order_by("pk").iterator(chunk_size=50):
        if len(document.content) != document.size or sha256(content_of(document)).hexdigest() != document.sha256:
            yield document


def count() -> int:
    """How many documents are stored."""
    return StoredDocument.objects.count()
