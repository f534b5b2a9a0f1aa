"""The tree of organisations, for the technician; who follows which cell, for the committee."""

from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from chibo.core import clock
from chibo.core.contest import values_of
from chibo.core.screens import Screen, show
from chibo.core.vietnamese import fold
from chibo.rules.powers import Power
from members import access, selectors, services
from members.access import actor_of
from members.codes import MemberDeed
from members.forms.organizations import OrganizationForm, TermForm
from members.models import Organization
from members.selectors import last_save
from members.views.form_page import form_page

LINES_A_PAGE = 100
GET_POST = ["GET", "POST"]


@dataclass(frozen=True, kw_only=True)
class TreeScreen(Screen):
    """Every organisation in its place."""

    template = "members/organizations.html"

    page: Page[Organization]
    lines: list[selectors.TreeLine]
    query: str


@require_GET
def tree(request: HttpRequest) -> HttpResponse:
    """Every organisation in its place."""
    user, today = actor_of(request), clock.today()
    access.require_everywhere(user, Power.MANAGE_ORGANIZATIONS, today)
    query = request.GET.get("q", "")
    found = selectors.all_organizations().filter(search_text__contains=fold(query))
    page = Paginator(found, LINES_A_PAGE).get_page(request.GET.get("page"))
    return show(request, TreeScreen(page=page, lines=selectors.organization_tree(page.object_list), query=query))


@require_http_methods(GET_POST)
def add(request: HttpRequest) -> HttpResponse:
    """Enter an organisation."""
    user, now = actor_of(request), clock.now()
    access.require_everywhere(user, Power.MANAGE_ORGANIZATIONS, now.date())
    form = OrganizationForm(request.POST or None, superiors=selectors.committees())

    def create() -> str:
        parent = form.cleaned_data["parent"]
        made = services.create_organization(actor=user, now=now, parent=parent, data=form.data_of_organization)
        messages.success(request, f"Đã thêm {made.name}.")
        return reverse("members:organizations")

    return form_page(
        request, form, create, title="Thêm tổ chức đảng", action="Thêm", back_url=reverse("members:organizations")
    )


@require_http_methods(GET_POST)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write anew what is known about an organisation, and put it in another place if asked."""
    user, now = actor_of(request), clock.now()
    organization = access.get_organization(user, pk, Power.MANAGE_ORGANIZATIONS, now.date())
    initial = OrganizationForm.initial_of(organization)
    form = OrganizationForm(request.POST or None, superiors=selectors.committees(), initial=initial)

    def change() -> str:
        data, parent = form.data_of_organization, form.cleaned_data["parent"]
        values: dict[str, Any] = {"organization": organization, "data": data, "parent": parent, "seen": form.saw}
        saved = services.change_organization(actor=user, now=now, **values)
        sent = {**asdict(data), "parent": parent}
        messages.success(request, form.told("Đã lưu.", sent, values_of(saved, sent)))
        return reverse("members:organizations")

    form.last = partial(last_save, f"organization:{pk}", MemberDeed.ORGANIZATION_CHANGED)
    title = f"Sửa: {organization.name}"
    return form_page(request, form, change, title=title, action="Lưu", back_url=reverse("members:organizations"))


@require_http_methods(GET_POST)
def add_term(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a term of office."""
    user, now = actor_of(request), clock.now()
    organization = access.get_organization(user, pk, Power.MANAGE_ORGANIZATIONS, now.date())
    form = TermForm(request.POST or None)

    def start() -> str:
        services.start_term(actor=user, now=now, organization=organization, **form.cleaned_data)
        messages.success(request, f"Đã ghi nhiệm kỳ của {organization.name}.")
        return reverse("members:organizations")

    return form_page(
        request,
        form,
        start,
        title=f"Nhiệm kỳ mới: {organization.name}",
        lead="Số của nghị quyết và các văn bản bắt đầu lại từ 01 trong nhiệm kỳ mới.",
        action="Ghi nhiệm kỳ",
        back_url=reverse("members:organizations"),
    )


@dataclass(frozen=True, kw_only=True)
class SupervisorsScreen(Screen):
    """Who follows which cell."""

    template = "members/supervisors.html"

    page: Page[Organization]
    rows: list[selectors.Supervised]


@require_GET
def supervisors(request: HttpRequest) -> HttpResponse:
    """Who follows which cell, with the cells that nobody follows first in sight."""
    user, today = actor_of(request), clock.today()
    access.require_anywhere(user, Power.ASSIGN_SUPERVISORS, today)
    cells = access.organizations_where(user, Power.ASSIGN_SUPERVISORS, today).cells()
    page = Paginator(cells, LINES_A_PAGE).get_page(request.GET.get("page"))
    return show(request, SupervisorsScreen(page=page, rows=selectors.supervised(page.object_list, today)))
