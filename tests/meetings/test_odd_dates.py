"""No stored date breaks a page, and no written one a form."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from meetings.models import Meeting, Minutes
from tests.factories.meetings import DraftFactory, ItemFactory, MeetingFactory
from tests.meetings.reading import at, text

pytestmark = pytest.mark.django_db

DAYS = [(1, 1, 3), (999, 12, 31), (1500, 2, 28), (2016, 12, 5), (2018, 1, 1), (2999, 12, 31), (9998, 12, 30)]
PAGES = ("detail", "change", "agenda", "cancel", "circulate", "open", "draft-add", "delivery", "packet")


@pytest.fixture
def leader(client, cast, moved_clock):
    moved_clock(cast.now)
    client.force_login(cast.secretary)
    return client


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("state", ["planned", "circulated", "held"])
@pytest.mark.parametrize("kind", ["regular", "extraordinary"])
def test_every_page_stands_whatever_day_is_stored(cast, leader, day, state, kind):
    on = datetime(*day, 3, 0, tzinfo=UTC)
    begun = {"opened_at": on, "closed_at": on} if state == "held" else {}
    meeting = MeetingFactory(
        organization=cast.cell, kind=kind, state=state, starts_at=on, period=f"{day[0]:04d}-{day[1]:02d}", **begun
    )
    if begun:
        Minutes.objects.create(meeting=meeting)
    ItemFactory(meeting=meeting)
    DraftFactory(meeting=meeting)
    assert leader.get("/").status_code == 200
    assert leader.get(reverse("meetings:list"), {"year": "2026"}).status_code == 200
    for name in PAGES if state != "held" else ("detail", "session", "minutes", "times", "roll-update", "lock"):
        assert leader.get(at(name, meeting.pk)).status_code in (200, 302, 303), name


@pytest.mark.parametrize("day", ["05/12/2016", "01/01/0001", "31/12/9999", "05/12/1899"])
def test_a_day_out_of_range_is_refused_with_all_that_was_typed(cast, leader, day):
    sent = {"starts_on": day, "starts_time": "19:30", "minutes": "60", "place": "Nhà văn hóa", "reason": "Gấp"}
    answer = leader.post(f"{reverse('meetings:plan')}?kind=extraordinary", sent | {"kind": "extraordinary"})
    assert answer.status_code in (409, 422)
    assert f'value="{day}"' in text(answer)
    assert "Nhà văn hóa" in text(answer)
    assert not Meeting.objects.exists()
