"""The facts of a year of many cells."""

from datetime import timedelta

import pytest

from chibo.rules.periods import MeetingKind
from meetings.codes import FollowUpDeed
from meetings.ground.year import year_facts
from meetings.models import FollowUp
from tests.factories.meetings import STARTS_AT, MeetingFactory

pytestmark = pytest.mark.django_db


def thematic(cast, **values):
    return MeetingFactory(
        organization=cast.cell,
        kind="thematic",
        period="2026-Q4",
        starts_at=STARTS_AT + timedelta(minutes=90),
        **values,
    )


def test_the_year_of_many_cells_takes_the_same_queries(cast, django_assert_num_queries):
    first = MeetingFactory(organization=cast.cell, state="held", expected=8, present=7)
    FollowUp.objects.create(meeting=first, deed=FollowUpDeed.SCORE_SENT, at=STARTS_AT + timedelta(days=2))
    cells = [cast.cell.pk, cast.neighbour_cell.pk]

    with django_assert_num_queries(2):
        one = year_facts(cells, 2026)
    thematic(cast, combined_with=first)
    MeetingFactory(organization=cast.neighbour_cell)
    MeetingFactory(organization=cast.neighbour_cell, kind="committee")
    with django_assert_num_queries(2):
        three = year_facts(cells, 2026)

    assert [(row.present, row.expected) for row in one[cast.cell.pk]] == [(7, 8)]
    assert one[cast.cell.pk][0].score_sent_at == STARTS_AT + timedelta(days=2)
    assert [row.is_combined for row in three[cast.cell.pk]] == [True, True]
    assert [row.kind for row in three[cast.neighbour_cell.pk]] == [MeetingKind.REGULAR]


def test_a_locked_meeting_is_read_once_and_never_stale(cast, django_assert_num_queries):
    first = MeetingFactory(organization=cast.cell, state="locked", expected=8, present=7)
    with django_assert_num_queries(2):
        year_facts([cast.cell.pk], 2026)
    with django_assert_num_queries(1):
        (known,) = year_facts([cast.cell.pk], 2026)[cast.cell.pk]
    assert (known.score_sent_at, known.is_combined) == (None, False)

    FollowUp.objects.create(meeting=first, deed=FollowUpDeed.SCORE_SENT, at=STARTS_AT + timedelta(days=2))
    (scored,) = year_facts([cast.cell.pk], 2026)[cast.cell.pk]
    assert scored.score_sent_at == STARTS_AT + timedelta(days=2)

    thematic(cast, combined_with=first)
    assert [row.is_combined for row in year_facts([cast.cell.pk], 2026)[cast.cell.pk]] == [True, True]


def test_another_year_is_left_out(cast):
    MeetingFactory(organization=cast.cell, period="2027-01")

    assert year_facts([cast.cell.pk], 2026) == {}
