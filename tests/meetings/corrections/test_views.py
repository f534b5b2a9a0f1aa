"""The pages of corrections: what they ask, what bad input gets."""

import pytest

from chibo.rules.census import Mark
from meetings.models import HandOver
from tests.factories.members import MemberFactory, MembershipFactory
from tests.meetings import staging
from tests.meetings.reading import at, seen_on, text, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(client, cast, moved_clock):
    moved_clock(cast.now)
    client.force_login(cast.secretary)
    return client


def test_the_screen_leads_to_every_correction(cast, leader):
    meeting = staging.called(cast)
    page = text(leader.get(at("session", meeting.pk)))
    for name in ("opening-undo", "times", "roll-update", "hand-over"):
        assert at(name, meeting.pk) in page


def test_undoing_names_the_consequence_and_asks_for_the_roll(cast, leader):
    meeting = staging.opened(cast)
    assert "Xóa cả điểm danh" not in text(leader.get(at("opening-undo", meeting.pk)))
    staging.call(cast, meeting, cast.official, Mark.PRESENT)
    answer = leader.post(at("opening-undo", meeting.pk))
    assert answer.status_code == 409
    assert "Đã điểm danh 1 đồng chí." in text(answer)
    answer = leader.post(at("opening-undo", meeting.pk), {"with_roll": "on"})
    assert (answer.status_code, answer["Location"]) == (303, at("detail", meeting.pk))
    assert at("cancel", meeting.pk) in text(leader.get(at("detail", meeting.pk)))


def test_times_come_filled_in_and_wrong_ones_come_back(cast, leader):
    meeting = staging.held(cast)
    shown = leader.get(at("times", meeting.pk))
    page = text(shown)
    assert 'value="20/11/2026"' in page
    assert 'value="08:30"' in page
    wrong = {"opened_on": "20/11/2025", "opened_time": "06:00", "closed_on": "20/11/2026", "closed_time": "08:00"}
    wrong |= seen_on(shown)
    answer = leader.post(at("times", meeting.pk), wrong)
    assert answer.status_code == 409
    assert "quá một tháng" in text(answer)
    assert 'value="20/11/2025"' in text(answer)
    answer = leader.post(at("times", meeting.pk), wrong | {"opened_on": "20/11/2026"})
    assert (answer.status_code, told(answer)) == (303, ["Đã sửa giờ của buổi sinh hoạt."])


@pytest.mark.parametrize("day", ["31/02/2026", "00/00/0000", "20/11/0001", "20/11/9999", "hôm nay"])
def test_no_date_breaks_the_page(cast, leader, day):
    meeting = staging.called(cast)
    answer = leader.post(at("times", meeting.pk), {"opened_on": day, "opened_time": "06:00"})
    assert answer.status_code in (409, 422)
    assert f'value="{day}"' in text(answer)


def test_the_roll_is_shown_with_its_difference_and_then_brought_up_to_date(cast, leader):
    meeting = staging.called(cast)
    assert told(leader.get(at("roll-update", meeting.pk))) == [
        "Danh sách của buổi sinh hoạt vẫn đúng với danh sách chi bộ."
    ]
    newcomer = MemberFactory(full_name="Bạch Thị Mới")
    MembershipFactory(member=newcomer, organization=cast.cell)
    answer = leader.get(at("roll-update", meeting.pk))
    assert "Thêm: Bạch Thị Mới (chính thức)." in text(answer)
    stale = leader.post(at("roll-update", meeting.pk), {"seen": "khác"})
    assert stale.status_code == 409
    assert "Danh sách vừa thay đổi thêm." in text(stale)
    answer = leader.post(at("roll-update", meeting.pk), {"seen": "Thêm: Bạch Thị Mới (chính thức)."})
    assert answer.status_code == 303
    assert meeting.attendances.filter(member=newcomer).exists()


def test_somebody_takes_over_and_the_screen_says_so(cast, leader):
    meeting = staging.called(cast)
    sent = {"post": "chair", "after": cast.deputy.member.pk, "at_on": "20/11/2026", "at_time": "08:00"}
    assert leader.post(at("hand-over", meeting.pk), sent | {"after": ""}).status_code == 422
    assert leader.post(at("hand-over", meeting.pk), sent | {"at_time": "05:00"}).status_code == 409
    assert leader.post(at("hand-over", meeting.pk), sent).status_code == 303
    page = text(leader.get(at("session", meeting.pk)))
    assert "Từ 08:00 đồng chí Lê Văn Đức thay đồng chí Trần Thị Hoa chủ trì." in page
    leader.post(at("entry-remove", "hand-over", HandOver.objects.get().pk))
    assert not HandOver.objects.exists()
    meeting.refresh_from_db()
    assert meeting.chair == cast.secretary.member


@pytest.mark.parametrize("name", ["opening-undo", "times", "roll-update", "hand-over"])
@pytest.mark.parametrize("stage", [staging.planned, staging.locked])
def test_before_and_after_a_session_there_is_nothing_to_correct(cast, leader, stage, name):
    meeting = stage(cast)
    answer = leader.get(at(name, meeting.pk))
    assert (answer.status_code, answer["Location"]) == (303, at("detail", meeting.pk))
