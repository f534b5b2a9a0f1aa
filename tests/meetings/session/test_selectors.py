"""What the screen of the session reads out of the records, without a database."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from chibo.rules.agendas import ItemKind
from chibo.rules.census import Mark, Standing
from chibo.rules.sessions import Post
from chibo.rules.voting import Matter
from meetings.models import AgendaItem, Assignment, Attendance, Ballot, Guest, HandOver, Meeting, Speech
from meetings.session.selectors import SessionPage, entry_words, item_line, item_of, roll_of, waiting
from members.models import Member

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def person(pk, mark="", conditions="", standing=Standing.OFFICIAL):
    """A line of the roll, named by its number."""
    member = Member(pk=pk, full_name=f"Người {pk}")
    return Attendance(member=member, name=member.full_name, standing=standing, conditions=conditions, mark=mark)


def hands(in_favor=0, against=0, abstain=0, *, item=None, electorate=4):
    return Ballot(
        item_id=item,
        matter=Matter.RESOLUTION,
        in_favor=in_favor,
        against=against,
        abstain=abstain,
        electorate=electorate,
    )


# The roll -----------------------------------------------------------------------------------------------------------


def test_who_takes_part_is_who_can_come_or_came():
    roll = roll_of(
        [
            person(1, Mark.PRESENT),
            person(2, Mark.UNEXCUSED),
            person(3, "", "exempt"),
            person(4, "", "away"),
            person(5, Mark.PRESENT, "away"),
            person(6, "", "suspended"),
        ]
    )
    assert [member.pk for member in roll.people] == [1, 2, 3, 5]
    assert [row.attendance.member_id for row in roll.not_called] == [6]


def test_a_line_says_how_its_person_is_counted():
    rows = roll_of([person(1), person(2, conditions="visiting,exempt", standing=Standing.PROBATIONARY)]).rows
    assert [row.note for row in rows] == ["", "Dự bị; sinh hoạt tạm thời đến; miễn sinh hoạt"]


def test_silent_are_those_present_who_have_not_spoken():
    roll = roll_of([person(1, Mark.PRESENT), person(2, Mark.PRESENT), person(3, Mark.EXCUSED), person(4)])
    assert roll.silent([Speech(member_id=1), Speech(member_id=1)]) == ["Người 2"]


def test_what_carries_a_matter_is_of_all_electors_or_of_those_in_the_room():
    present, absent = [person(pk, Mark.PRESENT) for pk in (1, 2, 3)], [person(pk, Mark.EXCUSED) for pk in (4, 5, 6)]
    needed = {line.matter: line.needed for line in roll_of(present + absent).votes}
    assert {matter: needed[matter] for matter in (Matter.AGENDA, Matter.RESOLUTION, Matter.ADMISSION)} == {
        Matter.AGENDA: 2,
        Matter.RESOLUTION: 4,
        Matter.ADMISSION: 4,
    }
    assert Matter.MINUTES not in needed


def test_a_vote_with_more_hands_than_electors_in_the_room_is_impossible():
    roll = roll_of([person(1, Mark.PRESENT), person(2, Mark.PRESENT), person(3, Mark.PRESENT, "visiting")])
    votes = [hands(2), hands(1, 1, 1), hands(0, 0, 3), hands(1, 1)]
    assert roll.impossible(votes) == votes[1:3]


# Items --------------------------------------------------------------------------------------------------------------


def item(pk, kind=ItemKind.DISCUSSION, **texts):
    return AgendaItem(pk=pk, position=pk, kind=kind, title=f"Việc {pk}", **texts)


def test_an_entry_stands_under_its_item_and_one_without_under_none():
    given = {
        "speeches": [Speech(item_id=pk, text=f"ý kiến {pk}") for pk in (None, 1, 2)],
        "ballots": [hands(3, item=pk, electorate=4) for pk in (1, None)],
        "assignments": [Assignment(item_id=2, title="việc")],
    }
    opening, first, second = (item_line(row, **given) for row in (None, item(1), item(2)))
    assert [line.key for line in (opening, first, second)] == [0, 1, 2]
    assert [[speech.text for speech in line.speeches] for line in (opening, first, second)] == [
        ["ý kiến None"],
        ["ý kiến 1"],
        ["ý kiến 2"],
    ]
    assert [[float(row.share) for row in line.ballots] for line in (opening, first, second)] == [[0.75], [0.75], []]
    assert [len(line.assignments) for line in (opening, first, second)] == [0, 0, 1]


@pytest.mark.parametrize(
    ("row", "speeches", "is_done"),
    [
        (item(1), 0, False),
        (item(1, proceedings="<p>Nghe</p>"), 1, False),
        (item(1, conclusion="<p>Thống nhất</p>"), 0, True),
        (item(1, ItemKind.INFORMATION), 0, False),
        (item(1, ItemKind.INFORMATION, proceedings="<p>Nghe</p>"), 0, True),
        (item(1, ItemKind.INFORMATION), 1, True),
        (item(1, ItemKind.DECISION), 1, False),
    ],
)
def test_an_item_is_done_with_its_conclusion_and_information_once_it_was_told(row, speeches, is_done):
    assert item_line(row, speeches=[Speech(item_id=1)] * speeches).is_done is is_done


def test_the_opening_is_done_once_the_programme_was_voted_on():
    assert not item_line(None, speeches=[Speech(item_id=None)]).is_done
    assert item_line(None, ballots=[hands(4)]).is_done


def test_the_first_item_that_is_not_done_waits():
    lines = [item_line(item(1, conclusion="x")), item_line(item(2)), item_line(item(3))]
    assert waiting(lines) == lines[1]
    assert waiting(lines[:1]) is None
    assert waiting([]) is None


# The page -----------------------------------------------------------------------------------------------------------


def page(*items, opened_at=AT, needed=90, **facts):
    facts = SimpleNamespace(opened_at=opened_at, **facts)
    blank = dict.fromkeys(SessionPage.__dataclass_fields__)
    lines = {"opening": item_line(None), "items": [item_line(row) for row in items]}
    return SessionPage(**blank | lines | {"facts": facts, "needed_minutes": needed})


@pytest.mark.parametrize(("chosen", "shown"), [(None, 2), (0, 0), (1, 1), (3, 3), (99, 2)])
def test_the_chosen_item_is_open_or_else_the_one_that_waits(chosen, shown):
    assert page(item(1, conclusion="x"), item(2), item(3)).line(chosen).key == shown


def test_where_nothing_waits_the_last_item_is_open_and_without_items_the_opening():
    assert page(item(1, conclusion="x"), item(2, conclusion="x")).line(None).key == 2
    assert page().line(7).key == 0


@pytest.mark.parametrize(
    ("opened_at", "needed", "end"), [(AT, 90, AT + timedelta(minutes=90)), (AT, None, None), (None, 90, None)]
)
def test_the_earliest_end_is_known_where_minutes_are_prescribed_for_what_began(opened_at, needed, end):
    assert page(opened_at=opened_at, needed=needed).earliest_end == end


@pytest.mark.parametrize("key", ["", "x", "-1", "1.0", "9" * 5000])
def test_what_is_no_number_is_no_item_and_asks_nothing(key):
    assert item_of(Meeting(pk=1), key) is None


# Taking back --------------------------------------------------------------------------------------------------------

HOA, DUC = Member(full_name="Trần Thị Hoa"), Member(full_name="Lê Văn Đức")


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (Guest(name="Hoàng Thị Yến"), "Đại biểu Hoàng Thị Yến."),
        (Speech(member=HOA, kind="reserved"), "Ý kiến bảo lưu của đồng chí Trần Thị Hoa."),
        (Ballot(subject="nghị quyết", in_favor=4, electorate=6), "Biểu quyết về nghị quyết: 4/6 tán thành."),
        (Assignment(title="Thu đảng phí", member=DUC), "Việc “Thu đảng phí” giao đồng chí Lê Văn Đức."),
        (
            HandOver(post=Post.CHAIR, before=HOA, after=DUC),
            "Đồng chí Lê Văn Đức thay đồng chí Trần Thị Hoa chủ trì.",
        ),
    ],
)
def test_what_is_about_to_be_taken_back_is_named(entry, words):
    assert entry_words(entry) == words
