"""Numbers as printed, signers in order, what is missing, who saved last."""

from datetime import date, timedelta

import pytest

from chibo.core import audit
from chibo.core.contest import LastEdit
from chibo.rules.powers import Role
from chibo.rules.workflow import Need
from meetings.ground.selectors import signers
from members.selectors import last_save
from resolutions import documents, selectors, services
from resolutions.access import visible_resolutions
from resolutions.codes import ResolutionDeed
from tests.cast import NOW, ON
from tests.factories.members import RoleFactory
from tests.factories.resolutions import BallotFactory, MeetingFactory, ResolutionFactory, at, hold, ready_to_issue


@pytest.mark.parametrize(
    ("number", "document_type", "printed"),
    [(None, "NQ", ""), (1, "NQ", "Số 01-NQ/CB"), (9, "KL", "Số 09-KL/CB"), (10, "NQ", "Số 10-NQ/CB")],
)
def test_the_number_as_it_is_printed(number, document_type, printed):
    row = ResolutionFactory.build(
        ballot=BallotFactory.build(meeting=MeetingFactory.build()), number=number, document_type=document_type
    )
    assert selectors.number_line(row) == printed


def test_signers_are_the_secretary_then_the_deputies_of_that_day(cast):
    RoleFactory(member=cast.official, organization=cast.cell, role=Role.SECRETARY.value, ends_on=date(2026, 1, 1))
    found = signers(cast.cell, ON)
    assert found == [(cast.secretary.member, Role.SECRETARY), (cast.deputy.member, Role.DEPUTY_SECRETARY)]


def test_everything_that_is_missing_is_named_in_order(cast):
    meeting = hold(MeetingFactory(organization=cast.neighbour_cell))
    row = ResolutionFactory(ballot=BallotFactory(meeting=meeting, is_carried=False), body="")
    assert selectors.unmet_needs(row, ON) == (
        Need.MINUTES_LOCKED,
        Need.VOTE_CARRIED,
        Need.TEXT,
        Need.SIGNER,
        Need.TERM,
    )
    page = selectors.resolution_page(row, ON)
    assert page.needs[0] == "Biên bản kỳ sinh hoạt chưa khóa."
    assert (page.number_line, page.sha256) == ("", "")


def test_the_page_of_an_issued_resolution_has_its_hash_and_needs_nothing(cast, monkeypatch):
    monkeypatch.setattr(documents, "resolution_pdf", lambda _paper: b"abc")
    ready = ready_to_issue(cast.cell, cast.secretary.member)
    issued = services.issue_resolution(actor=cast.secretary, now=NOW, resolution=ready)
    page = selectors.resolution_page(issued, date(2040, 1, 1))
    assert (page.needs, page.number_line) == ([], "Số 01-NQ/CB")
    assert page.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_year_of_a_resolution_is_that_of_its_meeting_drafts_first(cast, monkeypatch):
    monkeypatch.setattr(documents, "resolution_pdf", lambda _paper: b"abc")
    days = [date(2026, 9, 3), date(2026, 10, 3), date(2026, 11, 3)]
    first, second, third = [ready_to_issue(cast.cell, cast.secretary.member, starts_at=at(day)) for day in days]
    for place, row in enumerate((second, third)):
        services.issue_resolution(actor=cast.secretary, now=NOW + timedelta(minutes=place), resolution=row)
    visible = visible_resolutions(cast.secretary, ON)
    assert list(selectors.resolutions_of_year(visible, 2026)) == [first, third, second]
    assert list(selectors.resolutions_of_year(visible, 2025)) == []


def test_votes_that_wait_for_a_resolution(cast):
    meeting = hold(MeetingFactory(organization=cast.cell))
    waiting = BallotFactory(meeting=meeting)
    BallotFactory(meeting=meeting, is_carried=False)
    admission = BallotFactory(meeting=meeting, matter="admission")
    for matter in ("agenda", "rating", "discipline", "minutes"):
        BallotFactory(meeting=meeting, matter=matter)
    ResolutionFactory(ballot=BallotFactory(meeting=meeting))
    assert selectors.carried_ballots(meeting) == [waiting, admission]


def test_who_saved_last(cast):
    row = ready_to_issue(cast.cell, cast.secretary.member)
    assert last_save(f"resolution:{row.pk}", ResolutionDeed.SAVED) == LastEdit("", None)
    for actor, name in ((cast.technician, "kythuat"), (cast.deputy, "Lê Văn Đức")):
        audit.record(actor=actor, now=NOW, action=ResolutionDeed.SAVED, target=f"resolution:{row.pk}")
        assert last_save(f"resolution:{row.pk}", ResolutionDeed.SAVED) == LastEdit(name, NOW)
