"""Whose report a person reads: a committee's officer those below, a leader the own cell, nobody else any."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from compliance.access import get_cell, require_cells, visible_cells, visible_committees
from tests.cast import ON
from tests.factories.members import CommitteeFactory, OrganizationFactory

EVERYBODY = (
    *("secretary", "deputy", "committee_member", "minute_taker", "member", "neighbour", "neighbour_secretary"),
    *("supervisor", "officer", "other_officer", "technician", "nobody"),
)


def test_who_reads_the_report_of_which_cells(cast):
    mine, theirs = cast.cell.name, cast.neighbour_cell.name
    seen = {name: [cell.name for cell in visible_cells(getattr(cast, name), ON)] for name in EVERYBODY}
    assert {name: cells for name, cells in seen.items() if cells} == {
        "secretary": [mine],
        "deputy": [mine],
        "neighbour_secretary": [theirs],
        "officer": [mine, theirs],
    }


def test_without_any_cell_the_report_is_refused_with_who_may(cast):
    assert list(require_cells(cast.officer, ON)) == [cast.cell, cast.neighbour_cell]
    for name in ("member", "supervisor", "other_officer", "technician", "nobody"):
        with pytest.raises(PermissionDenied, match="cán bộ cấp ủy cấp trên"):
            require_cells(getattr(cast, name), ON)


def test_one_cell_is_found_refused_or_unknown(cast):
    assert get_cell(cast.officer, cast.cell.pk, ON) == cast.cell
    assert get_cell(cast.secretary, cast.cell.pk, ON) == cast.cell
    with pytest.raises(PermissionDenied):
        get_cell(cast.member, cast.cell.pk, ON)
    for user in (cast.other_officer, cast.neighbour_secretary, cast.nobody):
        with pytest.raises(Http404):
            get_cell(user, cast.cell.pk, ON)


def test_a_committee_is_no_cell(cast):
    with pytest.raises(Http404):
        get_cell(cast.officer, cast.committee.pk, ON)


def test_the_committees_below_an_officer(cast):
    below = CommitteeFactory(parent=cast.committee, number=9)
    OrganizationFactory(parent=below)
    assert list(visible_committees(cast.officer, ON)) == [cast.committee, below]
    assert list(visible_committees(cast.secretary, ON)) == []
