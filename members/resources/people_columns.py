"""The columns of a list of members, and the words found in them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from chibo.rules.census import Condition
from chibo.rules.powers import Role
from members.codes import LeavingReason
from members.models import Organization
from members.resources.widgets import CellWidget, fold, text_of
from members.sheets import Column

COLUMNS = (
    Column(
        "full_name",
        "Họ và tên",
        ("ho va ten", "ho ten", "ho va ten dang vien", "ho ten dang vien", "ho va ten khai sinh"),
        is_required=True,
    ),
    Column("other_name", "Tên gọi khác", ("ten goi khac", "ho va ten dang dung", "bi danh")),
    Column("sex", "Giới tính", ("gioi tinh", "phai", "nam nu"), is_required=True),
    Column("born_on", "Sinh ngày", ("sinh ngay", "ngay sinh", "ngay thang nam sinh", "ngay thang sinh")),
    Column("ethnicity", "Dân tộc", ("dan toc",)),
    Column("religion", "Tôn giáo", ("ton giao",)),
    Column(
        "identity_number",
        "Số định danh cá nhân",
        (
            "so dinh danh ca nhan",
            "so dinh danh",
            "so cccd",
            "cccd",
            "so can cuoc",
            "so can cuoc cong dan",
            "so cmnd cccd",
        ),
    ),
    Column("card_number", "Số thẻ Đảng", ("so the dang", "so the dang vien", "so the")),
    Column("card_place", "Nơi cấp thẻ Đảng", ("noi cap the dang", "noi cap the dang vien", "noi cap the")),
    Column("card_issued_on", "Ngày cấp thẻ Đảng", ("ngay cap the dang", "ngay cap the dang vien", "ngay cap the")),
    Column(
        "organization",
        "Tổ chức Đảng đang sinh hoạt",
        ("to chuc dang dang sinh hoat", "chi bo", "chi bo dang sinh hoat", "noi sinh hoat", "ten chi bo"),
    ),
    Column("hometown", "Quê quán", ("que quan", "nguyen quan")),
    Column(
        "admitted_on",
        "Ngày vào Đảng",
        ("ngay vao dang", "ngay ket nap", "ngay ket nap dang", "ngay vao dang du bi", "ngay du bi"),
        is_required=True,
    ),
    Column(
        "recognized_on",
        "Ngày vào Đảng chính thức",
        (
            "ngay vao dang chinh thuc",
            "ngay chinh thuc",
            "ngay cong nhan chinh thuc",
            "ngay cong nhan dang vien chinh thuc",
        ),
    ),
    Column("roles", "Chức vụ Đảng", ("chuc vu dang", "chuc vu", "chuc vu trong dang")),
    Column("group", "Tổ đảng", ("to dang", "to")),
    Column("phone", "Điện thoại", ("dien thoai", "so dien thoai", "sdt", "dien thoai di dong")),
    Column("email", "Email", ("email", "e mail", "thu dien tu", "dia chi email")),
    Column(
        "status", "Trạng thái hoạt động", ("trang thai hoat dong", "trang thai", "tinh trang", "tinh trang sinh hoat")
    ),
)
TITLES = {column.name: column.title for column in COLUMNS}

_ROLE_WORDS = {
    "bi thu": Role.SECRETARY,
    "pho bi thu": Role.DEPUTY_SECRETARY,
    "chi uy vien": Role.COMMITTEE_MEMBER,
    "uy vien": Role.COMMITTEE_MEMBER,
    "uy vien chi uy": Role.COMMITTEE_MEMBER,
    "to truong": Role.GROUP_LEADER,
    "to truong to dang": Role.GROUP_LEADER,
}
_NO_ROLE = {"dang vien", "khong", "khong co"}


@dataclass(frozen=True, slots=True)
class Roles:
    """Positions of a cell named in a row, and words that name none of them."""

    known: frozenset[Role]
    others: tuple[str, ...]


class RolesWidget(CellWidget):
    """One or several positions: "Phó bí thư chi bộ, Tổ trưởng tổ đảng"."""

    def read(self, value: Any) -> Roles:
        parts = [part.strip() for part in re.split(r"[,;+/]|\bkiêm\b", text_of(value), flags=re.IGNORECASE)]
        words = {part: fold(part).removesuffix(" chi bo") for part in parts if part}
        known = frozenset(_ROLE_WORDS[word] for word in words.values() if word in _ROLE_WORDS)
        others = tuple(part for part, word in words.items() if word not in _ROLE_WORDS and word not in _NO_ROLE)
        return Roles(known, others)


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a person on a roll: at most one of the three is set; none of them is "đang sinh hoạt"."""

    condition: Condition | None = None
    is_visiting: bool = False
    leaving: LeavingReason | None = None


_STATUSES: tuple[tuple[tuple[str, ...], Status], ...] = (
    (("sinh hoat tam thoi den", "tam thoi den"), Status(is_visiting=True)),
    (("sinh hoat tam thoi noi khac", "tam thoi noi khac", "sinh hoat tam thoi di"), Status(condition=Condition.AWAY)),
    (("duoc mien", "mien"), Status(condition=Condition.EXEMPT)),
    (("duoc giam", "giam"), Status(condition=Condition.REDUCED)),
    (("dinh chi", "bi dinh chi"), Status(condition=Condition.SUSPENDED)),
    (("chuyen di", "da chuyen", "chuyen sinh hoat"), Status(leaving=LeavingReason.TRANSFERRED)),
    (("tu tran", "da tu tran", "da mat", "qua doi", "chet"), Status(leaving=LeavingReason.DIED)),
    (("ra khoi dang", "xin ra", "xoa ten", "khai tru", "dua ra"), Status(leaving=LeavingReason.LEFT)),
    (("dang sinh hoat", "chinh thuc", "du bi", "dang hoat dong"), Status()),
)


class StatusWidget(CellWidget):
    def read(self, value: Any) -> Status:
        words = f"{fold(text_of(value))} "
        for openings, status in _STATUSES:
            if words.startswith(tuple(f"{opening} " for opening in openings)):
                return status
        raise self.wrong(
            value,
            "Ghi một trong: Đang sinh hoạt; Sinh hoạt tạm thời đến; Sinh hoạt tạm thời nơi khác; Được miễn; Được giảm; "
            "Đình chỉ; Chuyển đi; Từ trần; Ra khỏi Đảng.",
        )


class CellOfRow(CellWidget):
    """The cell by its name or code; an empty one is the only cell that the person manages, where there is one."""

    def load(self, cells: Iterable[Organization], managed: frozenset[int] | None) -> None:
        """``managed``: keys of the cells that the person manages; None for all."""
        self.cells: defaultdict[str, list[Organization]] = defaultdict(list)
        self.managed = managed
        ours = []
        for cell in cells:
            self.cells[fold(cell.name)].append(cell)
            self.cells[fold(cell.code)].append(cell)
            if managed is None or cell.pk in managed:
                ours.append(cell)
        self.only = ours[0] if len(ours) == 1 else None

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Organization:
        if text_of(value):
            return self.read(value)
        if self.only is None:
            raise ValueError(f"Thiếu mục “{self.title}”.")
        return self.only

    def read(self, value: Any) -> Organization:
        found = self.cells.get(fold(text_of(value)), [])
        if not found:
            raise ValueError(f"Không có chi bộ nào tên là “{text_of(value)}”.")
        ours = [cell for cell in found if self.managed is None or cell.pk in self.managed]
        if not ours:
            raise ValueError(f"Đồng chí không quản lý {found[0].name}.")
        if len(ours) > 1:
            raise ValueError(f"Có {len(ours)} chi bộ cùng tên {found[0].name}. Đồng chí ghi mã của chi bộ.")
        return ours[0]
