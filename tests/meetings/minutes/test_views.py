"""The pages of the minutes: writing, reading back, the lock, the file."""

from datetime import timedelta

import pytest

from chibo.core.models import AuditEntry
from chibo.rules.workflow import MeetingState
from meetings.minutes import services as minutes
from meetings.models import Meeting
from tests.meetings import staging
from tests.meetings.reading import at, marked, text

AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture(autouse=True)
def _at_the_hour(cast, moved_clock):
    moved_clock(cast.now)


# Minutes and lock -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("items", [1, 3])
def test_the_minutes_ask_a_fixed_number_of_questions(cast, taker, items, django_assert_num_queries):
    meeting = staging.held(cast, items=items)
    taker.get(at("minutes", meeting.pk))
    with django_assert_num_queries(30):
        assert taker.get(at("minutes", meeting.pk)).status_code == 200


def test_the_minutes_save_themselves_and_show_both_texts(cast, taker):
    meeting = staging.held(cast)
    address = at("minutes", meeting.pk)
    answer = taker.post(address, {"version": 1, "opening": "Tuyên bố lý do"}, headers=AUTOSAVE)
    assert (answer.json()["version"], answer.json()["theirs"]) == (2, [])
    answer = taker.post(address, {"version": 1, "opening": "Bản khác"})
    assert answer.status_code == 409
    assert "Có hai bản khác nhau" in text(answer)
    assert marked(text(answer)) == {"Bản đang lưu": ["Tuyên bố lý do"], "Bản của đồng chí": ["Bản khác"]}
    assert taker.post(address, {"version": 2, "opening": "Bản khác", "conflict": "mine"}).status_code == 303
    assert "Bản khác" in text(taker.get(address))


def test_reading_back_then_locking(cast, leader):
    meeting = staging.held(cast)
    page = text(leader.get(at("lock", meeting.pk)))
    assert "Sau khi khóa không sửa được nữa." in page
    assert "Biên bản chưa được đọc lại và thông qua." in page
    refused = leader.post(at("lock", meeting.pk))
    assert refused.status_code == 409
    too_many = leader.post(at("minutes-read-back", meeting.pk), {"votes": "7"})
    assert too_many.status_code == 409
    assert "không thể nhiều hơn 6 đảng viên có mặt" in text(too_many)
    assert leader.post(at("minutes-read-back", meeting.pk), {"votes": "6"}).status_code == 303
    assert leader.post(at("lock", meeting.pk)).status_code == 303
    assert "Biên bản đã khóa rồi." in text(leader.post(at("lock", meeting.pk), follow=True))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.LOCKED


def test_locking_against_advice_takes_a_reason(cast, leader):
    meeting = staging.read_back(cast)
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=cast.now - timedelta(minutes=30))
    answer = leader.post(at("lock", meeting.pk), {"reason": ""})
    assert answer.status_code == 409
    assert "Buổi sinh hoạt ngắn hơn mức tối thiểu." in text(answer)
    assert leader.post(at("lock", meeting.pk), {"reason": "Nội dung ít"}).status_code == 303


def test_locking_before_the_end_leads_to_the_close(cast, leader):
    meeting = staging.called(cast)
    answer = leader.get(at("lock", meeting.pk))
    assert (answer.status_code, answer["Location"]) == (303, at("close", meeting.pk))


@pytest.mark.parametrize(
    ("who", "before", "after"),
    [
        ("minute_taker", 200, 200),
        ("secretary", 200, 200),
        ("member", 403, 200),
        ("committee_member", 403, 200),
        ("supervisor", 403, 200),
        ("officer", 403, 200),
        ("neighbour", 404, 404),
        ("other_officer", 404, 404),
        ("technician", 404, 404),
    ],
)
def test_who_reads_the_minutes_before_and_after_the_lock(cast, client, who, before, after):
    meeting = staging.read_back(cast)
    client.force_login(getattr(cast, who))
    assert client.get(at("minutes", meeting.pk)).status_code == before
    assert client.get(at("minutes-document", meeting.pk)).status_code in {403, 404}
    minutes.lock_minutes(actor=cast.secretary, now=cast.now, meeting=meeting)
    assert client.get(at("minutes", meeting.pk)).status_code == after
    assert client.get(at("minutes-document", meeting.pk)).status_code == after


def test_the_locked_file_is_served_as_stored_and_each_download_written_down(cast, client):
    meeting = staging.locked(cast)
    stored = meeting.minutes.document
    client.force_login(cast.member)
    page = text(client.get(at("minutes", meeting.pk)))
    assert stored.sha256 in page
    assert page.count("<h1") == 1
    answer = client.get(at("minutes-document", meeting.pk))
    assert (answer.content, answer["ETag"]) == (bytes(stored.content), f'"{stored.sha256}"')
    assert answer["Content-Type"] == "application/pdf"
    again = client.get(at("minutes-document", meeting.pk), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    entries = AuditEntry.objects.filter(action="meeting.minutes_downloaded", actor=cast.member)
    assert entries.count() == 1
