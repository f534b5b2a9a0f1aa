"""Days from which figures, instruments and score sheets bind: bounded, told beside the field."""

import pytest
from django.urls import reverse

from meetings.models import CommitteeSheet
from members.models import InstrumentAdoption, LocalRule
from tests.factories.members import AdoptionFactory

pytestmark = pytest.mark.django_db

TOLD = "Ngày áp dụng phải trong khoảng 06/07/2018 đến 31/12/2028."


@pytest.fixture
def officer(cast, client, moved_clock):
    moved_clock(cast.now)
    client.force_login(cast.officer)
    return client


@pytest.mark.parametrize("day", ["05/07/2018", "01/01/2029"])
def test_a_figure_a_sheet_and_an_instrument(cast, officer, day):
    figure = {"code": "min_minutes_regular", "value": "60", "basis": "QĐ 1", "since": day}
    lines = {"lines": "Một: 60\nHai: 40", "basis": "QĐ 2", "since": day}
    for name, sent in (("compliance:rule-add", figure), ("compliance:score-sheet", lines)):
        answer = officer.post(reverse(name), sent | {"organization": cast.committee.pk})
        assert answer.context["form"].errors["since"] == [TOLD]
        assert f'value="{day}"' in answer.content.decode()
    answer = officer.post(
        reverse("compliance:adopt", args=["LC08"]), {"LC08-organization": cast.committee.pk, "LC08-since": day}
    )
    assert TOLD in answer.content.decode()
    assert not (LocalRule.objects.exists())
    assert not (CommitteeSheet.objects.exists())
    assert not (InstrumentAdoption.objects.exists())


def test_an_instrument_is_withdrawn_from_a_possible_day(cast, officer):
    row = AdoptionFactory(organization=cast.committee)
    answer = officer.post(reverse("compliance:withdraw", args=[row.pk]), {f"of-{row.pk}-on": "01/01/2029"})
    assert TOLD in answer.content.decode()
    row.refresh_from_db()
    assert row.until is None
