"""The pages of papers: writing, reading, comments."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chibo.core.models import AuditEntry
from meetings.models import Acknowledgement, DraftComment, DraftVersion, Meeting
from tests.factories.meetings import (
    STARTS_AT,
    CommentFactory,
    StoredDocumentFactory,
    VersionFactory,
)
from tests.meetings.reading import marked, text, told

pytestmark = pytest.mark.django_db


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
    assert marked(text(answer)) == {"Bản đang lưu": ["Đức"], "Bản của đồng chí": ["Hoa"]}
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

    assert marked(answer) == {"Dự thảo lần 1": ["ninh trật tự"], "Dự thảo lần 2": ["toàn giao thông"]}


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

    with django_assert_num_queries(16):
        client.get(reverse("meetings:draft", args=[version.pk]))
