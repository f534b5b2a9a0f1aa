"""What leaves the report: taking it away is a deed of its own."""

from datetime import datetime

from chibo.core import audit
from chibo.rules.local_time import local_day
from compliance.access import require_cells
from compliance.codes import ComplianceDeed
from compliance.documents import workbook
from members.models import User


def export_year(*, actor: User, now: datetime, year: int) -> bytes:
    """The workbook of the year for every cell that the actor reads; the export is written down.

    Raises PermissionDenied where there is no such cell.
    """
    cells = require_cells(actor, local_day(now))
    content = workbook(cells, year, now)
    data = {"cells": len(cells)}
    audit.record(actor=actor, now=now, action=ComplianceDeed.EXPORTED, target=f"year:{year}", data=data)
    return content
