"""Pages of the report: guard, select, answer. Nothing here is written but a committee's own figures."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from chibo.core import clock
from chibo.core.answers import answer_form
from chibo.core.http import year_steps
from chibo.core.screens import Screen, show
from chibo.core.vietnamese import fold
from chibo.rules.powers import Power, holds_anywhere
from compliance import selectors, services
from compliance.access import get_cell, require_cells, visible_committees
from compliance.documents import CONTENT_TYPE
from compliance.forms import LocalRuleForm, MatrixFilter
from members.access import actor_of, grants_of, organizations_where, visible_organizations, who_may
from members.labels import refusal_sentences
from members.models import Organization, OrganizationQuerySet
from members.services import set_local_rule

CELLS_A_PAGE = 50


@require_GET
def current(_request: HttpRequest) -> HttpResponse:
    """The report of this year."""
    return redirect("compliance:year", year=clock.today().year)


def _filtered(cells: OrganizationQuerySet, form: MatrixFilter) -> OrganizationQuerySet:
    wanted = form.cleaned_data
    if wanted["committee"]:
        cells = cells.below(wanted["committee"].path)
    if wanted["q"]:
        cells = cells.filter(search_text__contains=fold(wanted["q"]))
    if wanted["cell_kind"]:
        cells = cells.filter(cell_kind=wanted["cell_kind"])
    return cells


@dataclass(frozen=True, kw_only=True)
class MatrixScreen(Screen):
    """Cells × months; nothing to show while the filter is wrong."""

    template = "compliance/matrix.html"

    form: MatrixFilter
    assigns: bool
    year: int
    year_before: int | None
    year_after: int | None
    page: Page[Any] | None = None
    report: selectors.Matrix | None = None


@require_GET
def year_matrix(request: HttpRequest, year: int) -> HttpResponse:
    """Cells × months, one mark each; every mark opens its evidence."""
    user, now = actor_of(request), clock.now()
    cells = require_cells(user, now.date())
    form = MatrixFilter(request.GET, committees=visible_committees(user, now.date()))
    assigns = holds_anywhere(grants_of(user, now.date()), Power.ASSIGN_SUPERVISORS)
    screen = MatrixScreen(form=form, assigns=assigns, **year_steps(year, now.year))
    if not form.is_valid():
        return show(request, screen, status=422)
    page, report = _report(_filtered(cells, form), year, now, form, request.GET.get("page"))
    return show(request, replace(screen, page=page, report=report))


def _report(
    cells: OrganizationQuerySet, year: int, now: datetime, form: MatrixFilter, number: str | None
) -> tuple[Page[Any], selectors.Matrix]:
    """One page of the matrix; only an order by findings asks for those of every cell."""
    obligation = form.cleaned_data["obligation"]
    if not form.cleaned_data["worst_first"]:
        page = Paginator(cells, CELLS_A_PAGE).get_page(number)
        return page, selectors.matrix(page.object_list, year, now, obligation=obligation)
    report = selectors.worst_first(selectors.matrix(cells, year, now, obligation=obligation))
    rows = Paginator(report.rows, CELLS_A_PAGE).get_page(number)
    return rows, replace(report, rows=list(rows))


@dataclass(frozen=True, kw_only=True)
class CellScreen(Screen):
    """Every finding of the year of one cell."""

    template = "compliance/cell.html"

    cell: Organization
    periods: list[selectors.PeriodFindings]
    year: int
    year_before: int | None
    year_after: int | None


@require_GET
def cell(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """One cell: every finding of the year with its figures, its source and the page of its meeting."""
    organization = get_cell(actor_of(request), pk, clock.today())
    periods = selectors.cell_page(organization, year, clock.now())
    return show(request, CellScreen(cell=organization, periods=periods, **year_steps(year, clock.today().year)))


@require_GET
def export(request: HttpRequest, year: int) -> HttpResponse:
    """The report as an Excel workbook; every export is written down."""
    content = services.export_year(actor=actor_of(request), now=clock.now(), year=year)
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="theo-doi-sinh-hoat-{year}.xlsx"'
    return response


@dataclass(frozen=True, kw_only=True)
class RulesScreen(Screen):
    """The figures that bind an organisation today."""

    template = "compliance/rules.html"

    organization: Organization | None
    lines: list[selectors.FigureLine]
    may_set: bool


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """The figures in force today for the person's organisation, each with its source."""
    user, today = actor_of(request), clock.today()
    settable = organizations_where(user, Power.SET_LOCAL_RULES, today)
    organization = settable.first() or visible_organizations(user, today).order_by("-path").first()
    lines = selectors.figures_in_force(organization, today) if organization else []
    return show(request, RulesScreen(organization=organization, lines=lines, may_set=settable.exists()))


@dataclass(frozen=True, kw_only=True)
class RuleScreen(Screen):
    """A committee's own figure."""

    template = "compliance/rule_form.html"

    form: LocalRuleForm


@require_http_methods(["GET", "POST"])
def add_rule(request: HttpRequest) -> HttpResponse:
    """A committee sets its own figure for everything below it."""
    user, now = actor_of(request), clock.now()
    settable = organizations_where(user, Power.SET_LOCAL_RULES, now.date())
    if not settable.exists():
        raise PermissionDenied(who_may(Power.SET_LOCAL_RULES))
    initial = {"organization": settable.first(), "since": now.date()}
    sent = request.POST if request.method == "POST" else None
    form = LocalRuleForm(sent, initial=initial, organizations=settable)

    def set_figure() -> str:
        data = form.cleaned_data
        values = {"code": data["code"], "value": str(data["value"]), "basis": data["basis"], "since": data["since"]}
        set_local_rule(actor=user, now=now, organization=data["organization"], **values)
        messages.success(request, "Đã đặt mức riêng của cấp ủy.")
        return reverse("compliance:rules")

    return answer_form(request, RuleScreen(form=form), form, set_figure, words=refusal_sentences)
