"""People and papers made once for all rows of a table, and no PDF made for any of them."""

from contextlib import contextmanager

import pytest
from django.db import transaction

from chibo.core import clock
from tests.cast import NOW

ROOMS = ("meetings.minutes", "meetings.preparation.circulation", "meetings.score", "resolutions")
PAPERS = tuple(
    f"{room}.documents.render"
    for room in ("meetings.minutes", "meetings.preparation.circulation", "meetings.score", "resolutions")
)


@contextmanager
def prepared(build, blocker):
    """What ``build`` makes, at the hour of the cast; whatever a row writes is taken back in the end."""
    with pytest.MonkeyPatch.context() as patch, blocker.unblock(), transaction.atomic(), clock.moved_to(NOW):
        for papers in PAPERS:
            patch.setattr(papers, lambda *_, **__: b"%PDF-")
        yield build()
        transaction.set_rollback(True)
