"""Lists from spreadsheets: upload, look at every row, write with one press."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.files.base import File
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.core import clock
from chibo.core.answers import Attempt
from chibo.core.screens import Screen, show
from chibo.core.uploads import safe_name
from members import access, services
from members.access import actor_of
from members.codes import ImportKind, RowOutcome
from members.forms.imports import UploadForm
from members.labels import ROW_OUTCOMES, refusal_sentences
from members.models import StoredImport, User
from members.resources import JudgedRow, Report, SheetRefused, import_members, import_organizations

ROWS_A_PAGE = 100
IMPORTS = {ImportKind.MEMBERS: import_members, ImportKind.ORGANIZATIONS: import_organizations}
PAGES_AFTER = {ImportKind.MEMBERS: "members:roll", ImportKind.ORGANIZATIONS: "members:organizations"}
TITLES = {
    ImportKind.MEMBERS: "Nhập danh sách đảng viên",
    ImportKind.ORGANIZATIONS: "Nhập danh sách tổ chức đảng",
}


@dataclass(frozen=True, kw_only=True)
class UploadScreen(Screen):
    """Where a spreadsheet is sent from."""

    template = "members/import.html"

    form: UploadForm
    kind: str
    title: str
    back_url: str


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, kind: ImportKind) -> HttpResponse:
    """Take a spreadsheet and keep it for the preview."""
    user, now = actor_of(request), clock.now()
    access.require_anywhere(user, services.IMPORTERS[kind], now.date())
    form = UploadForm(request.POST or None, request.FILES or None)
    screen = UploadScreen(form=form, kind=kind.value, title=TITLES[kind], back_url=reverse(PAGES_AFTER[kind]))
    if request.method != "POST":
        return show(request, screen)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            IMPORTS[kind](actor=user, now=now, content=file.read(), dry_run=True)
            return _keep(user, now, kind, file)
        except SheetRefused as refused:
            form.add_error("file", str(refused))
    return show(request, screen, status=422)


def _keep(user: User, now: datetime, kind: ImportKind, file: File[bytes]) -> HttpResponse:
    file.seek(0)
    name = safe_name(file.name or "")
    kept = services.keep_upload(actor=user, now=now, kind=kind, filename=name, content=file.read())
    return redirect(f"members:import-{kind}-preview", pk=kept.pk)


@dataclass(frozen=True, kw_only=True)
class PreviewScreen(Screen):
    """Every row of a spreadsheet with its outcome; ``counts`` are outcome, word and number."""

    template = "members/import_preview.html"

    title: str
    upload_url: str
    confirm_url: str
    kept: StoredImport
    report: Report
    counts: list[tuple[str, str, int]]
    to_write: int
    asked: str
    page: Page[JudgedRow]


@require_GET
def preview(request: HttpRequest, kind: ImportKind, pk: int) -> HttpResponse:
    """Every row with its outcome; nothing is written."""
    user, now = actor_of(request), clock.now()
    kept = access.get_upload(user, pk, kind)
    report = IMPORTS[kind](actor=user, now=now, content=bytes(kept.content), dry_run=True)
    asked = request.GET.get("outcome", "")
    rows = report.of(RowOutcome(asked)) if asked in set(RowOutcome) else report.rows
    screen = PreviewScreen(
        title=TITLES[kind],
        upload_url=reverse(f"members:import-{kind}"),
        confirm_url=reverse(f"members:import-{kind}-confirm", args=[pk]),
        kept=kept,
        report=report,
        counts=[(outcome.value, ROW_OUTCOMES[outcome], count) for outcome, count in report.counts.items()],
        to_write=len(report.of(RowOutcome.NEW)) + len(report.of(RowOutcome.CHANGED)),
        asked=asked,
        page=Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
    )
    return show(request, screen)


@require_POST
def confirm(request: HttpRequest, kind: ImportKind, pk: int) -> HttpResponse:
    """Write all good rows in one transaction; a second press finds nothing to write."""
    user, now = actor_of(request), clock.now()
    with Attempt(refusal_sentences) as tried, transaction.atomic():
        content = services.take_upload(actor=user, now=now, kind=kind, pk=pk)
        report = IMPORTS[kind](actor=user, now=now, content=content, dry_run=False)
    if tried.failed:
        tried.tell(request, level=messages.WARNING)
        return redirect(f"members:import-{kind}")
    messages.success(request, _told(report))
    return redirect(PAGES_AFTER[kind])


def _told(report: Report) -> str:
    counts = report.counts
    refused = counts[RowOutcome.REFUSED]
    text = f"Đã nhập: {counts[RowOutcome.NEW]} dòng mới, {counts[RowOutcome.CHANGED]} dòng thay đổi."
    return f"{text} {refused} dòng bị từ chối không được ghi." if refused else text
