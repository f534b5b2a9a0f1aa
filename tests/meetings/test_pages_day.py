"""The pages of the day and after, as people meet them: with and without htmx, right and wrong input, who may."""

from datetime import timedelta

import pytest
from django.urls import reverse

from chibo.core.models import AuditEntry
from chibo.rules.census import Mark
from chibo.rules.voting import Matter
from chibo.rules.workflow import MeetingState
from meetings import services
from meetings.models import Assignment, Ballot, Meeting, Speech
from tests.meetings import staging
from tests.meetings.test_closing import POINTS

HTMX = {"HX-Request": "true"}
AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture(autouse=True)
def _at_the_hour(cast, moved_clock):
    moved_clock(cast.now)


@pytest.fixture
def taker(client, cast):
    client.force_login(cast.minute_taker)
    return client


@pytest.fixture
def leader(client, cast):
    client.force_login(cast.secretary)
    return client


def at(name, *args):
    return reverse(f"meetings:{name}", args=args)


def text(answer):
    return " ".join(answer.content.decode().split())


def open_values(cast, **values):
    return {
        "chair": cast.secretary.member.pk,
        "minute_taker": cast.minute_taker.member.pk,
        "opened_on": "20/11/2026",
        "opened_time": "08:00",
        "reason": "Phát trực tiếp",
    } | values


# Opening ----------------------------------------------------------------------------------------------------------


def test_opening_names_the_consequence_and_asks_why_nothing_was_sent(cast, leader):
    meeting = staging.planned(cast, minute_taker=None)
    page = text(leader.get(at("open", meeting.pk)))
    assert "Danh sách đảng viên của ngày họp được chốt" in page
    assert "Chương trình và tài liệu chưa được gửi cho đảng viên." in page
    answer = leader.post(at("open", meeting.pk), open_values(cast, reason="", minute_taker=""))
    assert answer.status_code == 409
    assert "Đồng chí chưa chọn." in text(answer)
    assert 'value="08:00"' in text(answer)
    answer = leader.post(at("open", meeting.pk), open_values(cast))
    assert (answer.status_code, answer["Location"]) == (303, at("day", meeting.pk))
    meeting.refresh_from_db()
    assert (meeting.state, meeting.minute_taker) == (MeetingState.IN_SESSION, cast.minute_taker.member)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"opened_time": "23:00"}, "Giờ bắt đầu chưa tới."),
        ({"opened_on": "11/20/2026"}, "Ngày này không đúng."),
        ({"chair": "999999"}, "Đồng chí này không có trong danh sách của buổi sinh hoạt."),
    ],
)
def test_opening_wrongly_says_so_beside_the_field(cast, leader, values, sentence):
    meeting = staging.planned(cast)
    answer = leader.post(at("open", meeting.pk), open_values(cast, **values))
    assert answer.status_code == 409
    assert sentence in text(answer)


def test_a_second_press_leads_to_the_day(cast, leader):
    meeting = staging.opened(cast)
    answer = leader.post(at("open", meeting.pk), open_values(cast), follow=True)
    assert "Buổi sinh hoạt đã bắt đầu rồi." in text(answer)


# The screen ---------------------------------------------------------------------------------------------------------


def test_the_heading_says_what_comes_next(cast, leader):
    meeting = staging.opened(cast)
    assert "Điểm danh: còn 8 đồng chí" in text(leader.get(at("day", meeting.pk)))
    leader.post(at("roll", meeting.pk), {"everybody": "1"})
    assert "Nội dung 1/3: Việc số 1" in text(leader.get(at("day", meeting.pk)))
    for item in meeting.items.all():
        leader.post(at("conclude", item.pk), {"version": 1, "conclusion": "Nhất trí."})
    assert "Các nội dung đã có kết luận" in text(leader.get(at("day", meeting.pk)))
    leader.post(at("close", meeting.pk), {"closed_on": "20/11/2026", "closed_time": "08:30"})
    assert "Đã họp xong, còn đọc lại và khóa biên bản" in text(leader.get(at("day", meeting.pk)))


def test_the_clock_stands_against_the_prescribed_minutes(cast, leader):
    page = text(leader.get(at("day", staging.opened(cast).pk)))
    assert "Bắt đầu 06:50" in page
    assert "tối thiểu 90 phút, tức đến 08:20" in page


@pytest.mark.parametrize("items", [1, 3])
def test_the_screen_asks_a_fixed_number_of_questions(cast, leader, items, django_assert_num_queries):
    meeting = staging.held(cast, items=items)
    for item in meeting.items.all():
        staging_speech(cast, meeting, item)
    leader.get(at("day", meeting.pk))
    with django_assert_num_queries(20):
        assert leader.get(at("day", meeting.pk)).status_code == 200


def staging_speech(cast, meeting, item):
    services.record_speech(
        actor=cast.minute_taker, now=cast.now, meeting=meeting, item=item, member=cast.probationary, text="Nhất trí."
    )


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("secretary", 200),
        ("deputy", 200),
        ("minute_taker", 200),
        ("committee_member", 403),
        ("member", 403),
        ("supervisor", 403),
        ("officer", 403),
        ("neighbour_secretary", 404),
        ("other_officer", 404),
        ("technician", 404),
        ("nobody", 404),
    ],
)
def test_who_sees_the_screen(cast, client, who, status):
    meeting = staging.called(cast)
    client.force_login(getattr(cast, who))
    assert client.get(at("day", meeting.pk)).status_code == status
    assert client.post(at("roll", meeting.pk), {"everybody": "1"}).status_code == (303 if status == 200 else status)
    assert client.get(at("score", meeting.pk)).status_code == status


@pytest.mark.parametrize(("stage", "room"), [("planned", "open"), ("locked", "minutes")])
def test_before_and_after_the_screen_leads_elsewhere(cast, leader, stage, room):
    meeting = getattr(staging, stage)(cast)
    answer = leader.get(at("day", meeting.pk))
    assert (answer.status_code, answer["Location"]) == (303, at(room, meeting.pk))


# Roll call ----------------------------------------------------------------------------------------------------------


def test_everybody_present_marks_only_the_unmarked_who_are_expected(cast, taker):
    meeting = staging.opened(cast)
    staging.call(cast, meeting, cast.member, Mark.UNEXCUSED)
    taker.post(at("roll", meeting.pk), {"everybody": "1"})
    assert staging.line(meeting, cast.member).mark == Mark.UNEXCUSED
    assert staging.line(meeting, cast.visiting).mark == Mark.PRESENT
    assert {staging.line(meeting, person).mark for person in (cast.exempt, cast.away)} == {""}


def test_one_line_by_htmx_answers_the_counts(cast, taker):
    meeting = staging.opened(cast)
    pk = staging.line(meeting, cast.official).pk
    given = {f"mark_{pk}": "absent_excused", f"reason_{pk}": ""}
    answer = taker.post(at("roll", meeting.pk), given, headers=HTMX)
    assert answer.status_code == 422
    assert "Đồng chí ghi lý do vắng của đồng chí Cao Văn Chính." in text(answer)
    answer = taker.post(at("roll", meeting.pk), given | {f"reason_{pk}": "đi viện"}, headers=HTMX)
    assert "Có mặt 0/8" in text(answer)
    assert "vắng có lý do 1" in text(answer)
    assert f'id="roll-state-{pk}"' in text(answer)
    assert "<html" not in text(answer)


def test_the_whole_roll_without_javascript_keeps_what_was_typed(cast, taker):
    meeting = staging.opened(cast)
    first, second = (staging.line(meeting, person).pk for person in (cast.member, cast.official))
    given = {f"mark_{first}": "present", f"mark_{second}": "absent_excused", f"reason_{second}": ""}
    answer = taker.post(at("roll", meeting.pk), given)
    assert answer.status_code == 422
    assert f'name="mark_{first}" value="present" checked' in text(answer)
    assert staging.line(meeting, cast.member).mark == ""
    taker.post(at("roll", meeting.pk), given | {f"reason_{second}": "ốm"})
    assert staging.line(meeting, cast.official).reason == "ốm"


def test_too_few_official_members_are_advised(cast, taker):
    meeting = staging.called(cast)
    for person in (cast.deputy, cast.committee_member):
        staging.call(cast, meeting, person, Mark.UNEXCUSED)
    assert "Có 2 đảng viên chính thức dự, mức khuyến nghị là từ 4." in text(taker.get(at("day", meeting.pk)))


# Entries ------------------------------------------------------------------------------------------------------------


def test_a_speech_with_and_without_htmx(cast, taker):
    meeting = staging.called(cast)
    item = meeting.items.first()
    given = {"item": item.pk, "member": cast.visiting.pk, "kind": "speech", "text": "Nhất trí <script>"}
    answer = taker.post(at("speech-add", meeting.pk), given, headers=HTMX)
    assert answer.status_code == 200
    assert "Nhất trí &lt;script&gt;" in text(answer)
    answer = taker.post(at("speech-add", meeting.pk), given | {"text": "Thêm", "kind": "reserved"})
    assert (answer.status_code, answer["Location"]) == (303, f"{at('day', meeting.pk)}?item={item.pk}#speech")
    assert [row.kind for row in Speech.objects.order_by("pk")] == ["speech", "reserved"]
    page = text(taker.get(at("day", meeting.pk)))
    assert "Ý kiến bảo lưu" in page
    assert "Chưa phát biểu (5)" in page


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_wrong_speech_comes_back_with_what_was_typed(cast, taker, headers):
    meeting = staging.called(cast)
    given = {"item": "", "member": "", "kind": "speech", "text": "Ý kiến dài đã gõ"}
    answer = taker.post(at("speech-add", meeting.pk), given, headers=headers)
    assert answer.status_code == 422
    assert "Ý kiến dài đã gõ" in text(answer)
    assert "Đồng chí chưa chọn." in text(answer)
    assert ("<html" in text(answer)) is not bool(headers)


def test_a_marked_secret_is_refused(cast, taker):
    meeting = staging.called(cast)
    given = {"member": cast.visiting.pk, "kind": "speech", "text": "Văn bản TUYỆT MẬT số 5"}
    answer = taker.post(at("speech-add", meeting.pk), given)
    assert answer.status_code == 422
    assert "TUYỆT MẬT" in text(answer)
    assert not Speech.objects.exists()


def test_a_vote_shows_who_is_counted_and_refuses_too_many(cast, taker):
    meeting = staging.called(cast)
    item = meeting.items.last()
    page = text(taker.get(at("day", meeting.pk) + f"?item={item.pk}"))
    assert "Được tính để biểu quyết: <b>6</b> đảng viên chính thức; đang có mặt <b>4</b>." in page
    assert "Thông qua nghị quyết (từ 4 phiếu)" in page
    given = {"item": item.pk, "matter": "resolution", "subject": "nghị quyết", "in_favor": "5"}
    answer = taker.post(at("ballot-add", meeting.pk), given, headers=HTMX)
    assert answer.status_code == 409
    assert "Tổng số phiếu 5 nhiều hơn 4 đảng viên chính thức đang có mặt." in text(answer)
    answer = taker.post(at("ballot-add", meeting.pk), given | {"in_favor": "", "unanimous": "1"}, headers=HTMX)
    assert answer.status_code == 200
    assert "Tán thành 4/6 (66,7 %)" in text(answer).replace("\u00a0", " ")
    assert Ballot.objects.get().is_carried


@pytest.mark.parametrize("value", ["", "-1", "ba", "99999999999999999999"])
def test_a_vote_is_a_number_of_hands(cast, taker, value):
    meeting = staging.called(cast)
    given = {"matter": "resolution", "subject": "nghị quyết", "in_favor": value}
    assert taker.post(at("ballot-add", meeting.pk), given).status_code == 422
    assert not Ballot.objects.exists()


def test_an_assignment_with_a_day_first_deadline(cast, taker):
    meeting = staging.called(cast)
    given = {"title": "Thu đảng phí", "member": cast.member.member.pk, "due_on": "05/12/2026"}
    wrong = taker.post(at("assign", meeting.pk), given | {"due_on": "01/11/2026", "helper": cast.member.member.pk})
    assert wrong.status_code == 422
    assert "Thời hạn không được trước ngày sinh hoạt." in text(wrong)
    assert "Người phối hợp phải khác người phụ trách." in text(wrong)
    taker.post(at("assign", meeting.pk), given)
    assert str(Assignment.objects.get().due_on) == "2026-12-05"


def test_the_supervising_official_is_suggested_as_a_guest(cast, taker):
    meeting = staging.called(cast)
    assert "Đồng chí Hoàng Thị Yến dự" in text(taker.get(at("day", meeting.pk)))
    given = {"name": "Hoàng Thị Yến", "post": "Cấp ủy viên theo dõi chi bộ"}
    answer = taker.post(at("guest-add", meeting.pk), given, headers=HTMX)
    assert "Đồng chí Hoàng Thị Yến dự" not in text(answer)
    assert "Cấp ủy viên theo dõi chi bộ" in text(answer)


def test_an_item_of_another_meeting_is_refused(cast, taker):
    meeting, other = staging.called(cast), staging.planned(cast, key="2026-12", starts_at=cast.now + timedelta(days=20))
    given = {"item": other.items.first().pk, "member": cast.visiting.pk, "kind": "speech", "text": "Lạc chỗ"}
    assert taker.post(at("speech-add", meeting.pk), given).status_code == 422
    assert not Speech.objects.exists()


def test_a_mistake_is_taken_back_after_a_question(cast, taker):
    meeting = staging.called(cast)
    staging_speech(cast, meeting, None)
    speech = Speech.objects.get()
    address = at("entry-remove", "speech", speech.pk)
    assert "Ý kiến phát biểu của đồng chí Ông Thị Dự." in text(taker.get(address))
    assert Speech.objects.exists()
    assert taker.post(address).status_code == 303
    assert not Speech.objects.exists()
    assert taker.get(address).status_code == 404
    assert taker.get(at("entry-remove", "meeting", meeting.pk)).status_code == 404


def test_strangers_remove_nothing(cast, client):
    meeting = staging.called(cast)
    staging_speech(cast, meeting, None)
    address = at("entry-remove", "speech", Speech.objects.get().pk)
    for who, status in (("member", 403), ("neighbour_secretary", 404)):
        client.force_login(getattr(cast, who))
        assert client.post(address).status_code == status
    assert Speech.objects.exists()


# Conclusions --------------------------------------------------------------------------------------------------------


def test_a_conclusion_saves_itself_and_renews_its_version(cast, taker):
    item = staging.called(cast).items.first()
    answer = taker.post(at("conclude", item.pk), {"version": 1, "conclusion": "Nhất trí."}, headers=AUTOSAVE)
    assert answer.json() == {"version": 2}
    assert taker.post(at("conclude", item.pk), {"version": 1}, headers=AUTOSAVE).status_code == 409
    assert taker.post(at("conclude", item.pk), {"version": ""}, headers=AUTOSAVE).status_code == 422
    item.refresh_from_db()
    assert item.conclusion == "<p>Nhất trí.</p>"


def test_two_conclusions_are_shown_side_by_side_and_one_is_chosen(cast, client):
    item = staging.called(cast).items.first()
    for who, words in (("minute_taker", "Bản của thư ký"), ("secretary", "Bản của bí thư")):
        client.force_login(getattr(cast, who))
        answer = client.post(at("conclude", item.pk), {"version": 1, "conclusion": words})
    assert answer.status_code == 409
    page = text(answer)
    assert "Ngô Thu Hằng đã sửa phần này" in page
    assert page.count("Bản của") >= 3
    item.refresh_from_db()
    assert item.conclusion == "<p>Bản của thư ký</p>"
    theirs = client.post(at("conclude", item.pk), {"conflict": "theirs", "version": 2, "conclusion": "x"})
    assert theirs.status_code == 303
    mine = {"conflict": "mine", "version": 2, "proceedings": "", "conclusion": "<p>Bản của bí thư</p>"}
    assert client.post(at("conclude", item.pk), mine).status_code == 303
    item.refresh_from_db()
    assert item.conclusion == "<p>Bản của bí thư</p>"


# The close ----------------------------------------------------------------------------------------------------------


def test_closing_says_who_was_not_called(cast, taker):
    meeting = staging.opened(cast)
    assert "Chưa điểm danh: " in text(taker.get(at("close", meeting.pk)))
    answer = taker.post(at("close", meeting.pk), {"closed_on": "20/11/2026", "closed_time": "08:30"})
    assert answer.status_code == 409
    assert "Chưa điểm danh xong." in text(answer)


def test_closing_leads_to_the_minutes(cast, taker):
    meeting = staging.called(cast)
    answer = taker.post(at("close", meeting.pk), {"closed_on": "20/11/2026", "closed_time": "8h30"})
    assert (answer.status_code, answer["Location"]) == (303, at("minutes", meeting.pk))
    answer = taker.post(at("close", meeting.pk), {"closed_on": "20/11/2026", "closed_time": "8h30"}, follow=True)
    assert "Buổi sinh hoạt đã kết thúc rồi." in text(answer)


# Minutes and lock -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("items", [1, 3])
def test_the_minutes_ask_a_fixed_number_of_questions(cast, taker, items, django_assert_num_queries):
    meeting = staging.held(cast, items=items)
    taker.get(at("minutes", meeting.pk))
    with django_assert_num_queries(25):
        assert taker.get(at("minutes", meeting.pk)).status_code == 200


def test_the_minutes_save_themselves_and_show_both_texts(cast, taker):
    meeting = staging.held(cast)
    address = at("minutes", meeting.pk)
    answer = taker.post(address, {"version": 1, "opening": "Tuyên bố lý do"}, headers=AUTOSAVE)
    assert answer.json() == {"version": 2}
    answer = taker.post(address, {"version": 1, "opening": "Bản khác"})
    assert answer.status_code == 409
    assert "Có hai bản khác nhau" in text(answer)
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
    services.lock_minutes(actor=cast.secretary, now=cast.now, meeting=meeting)
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


# Score --------------------------------------------------------------------------------------------------------------


def test_the_score_sheet_says_what_the_records_show(cast, taker):
    page = text(taker.get(at("score", staging.held(cast).pk)))
    assert "Họp 100 phút; tối thiểu 90 phút." in page
    assert "Có mặt 6 trên 8 đảng viên phải dự (75%)" in page
    assert "0 trên 6 đồng chí có mặt đã phát biểu." in page


def test_points_out_of_range_come_back_and_right_ones_are_rated(cast, taker):
    meeting = staging.held(cast)
    wrong = taker.post(at("score", meeting.pk), POINTS | {"time": "6"})
    assert wrong.status_code == 422
    assert "Tối đa 5 điểm." in text(wrong)
    assert 'value="36"' in text(wrong)
    right = taker.post(at("score", meeting.pk), POINTS | {"remedy": "Nhắc đồng chí vắng"}, follow=True)
    assert "Điểm tự chấm 90/100, xếp loại Tốt." in text(right)


def test_the_score_is_sent_once_and_its_date_shown(cast, leader):
    meeting = staging.held(cast)
    services.save_score(actor=cast.secretary, now=cast.now, meeting=meeting, points=POINTS, remedy="")
    assert "Khóa biên bản trước, rồi mới gửi điểm." in text(leader.post(at("score-send", meeting.pk)))
    services.read_back(actor=cast.secretary, now=cast.now, meeting=meeting, votes=6)
    services.lock_minutes(actor=cast.secretary, now=cast.now, meeting=meeting)
    assert "chưa gửi lên cấp trên" in text(leader.get(at("minutes", meeting.pk)))
    assert leader.post(at("score-send", meeting.pk)).status_code == 303
    assert "đã gửi ngày 20/11/2026 08:30" in text(leader.get(at("minutes", meeting.pk)))
    assert "Điểm tự chấm đã gửi rồi." in text(leader.post(at("score-send", meeting.pk)))


# Assignments ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def task(cast):
    return services.assign(
        actor=cast.minute_taker,
        now=cast.now,
        meeting=staging.called(cast),
        title="Thu đảng phí",
        member=cast.member.member,
        helper=cast.probationary,
        due_on=cast.on + timedelta(days=3),
    )


@pytest.mark.parametrize(
    ("who", "listed", "opened", "reports"),
    [
        ("member", True, 200, True),
        ("secretary", True, 200, True),
        ("committee_member", True, 200, False),
        ("neighbour_secretary", False, 404, False),
        ("officer", False, 404, False),
        ("technician", False, 404, False),
    ],
)
def test_who_sees_and_reports_an_assignment(cast, client, task, who, listed, opened, reports):
    client.force_login(getattr(cast, who))
    assert ("Thu đảng phí" in text(client.get(at("assignments")))) is listed
    page = client.get(at("assignment", task.pk))
    assert page.status_code == opened
    assert ('name="report"' in text(page)) is reports


def test_the_helper_sees_the_assignment_that_the_notice_leads_to(cast, client, task):
    Assignment.objects.filter(pk=task.pk).update(helper=cast.committee_member.member, member=cast.probationary)
    client.force_login(cast.neighbour)
    assert client.get(at("assignment", task.pk)).status_code == 404
    Assignment.objects.filter(pk=task.pk).update(helper=cast.neighbour.member)
    assert client.get(at("assignment", task.pk)).status_code == 200


def test_an_overdue_assignment_is_named_in_words_and_shape(cast, client, task):
    Assignment.objects.filter(pk=task.pk).update(due_on=cast.on - timedelta(days=2))
    client.force_login(cast.member)
    page = text(client.get(at("assignments")))
    assert "1 nhiệm vụ quá hạn" in page
    assert '#mark-late"></use></svg> quá hạn 2 ngày' in page


def test_a_report_needs_a_result_and_words(cast, client, task):
    client.force_login(cast.member)
    answer = client.post(at("assignment", task.pk), {"report": "Đã thu 20/22 đồng chí"})
    assert answer.status_code == 422
    assert "Đã thu 20/22 đồng chí" in text(answer)
    assert client.post(at("assignment", task.pk), {"progress": "open", "report": "x"}).status_code == 422
    answer = client.post(at("assignment", task.pk), {"progress": "partly", "report": "Đã thu 20/22"}, follow=True)
    assert "Hoàn thành một phần" in text(answer)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(cast, leader, task, count, django_assert_num_queries):
    for number in range(count - 1):
        services.assign(
            actor=cast.minute_taker,
            now=cast.now,
            meeting=task.meeting,
            title=f"Việc {number}",
            member=cast.official,
            due_on=cast.on,
        )
    leader.get(at("assignments"))
    with django_assert_num_queries(7):
        assert leader.get(at("assignments")).status_code == 200


def test_a_vote_may_be_tied_to_the_newest_version_of_a_draft(cast, taker):
    meeting = staging.called(cast)
    draft = meeting.drafts.create(kind="resolution", title="Dự thảo nghị quyết", created_by=cast.secretary)
    version = draft.versions.create(number=1, body="<p>Điều 1</p>", created_by=cast.secretary)
    item = meeting.items.last()
    page = text(taker.get(at("day", meeting.pk) + f"?item={item.pk}"))
    assert f'<option value="{version.pk}" selected>Dự thảo nghị quyết (dự thảo lần 1)</option>' in page
    given = {"item": item.pk, "matter": "resolution", "subject": "x", "draft": version.pk, "in_favor": "4"}
    taker.post(at("ballot-add", meeting.pk), given)
    assert (Ballot.objects.get().draft, Ballot.objects.get().matter) == (version, Matter.RESOLUTION)
