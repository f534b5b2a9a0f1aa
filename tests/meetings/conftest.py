"""What the tests of several rooms stand on: a browser in somebody's hands, and a meeting that is being prepared."""

import pytest
from django.urls import reverse

from meetings.preparation.circulation import services as circulation
from tests.factories.meetings import DraftFactory, ItemFactory, MeetingFactory, VersionFactory


@pytest.fixture
def visit(cast, client, moved_clock):
    """Open or post to a page by its name: ``visit("detail", meeting.pk)``, ``visit(…, data={…}, user=cast.member)``."""
    moved_clock(cast.now)

    def go(name, *args, user=None, data=None, query="", **headers):
        client.force_login(user or cast.secretary)
        address = reverse(f"meetings:{name}", args=args) + query
        return client.get(address, **headers) if data is None else client.post(address, data, **headers)

    return go


@pytest.fixture
def taker(client, cast, moved_clock):
    """The browser of the minute-taker, at the hour of the meeting."""
    moved_clock(cast.now)
    client.force_login(cast.minute_taker)
    return client


@pytest.fixture
def leader(client, cast, moved_clock):
    """The browser of the secretary, at the hour of the meeting."""
    moved_clock(cast.now)
    client.force_login(cast.secretary)
    return client


@pytest.fixture
def meeting(cast):
    """Planned for December, with one item."""
    row = MeetingFactory(organization=cast.cell, chair=cast.secretary.member, committee_agreed_at=cast.now)
    ItemFactory(meeting=row, position=1, title="Thông tin thời sự", presenter=cast.official, minutes=95)
    return row


@pytest.fixture
def version(meeting):
    """The first version of a paper of the meeting."""
    return VersionFactory(draft=DraftFactory(meeting=meeting, title="Dự thảo nghị quyết"))


@pytest.fixture
def sent(cast, meeting, version):
    """The meeting with its paper, circulated."""
    return circulation.circulate_meeting(actor=cast.secretary, now=cast.now, meeting=meeting)
