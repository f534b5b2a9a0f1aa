"""Accounts: the keys to the door. A password made here is shown once and must be changed at the first use."""

import secrets
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction

from chibo.core import audit
from chibo.rules.powers import Power
from chibo.rules.refusal import Refusal, RuleRefused
from members.codes import MemberDeed
from members.models import Member, User
from members.services.guard import demand_everywhere

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another on paper
GROUPS, GROUP_LENGTH = 3, 4


def make_password() -> str:
    """A password that can be read out on the telephone: "k7mp-x2hv-9bqd" (59 bits)."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))


@transaction.atomic
def create_account(
    *,
    actor: User | None,
    now: datetime,
    member: Member | None,
    username: str,
    password: str | None = None,
    is_technician: bool = False,
    weak_allowed: bool = False,
) -> tuple[User, str]:
    """Make an account, for a person on a roll or for a technician; return it with its password in the clear.

    Without ``password`` one is made up, which must be changed at the first use.
    Raises RuleRefused: ``username_taken``, ``account_exists``; ValidationError for a given password that is too weak,
    unless ``weak_allowed``: the demonstration's made-up people may have any.
    """
    demand_everywhere(actor, Power.MANAGE_ACCOUNTS, now)
    name = username.strip().lower()
    if User.objects.filter(username__iexact=name).exists():
        raise RuleRefused(Refusal.USERNAME_TAKEN, username=name)
    if member is not None and Member.objects.select_for_update().get(pk=member.pk).user_id is not None:
        raise RuleRefused(Refusal.ACCOUNT_EXISTS, name=member.full_name)
    user = User(username=name, is_technician=is_technician, must_change_password=password is None)
    user.first_name = member.full_name if member else ""
    if password is not None and not weak_allowed:
        validate_password(password, user)
    clear = password or make_password()
    user.set_password(clear)
    _save_new(user)
    if member is not None:
        member.user = user
        member.save(update_fields=["user"])
    _record(actor, now, MemberDeed.ACCOUNT_CREATED, user, member=f"member:{member.pk}" if member else "")
    return user, clear


def _save_new(user: User) -> None:
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise RuleRefused(Refusal.USERNAME_TAKEN, username=user.username) from None


@transaction.atomic
def reset_password(*, actor: User | None, now: datetime, user: User) -> str:
    """Give an account a new password, shown once; it must be changed at the first use."""
    demand_everywhere(actor, Power.MANAGE_ACCOUNTS, now)
    clear = make_password()
    user.set_password(clear)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    _record(actor, now, MemberDeed.PASSWORD_RESET, user)
    return clear


@transaction.atomic
def set_account_open(*, actor: User | None, now: datetime, user: User, is_open: bool) -> User:
    """Close an account or open it again. Raises RuleRefused: ``own_account``."""
    demand_everywhere(actor, Power.MANAGE_ACCOUNTS, now)
    if actor is not None and actor.pk == user.pk:
        raise RuleRefused(Refusal.OWN_ACCOUNT)
    user.is_active = is_open
    user.save(update_fields=["is_active"])
    _record(actor, now, MemberDeed.ACCOUNT_OPENED if is_open else MemberDeed.ACCOUNT_CLOSED, user)
    return user


@transaction.atomic
def change_password(*, actor: User, now: datetime, password: str) -> User:
    """Set one's own password. Raises ValidationError for one that is too weak."""
    validate_password(password, actor)
    actor.set_password(password)
    actor.must_change_password = False
    actor.save(update_fields=["password", "must_change_password"])
    _record(actor, now, MemberDeed.PASSWORD_CHANGED, actor)
    return actor


def _record(actor: User | None, now: datetime, action: MemberDeed, user: User, **data: str) -> None:
    audit.record(actor=actor, now=now, action=action, target=f"user:{user.pk}", data=data)
