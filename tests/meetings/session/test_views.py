"""The screen of the session: with and without htmx, right and wrong input, who may."""

from datetime import timedelta

import pytest

from chibo.core.contest import seen_of
from chibo.rules.census import Mark
from chibo.rules.voting import Matter
from chibo.rules.workflow import MeetingState
from meetings.models import Assignment, Ballot, Speech
from meetings.planning import services as planning
from meetings.session import services as session
from tests.meetings import staging
from tests.meetings.reading import at, marked, text, told

HTMX = {"HX-Request": "true"}


AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture(autouse=True)
def _at_the_hour(cast, moved_clock):
    moved_clock(cast.now)


def open_values(cast, **values):
    return {
        "chair": cast.secretary.member.pk,
        "minute_taker": cast.minute_taker.member.pk,
        "opened_on": "20/11/2026",
        "opened_time": "08:00",
        "reason": "Phát trực tiếp",
    } | values


def cancelled(cast):
    given = {"actor": cast.secretary, "now": cast.now, "meeting": staging.planned(cast)}
    return planning.cancel_meeting(**given, reason="Mưa bão")


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
    assert (answer.status_code, answer["Location"]) == (303, at("session", meeting.pk))
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


def test_a_second_press_leads_to_the_session(cast, leader):
    meeting = staging.opened(cast)
    answer = leader.post(at("open", meeting.pk), open_values(cast), follow=True)
    assert "Buổi sinh hoạt đã bắt đầu rồi." in text(answer)


@pytest.mark.parametrize(
    ("stage", "name", "room", "said"),
    [
        (staging.planned, "close", "open", []),
        (cancelled, "open", "detail", ["Kỳ sinh hoạt này đã hủy."]),
        (cancelled, "close", "detail", ["Kỳ sinh hoạt này đã hủy."]),
        (staging.locked, "open", "minutes", ["Biên bản đã khóa nên không ghi thêm được."]),
        (staging.locked, "close", "minutes", ["Biên bản đã khóa nên không ghi thêm được."]),
    ],
)
def test_nothing_is_said_to_have_begun_or_ended_that_has_not(cast, leader, stage, name, room, said):
    meeting = stage(cast)
    answer = leader.post(at(name, meeting.pk), open_values(cast))
    assert (answer.status_code, answer["Location"], told(answer)) == (303, at(room, meeting.pk), said)


# The screen ---------------------------------------------------------------------------------------------------------


def test_the_heading_says_what_comes_next(cast, leader):
    meeting = staging.opened(cast)
    assert "Điểm danh: còn 8 đồng chí" in text(leader.get(at("session", meeting.pk)))
    leader.post(at("roll", meeting.pk), {"everybody": "1"})
    assert "Nội dung 1/3: Việc số 1" in text(leader.get(at("session", meeting.pk)))
    for item in meeting.items.all():
        leader.post(at("conclude", item.pk), {"version": 1, "conclusion": "Nhất trí."})
    assert "Các nội dung đã có kết luận" in text(leader.get(at("session", meeting.pk)))
    leader.post(at("close", meeting.pk), {"closed_on": "20/11/2026", "closed_time": "08:30"})
    assert "Đã họp xong, còn đọc lại và khóa biên bản" in text(leader.get(at("session", meeting.pk)))


def test_the_clock_stands_against_the_prescribed_minutes(cast, leader):
    page = text(leader.get(at("session", staging.opened(cast).pk)))
    assert "Bắt đầu 06:50" in page
    assert "tối thiểu 90 phút, tức đến 08:20" in page


@pytest.mark.parametrize("items", [1, 3])
def test_the_screen_asks_a_fixed_number_of_questions(cast, leader, items, django_assert_num_queries):
    meeting = staging.held(cast, items=items)
    for item in meeting.items.all():
        staging_speech(cast, meeting, item)
    leader.get(at("session", meeting.pk))
    with django_assert_num_queries(26):
        assert leader.get(at("session", meeting.pk)).status_code == 200


def staging_speech(cast, meeting, item):
    session.record_speech(
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
    assert client.get(at("session", meeting.pk)).status_code == status
    assert client.post(at("roll", meeting.pk), {"everybody": "1"}).status_code == (303 if status == 200 else status)
    assert client.get(at("score", meeting.pk)).status_code == status


@pytest.mark.parametrize(("stage", "room"), [("planned", "open"), ("locked", "minutes")])
def test_before_and_after_the_screen_leads_elsewhere(cast, leader, stage, room):
    meeting = getattr(staging, stage)(cast)
    answer = leader.get(at("session", meeting.pk))
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
    pk = staging.line(meeting, cast.member).pk
    answer = taker.post(at("roll", meeting.pk), {f"mark_{pk}": "present", f"reason_{pk}": ""}, headers=HTMX)
    assert "Có mặt 1/8</b> (12,5%)" in text(answer)
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
    assert "Có 2 đảng viên chính thức dự, mức khuyến nghị là từ 4." in text(taker.get(at("session", meeting.pk)))


# Entries ------------------------------------------------------------------------------------------------------------


def test_a_speech_with_and_without_htmx(cast, taker):
    meeting = staging.called(cast)
    item = meeting.items.first()
    given = {"item": item.pk, "member": cast.visiting.pk, "kind": "speech", "text": "Nhất trí <script>"}
    answer = taker.post(at("speech-add", meeting.pk), given, headers=HTMX)
    assert answer.status_code == 200
    assert "Nhất trí &lt;script&gt;" in text(answer)
    answer = taker.post(at("speech-add", meeting.pk), given | {"text": "Thêm", "kind": "reserved"})
    assert (answer.status_code, answer["Location"]) == (303, f"{at('session', meeting.pk)}?item={item.pk}#speech")
    assert [row.kind for row in Speech.objects.order_by("pk")] == ["speech", "reserved"]
    page = text(taker.get(at("session", meeting.pk)))
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


def test_a_marked_secret_is_refused_in_all_that_the_minutes_print(cast, taker):
    meeting, secret = staging.called(cast), "Văn bản TUYỆT MẬT số 5"
    person, line = cast.visiting.pk, staging.line(meeting, cast.official).pk
    sent = {
        at("speech-add", meeting.pk): {"member": person, "kind": "speech", "text": secret},
        at("ballot-add", meeting.pk): {"matter": "resolution", "subject": secret, "in_favor": "4"},
        at("assign", meeting.pk): {"title": secret, "member": person, "due_on": "05/12/2026"},
        at("conclude", meeting.items.first().pk): {"version": "1", "conclusion": secret},
        at("roll", meeting.pk): {f"mark_{line}": "absent_excused", f"reason_{line}": secret},
    }
    for address, given in sent.items():
        answer = taker.post(address, given)
        assert (address, answer.status_code) == (address, 422)
        assert "dấu chỉ mức độ mật “TUYỆT MẬT”" in text(answer)
    assert not any(rows.exists() for rows in (meeting.speeches, meeting.ballots, meeting.assignments))
    assert staging.line(meeting, cast.official).reason == "đi viện"


def test_a_vote_shows_who_is_counted_and_refuses_too_many(cast, taker):
    meeting = staging.called(cast)
    item = meeting.items.last()
    page = text(taker.get(at("session", meeting.pk) + f"?item={item.pk}"))
    assert "Được tính để biểu quyết: <b>6</b> đảng viên chính thức; đang có mặt <b>4</b>." in page
    assert "Thông qua nghị quyết (từ 4 phiếu)" in page
    given = {"item": item.pk, "matter": "resolution", "subject": "nghị quyết", "in_favor": "5"}
    answer = taker.post(at("ballot-add", meeting.pk), given, headers=HTMX)
    assert answer.status_code == 409
    assert "Tổng số phiếu 5 nhiều hơn 4 đảng viên chính thức đang có mặt." in text(answer)
    answer = taker.post(at("ballot-add", meeting.pk), given | {"in_favor": "", "unanimous": "1"}, headers=HTMX)
    assert answer.status_code == 200
    assert "Tán thành 4/6 (66,7%)" in text(answer)
    assert Ballot.objects.get().is_carried


@pytest.mark.parametrize("value", ["", "-1", "ba", "99999999999999999999"])
def test_a_vote_is_a_number_of_hands(cast, taker, value):
    meeting = staging.called(cast)
    given = {"matter": "resolution", "subject": "nghị quyết", "in_favor": value}
    assert taker.post(at("ballot-add", meeting.pk), given).status_code == 422
    assert not Ballot.objects.exists()


def test_a_task_under_two_resolutions_says_which_of_them_it_carries_out(cast, taker):
    meeting = staging.called(cast)
    item, page = meeting.items.last(), at("session", meeting.pk)
    vote = {"item": item.pk, "matter": "resolution", "unanimous": "1"}
    given = {"item": item.pk, "title": "Thu gom rác", "member": cast.official.pk, "due_on": "05/12/2026"}
    taker.post(at("ballot-add", meeting.pk), vote | {"subject": "Vệ sinh đường làng"})
    assert "Thực hiện nghị quyết nào" not in text(taker.get(f"{page}?item={item.pk}"))
    taker.post(at("assign", meeting.pk), given)
    first = Ballot.objects.get()
    assert Assignment.objects.get().ballot == first, "under a single one there is nothing to ask"
    taker.post(at("ballot-add", meeting.pk), vote | {"subject": "Sửa nhà văn hóa"})
    second = Ballot.objects.exclude(pk=first.pk).get()
    assert "Thực hiện nghị quyết nào" in text(taker.get(f"{page}?item={item.pk}"))
    missing = taker.post(at("assign", meeting.pk), given)
    assert (missing.status_code, Assignment.objects.count()) == (422, 1)
    assert "Nội dung này có nhiều nghị quyết." in text(missing)
    for choice, ballot in ((str(second.pk), second), ("none", None)):
        taker.post(at("assign", meeting.pk), given | {"ballot": choice})
        assert Assignment.objects.last().ballot == ballot
    assert taker.post(at("assign", meeting.pk), given | {"ballot": "999"}).status_code == 422


def test_a_vote_taken_back_leaves_its_tasks_under_the_item(cast, taker):
    meeting = staging.called(cast)
    item = meeting.items.last()
    taker.post(
        at("ballot-add", meeting.pk), {"item": item.pk, "matter": "resolution", "subject": "a", "unanimous": "1"}
    )
    task = {"item": item.pk, "title": "Thu gom rác", "member": cast.official.pk, "due_on": "05/12/2026"}
    taker.post(at("assign", meeting.pk), task)
    taker.post(at("entry-remove", "ballot", Ballot.objects.get().pk))
    assert (Assignment.objects.get().item, Assignment.objects.get().ballot) == (item, None)


def test_an_assignment_with_a_day_first_deadline(cast, taker):
    meeting = staging.called(cast)
    given = {"title": "Thu đảng phí", "member": cast.member.member.pk, "due_on": "05/12/2026"}
    late = taker.post(at("assign", meeting.pk), given | {"due_on": "01/01/2062"})
    assert '<a href="#assign_due_on">Thời hạn: Thời hạn phải trong khoảng 06/07/2018 đến 31/12/2031.</a>' in text(late)
    early = taker.post(at("assign", meeting.pk), given | {"due_on": "01/11/2026"})
    alone = taker.post(at("assign", meeting.pk), given | {"helper": cast.member.member.pk})
    assert (early.status_code, alone.status_code) == (409, 409)
    assert '<a href="#assign_due_on">Thời hạn: Thời hạn không được trước ngày sinh hoạt.</a>' in text(early)
    assert '<a href="#assign_helper">Người phối hợp: Người phối hợp phải khác người phụ trách.</a>' in text(alone)
    taker.post(at("assign", meeting.pk), given)
    assert str(Assignment.objects.get().due_on) == "2026-12-05"


def test_the_supervising_official_is_suggested_as_a_guest(cast, taker):
    meeting = staging.called(cast)
    assert "Đồng chí Hoàng Thị Yến dự" in text(taker.get(at("session", meeting.pk)))
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
    assert answer.json() == {
        "version": 2,
        "seen": seen_of({"proceedings": "", "conclusion": "<p>Nhất trí.</p>"}),
        "theirs": [],
    }
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
    assert marked(page) == {"Bản đang lưu": ["thư ký"], "Bản của đồng chí": ["bí thư"]}
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


def test_a_vote_may_be_tied_to_the_newest_version_of_a_draft(cast, taker):
    meeting = staging.called(cast)
    draft = meeting.drafts.create(kind="resolution", title="Dự thảo nghị quyết", created_by=cast.secretary)
    version = draft.versions.create(number=1, body="<p>Điều 1</p>", created_by=cast.secretary)
    item = meeting.items.last()
    page = text(taker.get(at("session", meeting.pk) + f"?item={item.pk}"))
    assert f'<option value="{version.pk}" selected>Dự thảo nghị quyết (dự thảo lần 1)</option>' in page
    given = {"item": item.pk, "matter": "resolution", "subject": "x", "draft": version.pk, "in_favor": "4"}
    taker.post(at("ballot-add", meeting.pk), given)
    assert (Ballot.objects.get().draft, Ballot.objects.get().matter) == (version, Matter.RESOLUTION)


# The way on ---------------------------------------------------------------------------------------------------------


def test_every_entry_leads_back_to_the_item_it_stands_under(cast, taker):
    meeting = staging.called(cast)
    page, item = at("session", meeting.pk), meeting.items.last()
    ballot = {"matter": "resolution", "subject": "việc", "in_favor": "1"}
    task = {"title": "Thu", "member": cast.visiting.pk, "due_on": "05/12/2026"}
    for under, key in ((item.pk, item.pk), ("", 0)):
        for name, given in (("ballot-add", ballot), ("assign", task)):
            answer = taker.post(at(name, meeting.pk), given | {"item": under})
            assert answer["Location"] == f"{page}?item={key}#{name.removesuffix('-add')}"
    for kind, entries in (("ballot", meeting.ballots), ("assignment", meeting.assignments)):
        for entry in entries.all():
            assert taker.post(at("entry-remove", kind, entry.pk))["Location"] == f"{page}?item={entry.item_id or 0}"
    guest = meeting.guests.create(name="Yến")
    assert taker.post(at("entry-remove", "guest", guest.pk))["Location"] == f"{page}?item=0"


def test_a_conclusion_is_saved_to_stay_or_to_go_on_to_what_waits(cast, taker):
    meeting = staging.called(cast)
    first, page = meeting.items.first(), at("session", meeting.pk)
    given = {"version": 1, "conclusion": "Nhất trí."}
    stay = taker.post(at("conclude", first.pk), given)
    go_on = taker.post(at("conclude", first.pk), given | {"version": 2, "next": "1"})
    assert (stay["Location"], go_on["Location"]) == (f"{page}?item={first.pk}#items", f"{page}#items")
    assert taker.get(page).context["line"].item == meeting.items.all()[1]


def test_a_meeting_that_begins_on_another_day_says_what_was_planned(cast, leader, moved_clock):
    meeting = staging.planned(cast)
    assert "Theo kế hoạch" not in text(leader.get(at("open", meeting.pk)))
    moved_clock(cast.now + timedelta(days=1))
    assert "Theo kế hoạch, kỳ này họp ngày 20/11/2026." in text(leader.get(at("open", meeting.pk)))


def test_closing_names_the_items_without_a_conclusion(cast, taker):
    meeting = staging.called(cast)
    taker.post(at("conclude", meeting.items.first().pk), {"version": 1, "conclusion": "Nhất trí."})
    page = text(taker.get(at("close", meeting.pk)))
    assert "Chưa có kết luận: Việc số 2." in page
    assert "Việc số 1" not in page
    assert "Chưa điểm danh" not in page


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_no_roll_is_called_before_the_opening(cast, leader, headers):
    answer = leader.post(at("roll", staging.planned(cast).pk), {"everybody": "1"}, headers=headers)
    assert answer.status_code == 409


def test_a_line_of_the_roll_says_when_it_was_kept_and_a_wrong_one_nothing(cast, taker):
    meeting = staging.opened(cast)
    name = f"mark_{staging.line(meeting, cast.member).pk}"
    kept = [taker.post(at("roll", meeting.pk), {name: mark}, headers=HTMX) for mark in ("present", "asleep")]
    assert [answer.context["saved_at"] for answer in kept] == [cast.now, None]


def test_a_mistake_stands_once_the_minutes_are_locked(cast, taker):
    meeting = staging.locked(cast)
    assert taker.post(at("entry-remove", "ballot", meeting.ballots.get().pk)).status_code == 409
    assert meeting.ballots.exists()
