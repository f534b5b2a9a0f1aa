"""Where the journeys take place: the two sample spreadsheets imported, accounts opened, a browser at the door."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management import CommandError, call_command

from chibo.core import clock
from chibo.rules.powers import Role
from members.models import Member, Organization, User
from members.selectors import holders, roll
from members.services import OrganizationData, assign_role, change_organization, create_account, start_term
from tests.journeys.window import Window

DATA = Path(__file__).parent.parent / "data"
PASSWORD = "mot-mat-khau-de-thu"
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
CHROMIUM = shutil.which("chromium")


def at(text: str) -> datetime:
    """``"28/11/2026 08:00"`` on a Vietnamese clock."""
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=HANOI)


@dataclass
class Scene:
    """The installation and its people."""

    cell: Organization
    people: dict[str, Member] = field(default_factory=dict)

    def member(self, username: str) -> Member:
        return self.people[username]


def run_import(command: str, name: str) -> int:
    """The exit code of an import command."""
    with suppress(CommandError):
        call_command(command, str(DATA / name), stdout=StringIO())
        return 0
    return 1


def build_scene(now: datetime) -> Scene:
    """Import both spreadsheets as an operator would, print the lines of the first cell, open accounts."""
    with clock.moved_to(now):
        assert run_import("import_organizations", "to-chuc-dang.xlsx") == 0
        assert run_import("import_members", "danh-sach-dang-vien.xlsx") == 1  # four bad rows are refused
    cell = Organization.objects.get(name="Chi bộ thôn Văn Hòa")
    _print_lines(cell, now)
    start_term(
        actor=None, now=now, organization=cell, title="2025–2027", starts_on=date(2025, 3, 1), ends_on=date(2027, 8, 31)
    )
    scene = Scene(Organization.objects.get(pk=cell.pk))
    _open_accounts(scene, now)
    return scene


def _print_lines(cell: Organization, now: datetime) -> None:
    data = OrganizationData(
        code=cell.code,
        name=cell.name,
        kind=cell.kind,
        cell_kind=cell.cell_kind,
        parent_line="ĐẢNG BỘ XÃ KIẾN THỤY",
        issuer_line="CHI BỘ THÔN VĂN HÒA",
        place_name="Kiến Thụy",
        meeting_place="Nhà văn hóa thôn",
    )
    change_organization(actor=None, now=now, organization=cell, parent=cell.parent, data=data)


def _open_accounts(scene: Scene, now: datetime) -> None:
    on = now.date()
    plain = [
        line.member for line in roll(scene.cell, on) if not line.roles and not line.conditions and line.is_official
    ]
    above = Organization.objects.get(name="Chi bộ Cơ quan Đảng ủy")
    officials = [line.member for line in roll(above, on) if not line.roles]
    scene.people = {
        "bithu": holders(scene.cell, Role.SECRETARY, on)[0],
        "thuky": plain[0],
        "dangvien": plain[1],
        "theodoi": officials[0],
        "capuy": officials[1],
    }
    for username, member in scene.people.items():
        create_account(actor=None, now=now, member=member, username=username, password=PASSWORD)
    duties = (("theodoi", scene.cell, Role.SUPERVISOR), ("capuy", scene.cell.parent, Role.OFFICER))
    for username, organization, role in duties:
        values = {"member": scene.people[username], "organization": organization, "role": role}
        assign_role(actor=None, now=now, starts_on=date(2026, 1, 1), **values)


def user(username: str) -> User:
    return User.objects.get(username=username)


class Browser(Window):
    """One person's window: logged in, photographed, and checked with every picture."""

    def __init__(self, context: Any, base: str, shots: Path, *, scripts: bool = True) -> None:
        super().__init__(context, base)
        self.shots, self.scripts = shots, scripts

    def login(self, username: str) -> None:
        self.page.goto(f"{self.base}/login/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(f"{self.base}/")

    def go(self, path: str) -> None:
        response = self.page.goto(f"{self.base}{path}")
        assert response.status == 200, (path, response.status)

    def shot(self, name: str) -> None:
        """A picture of the whole page, which is then checked."""
        if not self.scripts:
            self.page.screenshot(path=str(self.shots / f"{name}-without-scripts.png"), full_page=True)
            return  # axe is a script itself
        self.page.screenshot(path=str(self.shots / f"{name}.png"), full_page=True)
        self.said.clear()  # a hurried walk breaks requests off, and htmx says so; test_every_page hears every page
        self.check(name)

    def press(self, words: str) -> None:
        """Press the button or follow the link that says so."""
        self.page.locator("main").get_by_role("button", name=words).or_(
            self.page.locator("main").get_by_role("link", name=words)
        ).first.click()


def shots_folder(fallback: Path) -> Path:
    """Where pictures go: a folder named by ``CHIBO_SHOTS``, or the test's own."""
    folder = Path(os.environ.get("CHIBO_SHOTS", fallback))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
