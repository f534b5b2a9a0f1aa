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


def test_a_version_is_compared_with_the_one_right_before_it(cast, visit, version):
    rest = [VersionFactory(draft=version.draft, number=number, body=f"<p>Lần {number}</p>") for number in (2, 3)]
    version.draft.revision = 3
    version.draft.save()

    pages = [visit("draft", row.pk, query="?compare").context for row in (version, *rest)]

    assert [page["compares"] for page in pages] == [False, True, True]
    assert [page["before"] for page in pages] == ["", "Tiếp tục giữ vững an ninh trật tự.", "Lần 2"]
    assert [page["page"].is_newest for page in pages] == [False, False, True]


def test_a_comment_on_an_old_version_stands_beside_the_new_one(cast, visit, sent, version):
    CommentFactory(version=version, member=cast.official, text="Bỏ điều 3")
    newest = VersionFactory(draft=version.draft, number=2)
    CommentFactory(version__draft__meeting=sent, member=cast.official, text="Về tài liệu khác")

    page = text(visit("draft", newest.pk))

    assert "Bỏ điều 3" in page
    assert "Về tài liệu khác" not in page


@pytest.mark.parametrize(
    ("who", "comments", "answers"),
    [
        ("member", True, False),
        ("secretary", True, True),
        ("committee_member", True, False),
        ("supervisor", False, False),
    ],
)
def test_who_comments_and_who_answers(cast, visit, sent, version, who, comments, answers):
    page = visit("draft", version.pk, user=getattr(cast, who)).context
    assert (page["form"] is not None, page["may_answer"]) == (comments, answers)


def test_an_answer_that_refuses_gives_its_reason_and_one_that_accepts_need_not(cast, visit, sent, version):
    row = CommentFactory(version=version, member=cast.official)
    for disposition, status in (("partly", 422), ("", 422), ("maybe", 422), ("accepted", 303)):
        assert visit("comment-answer", row.pk, data={"disposition": disposition}).status_code == status
    row.refresh_from_db()
    assert row.disposition == "accepted"


def test_of_text_and_file_one_is_chosen(cast, visit, meeting):
    file = SimpleUploadedFile("báo cáo.txt", b"Bao cao")
    data = {"title": "Báo cáo", "kind": "paper", "body": "<p>Hai bản</p>", "file": file, "confirmed": "on"}

    answer = visit("draft-add", meeting.pk, data=data)

    assert answer.status_code == 422
    assert "Đồng chí chọn một cách: soạn tại đây hoặc gửi tệp." in text(answer)
    assert not DraftVersion.objects.exists()


def test_a_file_behind_another_version_has_to_be_chosen_again(cast, visit, version):
    visit("draft-version-add", version.draft_id, user=cast.deputy, data={"body": "<p>Của Đức</p>", "revision": "1"})
    data = {"file": SimpleUploadedFile("bản hai.txt", b"Ban hai"), "confirmed": "on", "revision": "1"}

    answer = visit("draft-version-add", version.draft_id, data=data)

    assert answer.status_code == 409
    (both,) = answer.context["contested"]
    assert (both.theirs, both.mine) == ("Của Đức", "bản hai.txt")
    assert "Đồng chí chọn lại tệp “bản hai.txt” nếu vẫn gửi." in text(answer)


def test_a_paper_is_taken_away_after_a_question_and_only_while_unsent(cast, visit, meeting, version):
    address, draft = "draft-remove", version.draft_id
    assert "Tài liệu cùng các dự thảo và góp ý của nó sẽ bị xóa." in text(visit(address, draft))
    assert DraftVersion.objects.exists()
    assert visit(address, draft, user=cast.neighbour_secretary, data={}).status_code == 404
    assert told(visit(address, draft, data={})) == ["Đã bỏ “Dự thảo nghị quyết”."]
    assert not DraftVersion.objects.exists()
    assert visit(address, draft, data={}).status_code == 404

    kept = VersionFactory(draft__meeting=meeting)
    Meeting.objects.update(state="circulated")
    answer = visit(address, kept.draft_id)
    assert (answer.status_code, told(answer)[-1]) == (
        303,
        "Tài liệu đã gửi nên không bỏ được nữa; đồng chí thêm dự thảo mới.",
    )


def test_nothing_is_added_to_the_papers_of_a_meeting_that_began(cast, visit, meeting, version):
    Meeting.objects.update(state="in_session", opened_at=STARTS_AT)
    for name, pk in (("draft-add", meeting.pk), ("draft-version-add", version.draft_id)):
        for data in (None, {"title": "Muộn", "kind": "paper", "body": "<p>Muộn</p>", "revision": "1"}):
            answer = visit(name, pk, data=data)
            assert (answer.status_code, told(answer)[-1]) == (
                303,
                "Buổi sinh hoạt đã bắt đầu hoặc đã hủy nên không thêm, không sửa tài liệu được nữa.",
            )
    assert DraftVersion.objects.count() == 1


def test_a_text_has_no_file_to_hand_out(cast, visit, sent, version):
    assert visit("draft-file", version.pk).status_code == 404
    assert not AuditEntry.objects.filter(action="draft.downloaded").exists()
