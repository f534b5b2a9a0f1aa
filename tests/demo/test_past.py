from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from chibo.core.models import Channel, Delivery, OutboundMessage
from chibo.demo.load import load
from chibo.rules.workflow import MeetingState
from meetings.models import Meeting, Minutes
from members.models import Organization

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
PASSWORD = "Trinh-dien-Kien-Thuy"
FOUR_DAYS = [(2027, 1, 1, 8), (2027, 2, 28, 8), (2027, 6, 3, 20), (2026, 12, 31, 23)]


@pytest.mark.django_db
@pytest.mark.parametrize("day", FOUR_DAYS, ids=lambda day: "{2:02d}/{1:02d}".format(*day))
def test_it_loads_on_any_day(day):
    now = datetime(*day, tzinfo=HANOI)
    load(now=now, password=PASSWORD, cells=1, months=2)
    first = Organization.objects.cells()[0]
    coming = Meeting.objects.filter(organization=first, starts_at__gt=now).get(kind="regular")
    assert coming.state == MeetingState.PLANNED
    assert coming.items.filter(presenter=None).count() == 1
    assert Minutes.objects.exclude(locked_at=None).exists()
    assert not OutboundMessage.objects.filter(channel=Channel.EMAIL, state=Delivery.QUEUED).exists()
    assert not Minutes.objects.filter(locked_at__gt=now).exists()
