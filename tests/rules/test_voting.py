"""Who is counted in a vote, and exact majorities."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.rules.census import CensusLine, Condition, Mark, Standing
from chibo.rules.refusal import RuleRefused
from chibo.rules.voting import (
    BUSINESS,
    HALF_PRESENT,
    MORE_THAN_HALF,
    RESOLVED,
    TWO_THIRDS,
    Count,
    Matter,
    carried,
    check_count,
    electorate,
    electors_present,
    majority_of,
    minutes_approved,
)
from tests.rules.making import line

OFFICIAL, PROBATIONARY = Standing.OFFICIAL, Standing.PROBATIONARY
quick = settings(max_examples=40)
conditions = st.frozensets(st.sampled_from(Condition))
rolls = st.lists(st.builds(CensusLine, st.sampled_from(Standing), conditions, st.sampled_from([None, *Mark])))


@pytest.mark.parametrize(
    ("matter", "share"),
    [
        ("agenda", "half of those present"),
        ("resolution", "more than half"),
        ("admission", "two thirds"),
        ("recognition", "two thirds"),
        ("striking_off", "two thirds"),
        ("expulsion", "two thirds"),
        ("discipline", "more than half"),
        ("rating", "more than half"),
        ("posts", "more than half"),
        ("election", "more than half"),
        ("candidates", "more than half"),
        ("year_duties", "more than half"),
        ("relief", "more than half"),
        ("oversight", "more than half"),
        ("score", "half of those present"),
        ("minutes", "half of those present"),
    ],
)
def test_the_majority_of_each_matter(matter, share):
    shares = {"more than half": MORE_THAN_HALF, "two thirds": TWO_THIRDS, "half of those present": HALF_PRESENT}
    assert majority_of(Matter(matter)) is shares[share]


def test_every_matter_is_a_business():
    assert set(BUSINESS) == set(Matter)
    assert len(Matter) == 16


def test_what_is_written_down_as_a_resolution():
    assert {matter.value for matter in RESOLVED} == {
        *("resolution", "admission", "recognition", "striking_off", "expulsion"),
        *("posts", "candidates", "year_duties", "relief"),
    }


@pytest.mark.parametrize(
    ("matter", "in_favor", "base", "answer"),
    [
        (Matter.AGENDA, 9, 17, True),  # of those in the room, whatever the roll says
        (Matter.AGENDA, 8, 17, False),
        (Matter.SCORE, 9, 17, True),
        (Matter.RESOLUTION, 9, 20, False),
        (Matter.EXPULSION, 13, 20, False),
        (Matter.EXPULSION, 14, 20, True),
    ],
)
def test_matters_of_procedure_ask_those_present_and_decisions_all_electors(matter, in_favor, base, answer):
    count = Count(in_favor=in_favor, against=0, abstain=0, electorate=20, present=17)
    assert (count.base(matter), carried(matter, count)) == (base, answer)


@pytest.mark.parametrize(
    ("in_favor", "present", "answer"), [(0, 23, False), (11, 23, False), (12, 23, True), (0, 0, False)]
)
def test_minutes_are_approved_by_more_than_half_of_those_present(in_favor, present, answer):
    assert minutes_approved(in_favor, present) is answer


@pytest.mark.parametrize(
    ("matter", "in_favor", "electors", "answer"),
    [
        (Matter.RESOLUTION, 11, 20, True),
        (Matter.RESOLUTION, 10, 20, False),
        (Matter.RESOLUTION, 9, 17, True),
        (Matter.RESOLUTION, 8, 17, False),
        (Matter.RESOLUTION, 2, 3, True),
        (Matter.RESOLUTION, 1, 2, False),
        (Matter.RESOLUTION, 1, 1, True),
        (Matter.RESOLUTION, 0, 0, False),
        (Matter.ADMISSION, 14, 20, True),
        (Matter.ADMISSION, 13, 20, False),
        (Matter.ADMISSION, 14, 21, True),
        (Matter.ADMISSION, 13, 21, False),
        (Matter.RECOGNITION, 2, 3, True),
        (Matter.RECOGNITION, 1, 3, False),
        (Matter.STRIKING_OFF, 20, 30, True),
        (Matter.STRIKING_OFF, 19, 30, False),
        (Matter.ADMISSION, 0, 0, False),
    ],
)
def test_when_a_vote_carries(matter, in_favor, electors, answer):
    count = Count(in_favor=in_favor, against=0, abstain=0, electorate=electors, present=electors)
    assert carried(matter, count) is answer


@pytest.mark.parametrize(
    ("electors", "half", "two_thirds"),
    [(0, 1, 1), (1, 1, 1), (2, 2, 2), (3, 2, 2), (7, 4, 5), (20, 11, 14), (21, 11, 14), (30, 16, 20)],
)
def test_the_votes_needed(electors, half, two_thirds):
    assert (MORE_THAN_HALF.needed(electors), TWO_THIRDS.needed(electors)) == (half, two_thirds)


@quick
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_arithmetic_is_exact(in_favor, electors):
    assert MORE_THAN_HALF.carried(in_favor=in_favor, base=electors) is (2 * in_favor > electors)
    assert TWO_THIRDS.carried(in_favor=in_favor, base=electors) is (electors > 0 and 3 * in_favor >= 2 * electors)


@quick
@given(st.sampled_from([MORE_THAN_HALF, TWO_THIRDS]), st.integers(1, 10**6))
def test_the_votes_needed_carry_and_one_fewer_does_not(majority, electors):
    needed = majority.needed(electors)
    assert majority.carried(in_favor=needed, base=electors)
    assert not majority.carried(in_favor=needed - 1, base=electors)
    assert needed <= electors


@pytest.mark.parametrize(
    ("others", "votes"),
    [
        ([line(OFFICIAL)], 21),
        ([line(OFFICIAL, mark=Mark.EXCUSED)], 21),
        ([line(OFFICIAL, mark=Mark.UNEXCUSED)], 21),
        ([line(OFFICIAL, Condition.REDUCED, mark=Mark.EXCUSED)], 21),
        ([line(OFFICIAL, Condition.EXEMPT)], 21),
        ([line(OFFICIAL, Condition.EXEMPT, mark=Mark.EXCUSED)], 20),
        ([line(OFFICIAL, Condition.AWAY, mark=Mark.EXCUSED)], 20),
        ([line(OFFICIAL, Condition.AWAY, mark=Mark.PRESENT)], 21),
        ([line(OFFICIAL, Condition.SUSPENDED, mark=Mark.PRESENT)], 20),
        ([line(OFFICIAL, Condition.VISITING)], 20),
        ([line(PROBATIONARY)], 20),
    ],
)
def test_who_is_in_the_electorate(others, votes):
    assert electorate([line()] * 17 + [line(mark=Mark.EXCUSED)] * 3 + others) == votes


def test_the_absent_stay_in_the_denominator():
    """Twenty official members, seventeen in the room: ten of seventeen are no majority of twenty."""
    roll = [line()] * 17 + [line(mark=Mark.UNEXCUSED)] * 3
    assert (electorate(roll), electors_present(roll)) == (20, 17)
    count = Count(in_favor=10, against=7, abstain=0, electorate=electorate(roll), present=electors_present(roll))
    assert not carried(Matter.RESOLUTION, count)


def test_only_hands_of_electors_in_the_room_are_counted():
    roll = [line(), line(mark=None), line(PROBATIONARY), line(OFFICIAL, Condition.VISITING), line(mark=Mark.EXCUSED)]
    assert electors_present(roll) == 1


@quick
@given(rolls)
def test_electors_present_are_electors_and_electors_are_official(roll):
    assert 0 <= electors_present(roll) <= electorate(roll) <= sum(row.standing is OFFICIAL for row in roll)


@quick
@given(rolls)
def test_a_probationary_member_never_changes_the_electorate(roll):
    assert electorate([*roll, line(PROBATIONARY)]) == electorate(roll)


@pytest.mark.parametrize(("votes", "code"), [((9, 5, 3), None), ((9, 5, 4), "too_many_votes"), ((0, 0, 0), None)])
def test_no_more_hands_than_electors_in_the_room(votes, code):
    count = Count(*votes, electorate=20, present=17)
    if code is None:
        check_count(count)
    else:
        with pytest.raises(RuleRefused) as refusal:
            check_count(count)
        assert (refusal.value.code, refusal.value.detail) == (code, {"cast": 18, "present": 17})


def test_nobody_may_vote_where_there_is_no_electorate():
    with pytest.raises(RuleRefused) as refusal:
        check_count(Count(in_favor=0, against=0, abstain=0, electorate=0, present=0))
    assert refusal.value.code == "no_electorate"


def test_all_hands_are_counted():
    assert Count(in_favor=11, against=2, abstain=4, electorate=20, present=17).cast == 17


def test_majorities_are_worded_as_they_are_printed():
    assert MORE_THAN_HALF.wording == "trên một nửa số đảng viên chính thức"
    assert TWO_THIRDS.wording == "từ hai phần ba số đảng viên chính thức"
