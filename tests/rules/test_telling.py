"""What readers are told: which changes, of use until when."""

from dataclasses import replace

import pytest

from chibo.rules.agendas import ItemKind
from chibo.rules.telling import Item, Paper, Plan, PlanChange, differences, gathered_until, useful_until
from tests.rules.making import at

START = at("03/12/2026 19:30")
PLAN = Plan(
    START,
    "Nhà văn hóa",
    {"1": Item("Thời sự", ItemKind.INFORMATION, "Hoa"), "2": Item("Nghị quyết", ItemKind.DECISION)},
    {"7": Paper("Dự thảo", 1)},
)


def items(**changed):
    return replace(PLAN, items={**PLAN.items, **{key.lstrip("_"): value for key, value in changed.items()}})


@pytest.mark.parametrize(
    ("after", "changes"),
    [
        (PLAN, []),
        (replace(PLAN, starts_at=at("03/12/2026 20:00")), [PlanChange.MOVED]),
        (replace(PLAN, place="Trường học"), [PlanChange.MOVED]),
        (items(_3=Item("Kết nạp", ItemKind.DECISION)), [PlanChange.ITEM_ADDED]),
        (replace(PLAN, items={"2": PLAN.items["2"]}), [PlanChange.ITEM_REMOVED]),
        (items(_1=replace(PLAN.items["1"], title="Tin tức")), [PlanChange.ITEM_RENAMED]),
        (items(_1=replace(PLAN.items["1"], kind=ItemKind.DECISION)), [PlanChange.ITEM_KIND]),
        (items(_1=replace(PLAN.items["1"], presenter="Đức")), [PlanChange.PRESENTER]),
        (replace(PLAN, items=dict(reversed(PLAN.items.items()))), []),
        (replace(PLAN, papers={**PLAN.papers, "8": Paper("Tờ trình", 1)}), [PlanChange.PAPER_ADDED]),
        (replace(PLAN, papers={"7": Paper("Dự thảo", 3)}), [PlanChange.PAPER_VERSION]),
        (
            replace(PLAN, place="", items={"3": Item("Mới", ItemKind.DISCUSSION)}, papers={"7": Paper("Dự thảo", 2)}),
            [
                PlanChange.MOVED,
                PlanChange.ITEM_ADDED,
                PlanChange.ITEM_REMOVED,
                PlanChange.ITEM_REMOVED,
                PlanChange.PAPER_VERSION,
            ],
        ),
    ],
)
def test_every_change_that_a_reader_wants_to_know(after, changes):
    assert [each.change for each in differences(PLAN, after)] == changes


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("25/11/2026 08:00", "03/12/2026 19:30"),
        ("03/12/2026 19:29", "03/12/2026 19:30"),
        ("03/12/2026 19:30", "04/12/2026 00:00"),
        ("05/12/2026 23:59", "06/12/2026 00:00"),
    ],
)
def test_of_use_until_the_beginning_or_the_end_of_the_day_told_too_late(now, until):
    assert useful_until(START, at(now)) == at(until)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("25/11/2026 08:00", "25/11/2026 08:10"),
        ("03/12/2026 16:29", "03/12/2026 16:39"),
        ("03/12/2026 16:30", "03/12/2026 16:30"),
        ("03/12/2026 20:00", "03/12/2026 20:00"),
    ],
)
def test_changes_are_gathered_for_ten_minutes_but_not_shortly_before(now, until):
    assert gathered_until(START, at(now)) == at(until)
