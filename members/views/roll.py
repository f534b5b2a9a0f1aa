"""The roll of a cell and the pages of the people on it."""

from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.core import clock
from chibo.core.contest import values_of
from chibo.core.screens import Screen, show
from chibo.core.vietnamese import fold
from chibo.rules.powers import Power
from members import access, selectors, services
from members.access import actor_of
from members.codes import MemberDeed
from members.forms.roll import IdentityForm, MemberForm, NewMemberForm, RollFilter
from members.models import Member, MemberIdentity, Organization
from members.selectors import RollLine, last_save
from members.views.form_page import form_page


@dataclass(frozen=True, kw_only=True)
class RollScreen(Screen):
    """Everybody on the roll today, section by section."""

    template = "members/roll.html"

    cell: Organization
    form: RollFilter
    today: date
    total: int
    officials: int
    probationers: int
    sections: list[tuple[str, list[RollLine]]]
    may_manage: bool


@require_GET
def roll(request: HttpRequest) -> HttpResponse:
    """Everybody on the roll today, by name or by group; who may read none is sent to the own record."""
    user, today = actor_of(request), clock.today()
    cells = access.organizations_where(user, Power.READ_ROLL, today).cells()
    form = RollFilter(request.GET, cells=cells)
    cell = _asked_cell(form) or cells.first()
    if cell is None:
        member = access.member_of(user)
        if member is None:
            raise PermissionDenied(access.who_may(Power.READ_ROLL))
        return redirect("members:detail", pk=member.pk)
    lines = selectors.roll(cell, today)
    screen = RollScreen(
        cell=cell,
        form=form,
        today=today,
        total=len(lines),
        officials=sum(line.is_official for line in lines),
        probationers=sum(not line.is_official for line in lines),
        sections=_by_group(_wanted(lines, form.data.get("q", ""))),
        may_manage=access.holds_power(user, Power.MANAGE_ROLL, cell, today),
    )
    return show(request, screen)


def _asked_cell(form: RollFilter) -> Organization | None:
    asked: Organization | None = form.cleaned_data.get("cell") if form.is_valid() else None
    return asked


def _wanted(lines: list[RollLine], query: str) -> list[RollLine]:
    return [line for line in lines if fold(query) in line.member.search_text]


def _by_group(lines: list[RollLine]) -> list[tuple[str, list[RollLine]]]:
    """One section for each group, those in none first; within each the order of names stays."""
    ordered = sorted(lines, key=_group_name)
    return [(name, list(found)) for name, found in groupby(ordered, key=_group_name)]


def _group_name(line: RollLine) -> str:
    return line.group.name if line.group else ""


@dataclass(frozen=True, kw_only=True)
class MemberScreen(Screen):
    """A person with positions and states."""

    template = "members/detail.html"

    page: selectors.MemberPage
    is_own: bool
    may_manage: bool
    may_open_identity: bool


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A person with positions and states; one's own record is open to everybody."""
    user, today = actor_of(request), clock.today()
    member = access.get_member(user, pk, today)
    screen = MemberScreen(
        page=selectors.member_page(member, today),
        is_own=member.user_id == user.pk,
        may_manage=access.holds_for_member(user, Power.MANAGE_ROLL, member, today),
        may_open_identity=access.holds_for_member(user, Power.READ_IDENTITY, member, today),
    )
    return show(request, screen)


@dataclass(frozen=True, kw_only=True)
class IdentityScreen(Screen):
    """The private numbers of a person."""

    template = "members/identity.html"

    member: Member
    identity: MemberIdentity | None


@never_cache
@require_POST
def identity(request: HttpRequest, pk: int) -> HttpResponse:
    """The private numbers, behind a button; every look is written down."""
    user, now = actor_of(request), clock.now()
    member = access.get_member(user, pk, now.date(), Power.READ_IDENTITY)
    row = services.open_identity(actor=user, now=now, member=member)
    return show(request, IdentityScreen(member=member, identity=row))


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Enter one person on the roll."""
    user, now = actor_of(request), clock.now()
    cells = access.organizations_where(user, Power.MANAGE_ROLL, now.date()).cells()
    if not cells:
        raise PermissionDenied(access.who_may(Power.MANAGE_ROLL))
    groups = selectors.groups_of(cells)
    initial = {"organization": cells[0], "starts_on": now.date()}
    form = NewMemberForm(request.POST or None, initial=initial, cells=cells, groups=groups)

    def register() -> str:
        place = {name: form.cleaned_data[name] for name in ("organization", "group", "starts_on", "is_visiting")}
        member = services.register_member(actor=user, now=now, data=form.data_of_member, **place)
        messages.success(request, f"Đã đưa đồng chí {member.full_name} vào danh sách.")
        return reverse("members:detail", args=[member.pk])

    back = reverse("members:roll")
    return form_page(request, form, register, title="Thêm đảng viên", action="Thêm vào danh sách", back_url=back)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write anew what is known about a person."""
    user, now = actor_of(request), clock.now()
    member = access.get_member(user, pk, now.date(), Power.MANAGE_ROLL)
    form = MemberForm(request.POST or None, initial=MemberForm.initial_of(member))
    back = reverse("members:detail", args=[pk])

    def change() -> str:
        data = form.data_of_member
        saved = services.change_member(actor=user, now=now, member=member, data=data, seen=form.saw)
        messages.success(request, form.told("Đã lưu.", asdict(data), values_of(saved, asdict(data))))
        return back

    form.last = partial(last_save, f"member:{pk}", MemberDeed.CHANGED)
    title = f"Sửa: {member.full_name}"
    return form_page(request, form, change, title=title, action="Lưu", back_url=back)


@never_cache
@require_http_methods(["GET", "POST"])
def edit_identity(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the private numbers anew; opening them here is a look like any other."""
    user, now = actor_of(request), clock.now()
    member = access.get_member(user, pk, now.date(), Power.READ_IDENTITY)
    row = services.open_identity(actor=user, now=now, member=member)
    form = IdentityForm(request.POST or None, initial=IdentityForm.initial_of(row))
    back = reverse("members:detail", args=[pk])

    def change() -> str:
        services.change_identity(actor=user, now=now, member=member, data=form.data_of_identity, seen=form.saw)
        messages.success(request, "Đã lưu số định danh.")
        return back

    form.last = partial(last_save, f"member:{pk}", MemberDeed.IDENTITY_CHANGED)
    title = f"Số định danh: {member.full_name}"
    return form_page(request, form, change, title=title, action="Lưu", back_url=back)
