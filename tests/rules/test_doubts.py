"""Whoever is named for something and cannot do it: by the list of the cell, then by the roll call."""

import pytest

from chibo.rules.census import CensusLine, Condition, Mark, Standing
from chibo.rules.conditions import doubts_of, unmet
from chibo.rules.doubts import Lack
from chibo.rules.named import Mention, Named, NamedAs, Spell, Stay, covers
from chibo.rules.workflow import Advice
from tests.rules.making import BOOK, at, finished, line, on, regular

NOW = at("29/11/2026 09:00")
LATER = at("05/12/2026 09:00")
EVER = Stay(on("01/01/2020"))
CHAIR, PRESENTER, TASK = Mention(NamedAs.CHAIR), Mention(NamedAs.PRESENTER, 3), Mention(NamedAs.ASSIGNEE)


def person(*mentions, **values) -> Named:
    return Named(**{"name": "Nguyễn Văn A", "mentions": mentions or (PRESENTER,), "stays": (EVER,), **values})


def until(day, leaving="") -> Stay:
    return Stay(EVER.since, on(day), leaving=leaving)


def spell(condition, since, last="") -> Spell:
    return Spell(condition, on(since), on(last) if last else None)


def before(*people) -> list[tuple[Lack, object]]:
    """What is said before the meeting of 03/12/2026 is opened."""
    return [(doubt.lack, doubt.day) for doubt in doubts_of(regular(named=people), NOW)]


def after(*people, now=LATER) -> list[Lack]:
    """What is said before its minutes are locked."""
    return [doubt.lack for doubt in doubts_of(finished(state="held", named=people), now)]


def test_whoever_can_do_it_is_not_spoken_of():
    assert before(person()) == after(person(line=line())) == []
    assert Advice.PEOPLE not in unmet(regular(named=(person(),)), NOW, BOOK)


def test_one_who_cannot_is_advised_against():
    assert Advice.PEOPLE in unmet(regular(named=(person(stays=(until("05/11/2026"),)),)), NOW, BOOK)


@pytest.mark.parametrize(
    ("stays", "found"),
    [
        ((until("03/12/2026"),), []),
        ((until("02/12/2026", "died"),), [(Lack.GONE, on("02/12/2026"))]),
        ((until("05/11/2026"), Stay(on("01/12/2026"))), []),
        ((Stay(on("01/01/2010"), on("01/01/2011")), until("05/11/2026")), [(Lack.GONE, on("05/11/2026"))]),
        ((Stay(on("03/12/2026")),), []),
        ((Stay(on("04/12/2026")),), [(Lack.NOT_YET, on("04/12/2026"))]),
        ((), []),
    ],
)
def test_the_list_of_the_day_of_the_meeting_answers(stays, found):
    assert before(person(stays=stays)) == found


def test_it_says_why_and_for_what_in_one_sentence():
    (doubt,) = doubts_of(regular(named=(person(CHAIR, PRESENTER, stays=(until("05/11/2026", "died"),)),)), NOW)
    assert (doubt.name, doubt.mentions, doubt.leaving) == ("Nguyễn Văn A", (CHAIR, PRESENTER), "died")


def test_the_day_of_the_opening_counts_once_it_is_known():
    gone = person(stays=(until("04/12/2026"),))
    assert doubts_of(regular(named=(gone,), opened_at="05/12/2026 19:00"), NOW)
    assert not doubts_of(regular(named=(gone,), opened_at="04/12/2026 19:00"), NOW)


def test_an_official_from_above_who_once_was_here_is_no_missing_member():
    assert before(person(stays=(until("05/11/2026"),), is_from_above=True)) == []
    assert after(person(stays=(until("05/11/2026"),), is_from_above=True)) == []


@pytest.mark.parametrize(
    ("spells", "found"),
    [
        ((spell(Condition.SUSPENDED, "01/12/2026"),), [(Lack.SUSPENDED, on("01/12/2026"))]),
        ((spell(Condition.SUSPENDED, "01/11/2026", "02/12/2026"),), []),
        ((spell(Condition.SUSPENDED, "04/12/2026"),), []),
        ((spell(Condition.AWAY, "03/12/2026"),), [(Lack.AWAY, on("03/12/2026"))]),
        ((spell(Condition.EXEMPT, "01/12/2026"), spell(Condition.REDUCED, "01/12/2026")), []),
        (
            (spell(Condition.AWAY, "02/12/2026"), spell(Condition.SUSPENDED, "01/12/2026")),
            [(Lack.SUSPENDED, on("01/12/2026"))],
        ),
    ],
)
def test_who_may_not_or_cannot_come(spells, found):
    assert before(person(conditions=spells)) == found


def test_a_visiting_member_is_not_away_where_he_visits():
    visiting = Stay(EVER.since, is_visiting=True)
    assert before(person(stays=(visiting,), conditions=(spell(Condition.AWAY, "01/12/2026"),))) == []


def test_the_committee_is_asked_who_serves_on_it():
    assert before(person(serves=False)) == [(Lack.NOT_SERVING, None)]


@pytest.mark.parametrize("mark", [Mark.EXCUSED, Mark.UNEXCUSED, None])
@pytest.mark.parametrize("kind", sorted(set(NamedAs) - {NamedAs.ASSIGNEE, NamedAs.HELPER}))
def test_who_was_absent_did_nothing_in_the_room(kind, mark):
    assert after(person(Mention(kind), line=line(mark=mark))) == [Lack.ABSENT]
    assert after(person(Mention(kind), line=line())) == []


def test_by_the_roll_it_matters_not_who_left_since():
    assert after(person(stays=(until("03/12/2026"),), line=line())) == []


@pytest.mark.parametrize(("stays", "lack"), [((EVER,), Lack.OFF_ROLL), ((until("05/11/2026"),), Lack.GONE), ((), None)])
def test_who_is_not_on_the_roll_that_was_called(stays, lack):
    assert after(person(stays=stays)) == ([lack] if lack else [])


def test_the_suspended_may_do_nothing_even_if_marked_present():
    barred = line(Standing.OFFICIAL, Condition.SUSPENDED)
    assert after(person(CHAIR, TASK, line=barred)) == [Lack.SUSPENDED]


@pytest.mark.parametrize("kind", [NamedAs.ASSIGNEE, NamedAs.HELPER])
def test_a_task_is_done_afterwards(kind):
    task, absent = Mention(kind), line(mark=Mark.EXCUSED)
    assert after(person(task, line=absent)) == []
    assert after(person(task, serves=False, line=absent)) == []
    assert after(person(task, line=absent, stays=(until("04/12/2026"),))) == [Lack.GONE]
    assert after(person(task, line=absent, stays=(until("04/12/2026"),)), now=at("04/12/2026 23:00")) == []
    assert after(person(task, line=CensusLine(Standing.OFFICIAL, frozenset({Condition.AWAY})))) == [Lack.AWAY]


def test_one_person_may_be_named_twice_for_different_reasons():
    gone = person(PRESENTER, TASK, stays=(until("04/12/2026"),), line=line(mark=Mark.EXCUSED))
    found = doubts_of(finished(state="held", named=(gone,)), LATER)
    assert [(doubt.lack, doubt.mentions) for doubt in found] == [(Lack.ABSENT, (PRESENTER,)), (Lack.GONE, (TASK,))]


def test_first_and_last_day_belong_to_a_time():
    time = Stay(on("02/11/2026"), on("03/11/2026"))
    assert [covers(time, on(day)) for day in ("01/11/2026", "02/11/2026", "03/11/2026", "04/11/2026")] == [
        False,
        True,
        True,
        False,
    ]
