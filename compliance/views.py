"""Pages of the report: guard, select, answer. Nothing here is written but a committee's own figures."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from chibo.core import audit, clock
from chibo.core.vietnamese import fold
from chibo.rules.powers import Power
from chibo.rules.refusal import RuleRefused
from compliance import selectors
from compliance.access import get_cell, require_cells
from compliance.forms import LocalRuleForm, MatrixFilter
from compliance.resources import CONTENT_TYPE, workbook
from members.access import actor_of, organizations_where, visible_organizations, who_may
from members.labels import refusal_sentence
from members.models import OrganizationQuerySet
from members.services import set_local_rule

CELLS_A_PAGE = 50


@require_GET
def current(_request: HttpRequest) -> HttpResponse:
    """The report of this year."""
    return redirect("compliance:year", year=clock.today().year)


def _filtered(cells: OrganizationQuerySet, form: MatrixFilter) -> OrganizationQuerySet:
    wanted = form.cleaned_data
    if wanted["q"]:
        cells = cells.filter(search_text__contains=fold(wanted["q"]))
    if wanted["cell_kind"]:
        cells = cells.filter(cell_kind=wanted["cell_kind"])
    return cells


@require_GET
def year_matrix(request: HttpRequest, year: int) -> HttpResponse:
    """Cells × months, one mark each; every mark opens its evidence."""
    cells, form = require_cells(actor_of(request), clock.today()), MatrixFilter(request.GET)
    if not form.is_valid():
        return render(request, "compliance/matrix.html", {"form": form, "year": year}, status=422)
    cells = _filtered(cells, form)
    if form.cleaned_data["worst_first"]:
        order = selectors.worst_first(cells, year, clock.now())
        page = Paginator(order, CELLS_A_PAGE).get_page(request.GET.get("page"))
    else:
        page = Paginator(cells, CELLS_A_PAGE).get_page(request.GET.get("page"))
    obligation = form.cleaned_data["obligation"]
    report = selectors.matrix(page.object_list, year, clock.now(), obligation=obligation)
    context = {"form": form, "page": page, "report": report, "year": year, "this_year": clock.today().year}
    return render(request, "compliance/matrix.html", context)


@require_GET
def cell(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """One cell: every finding of the year with its figures, its source and the page of its meeting."""
    organization = get_cell(actor_of(request), pk, clock.today())
    periods = selectors.cell_page(organization, year, clock.now())
    context = {"cell": organization, "periods": periods, "year": year, "this_year": clock.today().year}
    return render(request, "compliance/cell.html", context)


@require_GET
def export(request: HttpRequest, year: int) -> HttpResponse:
    """The report as an Excel workbook; every export is written down."""
    user, now = actor_of(request), clock.now()
    cells = require_cells(user, now.date())
    content = workbook(cells, year, now)
    audit.record(actor=user, now=now, action="compliance.exported", target=f"year:{year}", data={"cells": len(cells)})
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="theo-doi-sinh-hoat-{year}.xlsx"'
    return response


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """The figures in force today for the person's organisation, each with its source."""
    user, today = actor_of(request), clock.today()
    settable = organizations_where(user, Power.SET_LOCAL_RULES, today)
    organization = settable.first() or visible_organizations(user, today).order_by("-path").first()
    context = {
        "organization": organization,
        "lines": selectors.figures_in_force(organization, today) if organization else [],
        "may_set": settable.exists(),
    }
    return render(request, "compliance/rules.html", context)


@require_http_methods(["GET", "POST"])
def add_rule(request: HttpRequest) -> HttpResponse:
    """A committee sets its own figure for everything below it."""
    user, now = actor_of(request), clock.now()
    settable = organizations_where(user, Power.SET_LOCAL_RULES, now.date())
    if not settable.exists():
        raise PermissionDenied(who_may(Power.SET_LOCAL_RULES))
    initial = {"organization": settable.first(), "since": now.date()}
    form = LocalRuleForm(request.POST or None, initial=initial, organizations=settable)
    if request.method != "POST" or not form.is_valid():
        return render(request, "compliance/rule_form.html", {"form": form}, status=422 if request.POST else 200)
    data = form.cleaned_data
    values = {"code": data["code"], "value": str(data["value"]), "basis": data["basis"], "since": data["since"]}
    try:
        set_local_rule(actor=user, now=now, organization=data["organization"], **values)
    except RuleRefused as refused:
        form.add_error(None, refusal_sentence(refused))
        return render(request, "compliance/rule_form.html", {"form": form}, status=409)
    messages.success(request, "Đã đặt mức riêng của cấp ủy.")
    return redirect("compliance:rules")
