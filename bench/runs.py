"""What is measured: pages, papers, the report, the import."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from django.test import Client
from django.utils import timezone
from openpyxl import Workbook

from bench.floors import read_and_insert, read_and_insert_all, year_in_sql
from bench.measure import Row, compare, queries
from bench.papers import bare_pdf, our_pdf
from bench.world import YEAR, plant_cells, plant_meeting, plant_members, plant_year
from compliance.selectors import findings_of, forget_marks, matrix
from members.models import Member, MemberCondition, MemberIdentity, Membership, Organization, PartyGroup, RoleAssignment
from members.resources import import_members

CELLS, PEOPLE = 500, 5000
HEADER = (
    "STT", "Họ và tên *", "Tên gọi khác", "Giới tính *", "Sinh ngày", "Dân tộc", "Tôn giáo",
    "Số định danh cá nhân", "Số thẻ Đảng", "Nơi cấp thẻ Đảng", "Ngày cấp thẻ Đảng", "Tổ chức Đảng đang sinh hoạt",
    "Quê quán", "Ngày vào Đảng *", "Ngày vào Đảng chính thức", "Chức vụ Đảng", "Tổ đảng", "Điện thoại", "Email",
    "Trạng thái hoạt động",
)  # fmt: skip


def all_rows(folder: Path) -> Iterator[Row]:
    """Every measured thing, one after the other."""
    cells = plant_cells(CELLS)
    sheet = folder / "members.xlsx"
    _write_sheet(sheet, cells)
    yield _import(sheet, "calamine and one bulk insert", lambda: read_and_insert(sheet), aim="≤2.5×")
    yield _import(sheet, "the same rows of all tables, bulk", lambda: read_and_insert_all(sheet), aim="")
    members = plant_members(cells[0], 40)
    yield _meeting_page(cells[0], members)
    yield compare("Minutes as PDF / bare WeasyPrint, same HTML", our_pdf, bare_pdf, runs=15, aim="≤1.15×")
    plant_year(cells)
    yield _report(cells, first=False)
    yield _report(cells, first=True)


def _client(members: list[Member]) -> Client:
    client = Client()
    user = members[0].user
    if user is None:
        raise RuntimeError("the first member has an account")
    client.force_login(user)
    return client


def _get(client: Client, url: str) -> None:
    response = client.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"{url}: {response.status_code}")


def _meeting_page(cell: Organization, members: list[Member]) -> Row:
    meeting = plant_meeting(cell, members, items=8, people=30)
    client = _client(members)
    url = f"/meetings/{meeting.pk}/"
    return compare(
        "Meeting page / empty logged-in page",
        lambda: _get(client, url),
        lambda: _get(client, "/bench/empty/"),
        runs=60,
        aim="≤2.5×",
    )


def _report(cells: list[Organization], *, first: bool) -> Row:
    now = timezone.make_aware(datetime(YEAR, 12, 31, 12, 0))
    return compare(
        f"Compliance of {CELLS} cells × 12 months{', first in a process' if first else ''} / one SQL",
        lambda: matrix(cells, YEAR, now),
        lambda: year_in_sql(YEAR, date(YEAR, 12, 31)),
        runs=7,
        aim="" if first else "≤2×",
        before=forget_marks if first else None,
    )


def _import(sheet: Path, words: str, floor: Callable[[], object], *, aim: str) -> Row:
    now = timezone.localtime()
    return compare(
        f"Import of {PEOPLE} members / {words}",
        lambda: import_members(actor=None, now=now, content=sheet.read_bytes(), dry_run=False),
        floor,
        runs=5,
        aim=aim,
        before=_clear,
    )


def _clear() -> None:
    for model in (
        RoleAssignment,
        MemberCondition,
        Membership,
        MemberIdentity,
        Member.history.model,
        Member,
        PartyGroup,
    ):
        model.objects.all().delete()


def _write_sheet(path: Path, cells: list[Organization]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    for title in ("ĐẢNG BỘ XÃ", "DANH SÁCH ĐẢNG VIÊN", "Tính đến ngày 31/10/2026", ""):
        sheet.append([title])
    sheet.append(HEADER)
    for n in range(1, PEOPLE + 1):
        sheet.append(_line(n, cells[n % len(cells)].name))
    book.save(path)


def _line(n: int, cell: str) -> list[object]:
    name = f"Nguyễn {('Văn', 'Thị', 'Minh')[n % 3]} {('An', 'Bình', 'Đào', 'Yến')[n % 4]}"
    born, admitted = date(1950 + n % 40, 1 + n % 12, 1 + n % 28), date(2009 + n % 12, 2, 3)
    card = date(admitted.year + 1, 2, 4)
    identity = [f"{n:012d}", f"9{n:011d}"]
    return [
        n, name, "", "Nam" if n % 3 else "Nữ", born, "Kinh", "Không", *identity, "Thành ủy", card, cell, "xã Kiến Thụy",
        admitted, card, "", "", f"09{n:08d}", f"dv{n}@chibo.example", "Đang sinh hoạt",
    ]  # fmt: skip


def query_table() -> Iterator[tuple[str, int, int]]:
    """Pages and reports with their number of statements: little on them, and three times as much."""
    cells = list(Organization.objects.cells()[:6])
    members = plant_members(cells[1], 40)
    client = _client(members)
    small = plant_meeting(cells[1], members, items=3, people=10)
    large = plant_meeting(cells[1], members, items=9, people=30, month=10)
    _get(client, "/bench/empty/")
    for name, path in (("Meeting page", ""), ("Day of the meeting", "day/"), ("Programme", "agenda/")):
        pages = [f"/meetings/{meeting.pk}/{path}" for meeting in (small, large)]
        few, many = (queries(lambda page=page: _get(client, page)) for page in pages)  # type: ignore[misc]
        yield name, few, many
    now = timezone.make_aware(datetime(YEAR, 12, 31, 12, 0))
    few, many = (queries(lambda rows=rows: findings_of(rows, YEAR, now)) for rows in (cells[:2], cells))  # type: ignore[misc]
    yield "Compliance of the year, 2 and 6 cells", few, many
