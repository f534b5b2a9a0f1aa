"""Dated positions, states and places of people."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from chibo.core import clock
from chibo.core.contest import seen_of
from chibo.core.wording import in_sentence
from chibo.rules.census import Condition
from chibo.rules.powers import Power, Role
from members import access, selectors, services
from members.access import actor_of
from members.codes import LeavingReason, MemberDeed
from members.forms.positions import ConditionForm, EndForm, LeaveForm, RoleForm, SupervisorForm, TransferForm
from members.labels import CONDITIONS, ROLES
from members.models import MemberCondition, RoleAssignment
from members.selectors import last_save
from members.views.form_page import form_page

CELL_ROLES = [Role.SECRETARY, Role.DEPUTY_SECRETARY, Role.COMMITTEE_MEMBER, Role.GROUP_LEADER]
GET_POST = ["GET", "POST"]


def _page_of(pk: int) -> str:
    return reverse("members:detail", args=[pk])


def _ending(row: RoleAssignment | MemberCondition, now: datetime) -> dict[str, Any]:
    """Today is proposed, whatever day stands there by now."""
    return {"ends_on": now.date(), "seen": seen_of({"ends_on": row.ends_on})}


@require_http_methods(GET_POST)
def add_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person a position in a cell that one manages."""
    user, now = actor_of(request), clock.now()
    member = access.get_member(user, pk, now.date(), Power.MANAGE_ROLL)
    cells = access.organizations_where(user, Power.MANAGE_ROLL, now.date()).cells()
    form = RoleForm(
        request.POST or None,
        roles=CELL_ROLES,
        organizations=cells,
        groups=selectors.groups_of(cells),
        initial={"starts_on": now.date(), "organization": cells.first()},
    )

    def assign() -> str:
        data = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
        services.assign_role(actor=user, now=now, member=member, **data)
        messages.success(request, f"Đã ghi chức vụ {ROLES[data['role']]}.")
        return _page_of(pk)

    title = f"Giao chức vụ: {member.full_name}"
    return form_page(request, form, assign, title=title, action="Ghi chức vụ", back_url=_page_of(pk))


@require_http_methods(GET_POST)
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """End a position."""
    user, now = actor_of(request), clock.now()
    row = access.get_role(user, pk, now.date())
    form = EndForm(request.POST or None, initial=_ending(row, now))

    def end() -> str:
        services.end_role(actor=user, now=now, assignment=row, ends_on=form.cleaned_data["ends_on"], seen=form.saw)
        messages.success(request, "Đã ghi ngày thôi giữ chức vụ.")
        return _page_of(row.member_id)

    form.last = partial(last_save, f"member:{row.member_id}", MemberDeed.ROLE_ENDED)
    title = f"Thôi giữ chức vụ {ROLES[Role(row.role)]}: {row.member.full_name}"
    return form_page(request, form, end, title=title, action="Ghi ngày thôi", back_url=_page_of(row.member_id))


@require_http_methods(GET_POST)
def add_condition(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that a person is away, exempt, reduced or suspended."""
    user, now = actor_of(request), clock.now()
    member = access.get_member(user, pk, now.date(), Power.MANAGE_ROLL)
    form = ConditionForm(request.POST or None, initial={"starts_on": now.date()})

    def write() -> str:
        data = {**form.cleaned_data, "condition": Condition(form.cleaned_data["condition"])}
        services.set_condition(actor=user, now=now, member=member, **data)
        messages.success(request, f"Đã ghi trạng thái {in_sentence(CONDITIONS[data['condition']])}.")
        return _page_of(pk)

    title = f"Ghi trạng thái: {member.full_name}"
    return form_page(request, form, write, title=title, action="Ghi trạng thái", back_url=_page_of(pk))


@require_http_methods(GET_POST)
def end_condition(request: HttpRequest, pk: int) -> HttpResponse:
    """End a state."""
    user, now = actor_of(request), clock.now()
    row = access.get_condition(user, pk, now.date())
    form = EndForm(request.POST or None, initial=_ending(row, now))

    def end() -> str:
        services.end_condition(actor=user, now=now, condition=row, ends_on=form.cleaned_data["ends_on"], seen=form.saw)
        messages.success(request, "Đã ghi ngày kết thúc.")
        return _page_of(row.member_id)

    form.last = partial(last_save, f"member:{row.member_id}", MemberDeed.CONDITION_ENDED)
    title = f"Kết thúc: {in_sentence(CONDITIONS[Condition(row.condition)])}"
    return form_page(request, form, end, title=title, action="Ghi ngày kết thúc", back_url=_page_of(row.member_id))


@require_http_methods(GET_POST)
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a person over to another cell of this installation."""
    user, now = actor_of(request), clock.now()
    row = access.get_membership(user, pk, now.date())
    form = TransferForm(request.POST or None, cells=selectors.cells_besides(row.organization))

    def move() -> str:
        entered = services.transfer_member(actor=user, now=now, membership=row, **form.cleaned_data)
        messages.success(request, f"Đã chuyển đồng chí {row.member.full_name} đến {entered.organization.name}.")
        return reverse("members:roll")

    words: dict[str, Any] = {
        "title": f"Chuyển sinh hoạt: {row.member.full_name}",
        "lead": f"Chức vụ tại {row.organization.name} kết thúc vào ngày trước đó.",
        "action": "Chuyển sinh hoạt",
        "back_url": _page_of(row.member_id),
    }
    return form_page(request, form, move, **words)


@require_http_methods(GET_POST)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a person off the roll: moved away, died, left the Party."""
    user, now = actor_of(request), clock.now()
    row = access.get_membership(user, pk, now.date())
    form = LeaveForm(request.POST or None, initial={"ends_on": now.date()})

    def end() -> str:
        reason = LeavingReason(form.cleaned_data["reason"])
        ends_on = form.cleaned_data["ends_on"]
        services.end_membership(actor=user, now=now, membership=row, ends_on=ends_on, reason=reason)
        messages.success(request, f"Đã đưa đồng chí {row.member.full_name} ra khỏi danh sách.")
        return reverse("members:roll")

    words: dict[str, Any] = {
        "title": f"Ra khỏi danh sách: {row.member.full_name}",
        "lead": f"Tên không còn trong danh sách {row.organization.name} sau ngày này; biên bản đã có không thay đổi.",
        "action": "Đưa ra khỏi danh sách",
        "back_url": _page_of(row.member_id),
    }
    return form_page(request, form, end, **words)


@require_http_methods(GET_POST)
def add_supervisor(request: HttpRequest, pk: int) -> HttpResponse:
    """The committee names the official who follows a cell."""
    user, now = actor_of(request), clock.now()
    cell = access.get_organization(user, pk, Power.ASSIGN_SUPERVISORS, now.date())
    people = selectors.members_below(access.paths_of(user, Role.OFFICER, now.date()), now.date())
    form = SupervisorForm(request.POST or None, people=people, initial={"starts_on": now.date()})

    def assign() -> str:
        services.assign_role(actor=user, now=now, organization=cell, role=Role.SUPERVISOR, **form.cleaned_data)
        messages.success(request, f"Đã phân công theo dõi {cell.name}.")
        return reverse("members:supervisors")

    words = {"title": f"Phân công theo dõi {cell.name}", "action": "Phân công"}
    return form_page(request, form, assign, back_url=reverse("members:supervisors"), **words)


@require_http_methods(GET_POST)
def end_supervisor(request: HttpRequest, pk: int) -> HttpResponse:
    """The committee ends such an assignment."""
    user, now = actor_of(request), clock.now()
    row = access.get_supervision(user, pk, now.date())
    form = EndForm(request.POST or None, initial=_ending(row, now))

    def end() -> str:
        services.end_role(actor=user, now=now, assignment=row, ends_on=form.cleaned_data["ends_on"], seen=form.saw)
        messages.success(request, "Đã ghi ngày thôi theo dõi.")
        return reverse("members:supervisors")

    form.last = partial(last_save, f"member:{row.member_id}", MemberDeed.ROLE_ENDED)
    title = f"Thôi theo dõi {row.organization.name}: {row.member.full_name}"
    return form_page(request, form, end, title=title, action="Ghi ngày thôi", back_url=reverse("members:supervisors"))
