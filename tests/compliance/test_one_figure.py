"""A committee changes one figure on a page: report, timeline, reminders and warnings all follow, and nowhere else."""

from datetime import date

import pytest

from chibo.core import clock
from chibo.core.models import OutboundMessage
from chibo.rules.refusal import RuleRefused
from chibo.rules.workflow import Advice
from meetings.models import AgendaItem
from meetings.notices import services as reminding
from meetings.overview.selectors import meeting_page
from meetings.preparation.circulation import services as circulation
from tests.cast import NOW
from tests.compliance.small_year import regular
from tests.factories.resolutions import MeetingFactory, at

LAST_DAY = {"1": "02/12/2026", "2": "01/12/2026"}
HELD_ON = date(2026, 11, 3)


@pytest.fixture
def coming(cast):
    """The meeting of 3 December: not circulated, nothing missing but what is only advised."""
    meeting = MeetingFactory(organization=cast.cell, chair=cast.secretary.member, committee_agreed_at=NOW)
    AgendaItem.objects.create(
        meeting=meeting, position=1, kind="discussion", title="Một", presenter=cast.deputy.member, minutes=95
    )
    return meeting


def set_figure(client, cast, value):
    client.force_login(cast.officer)
    data = {"organization": cast.committee.pk, "code": "documents_days_before_min", "value": value, "basis": "QĐ 5"}
    with clock.moved_to(NOW):
        assert client.post("/rules/new/", {**data, "since": "01/11/2026"}).status_code == 302


def report(client, cast):
    """The mark of the papers of November, circulated one day before the meeting, on the officer's matrix."""
    client.force_login(cast.officer)
    with clock.moved_to(NOW):
        rows = client.get("/compliance/2026/", {"obligation": "papers_circulated"}).context["report"].rows
    return [row.marks[13].verdict for row in rows]


def timeline(cast, meeting):
    steps = {step.label: step for step in meeting_page(meeting, cast.secretary, NOW).steps}
    return steps["Gửi tài liệu"].detail, steps["Gửi tài liệu"].source


def reminded_on(meeting, kind="papers_last_day"):
    """The days on which the organisers were told that the last day has come."""
    days = []
    for day in (1, 2):
        reminding.enqueue_due_reminders(now=at(date(2026, 12, day), 7, 5))
        found = OutboundMessage.objects.filter(kind=kind, about=f"meeting:{meeting.pk}", state="sent").exists()
        if found and not days:
            days.append(day)
    return days


def warning(cast, meeting):
    """What circulating two days before the meeting is warned of."""
    with pytest.raises(RuleRefused) as refused:
        circulation.circulate_meeting(actor=cast.secretary, now=at(date(2026, 12, 2), 8), meeting=meeting)
    return Advice.LEAD_TIME in refused.value.missing


@pytest.mark.parametrize(("value", "mark", "day", "is_warned"), [("1", "met", 2, False), ("2", "late", 1, True)])
def test_one_figure_changes_all_four(client, cast, coming, value, mark, day, is_warned):
    for cell in (cast.cell, cast.neighbour_cell):
        regular(cell, HELD_ON, circulated_at=at(date(2026, 11, 2), 8))
    assert report(client, cast) == ["met", "met"]
    set_figure(client, cast, value)
    assert report(client, cast) == [mark, mark]
    detail, source = timeline(cast, coming)
    assert LAST_DAY[value] in detail
    assert source == "QĐ 5"
    assert reminded_on(coming) == [day]
    assert warning(cast, coming) is is_warned


def test_another_committee_is_not_touched(client, cast, coming):
    cast.cell.parent, cast.cell.path = cast.other_committee, f"{cast.other_committee.path}0001."
    cast.cell.save()
    coming.refresh_from_db()
    set_figure(client, cast, "2")
    detail, source = timeline(cast, coming)
    assert LAST_DAY["1"] in detail
    assert source == "HD 42-HD/BTCTW, 28/10/2025"
