"""Pages of the report: guard, select, answer. Nothing here is written but a committee's own figures."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.core import clock
from chibo.core.answers import DONE, WRONG, Attempt, answer_form
from chibo.core.forms import BaseForm
from chibo.core.http import year_steps
from chibo.core.screens import Screen, show
from chibo.core.vietnamese import fold
from chibo.rules.assessment import Verdict
from chibo.rules.instruments import ADOPTABLE
from chibo.rules.powers import Power, holds_anywhere
from chibo.rules.scoring import ScoreSheet
from compliance import selectors, services
from compliance.access import get_adoption, get_cell, require_cells, visible_committees
from compliance.documents import CONTENT_TYPE
from compliance.forms import AdoptionForm, DayFilter, LocalRuleForm, MatrixFilter, SheetForm, WithdrawalForm
from meetings.ground.selectors import sheet_for, sheets_ahead
from meetings.labels import refusal_sentences as sheet_sentences
from meetings.models import CommitteeSheet
from meetings.score.services import set_sheet
from members.access import actor_of, grants_of, organizations_where, visible_organizations, who_may
from members.codes import OrganizationKind
from members.labels import refusal_sentences
from members.models import InstrumentAdoption, Organization, OrganizationQuerySet, User
from members.services import adopt_instrument, set_local_rule, withdraw_instrument

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
    """The year of one cell: periods with anything missed, then with anything late, newest first; then the others."""

    template = "compliance/cell.html"

    cell: Organization
    wrong: list[selectors.PeriodFindings]
    right: list[selectors.PeriodFindings]
    year: int
    year_before: int | None
    year_after: int | None


@require_GET
def cell(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """One cell: every finding of the year with its figures, its source and the page of its meeting."""
    organization = get_cell(actor_of(request), pk, clock.today())
    periods = selectors.cell_page(organization, year, clock.now())
    wrong = sorted((one for one in reversed(periods) if one.wrong), key=lambda one: one.verdict != Verdict.MISSED)
    right = [period for period in periods if not period.wrong]
    return show(
        request, CellScreen(cell=organization, wrong=wrong, right=right, **year_steps(year, clock.today().year))
    )


@require_GET
def export(request: HttpRequest, year: int) -> HttpResponse:
    """The report as an Excel workbook; every export is written down."""
    content = services.export_year(actor=actor_of(request), now=clock.now(), year=year)
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="theo-doi-sinh-hoat-{year}.xlsx"'
    return response


@dataclass(frozen=True, slots=True)
class AdoptionCard:
    """An instrument adopted by a committee; the form withdraws it, for whoever may and as long as it has no end."""

    adoption: InstrumentAdoption
    form: WithdrawalForm | None


@dataclass(frozen=True, slots=True)
class InstrumentCard:
    """A local instrument; the form adopts it, for whoever may."""

    instrument: selectors.LocalInstrument
    adoptions: list[AdoptionCard]
    form: AdoptionForm | None


@dataclass(frozen=True, kw_only=True)
class RulesScreen(Screen):
    """The figures that bind an organisation today, and the local instruments that it may let bind."""

    template = "compliance/rules.html"

    organization: Organization | None
    on: date
    day_form: DayFilter
    lines: list[selectors.FigureLine]
    instruments: list[InstrumentCard]
    sheet: ScoreSheet | None
    sheets_ahead: list[CommitteeSheet]
    may_set: bool


def _rules_screen(user: User, today: date, asked: DayFilter, sent: BaseForm | None = None) -> RulesScreen:
    """The page for the day ``asked`` for; ``sent`` is the form of it that came back, known by its prefix."""
    on = (asked.cleaned_data["on"] if asked.is_valid() else None) or today
    settable = organizations_where(user, Power.SET_LOCAL_RULES, today)
    organization = settable.first() or visible_organizations(user, today).order_by("-path").first()
    if organization is None:
        return RulesScreen(
            organization=None,
            on=on,
            day_form=asked,
            lines=[],
            instruments=[],
            sheet=None,
            sheets_ahead=[],
            may_set=False,
        )
    mine = set(settable.values_list("pk", flat=True))
    cards = [
        InstrumentCard(
            one,
            [AdoptionCard(row, _withdrawal(row, mine, today, sent)) for row in one.adoptions],
            _adoption(one, settable, today, sent) if mine else None,
        )
        for one in selectors.local_instruments(organization, settable, today)
    ]
    return RulesScreen(
        organization=organization,
        on=on,
        day_form=asked,
        lines=selectors.figures_in_force(organization, on),
        instruments=cards,
        sheet=sheet_for(organization, on),
        sheets_ahead=sheets_ahead(organization, on),
        may_set=bool(mine),
    )


def _adoption(
    one: selectors.LocalInstrument, settable: OrganizationQuerySet, today: date, sent: BaseForm | None
) -> AdoptionForm | None:
    """The form for the committees that have not adopted it; None where none is left."""
    if isinstance(sent, AdoptionForm) and sent.prefix == one.key:
        return sent
    adopters = [row.organization_id for row in one.adoptions if row.until is None]
    left = _committees(settable).exclude(pk__in=adopters)
    return AdoptionForm(prefix=one.key, organizations=left, initial={"since": today}) if left.exists() else None


def _committees(settable: OrganizationQuerySet) -> OrganizationQuerySet:
    return settable.filter(kind=OrganizationKind.COMMITTEE)


def _withdrawal(
    row: InstrumentAdoption, mine: Collection[int], today: date, sent: BaseForm | None
) -> WithdrawalForm | None:
    if row.until is not None or row.organization_id not in mine:
        return None
    if isinstance(sent, WithdrawalForm) and sent.prefix == f"of-{row.pk}":
        return sent
    return WithdrawalForm(prefix=f"of-{row.pk}", initial={"on": today})


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """The figures of a day, today if none is asked for, each with its source, and the local instruments."""
    asked = DayFilter(request.GET or None)
    screen = _rules_screen(actor_of(request), clock.today(), asked)
    return show(request, screen, status=WRONG if asked.errors else DONE)


@require_POST
def adopt(request: HttpRequest, key: str) -> HttpResponse:
    """A committee adopts a local instrument from a day on."""
    user, now = actor_of(request), clock.now()
    settable = organizations_where(user, Power.SET_LOCAL_RULES, now.date())
    if not settable.exists():
        raise PermissionDenied(who_may(Power.SET_LOCAL_RULES))
    if key not in ADOPTABLE:
        raise Http404
    form = AdoptionForm(request.POST, prefix=key, organizations=_committees(settable))

    def adopt_it() -> str:
        adopt_instrument(actor=user, now=now, instrument=key, **form.cleaned_data)
        messages.success(request, "Đã áp dụng văn bản này cho các chi bộ bên dưới.")
        return reverse("compliance:rules")

    return _answer_rules(request, form, adopt_it)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A committee lets an adopted instrument bind no more from a day on."""
    user, now = actor_of(request), clock.now()
    adoption = get_adoption(user, pk, now.date())
    form = WithdrawalForm(request.POST, prefix=f"of-{pk}")

    def withdraw_it() -> str:
        withdraw_instrument(actor=user, now=now, adoption=adoption, on=form.cleaned_data["on"])
        messages.success(request, "Đã ghi ngày thôi áp dụng văn bản này.")
        return reverse("compliance:rules")

    return _answer_rules(request, form, withdraw_it)


def _answer_rules(request: HttpRequest, form: BaseForm, deed: Callable[[], str]) -> HttpResponse:
    """Do what one form of the page asks, or show the page with that form as it was sent."""
    tried, is_sound = Attempt(refusal_sentences), form.is_valid()
    if is_sound:
        with tried:
            return redirect(deed())
        tried.show_on(form)
    screen = _rules_screen(actor_of(request), clock.today(), DayFilter(), form)
    return show(request, screen, status=tried.status if is_sound else WRONG)


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


@dataclass(frozen=True, kw_only=True)
class SheetScreen(Screen):
    """A committee's own score sheet."""

    template = "compliance/sheet_form.html"

    form: SheetForm


@require_http_methods(["GET", "POST"])
def set_score_sheet(request: HttpRequest) -> HttpResponse:
    """A committee sets the lines of the score sheet for everything below it; those in force are the draft."""
    user, now = actor_of(request), clock.now()
    settable = organizations_where(user, Power.SET_LOCAL_RULES, now.date())
    first = settable.first()
    if first is None:
        raise PermissionDenied(who_may(Power.SET_LOCAL_RULES))
    sheet = sheet_for(first, now.date())
    lines = "\n".join(f"{row.title}: {row.points}" for row in sheet.criteria)
    initial = {"organization": first, "lines": lines, "since": now.date()}
    sent = request.POST if request.method == "POST" else None
    form = SheetForm(sent, initial=initial, organizations=_committees(settable))

    def set_it() -> str:
        set_sheet(actor=user, now=now, **form.cleaned_data)
        messages.success(request, "Đã đặt bảng điểm tự chấm của cấp ủy.")
        return reverse("compliance:rules")

    return answer_form(request, SheetScreen(form=form), form, set_it, words=sheet_sentences)
