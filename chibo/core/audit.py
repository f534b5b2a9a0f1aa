"""Who did what, when, from where. One call in every service; one sentence in the trail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from chibo.core.codes import Deed
from chibo.core.models import AuditEntry


def record(
    *,
    actor: AbstractBaseUser | None,
    now: datetime,
    action: Deed,
    target: str,
    path: str = "",
    data: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Write one deed down: ``target`` is ``meeting:42``, ``path`` the place of the organisation in the tree.

    ``data`` must be JSON. Never put private data or whole texts into it: the trail cannot be cleaned.
    """
    return AuditEntry.objects.create(
        at=now, actor_id=actor.pk if actor else None, action=action, target=target, path=path, data=dict(data or {})
    )


def last(target: str, action: Deed) -> AuditEntry | None:
    """The newest entry of this deed on this target, with its actor: who saved before me, and when."""
    return (
        AuditEntry.objects.filter(target=target, action=action).select_related("actor").order_by("-at", "-pk").first()
    )
