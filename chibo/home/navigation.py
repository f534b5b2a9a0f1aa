"""What the frame of every page shows: where one may go, and in whose name one is here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from chibo.core import clock
from chibo.core.models import OutboundMessage
from chibo.rules.powers import Power, holds_anywhere
from members import selectors
from members.access import grants_of
from members.models import User


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the main navigation. ``count``: what waits there; asked only when it is printed."""

    url: str
    label: str
    icon: str
    current: bool = False
    count: Any = 0


PLACES: tuple[tuple[str, str, str, Power | None], ...] = (
    ("home:today", "Hôm nay", "today", None),
    ("meetings:list", "Sinh hoạt", "meeting", Power.READ_SCHEDULE),
    ("topics:list", "Chuyên đề", "topic", Power.READ_SCHEDULE),
    ("resolutions:list", "Nghị quyết", "resolution", Power.READ_ISSUED),
    ("meetings:assignments", "Nhiệm vụ", "task", Power.REPORT_ASSIGNMENT),
    ("compliance:matrix", "Theo dõi", "compliance", Power.READ_COMPLIANCE),
    ("members:roll", "Đảng viên", "member", Power.READ_CIRCULATED),
    ("members:organizations", "Tổ chức", "library", Power.MANAGE_ORGANIZATIONS),
    ("members:accounts", "Tài khoản", "person", Power.MANAGE_ACCOUNTS),
    ("home:inbox", "Tin báo", "message", None),
)
"""Every place of the navigation, with the power that one must hold somewhere to be shown it."""


def chrome(request: HttpRequest) -> dict[str, Any]:
    """The navigation and the name of the cell; nothing before signing in."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    today = clock.today()
    return {
        "nav": SimpleLazyObject(lambda: _nav(user, request.path)),
        "cell_name": SimpleLazyObject(lambda: selectors.place_name_of(user, today)),
    }


def _nav(user: User, here: str) -> list[NavItem]:
    grants = grants_of(user, clock.today())
    shown = [place for place in PLACES if place[3] is None or holds_anywhere(grants, place[3])]
    if holds_anywhere(grants, Power.READ_CIRCULATED):  # a cell's own person: the bar is full, the accounts lead there
        shown = [place for place in shown if place[0] != "members:organizations"]
    counts: dict[str, Callable[[], int]] = {
        "home:inbox": lambda: OutboundMessage.objects.inbox_of(user).unread().count()
    }
    return [_item(name, label, icon, here, counts.get(name)) for name, label, icon, _ in shown]


def _item(name: str, label: str, icon: str, here: str, count: Callable[[], int] | None) -> NavItem:
    url = reverse(name)
    is_here = here == url if url == "/" else here.startswith(url)
    return NavItem(url, label, icon, is_here, SimpleLazyObject(count) if count else 0)
