"""URLs of organisations, people and accounts; those of the door have the names that Django gives them."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path

from members.codes import ImportKind
from members.views import accounts, imports, organizations, positions, roll, setup

PEOPLE: dict[str, Any] = {"kind": ImportKind.MEMBERS}
TREE: dict[str, Any] = {"kind": ImportKind.ORGANIZATIONS}

pages: list[URLPattern | URLResolver] = [
    path("start/", setup.first_steps, name="start"),
    path("members/", roll.roll, name="roll"),
    path("members/new/", roll.add, name="add"),
    path("members/import/", imports.upload, PEOPLE, name="import-members"),
    path("members/import/<int:pk>/", imports.preview, PEOPLE, name="import-members-preview"),
    path("members/import/<int:pk>/confirm/", imports.confirm, PEOPLE, name="import-members-confirm"),
    path("members/<int:pk>/", roll.detail, name="detail"),
    path("members/<int:pk>/edit/", roll.edit, name="edit"),
    path("members/<int:pk>/identity/", roll.identity, name="identity"),
    path("members/<int:pk>/identity/edit/", roll.edit_identity, name="identity-edit"),
    path("members/<int:pk>/positions/new/", positions.add_role, name="role-add"),
    path("members/<int:pk>/conditions/new/", positions.add_condition, name="condition-add"),
    path("memberships/<int:pk>/transfer/", positions.transfer, name="transfer"),
    path("memberships/<int:pk>/end/", positions.leave, name="leave"),
    path("positions/<int:pk>/end/", positions.end_role, name="role-end"),
    path("conditions/<int:pk>/end/", positions.end_condition, name="condition-end"),
    path("organizations/", organizations.tree, name="organizations"),
    path("organizations/new/", organizations.add, name="organization-add"),
    path("organizations/import/", imports.upload, TREE, name="import-organizations"),
    path("organizations/import/<int:pk>/", imports.preview, TREE, name="import-organizations-preview"),
    path("organizations/import/<int:pk>/confirm/", imports.confirm, TREE, name="import-organizations-confirm"),
    path("organizations/<int:pk>/edit/", organizations.edit, name="organization-edit"),
    path("organizations/<int:pk>/terms/new/", organizations.add_term, name="term-add"),
    path("supervisors/", organizations.supervisors, name="supervisors"),
    path("supervisors/<int:pk>/new/", positions.add_supervisor, name="supervisor-add"),
    path("supervisors/<int:pk>/end/", positions.end_supervisor, name="supervisor-end"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.add_account, name="account-add"),
    path("accounts/new/<int:member_pk>/", accounts.add_account, name="account-add-for"),
    path("accounts/<int:pk>/password/", accounts.reset_password, name="account-password"),
    path("accounts/<int:pk>/open/", accounts.set_open, {"is_open": True}, name="account-open"),
    path("accounts/<int:pk>/close/", accounts.set_open, {"is_open": False}, name="account-close"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", accounts.sign_in, name="login"),
    path("logout/", accounts.sign_out, name="logout"),
    path("password/", accounts.change_password, name="password_change"),
    path("", include((pages, "members"))),
]
