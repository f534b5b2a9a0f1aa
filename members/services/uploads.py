"""Spreadsheets kept between preview and confirmation: for one person, for an hour, used once."""

from datetime import datetime, timedelta

from django.db import transaction

from chibo.rules.refusal import RuleRefused
from members.codes import ImportKind
from members.models import StoredImport, User

KEPT_FOR = timedelta(hours=1)


@transaction.atomic
def keep_upload(*, actor: User, now: datetime, kind: ImportKind, filename: str, content: bytes) -> StoredImport:
    """Keep a spreadsheet; those that are too old are thrown away on the way."""
    StoredImport.objects.filter(created_at__lt=now - KEPT_FOR).delete()
    return StoredImport.objects.create(user=actor, kind=kind, filename=filename, content=content, created_at=now)


def take_upload(*, actor: User, now: datetime, upload: StoredImport) -> bytes:
    """The bytes, for the one time they are written: whoever takes them second gets a refusal.

    Call it in the transaction that writes. Raises RuleRefused ``import_expired``.
    """
    content = bytes(upload.content)
    taken, _ = StoredImport.objects.filter(pk=upload.pk, user=actor, created_at__gte=now - KEPT_FOR).delete()
    if not taken:
        raise RuleRefused("import_expired")
    return content
