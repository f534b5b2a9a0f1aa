"""The pages before a meeting, through the test client: what they show, refuse and keep."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chibo.core.models import AuditEntry, OutboundMessage
from meetings import services
from meetings.models import Acknowledgement, DraftComment, DraftVersion, Meeting
from tests.factories.meetings import (
    STARTS_AT,
    CommentFactory,
    DraftFactory,
    ItemFactory,
    MeetingFactory,
    StoredDocumentFactory,
    VersionFactory,
)
from topics.models import Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(cast, client, moved_clock):
    """Open or post to a page by its name: ``visit("detail", meeting.pk)``, ``visit(…, data={…}, user=cast.member)``."""
    moved_clock(cast.now)

    def go(name, *args, user=None, data=None, query="", **headers):
        client.force_login(user or cast.secretary)
        address = reverse(f"meetings:{name}", args=args) + query
        return client.get(address, **headers) if data is None else client.post(address, data, **headers)

    return go


def text(response) -> str:
    return response.content.decode()


def told(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def meeting(cast):
    row = MeetingFactory(organization=cast.cell, chair=cast.secretary.member, committee_agreed_at=cast.now)
    ItemFactory(meeting=row, position=1, title="Thông tin thời sự", presenter=cast.official, minutes=95)
    return row


@pytest.fixture
def version(meeting):
    return VersionFactory(draft=DraftFactory(meeting=meeting, title="Dự thảo nghị quyết"))


@pytest.fixture
def sent(cast, meeting, version):
    return services.circulate_meeting(actor=cast.secretary, now=cast.now, meeting=meeting)


# The year ---------------------------------------------------------------------------------------------------------


def test_year_shows_duties_and_meetings(cast, visit, meeting):
    answer = text(visit("list"))

    assert answer.count('class="quarter-duties"') == 4
    assert f'href="/meetings/{meeting.pk}/"' in answer
    assert "Lập kỳ sinh hoạt" in answer
    assert "kind=thematic&amp;period=2026-Q4" in answer


def test_year_of_another_year_and_nonsense(cast, visit, meeting):
    assert "Sinh hoạt thường kỳ" not in text(visit("list", query="?year=2025"))
    assert "Sinh hoạt năm 2026" in text(visit("list", query="?year=x&page=zz"))


def test_empty_year_offers_the_first_step(cast, visit):
    assert "Lập kỳ đầu tiên" in text(visit("list"))
    assert "Lập kỳ đầu tiên" not in text(visit("list", user=cast.member))


def test_officer_sees_the_schedule_of_all_cells(cast, visit, meeting):
    MeetingFactory(organization=cast.neighbour_cell)

    answer = text(visit("list", user=cast.officer))

    assert "Chi bộ thôn Văn Hòa" in answer
    assert "Chi bộ thôn Tam Kiệt" in answer
    assert 'class="quarter-duties"' not in answer
    one = text(visit("list", user=cast.officer, query=f"?cell={cast.cell.pk}"))
    assert 'class="quarter-duties"' in one
    assert "Lập kỳ sinh hoạt" not in one


def test_year_of_an_unseen_cell_is_not_there(cast, visit):
    assert visit("list", query=f"?cell={cast.neighbour_cell.pk}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_year_takes_the_same_queries(cast, visit, django_assert_num_queries, client, count):
    for month in range(12, 12 - count, -1):
        MeetingFactory(organization=cast.cell, period=f"2026-{month}")
    visit("list")

    with django_assert_num_queries(14):
        client.get(reverse("meetings:list"))


# Planning ---------------------------------------------------------------------------------------------------------

PLAN = {
    "kind": "regular",
    "period": "2026-12",
    "starts_on": "03/12/2026",
    "starts_time": "19:30",
    "minutes": "90",
    "place": "Nhà văn hóa thôn",
    "chair": "",
    "minute_taker": "",
}


def test_plan_is_filled_in_with_the_usual(cast, visit):
    form = visit("plan").context["form"]

    shown = {name: form[name].value() for name in ("period", "minutes", "place")}
    assert shown == {"period": "2026-12", "minutes": 90, "place": "Nhà văn hóa thôn"}
    assert f"{form['starts_on'].value():%d/%m/%Y} {form['starts_time'].value():%H:%M}" == "03/12/2026 19:30"


def test_plan_of_a_topic_follows_the_regular_meeting(cast, visit, meeting):
    topic = Topic.objects.create(organization=cast.cell, year=2026, quarter=4, title="Học tập", group="ideology")

    form = visit("plan", query="?kind=thematic").context["form"]

    assert (form.initial["topic"], form.initial["combined_with"]) == (topic, meeting)
    assert f"{form['starts_time'].value():%H:%M}" == "21:00"
    assert form["minutes"].value() == 30


def test_plan_is_made_and_opened(cast, visit):
    answer = visit("plan", data=PLAN)

    meeting = Meeting.objects.get()
    assert (answer.status_code, answer.url) == (303, f"/meetings/{meeting.pk}/")
    assert meeting.starts_at == STARTS_AT
    assert told(answer) == ["Đã lập sinh hoạt thường kỳ tháng 12 năm 2026, có sẵn chương trình mẫu."]


def test_plan_reads_dates_day_first_and_keeps_what_was_typed(cast, visit):
    answer = visit("plan", data=PLAN | {"starts_on": "12/31/2026", "place": "Nhà đồng chí Hoa"})

    assert answer.status_code == 422
    assert "Đồng chí ghi ngày/tháng/năm, ví dụ 03/12/2026." in text(answer)
    assert 'value="Nhà đồng chí Hoa"' in text(answer)
    assert 'value="12/31/2026"' in text(answer)


def test_plan_against_advice_asks_why_and_then_passes(cast, visit):
    late = PLAN | {"starts_on": "20/12/2026", "place": "Trường học"}

    first = visit("plan", data=late)
    second = visit("plan", data=late | {"reason": ""})
    third = visit("plan", data=late | {"reason": "Chờ văn bản của cấp trên"})

    assert [row.status_code for row in (first, second, third)] == [409, 409, 303]
    assert "Ngày đã chọn sau tuần đầu của tháng." in text(first)
    assert 'name="reason"' in text(first)
    assert 'value="Trường học"' in text(first)
    assert "Đồng chí ghi lý do vẫn làm" in text(second)
    assert Meeting.objects.get().reason == "Chờ văn bản của cấp trên"


def test_plan_of_a_taken_month_says_so(cast, visit, meeting):
    answer = visit("plan", data=PLAN | {"starts_on": "05/12/2026"})

    assert answer.status_code == 409
    assert "Tháng này đã có kỳ sinh hoạt thường kỳ của chi bộ." in text(answer)
    assert Meeting.objects.count() == 1


def test_plan_on_a_taken_hour_says_so(cast, visit, meeting):
    answer = visit("plan", data=PLAN | {"kind": "extraordinary", "starts_time": "20:00"})

    assert answer.status_code == 409
    assert "Thời gian trùng với sinh hoạt thường kỳ (19:30–21:00)." in text(answer)


def test_plan_is_closed_to_others(cast, visit):
    assert visit("plan", user=cast.member).status_code == 403
    assert visit("plan", query=f"?organization={cast.neighbour_cell.pk}").status_code == 404


# The page ---------------------------------------------------------------------------------------------------------


def test_page_of_a_plan_names_what_blocks_it_and_one_action(cast, visit):
    bare = MeetingFactory(organization=cast.cell)

    answer = visit("detail", bare.pk)

    assert "Còn 13 ngày đến sinh hoạt thường kỳ tháng 12 năm 2026" in text(answer)
    assert "Trước khi gửi tài liệu còn thiếu 2 việc." in text(answer)
    assert answer.context["main_action"].label == "Soạn chương trình"
    assert text(answer).count("btn-primary") == 1


def test_page_of_a_ready_plan_offers_to_send(cast, visit, meeting, version):
    assert visit("detail", meeting.pk).context["main_action"].label == "Gửi thông báo, tài liệu"
    assert visit("detail", meeting.pk, user=cast.committee_member).context["main_action"].label == "Soạn chương trình"


def test_page_before_the_circulation_tells_a_member_time_and_place_only(cast, visit, meeting, version):
    answer = text(visit("detail", meeting.pk, user=cast.member))

    assert "Nhà văn hóa thôn" in answer
    for hidden in ("Thông tin thời sự", "Dự thảo nghị quyết", "Tiến trình", "Soạn chương trình"):
        assert hidden not in answer


def test_page_after_the_circulation_leads_a_member_to_the_paper(cast, visit, sent, version):
    before = visit("detail", sent.pk, user=cast.member)
    visit("draft", version.pk, user=cast.member)
    after = visit("detail", sent.pk, user=cast.member)

    assert before.context["main_action"].label == "Đọc: Dự thảo nghị quyết"
    assert "chưa đọc" in text(before)
    assert after.context["main_action"] is None
    assert "Tiến trình" not in text(after)


def test_page_shows_an_officer_no_papers(cast, visit, sent):
    answer = text(visit("detail", sent.pk, user=cast.officer))

    assert "Thông tin thời sự" not in answer
    assert "Dự thảo nghị quyết" not in answer


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_queries(cast, visit, meeting, django_assert_num_queries, client, count):
    for _ in range(count):
        ItemFactory(meeting=meeting, position=9)
        version = VersionFactory(draft__meeting=meeting)
        CommentFactory(version=version, member=cast.official)
    visit("detail", meeting.pk)

    with django_assert_num_queries(18):
        client.get(reverse("meetings:detail", args=[meeting.pk]))


# Changes ----------------------------------------------------------------------------------------------------------


def test_change_moves_the_meeting_and_tells(cast, visit, sent):
    answer = visit("change", sent.pk, data=PLAN | {"place": "Trường học", "revision": "1", "reason": "Sửa nhà"})

    assert answer.status_code == 303
    assert OutboundMessage.objects.filter(kind="moved").exists()


def test_change_of_what_another_saved_shows_both_and_loses_nothing(cast, visit, meeting):
    visit("change", meeting.pk, user=cast.deputy, data=PLAN | {"place": "Trường học", "revision": "1"})

    mine = PLAN | {"place": "Ủy ban nhân dân"}
    answer = visit("change", meeting.pk, data=mine | {"revision": "1"})
    assert answer.status_code == 409
    assert "Lê Văn Đức đã sửa phần này" in text(answer)
    assert 'name="revision" value="2"' in text(answer)
    assert 'value="Ủy ban nhân dân"' in text(answer)
    meeting.refresh_from_db()
    assert meeting.place == "Trường học"

    assert visit("change", meeting.pk, data=mine | {"revision": "2"}).status_code == 303
    meeting.refresh_from_db()
    assert meeting.place == "Ủy ban nhân dân"


def test_cancel_names_the_consequence_and_asks_why(cast, visit, sent):
    assert "Những người đã nhận thông báo sẽ được báo lại." in text(visit("cancel", sent.pk))
    assert visit("cancel", sent.pk, data={"reason": ""}).status_code == 422
    assert visit("cancel", sent.pk, data={"reason": "Mưa bão"}).status_code == 303
    again = visit("cancel", sent.pk, data={"reason": "Mưa bão"})
    assert (again.status_code, told(again)[-1]) == (303, "Kỳ sinh hoạt này đã hủy.")


def test_agree_is_recorded(cast, visit):
    bare = MeetingFactory(organization=cast.cell)

    visit("agree", bare.pk, data={})

    bare.refresh_from_db()
    assert bare.committee_agreed_at == cast.now


# The programme ----------------------------------------------------------------------------------------------------


def rows(*titles, **extra) -> dict[str, str]:
    data = {"items-TOTAL_FORMS": str(len(titles)), "items-INITIAL_FORMS": str(len(titles)), "revision": "1"}
    for index, title in enumerate(titles):
        data |= {
            f"items-{index}-pk": "",
            f"items-{index}-title": title,
            f"items-{index}-kind": "discussion",
            f"items-{index}-presenter": "",
            f"items-{index}-minutes": "10",
            f"items-{index}-basis": "",
        }
    return data | extra


def titles(response) -> list[str]:
    return [row["title"].value() or "" for row in response.context["formset"]]


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        ("add", ["A", "B", "C", ""]),
        ("up:1", ["B", "A", "C"]),
        ("down:1", ["A", "C", "B"]),
        ("remove:1", ["A", "C"]),
        ("up:0", ["A", "B", "C"]),
        ("up:99", ["A", "B", "C"]),
        ("nonsense", ["A", "B", "C"]),
    ],
)
def test_agenda_buttons_move_rows_and_save_nothing(cast, visit, meeting, deed, expected):
    answer = visit("agenda", meeting.pk, data=rows("A", "B", "C", deed=deed))

    assert (answer.status_code, titles(answer)) == (200, expected)
    assert meeting.items.get().title == "Thông tin thời sự"


def test_agenda_buttons_answer_htmx_with_the_rows_alone(cast, visit, meeting):
    answer = text(visit("agenda", meeting.pk, data=rows("A", deed="add"), HTTP_HX_REQUEST="true"))

    assert answer.lstrip().startswith('<div id="_agenda"')
    assert "<html" not in answer


def test_agenda_keeps_what_was_typed_when_rows_move(cast, visit, meeting):
    answer = visit("agenda", meeting.pk, data=rows("A", "B", deed="up:1") | {"items-1-minutes": "không"})

    assert 'value="không"' in text(answer)


def test_agenda_is_saved_and_empty_rows_are_left_out(cast, visit, meeting):
    answer = visit("agenda", meeting.pk, data=rows("Một", "", "Ba"))

    assert answer.status_code == 303
    assert list(meeting.items.values_list("position", "title")) == [(1, "Một"), (2, "Ba")]


def test_agenda_with_an_error_names_the_row(cast, visit, meeting):
    answer = visit("agenda", meeting.pk, data=rows("Một", "Hai") | {"items-1-minutes": "0"})

    assert answer.status_code == 422
    assert "Nội dung 2, số phút:" in text(answer)
    assert 'href="#id_items-1-minutes"' in text(answer)


def test_agenda_of_another_is_shown_beside_mine(cast, visit, meeting):
    visit("agenda", meeting.pk, user=cast.committee_member, data=rows("Của đồng chí Ánh"))

    answer = visit("agenda", meeting.pk, data=rows("Của tôi"))

    assert answer.status_code == 409
    assert "Phạm Minh Ánh đã sửa phần này" in text(answer)
    assert titles(answer) == ["Của tôi"]
    assert 'name="revision" value="2"' in text(answer)
    assert meeting.items.get().title == "Của đồng chí Ánh"


def test_agenda_shows_the_time_against_the_minimum(cast, visit, meeting):
    assert "Tổng cộng 95 phút, tối thiểu 90" in text(visit("agenda", meeting.pk))
    assert "còn thiếu 80 phút" in text(visit("agenda", meeting.pk, data=rows("A", deed="count")))


@pytest.mark.parametrize("count", [1, 3])
def test_agenda_takes_the_same_queries(cast, visit, meeting, django_assert_num_queries, client, count):
    for _ in range(count):
        ItemFactory(meeting=meeting, presenter=cast.official)
    visit("agenda", meeting.pk)

    with django_assert_num_queries(15):
        client.get(reverse("meetings:agenda", args=[meeting.pk]))


# Papers -----------------------------------------------------------------------------------------------------------


def test_a_text_is_cleaned_and_added(cast, visit, meeting):
    data = {"title": "Báo cáo", "kind": "paper", "body": "<p onclick='x()'>Kết quả</p><script>x()</script>"}

    assert visit("draft-add", meeting.pk, data=data).status_code == 303
    assert DraftVersion.objects.get().body == "<p>Kết quả</p>"


def test_a_file_is_taken_only_with_the_confirmation(cast, visit, meeting):
    def post(**extra):
        file = SimpleUploadedFile("báo cáo.txt", "Kết quả tháng 11".encode())
        return visit("draft-add", meeting.pk, data={"title": "Báo cáo", "kind": "paper", "file": file} | extra)

    refused = post()
    assert refused.status_code == 422
    assert "không chứa bí mật nhà nước trước khi gửi" in text(refused)
    box = re.search(r'<input[^>]*name="confirmed"[^>]*>', text(visit("draft-add", meeting.pk)))
    assert box
    assert "checked" not in box[0]

    assert post(confirmed="on").status_code == 303
    assert DraftVersion.objects.get().file.filename == "báo cáo.txt"


@pytest.mark.parametrize("body", ["", "<p></p>"])
def test_neither_text_nor_file_is_asked_for(cast, visit, meeting, body):
    answer = visit("draft-add", meeting.pk, data={"title": "Báo cáo", "kind": "paper", "body": body})

    assert answer.status_code == 422
    assert "Đồng chí soạn nội dung, hoặc chọn tệp để gửi." in text(answer)
    assert 'value="Báo cáo"' in text(answer)


def test_a_new_version_starts_from_the_last(cast, visit, version):
    assert "Tiếp tục giữ vững an ninh trật tự." in text(visit("draft-version-add", version.draft_id))

    answer = visit("draft-version-add", version.draft_id, data={"body": "<p>Mới</p>", "revision": "1"})

    assert answer.url == f"/drafts/{DraftVersion.objects.get(number=2).pk}/"


def test_a_version_of_another_is_shown_beside_mine(cast, visit, version):
    visit("draft-version-add", version.draft_id, user=cast.deputy, data={"body": "<p>Của Đức</p>", "revision": "1"})

    answer = visit("draft-version-add", version.draft_id, data={"body": "<p>Của Hoa</p>", "revision": "1"})

    assert answer.status_code == 409
    assert "Lê Văn Đức đã sửa phần này" in text(answer)
    assert (answer.context["theirs"], answer.context["mine"]) == ("Của Đức", "Của Hoa")
    assert 'name="revision" value="2"' in text(answer)
    assert DraftVersion.objects.count() == 2


def test_opening_leaves_a_receipt_of_members_only(cast, visit, sent, version):
    for user in (cast.member, cast.supervisor):
        assert visit("draft", version.pk, user=user).status_code == 200

    assert [row.member for row in Acknowledgement.objects.all()] == [cast.member.member]
    assert "Đã mở 2/9" in text(visit("draft", version.pk))
    assert "Đã mở" not in text(visit("draft", version.pk, user=cast.member))


def test_the_difference_to_the_version_before(cast, visit, version):
    VersionFactory(draft=version.draft, number=2, body="<p>Tiếp tục giữ vững an toàn giao thông.</p>")
    newest = version.draft.versions.get(number=2)

    answer = text(visit("draft", newest.pk, query="?compare=1"))

    assert "<del>" in answer
    assert "<ins>" in answer


def test_a_file_is_handed_out_as_an_attachment_and_written_down(cast, visit, sent):
    version = VersionFactory(draft__meeting=sent, body="", file=StoredDocumentFactory())

    answer = visit("draft-file", version.pk, user=cast.member)

    assert answer.content == "Giữ vững an ninh trật tự.".encode()
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''b%C3%A1o")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert AuditEntry.objects.filter(action="draft.downloaded", actor=cast.member).count() == 1
    assert visit("draft-file", version.pk, user=cast.neighbour).status_code == 404


def test_a_comment_is_sent_and_answered(cast, visit, sent, version):
    visit("comment-add", version.pk, user=cast.member, data={"text": "Ghi rõ <b>thời hạn</b>"})
    row = DraftComment.objects.get()
    assert "Ghi rõ &lt;b&gt;thời hạn&lt;/b&gt;" in text(visit("draft", version.pk))

    unreasoned = visit("comment-answer", row.pk, data={"disposition": "not_accepted", "answer": ""})
    assert unreasoned.status_code == 422
    assert "Đồng chí ghi lý do để người góp ý rõ." in text(unreasoned)

    partial = visit(
        "comment-answer", row.pk, data={"disposition": "not_accepted", "answer": "Đã có"}, HTTP_HX_REQUEST="true"
    )
    assert text(partial).lstrip().startswith(f'<li id="comment-{row.pk}">')
    assert "Không tiếp thu</span> Đã có" in text(visit("draft", version.pk, user=cast.member))
    assert visit("comment-answer", row.pk, user=cast.member, data={}).status_code == 403


def test_an_empty_comment_comes_back(cast, visit, sent, version):
    assert visit("comment-add", version.pk, user=cast.member, data={"text": " "}).status_code == 422


def test_no_comment_once_the_meeting_has_begun(cast, visit, sent, version):
    Meeting.objects.filter(pk=sent.pk).update(state="in_session", opened_at=STARTS_AT)

    assert "không góp ý được nữa" in text(visit("draft", version.pk, user=cast.member))
    answer = visit("comment-add", version.pk, user=cast.member, data={"text": "Muộn"})
    assert told(answer) == ["Kỳ sinh hoạt đã bắt đầu nên không góp ý được nữa."]
    assert not DraftComment.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_a_paper_takes_the_same_queries(cast, visit, sent, version, django_assert_num_queries, client, count):
    for _ in range(count):
        CommentFactory(version=version, member=cast.official)
    visit("draft", version.pk)

    with django_assert_num_queries(17):
        client.get(reverse("meetings:draft", args=[version.pk]))


# Sending ----------------------------------------------------------------------------------------------------------


def test_circulate_shows_to_whom_and_how_then_sends_once(cast, visit, meeting, version):
    shown = text(visit("circulate", meeting.pk))
    assert "Gửi thông báo và tài liệu cho 10 đồng chí" in shown
    assert "Đưa tận tay hoặc gọi điện: 10 đồng chí" in shown
    assert 'name="reason"' not in shown

    first = visit("circulate", meeting.pk, data={})
    count = OutboundMessage.objects.count()
    second = visit("circulate", meeting.pk, data={})

    assert (first.status_code, first.url) == (303, f"/meetings/{meeting.pk}/delivery/")
    assert (second.status_code, told(second)[-1]) == (303, "Thông báo và tài liệu đã được gửi từ trước.")
    assert OutboundMessage.objects.count() == count


def test_circulate_against_advice_asks_why(cast, visit, meeting):
    refused = visit("circulate", meeting.pk, data={})
    assert refused.status_code == 409
    assert "Chưa có tài liệu hay dự thảo nào để gửi." in text(refused)

    assert visit("circulate", meeting.pk, data={"reason": "Chỉ thông báo"}).status_code == 303


def test_circulate_without_an_agenda_has_no_button(cast, visit):
    bare = MeetingFactory(organization=cast.cell)

    assert 'btn-primary" type="submit"' not in text(visit("circulate", bare.pk))
    assert visit("circulate", bare.pk, data={"reason": "Gấp"}).status_code == 409


def test_delivery_names_what_failed_and_what_is_to_be_handed_over(cast, visit, sent):
    row = OutboundMessage.objects.filter(channel="paper", recipient_name="Cao Văn Chính").get()
    letter = OutboundMessage.objects.create(
        dedupe_key="letter",
        channel="email",
        state="failed",
        error="Máy chủ thư không nhận địa chỉ này.",
        about=f"meeting:{sent.pk}",
        recipient_name="Nguyễn Văn Ân",
        address="an@example.org",
        path=cast.cell.path,
        kind="circulated",
        subject="Thông báo",
        body="",
    )

    shown = text(visit("delivery", sent.pk))
    assert "1 thư chưa đến nơi" in shown
    assert "Máy chủ thư không nhận địa chỉ này." in shown
    assert "In 10 bản, đưa tận tay" in shown
    assert "Sao chép để gửi Zalo" in shown

    visit("message-delivered", row.pk, data={})
    visit("message-retry", letter.pk, data={})
    after = text(visit("delivery", sent.pk))
    assert "In 9 bản, đưa tận tay" in after
    assert "thư chưa đến nơi" not in after
    twice = visit("message-delivered", row.pk, data={})
    assert told(twice)[-1] == "Thư này đã được ghi nhận hoặc đang được gửi."


def test_delivery_is_closed_to_members(cast, visit, sent):
    row = OutboundMessage.objects.filter(channel="paper")[0]

    assert visit("delivery", sent.pk, user=cast.member).status_code == 403
    assert visit("message-delivered", row.pk, user=cast.member, data={}).status_code == 403


@pytest.mark.parametrize("query", ["", "?large=1"])
def test_the_packet_is_a_pdf_and_its_download_is_written_down(cast, visit, sent, query):
    answer = visit("packet", sent.pk, query=query, user=cast.member)

    assert answer.content.startswith(b"%PDF-")
    assert AuditEntry.objects.filter(action="meeting.packet_downloaded", actor=cast.member).count() == 1


@pytest.mark.parametrize("days", [0, 1])
def test_the_heading_counts_the_days(cast, visit, moved_clock, sent, days):
    moved_clock(STARTS_AT - timedelta(days=days, hours=2))

    heading = {0: "Hôm nay sinh hoạt thường kỳ", 1: "Ngày mai sinh hoạt thường kỳ"}[days]
    assert heading in text(visit("detail", sent.pk))
