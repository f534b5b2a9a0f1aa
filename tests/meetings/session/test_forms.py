"""The forms of the session, without a database: what each proposes, reads and sends on."""

from types import SimpleNamespace

import pytest
from django.http import QueryDict

from chibo.core.contest import Seen, seen_of
from chibo.rules.agendas import ItemKind
from chibo.rules.census import Mark, Standing
from chibo.rules.voting import Matter
from meetings.models import AgendaItem, Attendance, DraftDocument, DraftVersion
from meetings.session.forms import BallotForm, ConcludeForm, GuestForm, RollForm
from meetings.session.selectors import roll_of
from meetings.session.services import MarkInput
from members.models import Member


def line(pk, conditions="", mark="", reason="", standing=Standing.OFFICIAL):
    member = Member(pk=pk, full_name=f"Người {pk}")
    return Attendance(
        pk=pk, member=member, name=member.full_name, standing=standing, conditions=conditions, mark=mark, reason=reason
    )


def sent(**values):
    data = QueryDict(mutable=True)
    data.update({name: str(value) for name, value in values.items()})
    return data


# Roll call ----------------------------------------------------------------------------------------------------------

ROLL = [
    line(1),
    line(2, mark="absent_excused", reason="ốm"),
    line(3, "exempt"),
    line(4, "suspended"),
    line(5, mark="present"),
]


def roll_form(**values):
    form = RollForm(sent(**values), rows=roll_of(ROLL).rows)
    form.is_valid()
    return form


def test_everybody_means_those_expected_who_have_no_answer_yet():
    assert roll_form(everybody=1).marks() == [MarkInput(1, Mark.PRESENT, if_unmarked=True)]


def test_what_was_chosen_goes_before_everybody():
    form = roll_form(everybody=1, mark_1="absent_unexcused", mark_3="present")
    assert form.marks() == [MarkInput(1, Mark.UNEXCUSED, seen=Seen()), MarkInput(3, Mark.PRESENT, seen=Seen())]


def test_a_line_can_be_left_open_again_and_others_stay():
    assert roll_form(mark_5="").marks() == [MarkInput(5, None, seen=Seen())]
    assert roll_form().marks() == []


def test_the_suspended_are_not_called_even_if_they_are_sent():
    form = roll_form(mark_4="present")
    assert [each.row.attendance.pk for each in form.lines] == [1, 2, 3, 5]
    assert form.marks() == []


def test_lines_show_what_was_sent_and_else_what_is_recorded():
    form = roll_form(mark_1="absent_excused", reason_1=" ")
    found = {each.row.attendance.pk: (each.mark, each.reason, each.error) for each in form.lines}
    assert found[1] == ("absent_excused", " ", "Đồng chí ghi lý do vắng của đồng chí Người 1.")
    assert found[2] == ("absent_excused", "ốm", "")
    assert [each.row.attendance.pk for each in form.sent] == [1]


@pytest.mark.parametrize(
    ("values", "is_right"),
    [
        ({"mark_1": "absent_excused", "reason_1": "L" * 200}, True),
        ({"mark_1": "absent_excused", "reason_1": "L" * 201}, False),
        ({"mark_1": "absent_excused"}, False),
        ({"mark_1": "absent_unexcused"}, True),
        ({"mark_1": "asleep"}, False),
        ({"mark_99": "present"}, True),
    ],
)
def test_an_answer_is_checked(values, is_right):
    assert roll_form(**values).is_valid() is is_right


# Votes --------------------------------------------------------------------------------------------------------------

PRESENT = [line(pk, mark="present") for pk in (1, 2, 3)]
ABSENT = [line(pk, mark="absent_excused") for pk in (4, 5)]


def version(pk, number=1):
    return DraftVersion(pk=pk, number=number, draft=DraftDocument(title=f"Dự thảo {pk}"))


def ballot_form(data=None, *, kind=None, drafts=()):
    choices = SimpleNamespace(roll=roll_of(PRESENT + ABSENT), drafts=list(drafts))
    under = AgendaItem(pk=9, title="Kết nạp", kind=kind) if kind else None
    return BallotForm(data, choices=choices, under=under)


def vote(**values):
    return ballot_form(
        sent(**{"item": "", "matter": "resolution", "subject": "việc chung", **values}), drafts=[version(8)]
    )


@pytest.mark.parametrize(
    ("kind", "drafts", "proposed"),
    [
        (None, 1, ("agenda", "chương trình sinh hoạt", None)),
        (ItemKind.DISCUSSION, 1, ("resolution", "Kết nạp", None)),
        (ItemKind.DECISION, 1, ("resolution", "Kết nạp", "1")),
        (ItemKind.DECISION, 2, ("resolution", "Kết nạp", None)),
    ],
)
def test_a_vote_starts_from_what_the_item_suggests(kind, drafts, proposed):
    fields = ballot_form(kind=kind, drafts=[version(pk + 1) for pk in range(drafts)]).shown().fields
    assert tuple(fields[name].initial for name in ("matter", "subject", "draft")) == proposed


def test_the_choices_name_the_votes_needed_and_each_draft_with_its_version():
    fields = ballot_form(drafts=[version(8, number=3)]).shown().fields
    matters = dict(fields["matter"].choices)
    assert matters["agenda"].endswith("(từ 2 phiếu)")
    assert matters["admission"].endswith("(từ 4 phiếu)")
    assert fields["draft"].choices[1:] == [("8", "Dự thảo 8 (dự thảo lần 3)")]


def test_without_drafts_none_is_asked_for_unless_one_was_sent_wrongly():
    assert "draft" not in ballot_form().shown().fields
    wrong = ballot_form(sent(matter="resolution", subject="x", draft="8", in_favor=1))
    assert not wrong.is_valid()
    assert "draft" in wrong.shown().fields


def test_hands_left_out_are_none_and_one_press_is_everybody_in_the_room():
    counted, unanimous = vote(in_favor=2, abstain=1, draft=8), vote(unanimous=1, in_favor=1, against=2)
    assert counted.is_valid()
    assert unanimous.is_valid()
    assert (counted.values()["votes"], unanimous.values()["votes"]) == ((2, 0, 1), (3, 0, 0))
    assert (counted.values()["draft"].pk, unanimous.values()["draft"]) == (8, None)
    assert counted.values()["matter"] is Matter.RESOLUTION


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"against": 2}, ["in_favor"]),
        ({"in_favor": 32_768}, ["in_favor"]),
        ({"in_favor": 1, "against": "hai"}, ["against"]),
        ({"in_favor": 1, "abstain": -1}, ["abstain"]),
        ({"in_favor": 1, "matter": "minutes"}, ["matter"]),
        ({"in_favor": 1, "draft": 7}, ["draft"]),
        ({"in_favor": 1, "subject": " "}, ["subject"]),
        ({"in_favor": 1, "subject": "S" * 251}, ["subject"]),
        ({"in_favor": 1, "item": "77"}, ["item"]),
    ],
)
def test_a_vote_that_cannot_be_is_refused_beside_its_field(values, fields):
    assert list(vote(**values).errors) == fields


# The others ---------------------------------------------------------------------------------------------------------


def test_a_guest_belongs_to_no_item_and_needs_a_name():
    nobody, guest = (GuestForm(sent(name=name, post="Ủy viên"), choices=None) for name in (" ", "Yến"))
    assert not nobody.is_valid()
    assert guest.is_valid()
    assert guest.values() == {"name": "Yến", "post": "Ủy viên"}


def test_a_conclusion_starts_from_the_item_and_at_the_opening_from_nothing():
    row = AgendaItem(proceedings="<p>Nghe</p>", conclusion="<p>Nhất trí</p>", revision=4)
    texts = {"proceedings": "<p>Nghe</p>", "conclusion": "<p>Nhất trí</p>"}
    assert ConcludeForm.of(row).initial == {**texts, "version": 4, "seen": seen_of(texts)}
    assert ConcludeForm.of(None).initial == {}


@pytest.mark.parametrize("version", ["", "-1", "một"])
def test_a_conclusion_says_which_state_of_the_item_it_saw(version):
    assert list(ConcludeForm(sent(version=version, conclusion="Nhất trí")).errors) == ["version"]
