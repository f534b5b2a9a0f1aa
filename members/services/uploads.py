"""Spreadsheets kept between preview and confirmation: for one person, for an hour, used once."""

from datetime import datetime, timedelta

from django.db import transaction

from chibo.core.wording import local_date
from chibo.rules.powers import Power
from chibo.rules.refusal import Refusal, RuleRefused
from members.access import require_anywhere
from members.codes import ImportKind
from members.models import StoredImport, User

KEPT_FOR = timedelta(hours=1)
IMPORTERS = {ImportKind.MEMBERS: Power.MANAGE_ROLL, ImportKind.ORGANIZATIONS: Power.MANAGE_ORGANIZATIONS}


@transaction.atomic
def keep_upload(*, actor: User, now: datetime, kind: ImportKind, filename: str, content: bytes) -> StoredImport:
    """Keep a spreadsheet; those that are too old are thrown away on the way."""
    require_anywhere(actor, IMPORTERS[kind], local_date(now))
    StoredImport.objects.filter(created_at__lt=now - KEPT_FOR).delete()
    return StoredImport.objects.create(user=actor, kind=kind, filename=filename, content=content, created_at=now)


def take_upload(*, actor: User, now: datetime, kind: ImportKind, pk: int) -> bytes:
    """The bytes of one's own spreadsheet, for the one time they are written.

    Call it in the transaction that writes. Raises RuleRefused ``import_expired`` where it is too old, taken already,
    or not there for this person.
    """
    kept = StoredImport.objects.filter(pk=pk, user=actor, kind=kind, created_at__gte=now - KEPT_FOR)
    content = kept.values_list("content", flat=True).first()
    taken, _ = kept.delete()
    if content is None or not taken:
        raise RuleRefused(Refusal.IMPORT_EXPIRED)
    return bytes(content)
