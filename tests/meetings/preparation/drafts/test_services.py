"""Papers, their versions, comments, answers and receipts, through the services."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied

from chibo.core.models import AuditEntry, OutboundMessage, StoredDocument
from chibo.core.store import content_of
from chibo.rules.refusal import RuleRefused
from meetings.codes import Disposition, DraftKind
from meetings.models import Acknowledgement, DraftComment, DraftDocument, DraftVersion, Meeting
from meetings.preparation.drafts import services as drafts
from meetings.preparation.drafts.services import DraftContent
from tests.factories.meetings import CommentFactory, DraftFactory, MeetingFactory, VersionFactory
from tests.meetings import staging

pytestmark = pytest.mark.django_db


TEXT = DraftContent(body="<p>Vận động nhân dân làm đường.</p>")


def add(cast, meeting, content=TEXT, *, actor=None) -> DraftDocument:
    return drafts.add_draft(
        actor=actor or cast.committee_member,
        now=cast.now,
        meeting=meeting,
        kind=DraftKind.RESOLUTION,
        title=" Dự thảo nghị quyết ",
        content=content,
    )


def circulated(cast):
    return MeetingFactory(organization=cast.cell, state="circulated", circulated_at=cast.now)


def test_a_paper_starts_with_its_first_version(cast):
    draft = add(cast, MeetingFactory(organization=cast.cell))

    version = draft.versions.get()
    assert (draft.title, draft.revision, version.number, version.body) == ("Dự thảo nghị quyết", 1, 1, TEXT.body)
    assert version.created_by == cast.committee_member
    assert AuditEntry.objects.get().action == "meeting.draft_added"


def test_a_file_is_stored_with_its_hash(cast):
    draft = add(cast, MeetingFactory(organization=cast.cell), DraftContent(filename="bao cao.txt", content=b"Bao cao"))

    stored = StoredDocument.objects.get()
    assert draft.versions.get().file == stored
    assert (content_of(stored), stored.filename, stored.size) == (b"Bao cao", "bao cao.txt", 7)
    assert stored.sha256 == sha256(b"Bao cao").hexdigest()


def test_an_empty_paper_is_refused_and_leaves_nothing(cast):
    with pytest.raises(RuleRefused) as refused:
        add(cast, MeetingFactory(organization=cast.cell), DraftContent())

    assert refused.value.code == "empty"
    assert not DraftDocument.objects.exists()


@pytest.mark.parametrize("who", ["member", "supervisor", "neighbour_secretary", "officer"])
def test_papers_are_written_by_those_who_plan(cast, who):
    with pytest.raises(PermissionDenied):
        add(cast, MeetingFactory(organization=cast.cell), actor=getattr(cast, who))


def test_no_paper_is_added_once_the_meeting_has_begun(cast):
    with pytest.raises(RuleRefused) as refused:
        add(cast, MeetingFactory(organization=cast.cell, state="in_session", opened_at=cast.now))

    assert refused.value.code == "state"


def test_a_new_version_tells_the_cell_when_the_first_was_sent(cast):
    first = VersionFactory(draft__meeting=circulated(cast))

    version = drafts.add_version(actor=cast.secretary, now=cast.now, draft=first.draft, revision=1, content=TEXT)

    assert version.number == 2
    told = OutboundMessage.objects.filter(kind="new_version", recipient=f"member:{cast.member.member.pk}")
    assert told.exists()
    assert told[0].link == f"/drafts/{version.pk}/"


def test_a_new_version_of_an_unsent_paper_tells_nobody(cast):
    first = VersionFactory(draft__meeting=MeetingFactory(organization=cast.cell))

    drafts.add_version(actor=cast.secretary, now=cast.now, draft=first.draft, revision=1, content=TEXT)

    assert not OutboundMessage.objects.exists()


def test_the_second_of_two_who_write_at_once_is_stale(cast):
    first = VersionFactory(draft__meeting=circulated(cast))
    drafts.add_version(actor=cast.secretary, now=cast.now, draft=first.draft, revision=1, content=TEXT)

    with pytest.raises(RuleRefused) as refused:
        drafts.add_version(actor=cast.deputy, now=cast.now, draft=first.draft, revision=1, content=TEXT)

    assert (refused.value.code, first.draft.versions.count()) == ("stale", 2)


def test_a_paper_is_removed_only_while_nothing_was_sent(cast):
    kept = DraftFactory(meeting=circulated(cast))
    gone = DraftFactory(meeting=MeetingFactory(organization=cast.cell, period="2026-11"))

    drafts.remove_draft(actor=cast.secretary, now=cast.now, draft=gone)
    with pytest.raises(RuleRefused):
        drafts.remove_draft(actor=cast.secretary, now=cast.now, draft=kept)

    assert list(DraftDocument.objects.all()) == [kept]


def comment(cast, version, text="Đề nghị ghi rõ thời hạn.", *, actor=None) -> DraftComment:
    person = actor or cast.member
    return drafts.add_comment(actor=person, now=cast.now, version=version, text=text)


def test_a_member_comments_until_the_meeting_begins(cast):
    version = VersionFactory(draft__meeting=circulated(cast))
    assert comment(cast, version).member == cast.member.member

    version.draft.meeting.state = "in_session"
    version.draft.meeting.save()
    with pytest.raises(RuleRefused) as refused:
        comment(cast, version)

    assert refused.value.code == "comments_closed"
    assert DraftComment.objects.count() == 1


def test_an_empty_comment_is_refused(cast):
    with pytest.raises(RuleRefused) as refused:
        comment(cast, VersionFactory(draft__meeting=circulated(cast)), "  ")

    assert refused.value.code == "empty"


@pytest.mark.parametrize("who", ["supervisor", "neighbour", "officer"])
def test_comments_are_for_the_cell(cast, who):
    with pytest.raises(PermissionDenied):
        comment(cast, VersionFactory(draft__meeting=circulated(cast)), actor=getattr(cast, who))


def test_the_author_learns_what_became_of_a_comment(cast):
    row = CommentFactory(version__draft__meeting=circulated(cast), member=cast.member.member)

    drafts.answer_comment(
        actor=cast.secretary, now=cast.now, comment=row, disposition=Disposition.PARTLY, answer="Ghi theo quý."
    )

    row.refresh_from_db()
    assert (row.disposition, row.answer, row.answered_by) == ("partly", "Ghi theo quý.", cast.secretary)
    told = OutboundMessage.objects.filter(kind="comment_answered", channel="app").get()
    assert told.user == cast.member
    assert told.body == "Ý kiến của đồng chí: “Đề nghị ghi rõ thời hạn.”\nKết quả: tiếp thu một phần. Ghi theo quý."


def test_committee_members_do_not_answer(cast):
    row = CommentFactory(version__draft__meeting=circulated(cast), member=cast.member.member)

    with pytest.raises(PermissionDenied):
        drafts.answer_comment(
            actor=cast.committee_member, now=cast.now, comment=row, disposition=Disposition.ACCEPTED, answer=""
        )


def test_the_first_opening_leaves_the_receipt(cast):
    version = VersionFactory(draft__meeting=circulated(cast))

    drafts.acknowledge(actor=cast.member, now=cast.now, version=version)
    drafts.acknowledge(actor=cast.member, now=cast.now + timedelta(hours=1), version=version)

    receipt = Acknowledgement.objects.get()
    assert (receipt.member, receipt.opened_at) == (cast.member.member, cast.now)


def test_the_trail_tells_which_version_came_and_which_paper_went(cast):
    draft = add(cast, MeetingFactory(organization=cast.cell))
    drafts.add_version(actor=cast.secretary, now=cast.now, draft=draft, revision=1, content=TEXT)
    drafts.remove_draft(actor=cast.deputy, now=cast.now, draft=DraftDocument.objects.get())

    trail = [(row.actor, row.action, row.data) for row in AuditEntry.objects.order_by("pk")][1:]
    assert trail == [
        (cast.secretary, "meeting.draft_version_added", {"draft": draft.pk, "number": 2}),
        (cast.deputy, "meeting.draft_removed", {"draft": draft.pk, "title": "Dự thảo nghị quyết"}),
    ]


def test_a_paper_that_was_not_sent_is_neither_read_nor_commented_by_the_cell(cast):
    version = VersionFactory(draft__meeting=MeetingFactory(organization=cast.cell))

    for deed in (drafts.acknowledge, drafts.record_download):
        with pytest.raises(PermissionDenied):
            deed(actor=cast.member, now=cast.now, version=version)
    with pytest.raises(PermissionDenied):
        comment(cast, version)
    assert comment(cast, version, actor=cast.committee_member).member == cast.committee_member.member


def test_an_answer_that_is_given_anew_is_told_anew(cast):
    row = CommentFactory(version__draft__meeting=circulated(cast), member=cast.member.member)

    for minutes, disposition in ((0, Disposition.NOT_ACCEPTED), (5, Disposition.ACCEPTED)):
        drafts.answer_comment(
            actor=cast.secretary,
            now=cast.now + timedelta(minutes=minutes),
            comment=row,
            disposition=disposition,
            answer="",
        )

    bodies = OutboundMessage.objects.filter(kind="comment_answered", channel="app").order_by("pk")
    assert [body.rpartition("\n")[2] for body in bodies.values_list("body", flat=True)] == [
        "Kết quả: không tiếp thu.",
        "Kết quả: tiếp thu.",
    ]


def test_after_the_lock_nothing_is_answered_commented_or_receipted(cast):
    meeting = staging.planned(cast)
    version = VersionFactory(draft=DraftFactory(meeting=meeting))
    comment = CommentFactory(version=version, member=cast.member.member)
    by = {"actor": cast.secretary, "now": cast.now + timedelta(days=60)}
    Meeting.objects.filter(pk=meeting.pk).update(state="locked", circulated_at=cast.now)

    with pytest.raises(RuleRefused) as refused:
        drafts.answer_comment(**by, comment=comment, disposition=Disposition.ACCEPTED, answer="")
    with pytest.raises(RuleRefused, match="comments_closed"):
        drafts.add_comment(**by, version=version, text="Muộn")
    drafts.acknowledge(**by, version=DraftVersion.objects.get(pk=version.pk))

    comment.refresh_from_db()
    assert (refused.value.code, refused.value.detail["action"]) == ("state", "answer")
    assert (comment.disposition, comment.answered_at) == ("", None)
    assert not version.acknowledgements.exists()


@pytest.mark.parametrize("state", ["planned", "circulated", "in_session", "held"])
def test_until_the_lock_a_comment_is_answered(cast, state):
    meeting = staging.planned(cast)
    comment = CommentFactory(version=VersionFactory(draft=DraftFactory(meeting=meeting)), member=cast.member.member)
    Meeting.objects.filter(pk=meeting.pk).update(state=state, opened_at=cast.now)
    by = {"actor": cast.secretary, "now": cast.now, "comment": comment}
    assert drafts.answer_comment(**by, disposition=Disposition.ACCEPTED, answer="").disposition == "accepted"


def test_the_same_answer_again_is_no_new_one_and_tells_nobody(cast):
    version = VersionFactory(draft=DraftFactory(meeting=staging.planned(cast)))
    comment = CommentFactory(version=version, member=cast.member.member)
    by, given = {"actor": cast.secretary, "comment": comment}, {"disposition": Disposition.ACCEPTED, "answer": ""}
    drafts.answer_comment(**by, now=cast.now, **given)
    told = OutboundMessage.objects.count()
    drafts.answer_comment(**by, now=cast.now + timedelta(hours=1), **given)
    assert OutboundMessage.objects.count() == told > 0
    assert AuditEntry.objects.filter(action="meeting.comment_answered").count() == 1
