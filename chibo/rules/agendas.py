"""Programmes: what a meeting usually takes up (HD 42, mục 4; order of business, mục 2–3), and what may still change."""

from dataclasses import dataclass
from enum import StrEnum

from chibo.rules.periods import MeetingKind, Period
from chibo.rules.refusal import Refusal, RuleRefused


class CellKind(StrEnum):
    """The six kinds of cell of HD 42, mục 4; they choose the model agenda."""

    VILLAGE = "village"
    OFFICE = "office"
    STATE_COMPANY = "state_company"
    PRIVATE_COMPANY = "private_company"
    STUDENTS = "students"
    ARMED_FORCES = "armed_forces"


class ItemKind(StrEnum):
    """What a meeting does with an item: hears it, discusses it, votes on it."""

    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class ModelItem:
    """One suggested item; ``{previous}`` and ``{period}`` are replaced by the names of the months."""

    kind: ItemKind
    title: str
    minutes: int
    basis: str = ""


@dataclass(frozen=True, slots=True)
class ItemInUse:
    """What the session left under an item: anything written or recorded at all, a vote among it."""

    title: str
    is_used: bool
    is_voted: bool


def check_removed(item: ItemInUse) -> None:
    """Whether the item may leave the programme. Raises RuleRefused: ``item_used``."""
    if item.is_used:
        raise RuleRefused(Refusal.ITEM_USED, title=item.title)


def check_renamed(item: ItemInUse, title: str) -> None:
    """Whether the item may be called so: what was voted on keeps its name. Raises RuleRefused: ``item_voted``."""
    if item.is_voted and title != item.title:
        raise RuleRefused(Refusal.ITEM_VOTED, title=item.title)


_OPENING = ModelItem(ItemKind.INFORMATION, "Thông tin thời sự, phổ biến văn bản mới", 15)
_REVIEW = ModelItem(ItemKind.DISCUSSION, "Đánh giá kết quả thực hiện nghị quyết, nhiệm vụ {previous}", 30)
_CRITICISM = ModelItem(ItemKind.DISCUSSION, "Tự phê bình và phê bình; biểu dương, nhắc nhở", 15)
_RESOLUTION = ModelItem(ItemKind.DECISION, "Thông qua nghị quyết lãnh đạo nhiệm vụ {period}", 20)
_OWN_MATTER = {
    CellKind.VILLAGE: "Nhiệm vụ ở địa bàn: đời sống nhân dân, nông thôn mới, an ninh trật tự, hòa giải",
    CellKind.OFFICE: "Nhiệm vụ chuyên môn trọng tâm, cải cách hành chính, quy chế dân chủ ở cơ quan",
    CellKind.STATE_COMPANY: "Sản xuất, kinh doanh, việc làm và đời sống người lao động",
    CellKind.PRIVATE_COMPANY: "Chấp hành pháp luật, quyền lợi người lao động, phát triển đảng viên",
    CellKind.STUDENTS: "Học tập, rèn luyện, phát triển đảng viên trong học sinh, sinh viên",
    CellKind.ARMED_FORCES: "Nhiệm vụ quân sự, an ninh; sẵn sàng chiến đấu; kỷ luật đơn vị",
}
_THEMATIC = (
    ModelItem(ItemKind.INFORMATION, "Mục đích, yêu cầu của chuyên đề", 10),
    ModelItem(ItemKind.DISCUSSION, "Báo cáo đề dẫn: {topic}", 20),
    ModelItem(ItemKind.DISCUSSION, "Thảo luận: nhận thức, liên hệ bản thân và đơn vị, góp ý chuyên đề", 30),
    ModelItem(ItemKind.DECISION, "Kết luận và giao việc sau chuyên đề", 10),
)


def model_agenda(kind: MeetingKind, cell_kind: str, period: Period, topic: str = "") -> tuple[ModelItem, ...]:
    """The items to start from for this kind of meeting and cell, with the names of the months filled in."""
    if kind is MeetingKind.THEMATIC:
        rows: tuple[ModelItem, ...] = _THEMATIC
    elif kind is MeetingKind.REGULAR:
        own = _OWN_MATTER.get(CellKind(cell_kind)) if cell_kind else None
        matter = (ModelItem(ItemKind.DISCUSSION, own, 20),) if own else ()
        rows = (_OPENING, _REVIEW, *matter, _CRITICISM, _RESOLUTION)
    else:
        return ()
    words = {"previous": period.previous.short_label, "period": period.short_label, "topic": topic or "…"}
    return tuple(ModelItem(row.kind, row.title.format(**words), row.minutes, row.basis) for row in rows)
