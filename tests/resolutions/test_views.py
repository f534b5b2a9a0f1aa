"""Pages of resolutions: what they show, what they do, what bad input gets."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from chibo.core.models import AuditEntry
from chibo.core.pdf import PdfUnavailable
from resolutions import documents, services
from resolutions.models import Resolution
from tests.cast import NOW
from tests.factories.resolutions import BallotFactory, MeetingFactory, at, hold, lock, ready_to_issue, voted
from tests.meetings.reading import marked

MONTHS = [date(2026, month, 3) for month in range(1, 10)]


@pytest.fixture(autouse=True)
def _clock(moved_clock):
    moved_clock(NOW)


@pytest.fixture
def ready(cast):
    return ready_to_issue(cast.cell, cast.secretary.member)


@pytest.fixture
def issued(cast, ready, monkeypatch):
    monkeypatch.setattr(documents, "resolution_pdf", lambda _paper: b"%PDF-made once")
    return services.issue_resolution(actor=cast.secretary, now=NOW, resolution=ready)


def url(name, row):
    return reverse(f"resolutions:{name}", args=[row.pk])


def page(client, user, address, status=200, **values):
    client.force_login(user)
    answer = client.post(address, values) if values else client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def sent(row, **values):
    data = {"title": row.title, "body": row.body, "recipients": row.recipients, "signer": row.signer_id or ""}
    return {**data, "revision": row.revision, **values}


# The list


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_asks_the_same_questions_for_any_number(client, cast, item_count, django_assert_num_queries):
    for day in MONTHS[:item_count]:
        ready_to_issue(cast.cell, cast.secretary.member, starts_at=at(day))
    client.force_login(cast.secretary)
    with django_assert_num_queries(9):
        text = client.get(reverse("resolutions:list")).content.decode()
    assert text.count("Đang soạn</span>") == item_count


def test_the_list_of_a_year_and_its_neighbours(client, cast, issued):
    text = page(client, cast.member, reverse("resolutions:list"))
    assert "Số 01-NQ/CB, ngày 20/11/2026" in text
    assert "?year=2025" in text
    assert "?year=2027" not in text
    assert "Chưa có nghị quyết nào" in page(client, cast.member, reverse("resolutions:list") + "?year=2025")


@pytest.mark.parametrize("year", ["", "abc", "0", "99999", "9" * 5000, "1999", "²²²²"])
def test_a_senseless_year_is_this_year(client, cast, year):
    client.force_login(cast.member)
    assert client.get(reverse("resolutions:list"), {"year": year}).context["year"] == 2026


def test_a_long_year_comes_in_pages(client, cast, monkeypatch):
    monkeypatch.setattr("resolutions.views.ROWS_A_PAGE", 2)
    for day in MONTHS[:3]:
        ready_to_issue(cast.cell, cast.secretary.member, starts_at=at(day))
    assert "Trang 1/2" in page(client, cast.secretary, reverse("resolutions:list"))
    last = page(client, cast.secretary, reverse("resolutions:list") + "?page=2")
    assert last.count("Đang soạn</span>") == 1


# One resolution


def test_a_draft_with_all_it_needs_offers_the_issue(client, cast, ready):
    text = page(client, cast.secretary, url("detail", ready))
    assert url("issue", ready) in text
    assert "Chưa ban hành được" not in text
    assert "7/8 đảng viên chính thức" in text


def test_a_draft_says_what_it_lacks_and_hides_the_issue(client, cast, ready):
    Resolution.objects.filter(pk=ready.pk).update(signer=None)
    text = page(client, cast.secretary, url("detail", ready))
    assert "Chưa chọn người ký." in text
    assert url("issue", ready) not in text


def test_an_issued_resolution_shows_its_number_signer_and_hash(client, cast, issued):
    text = page(client, cast.member, url("detail", issued))
    assert "Nghị quyết 01-NQ/CB" in text
    assert "Người ký: đồng chí Trần Thị Hoa" in text
    assert issued.document.sha256 in text
    assert url("edit", issued) not in text


def test_the_stored_bytes_are_served_and_each_download_is_written_down(client, cast, issued, monkeypatch):
    monkeypatch.setattr(documents, "resolution_pdf", lambda _paper: pytest.fail("made again"))
    client.force_login(cast.officer)
    answer = client.get(url("document", issued))
    assert (answer.content, answer["Content-Type"]) == (b"%PDF-made once", "application/pdf")
    assert answer["ETag"] == f'"{issued.document.sha256}"'
    entry = AuditEntry.objects.get(action="resolution.downloaded")
    assert (entry.actor, entry.target) == (cast.officer, f"resolution:{issued.pk}")


def test_a_draft_has_no_document(client, cast, ready):
    page(client, cast.secretary, url("document", ready), status=404)


# Abandoning


def test_a_draft_is_abandoned_with_a_reason_and_says_so_ever_after(client, cast, ready):
    assert url("abandon", ready) in page(client, cast.secretary, url("detail", ready))
    text = page(client, cast.secretary, url("abandon", ready), 422, reason=" ")
    assert "Đồng chí chưa ghi mục này." in text
    answer = client.post(url("abandon", ready), {"reason": "Biểu quyết lại"}, follow=True)
    text = answer.content.decode()
    assert "Đã bỏ dự thảo nghị quyết." in text
    assert "Lý do: Biểu quyết lại" in text
    assert url("issue", ready) not in text
    assert "Đã bỏ</span>" in page(client, cast.secretary, reverse("resolutions:list"))
    of_meeting = page(client, cast.secretary, reverse("resolutions:of-meeting", args=[ready.meeting_id]))
    assert "Dự thảo đã bỏ: Biểu quyết lại" in of_meeting
    page(client, cast.member, url("detail", ready), status=404)


@pytest.mark.parametrize("name", ["edit", "issue", "abandon"])
def test_pages_of_a_draft_lead_back_once_it_is_abandoned(client, cast, ready, name):
    services.abandon_resolution(actor=cast.secretary, now=NOW, resolution=ready, reason="Nhầm")
    client.force_login(cast.secretary)
    answer = client.get(url(name, ready), follow=True)
    assert answer.redirect_chain == [(url("detail", ready), 302)]
    assert "Dự thảo nghị quyết này đã bỏ." in answer.content.decode()


def test_a_press_on_an_abandoned_draft_says_that_it_is_given_up(client, cast, ready):
    services.abandon_resolution(actor=cast.secretary, now=NOW, resolution=ready, reason="Nhầm")
    text = page(client, cast.secretary, url("edit", ready), 409, **sent(ready, title="Khác"))
    assert "Không sửa được nữa: đã bỏ." in text
    assert "Khác" in text


# Editing


def test_saving_cleans_the_text_and_leads_back(client, cast, ready):
    client.force_login(cast.secretary)
    body = "<p>Mới</p><script>alert(1)</script>"
    answer = client.post(url("edit", ready), sent(ready, body=body), follow=True)
    assert "Đã lưu dự thảo nghị quyết." in answer.content.decode()
    ready.refresh_from_db()
    assert (ready.body, ready.revision) == ("<p>Mới</p>", 2)


def test_a_secret_text_comes_back_as_it_was_typed(client, cast, ready):
    text = page(client, cast.secretary, url("edit", ready), 422, **sent(ready, title="Kế hoạch TUYỆT MẬT"))
    assert "Chưa lưu được" in text
    assert "Kế hoạch TUYỆT MẬT" in text
    assert "Luật 117/2025/QH15" in text
    ready.refresh_from_db()
    assert ready.revision == 1


def test_the_second_of_two_sees_both_texts_and_may_keep_the_own(client, cast, ready):
    values = sent(ready, title="Bản của bí thư", body="<p>Lời của bí thư</p>")
    client.force_login(cast.deputy)
    client.post(url("edit", ready), sent(ready, title="Bản của phó", body="<p>Lời của phó</p>"))
    text = page(client, cast.secretary, url("edit", ready), 409, **values)
    ready.refresh_from_db()
    assert ready.title == "Bản của phó"
    assert "Lê Văn Đức đã sửa những phần này lúc 20/11/2026 08:30" in text
    assert marked(text) == {"Bản đang lưu": ["phó", "phó"], "Bản của đồng chí": ["bí thư", "bí thư"]}
    for side in ('name="revision" value="2"', "&lt;p&gt;Lời của bí thư&lt;/p&gt;"):
        assert side in text
    client.post(url("edit", ready), {**values, "revision": "2"})
    ready.refresh_from_db()
    assert (ready.title, ready.revision) == ("Bản của bí thư", 3)


def test_an_issued_resolution_cannot_be_edited_by_its_address(client, cast, issued):
    text = page(client, cast.secretary, url("edit", issued), 409, **sent(issued, title="Khác"))
    assert "Không sửa được nữa: đã ban hành." in text


# Drafting and issuing


def test_drafting_from_the_vote_opens_the_draft(client, cast):
    meeting = hold(MeetingFactory(organization=cast.cell), resolution_carried=True)
    ballot = voted(meeting)
    client.force_login(cast.secretary)
    for _ in range(2):
        answer = client.post(reverse("resolutions:draft", args=[ballot.pk]))
        assert answer["Location"] == url("edit", Resolution.objects.get())


def test_a_vote_that_failed_leads_back_with_the_reason(client, cast):
    ballot = BallotFactory(meeting=hold(MeetingFactory(organization=cast.cell)), is_carried=False)
    client.force_login(cast.secretary)
    answer = client.post(reverse("resolutions:draft", args=[ballot.pk]))
    assert answer["Location"] == reverse("meetings:detail", args=[ballot.meeting_id])
    assert "chưa được biểu quyết thông qua" in page(client, cast.secretary, reverse("resolutions:list"))


def test_issuing_names_the_consequence_then_the_number(client, cast, ready, monkeypatch):
    monkeypatch.setattr(documents, "resolution_pdf", lambda _paper: b"x")
    assert "Sau khi ban hành không sửa được" in page(client, cast.secretary, url("issue", ready))
    for expected in ("Đã ban hành Số 01-NQ/CB", "Nghị quyết đã ban hành: Số 01-NQ/CB"):
        answer = client.post(url("issue", ready), follow=True)
        assert answer.redirect_chain == [(url("detail", ready), 302)]
        assert expected in answer.content.decode()


def test_a_blocked_issue_says_what_is_missing(client, cast, ready):
    Resolution.objects.filter(pk=ready.pk).update(body="")
    client.force_login(cast.secretary)
    answer = client.post(url("issue", ready))
    assert answer.status_code == 409
    assert "Nghị quyết chưa có nội dung." in answer.content.decode()


def test_without_a_pdf_engine_nothing_is_issued_and_the_reason_is_given(client, cast, ready, monkeypatch):
    def fail(_paper):
        raise PdfUnavailable("Máy chủ chưa cài thư viện để tạo tệp PDF.")

    monkeypatch.setattr(documents, "resolution_pdf", fail)
    client.force_login(cast.secretary)
    answer = client.post(url("issue", ready))
    assert answer.status_code == 503
    assert "Máy chủ chưa cài thư viện" in answer.content.decode()
    ready.refresh_from_db()
    assert ready.number is None


# The slot of the meeting page


@pytest.mark.parametrize("htmx", [True, False])
def test_the_slot_answers_a_piece_to_htmx_and_a_page_to_others(client, cast, issued, htmx):
    client.force_login(cast.member)
    headers = {"HX-Request": "true"} if htmx else {}
    text = client.get(reverse("resolutions:of-meeting", args=[issued.meeting_id]), headers=headers).content.decode()
    assert ("<html" in text) is not htmx
    assert "Số 01-NQ/CB" in text


def test_leaders_are_offered_to_draft_what_was_carried(client, cast):
    meeting = hold(MeetingFactory(organization=cast.cell), resolution_carried=True)
    ballot = voted(meeting)
    lock(meeting, meeting.closed_at + timedelta(hours=1))
    address = reverse("resolutions:of-meeting", args=[meeting.pk])
    offer = reverse("resolutions:draft", args=[ballot.pk])
    assert offer in page(client, cast.secretary, address)
    assert offer not in page(client, cast.member, address)
