"""The whole demonstration in one transaction: lists, accounts, topics, the past of every cell, messages settled."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from chibo.celery import app
from chibo.core import audit
from chibo.core.models import StoredDocument
from chibo.demo.accounts import open_accounts
from chibo.demo.after import follow_up
from chibo.demo.beginnings import adopt, import_lists, leader, plan_topics, settle
from chibo.demo.codes import DemoDeed
from chibo.demo.past import live_through, past_of
from chibo.demo.press import Press, press
from chibo.demo.sitting import Sitting, account_of
from chibo.demo.span import Span, span_of
from chibo.demo.traces import date_histories, settle_messages
from meetings.models import Meeting
from members.models import Organization
from members.resources import JudgedRow, RowOutcome
from members.services import is_untouched
from resolutions.models import Resolution

Watch = Callable[[Sequence[Organization]], Iterable[Organization]]
"""Hands the cells on one by one; a progress bar in the command."""

NOT_DEMO = (
    "Chỉ nạp được dữ liệu trình diễn ở chế độ trình diễn: lần khởi động đầu tiên của “make run” tự nạp. "
    "Bản cài đặt này không ở chế độ đó nên không có gì bị thay đổi."
)
NOT_EMPTY = (
    "Bản cài đặt đã có dữ liệu nên không nạp dữ liệu trình diễn. Muốn nạp lại, đồng chí dừng chương trình, "
    "xóa thư mục dữ liệu rồi chạy “make run”."
)
"""What the terminal says when nothing is loaded."""


class DemoRefused(Exception):
    """The data were not loaded; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is there now."""

    cells: int
    meetings: int
    resolutions: int
    documents: int
    refused: tuple[JudgedRow, ...]


def check() -> None:
    """Raise DemoRefused where nothing may be loaded, before anything is written."""
    if not settings.CHIBO_DEMO:
        raise DemoRefused(NOT_DEMO)
    if not is_untouched():
        raise DemoRefused(NOT_EMPTY)


def load(
    *,
    now: datetime,
    password: str,
    cells: int | None = None,
    months: int | None = None,
    watch: Watch = iter,
    helpers: int = 0,
) -> Loaded:
    """Load everything, or nothing. ``cells`` and ``months`` make the past smaller, ``helpers`` make papers meanwhile.

    Raises DemoRefused.
    """
    check()
    with press(helpers=helpers) as papers, transaction.atomic():
        span = span_of(now, months)
        report = import_lists(span.now)
        everywhere = list(Organization.objects.cells().select_related("parent"))
        settle(everywhere, span)
        adopt(everywhere, span)
        open_accounts(everywhere, span, password)
        build_past(everywhere[:cells], span, watch, papers)
        settle_messages(span.now)
        date_histories()
        audit.record(actor=None, now=span.now, action=DemoDeed.LOADED, target="installation")
    return Loaded(
        cells=len(everywhere),
        meetings=Meeting.objects.count(),
        resolutions=Resolution.objects.exclude(number=None).count(),
        documents=StoredDocument.objects.count(),
        refused=report.of(RowOutcome.REFUSED),
    )


def build_past(cells: Sequence[Organization], span: Span, watch: Watch, papers: Press) -> None:
    """The topics and the past of these cells. The minutes of a cell are made while the next cell holds its meetings."""
    _wake_nobody()
    before: list[Sitting] = []
    for number, cell in enumerate(watch(cells), 1):
        plan_topics(cell, number, span, account_of(leader(cell, span.now.date())))
        held = live_through(past_of(cell, number, span))
        for sitting in held:
            papers.begin(sitting.meeting)
        follow_up(before)
        before = held
    follow_up(before)


def _wake_nobody() -> None:
    """Letters of the past wake no worker: what this process would ask of it stays in this process."""
    app.conf.update(broker_url="memory://localhost/", broker_transport_options={})
