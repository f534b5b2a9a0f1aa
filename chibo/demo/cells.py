"""The thirteen cells of the demonstration: where they meet, what they work on and how well they keep the rules."""

from dataclasses import dataclass, field
from enum import StrEnum

from chibo.demo.texts.trades import Trade


class Fault(StrEnum):
    """What goes wrong in a month."""

    NOT_HELD = "not_held"
    HELD_LATE = "held_late"
    SHORT = "short"
    PAPERS_LATE = "papers_late"
    LOW_ATTENDANCE = "low_attendance"
    MINUTES_LATE = "minutes_late"
    RESOLUTION_LATE = "resolution_late"
    SCORE_LATE = "score_late"
    NO_SCORE = "no_score"
    SCORE_FORGOTTEN = "score_forgotten"  # until weeks after the lock, then by a paper of its own


class Diligence(StrEnum):
    """How well a cell keeps the rules, apart from the faults named for it."""

    EXEMPLARY = "exemplary"
    STEADY = "steady"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Story:
    """What happens in one cell. Months and quarters are counted back from the newest one, which is 0."""

    place: str
    trade: Trade
    diligence: Diligence = Diligence.STEADY
    thematic_month: int = 2  # of the quarter
    combined: frozenset[int] = frozenset()  # quarters of the year whose thematic meeting follows a regular one
    faults: dict[int, Fault] = field(default_factory=dict)  # by months back
    idle_quarters: frozenset[int] = frozenset()  # without a thematic meeting, by quarters back
    reserved: frozenset[int] = frozenset()  # months back with a reserved opinion
    committee: frozenset[int] = frozenset()  # months back in which the chi ủy met before the cell
    admission: frozenset[int] = frozenset()  # months back with an extraordinary meeting that proposes an admission
    called_off: frozenset[int] = frozenset()  # months back with an extraordinary meeting that was called off
    chair_left: frozenset[int] = frozenset()  # months back in which the chair left before the end
    is_full: bool = False  # every month a resolution, comments, receipts, more remarks


STORIES: dict[str, Story] = {
    "001": Story(
        "Nhà văn hóa thôn Văn Hòa",
        Trade.VILLAGE,
        thematic_month=3,
        combined=frozenset({2}),
        faults={1: Fault.RESOLUTION_LATE, 2: Fault.LOW_ATTENDANCE, 5: Fault.PAPERS_LATE, 7: Fault.SHORT},
        reserved=frozenset({3, 8}),
        committee=frozenset({0, 1, 3}),
        admission=frozenset({4}),
        called_off=frozenset({6}),
        chair_left=frozenset({1}),
        is_full=True,
    ),
    "002": Story(
        "Nhà văn hóa thôn Tam Kiệt",
        Trade.VILLAGE,
        Diligence.EXEMPLARY,
        combined=frozenset({1, 3}),
        reserved=frozenset({5}),
        is_full=True,
    ),
    "003": Story(
        "Nhà văn hóa tổ dân phố số 1",
        Trade.VILLAGE,
        Diligence.WEAK,
        thematic_month=1,
        faults={0: Fault.HELD_LATE, 4: Fault.NOT_HELD},
        idle_quarters=frozenset({1}),
    ),
    "004": Story(
        "Phòng họp Trường THPT Kiến Thụy 1", Trade.SCHOOL, Diligence.EXEMPLARY, combined=frozenset({1, 2, 3, 4})
    ),
    "005": Story(
        "Phòng hội đồng Trường Tiểu học 1", Trade.SCHOOL, combined=frozenset({4}), faults={3: Fault.MINUTES_LATE}
    ),
    "006": Story("Phòng họp Công an xã", Trade.POLICE, thematic_month=1, faults={2: Fault.HELD_LATE}),
    "007": Story(
        "Phòng họp Ban Chỉ huy Quân sự xã",
        Trade.MILITARY,
        thematic_month=1,
        combined=frozenset({1, 4}),
        reserved=frozenset({6}),
    ),
    "008": Story(
        "Phòng giao ban Trạm Y tế",
        Trade.HEALTH,
        faults={1: Fault.SCORE_LATE, 3: Fault.SCORE_FORGOTTEN},
        idle_quarters=frozenset({2}),
    ),
    "009": Story("Phòng họp số 2, trụ sở Đảng ủy", Trade.PARTY_OFFICE, Diligence.EXEMPLARY, thematic_month=1),
    "010": Story("Phòng họp tầng 2, trụ sở UBND", Trade.PEOPLE_OFFICE, faults={0: Fault.MINUTES_LATE, 6: Fault.SHORT}),
    "011": Story(
        "Nhà văn hóa thôn Phù Lưu",
        Trade.VILLAGE,
        thematic_month=3,
        combined=frozenset({1, 2, 3}),
        faults={2: Fault.PAPERS_LATE},
    ),
    "012": Story(
        "Phòng họp Quỹ tín dụng nhân dân",
        Trade.CREDIT,
        Diligence.WEAK,
        thematic_month=3,
        faults={0: Fault.NO_SCORE, 1: Fault.LOW_ATTENDANCE},
        idle_quarters=frozenset({1, 3}),
    ),
    "013": Story("Hội trường HTX Nông nghiệp 1", Trade.COOPERATIVE, faults={4: Fault.LOW_ATTENDANCE}),
}
"""By the last part of the organisation's code."""

RATE = {Diligence.EXEMPLARY: 0, Diligence.STEADY: 2, Diligence.WEAK: 6}
"""How many months in ten go wrong beyond the faults that are named."""

CASUAL = (
    Fault.HELD_LATE,
    Fault.SHORT,
    Fault.PAPERS_LATE,
    Fault.LOW_ATTENDANCE,
    Fault.MINUTES_LATE,
    Fault.RESOLUTION_LATE,
    Fault.SCORE_LATE,
    Fault.NO_SCORE,
)
