"""Drafts are seen by those who issue; issued ones by the cell, its supervising official and the committee above."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from chibo.rules.powers import Power
from resolutions import documents, services
from resolutions.access import get_resolution, visible_resolutions
from tests.cast import NOW, ON
from tests.factories.resolutions import ready_to_issue

LEADERS = {"secretary", "deputy"}
READERS = LEADERS | {"committee_member", "minute_taker", "member", "supervisor", "officer"}
EVERYBODY = READERS | {"neighbour", "neighbour_secretary", "other_officer", "technician", "nobody"}


@pytest.fixture
def draft(cast):
    return ready_to_issue(cast.cell, cast.secretary.member)


@pytest.fixture
def issued(cast, draft, monkeypatch):
    monkeypatch.setattr(documents, "resolution_pdf", lambda _paper: b"x")
    return services.issue_resolution(actor=cast.secretary, now=NOW, resolution=draft)


def who_sees(cast):
    return {name for name in EVERYBODY if visible_resolutions(getattr(cast, name), ON).exists()}


def test_a_draft_is_seen_by_the_leaders_alone(cast, draft):
    assert who_sees(cast) == LEADERS


def test_an_issued_resolution_is_seen_by_the_cell_and_above(cast, issued):
    assert who_sees(cast) == READERS


def test_unseen_is_not_found_and_seen_without_the_power_is_refused(cast, issued):
    assert get_resolution(cast.member, issued.pk, Power.READ_ISSUED, ON) == issued
    with pytest.raises(Http404):
        get_resolution(cast.neighbour_secretary, issued.pk, Power.READ_ISSUED, ON)
    with pytest.raises(PermissionDenied, match=r"Việc này dành cho bí thư, phó bí thư\."):
        get_resolution(cast.member, issued.pk, Power.ISSUE_RESOLUTION, ON)
