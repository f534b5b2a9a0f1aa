"""Bytes that must never change: stored once with their SHA-256, checked whenever somebody asks."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from chibo.core.models import StoredDocument


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
