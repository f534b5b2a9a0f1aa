"""The door: signing in and out, one's own password; and the accounts, for the technician."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.core import clock
from chibo.core.answers import Attempt
from chibo.core.screens import ConfirmScreen, Screen, show
from chibo.rules.powers import Power
from members import access, selectors, services
from members.access import actor_of
from members.forms.accounts import AccountForm, LoginForm, PasswordForm
from members.labels import refusal_sentences
from members.models import Member, User
from members.namesakes import names_of
from members.views.form_page import form_page

LINES_A_PAGE = 50
sign_in = LoginView.as_view(authentication_form=LoginForm, redirect_authenticated_user=True)
sign_out = LogoutView.as_view()


@sensitive_post_parameters("current", "password", "repeated")
@never_cache
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """One's own password; whoever came with a made one must choose another first."""
    user = actor_of(request)
    form = PasswordForm(request.POST or None, user=user)

    def change() -> str:
        services.change_password(actor=user, now=clock.now(), password=form.cleaned_data["password"])
        update_session_auth_hash(request, user)
        messages.success(request, "Đã đổi mật khẩu.")
        return reverse("home:today")

    lead = (
        "Mật khẩu đang dùng là mật khẩu cấp lần đầu. Đồng chí đặt mật khẩu riêng." if user.must_change_password else ""
    )
    words = {"title": "Đổi mật khẩu", "lead": lead, "action": "Đổi mật khẩu", "back_url": "/"}
    return form_page(request, form, change, username=user.username, **words)


@dataclass(frozen=True, kw_only=True)
class AccountsScreen(Screen):
    """Who has an account and who has none; ``bare`` are accounts of nobody."""

    template = "members/accounts.html"

    page: Page[Member]
    rows: list[tuple[Member, str]]  # each person with the name, told apart from another of it on the page
    bare: QuerySet[User]
    query: str


@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """Who has an account and who has none."""
    access.require_everywhere(actor_of(request), Power.MANAGE_ACCOUNTS, clock.today())
    query = request.GET.get("q", "")
    people = selectors.account_lines(query, clock.today())
    page = Paginator(people, LINES_A_PAGE).get_page(request.GET.get("page"))
    names = names_of(page.object_list)
    rows = [(person, names[person.pk]) for person in page.object_list]
    return show(request, AccountsScreen(page=page, rows=rows, bare=selectors.bare_accounts(), query=query))


@never_cache
@require_http_methods(["GET", "POST"])
def add_account(request: HttpRequest, member_pk: int | None = None) -> HttpResponse:
    """Make an account, for a person or for another technician; its password is shown once."""
    user, now = actor_of(request), clock.now()
    access.require_everywhere(user, Power.MANAGE_ACCOUNTS, now.date())
    member = access.get_person_for_account(user, member_pk, now.date()) if member_pk else None
    form = AccountForm(request.POST or None, initial={"is_technician": member is None})
    title = f"Tạo tài khoản: {member.full_name}" if member else "Tạo tài khoản"

    def create() -> HttpResponse:
        made, password = services.create_account(actor=user, now=now, member=member, **form.cleaned_data)
        return _shown_once(request, made.username, password)

    back = reverse("members:accounts")
    return form_page(request, form, create, title=title, action="Tạo tài khoản", back_url=back)


@never_cache
@require_http_methods(["GET", "POST"])
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account a new password, after asking."""
    user, now = actor_of(request), clock.now()
    account = access.get_account(user, pk, now.date())
    if request.method == "POST":
        return _shown_once(request, account.username, services.reset_password(actor=user, now=now, user=account))
    screen = ConfirmScreen(
        title=f"Cấp lại mật khẩu cho {account.username}",
        consequence="Mật khẩu cũ không dùng được nữa. Mật khẩu mới hiện một lần để đồng chí trao tận tay.",
        action="Cấp lại mật khẩu",
        back_url=reverse("members:accounts"),
    )
    return show(request, screen)


@dataclass(frozen=True, kw_only=True)
class PasswordScreen(Screen):
    """A made password, shown once."""

    template = "members/password_once.html"

    username: str
    password: str


def _shown_once(request: HttpRequest, username: str, password: str) -> HttpResponse:
    return show(request, PasswordScreen(username=username, password=password))


@require_POST
def set_open(request: HttpRequest, pk: int, *, is_open: bool) -> HttpResponse:
    """Close an account or open it again."""
    user, now = actor_of(request), clock.now()
    account = access.get_account(user, pk, now.date())
    with Attempt(refusal_sentences) as tried:
        services.set_account_open(actor=user, now=now, user=account, is_open=is_open)
    tried.tell(request, f"Đã {'mở' if is_open else 'khóa'} tài khoản {account.username}.")
    return redirect("members:accounts")
