"""The programme that a new meeting starts from."""

import pytest

from chibo.rules.agendas import CellKind, ItemKind, model_agenda
from chibo.rules.periods import MeetingKind, Period

JANUARY = Period.month(2027, 1)
QUARTER = Period.quarter(2026, 4)


def titles(kind: MeetingKind, cell_kind: str = "", period: Period = JANUARY, topic: str = "") -> list[str]:
    return [row.title for row in model_agenda(kind, cell_kind, period, topic)]


def test_a_regular_meeting_looks_back_and_decides():
    rows = model_agenda(MeetingKind.REGULAR, CellKind.VILLAGE, JANUARY)
    assert [row.kind for row in rows] == [
        ItemKind.INFORMATION,
        ItemKind.DISCUSSION,
        ItemKind.DISCUSSION,
        ItemKind.DISCUSSION,
        ItemKind.DECISION,
    ]
    assert rows[1].title == "Đánh giá kết quả thực hiện nghị quyết, nhiệm vụ tháng 12"
    assert rows[-1].title == "Thông qua nghị quyết lãnh đạo nhiệm vụ tháng 01"
    assert sum(row.minutes for row in rows) == 100


def test_every_kind_of_cell_takes_up_its_own_matter():
    own = {kind: set(titles(MeetingKind.REGULAR, kind)) - set(titles(MeetingKind.REGULAR)) for kind in CellKind}
    assert [len(matter) for matter in own.values()] == [1] * 6
    assert len(set.union(*own.values())) == 6


def test_a_kind_as_the_database_keeps_it_is_understood():
    assert titles(MeetingKind.REGULAR, "office") == titles(MeetingKind.REGULAR, CellKind.OFFICE)
    with pytest.raises(ValueError, match="farm"):
        titles(MeetingKind.REGULAR, "farm")


def test_a_thematic_meeting_names_its_topic():
    assert "Báo cáo đề dẫn: Phòng, chống lãng phí" in titles(
        MeetingKind.THEMATIC, period=QUARTER, topic="Phòng, chống lãng phí"
    )
    assert "Báo cáo đề dẫn: …" in titles(MeetingKind.THEMATIC, period=QUARTER)
    assert titles(MeetingKind.THEMATIC, CellKind.VILLAGE) == titles(MeetingKind.THEMATIC)


@pytest.mark.parametrize("kind", [MeetingKind.COMMITTEE, MeetingKind.EXTRAORDINARY])
def test_no_model_is_known_for_other_meetings(kind):
    assert model_agenda(kind, CellKind.VILLAGE, JANUARY) == ()


def test_no_brace_is_left_for_a_reader():
    for kind in MeetingKind:
        for cell_kind in ("", *CellKind):
            assert not [title for title in titles(kind, cell_kind, topic="x") if "{" in title]
