"""Drafting and issuing: results, trail, messages, refusals, and the numbers of the series."""

import re
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from chibo.core.models import AuditEntry, OutboundMessage, StoredDocument
from chibo.rules.powers import Role
from chibo.rules.refusal import RuleRefused
from chibo.rules.workflow import Action, Need, ResolutionState
from meetings.models import Ballot, FollowUp, Meeting
from resolutions import documents, services
from resolutions.models import NumberSeries, Resolution
from resolutions.selectors import number_line
from tests.cast import NOW, build_cast
from tests.core.installations import sqlite_installation
from tests.factories.members import RoleFactory, TermFactory
from tests.factories.resolutions import BODY, BallotFactory, MeetingFactory, at, hold, lock, ready_to_issue, voted
from tests.racing import at_once, skip_without_threads

MONTHS = [date(2026, month, 3) for month in range(1, 11)]


@pytest.fixture
def quick_pdf(monkeypatch):
    """No PDF engine: for tests that only count numbers."""
    monkeypatch.setattr(documents, "resolution_pdf", lambda paper: f"PDF {paper.letterhead.number_line}".encode())


@pytest.fixture
def carried(cast):
    meeting = hold(MeetingFactory(organization=cast.cell, starts_at=at(date(2026, 11, 19))), resolution_carried=True)
    ballot = voted(meeting, bodies=("<p>Bản một</p>", "<p>Bản hai</p>", "<p>Bản ba</p>"), of=2)
    lock(meeting)
    return ballot


@pytest.fixture
def ready(cast):
    return ready_to_issue(cast.cell, cast.secretary.member)


def issue(resolution, actor, now=NOW):
    return services.issue_resolution(actor=actor, now=now, resolution=resolution)


def draft(ballot, actor):
    return services.draft_resolution(actor=actor, now=NOW, ballot=ballot)


def texts(**values):
    row = {"title": "Lãnh đạo sản xuất vụ đông", "body": "<p>Mới</p>", "recipients": "Lưu Chi bộ", "signer": None}
    return services.ResolutionTexts(**{**row, **values})


# Drafting


def test_the_draft_starts_from_the_version_that_was_voted(cast, carried):
    resolution = draft(carried, cast.secretary)
    assert (resolution.body, resolution.state) == ("<p>Bản hai</p>", ResolutionState.DRAFT)
    assert resolution.title == "Lãnh đạo thực hiện nhiệm vụ tháng 11 năm 2026"
    assert resolution.signer == cast.secretary.member
    assert resolution.recipients.splitlines() == [
        "Đảng ủy xã Kiến Thụy (để báo cáo)",
        "Cấp ủy viên theo dõi chi bộ",
        "Các đồng chí đảng viên",
        "Lưu Chi bộ",
    ]
    assert list(AuditEntry.objects.values_list("action", "actor")) == [("resolution.drafted", cast.secretary.pk)]


def test_a_vote_without_a_version_takes_the_newest_draft_resolution(cast):
    meeting = hold(MeetingFactory(organization=cast.cell), resolution_carried=True)
    ballot = voted(meeting, bodies=("<p>Cũ</p>", "<p>Mới nhất</p>"))
    assert draft(ballot, cast.secretary).body == "<p>Mới nhất</p>"


def test_an_admission_does_not_take_the_draft_of_the_month(cast):
    meeting = hold(MeetingFactory(organization=cast.cell), resolution_carried=True)
    voted(meeting, bodies=("<p>Nghị quyết tháng</p>",), of=1)
    admission = BallotFactory(meeting=meeting, matter="admission", subject="quần chúng Trần Thị Bình")
    assert draft(admission, cast.secretary).body == ""


def test_a_vote_without_a_version_leaves_alone_what_another_vote_was_held_on(cast):
    meeting = hold(MeetingFactory(organization=cast.cell), resolution_carried=True)
    voted(meeting, bodies=("<p>Của biểu quyết kia, lần 1</p>", "<p>Lần 2</p>"), of=1)
    assert draft(BallotFactory(meeting=meeting), cast.secretary).body == ""


@pytest.mark.parametrize("matter", ["agenda", "discipline", "rating", "election", "oversight", "score", "minutes"])
def test_what_is_not_resolved_gets_no_resolution(cast, matter):
    ballot = BallotFactory(meeting=hold(MeetingFactory(organization=cast.cell)), matter=matter)
    with pytest.raises(RuleRefused) as refused:
        draft(ballot, cast.secretary)
    assert refused.value.code == "no_resolution"
    assert not Resolution.objects.exists()


# Abandoning


def test_an_abandoned_draft_keeps_its_reason_and_frees_its_vote(cast, carried):
    resolution = draft(carried, cast.secretary)
    services.abandon_resolution(actor=cast.deputy, now=NOW, resolution=resolution, reason=" Biểu quyết lại ")
    resolution.refresh_from_db()
    assert (resolution.state, resolution.reason, resolution.ballot) == ("abandoned", "Biểu quyết lại", None)
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.data) == ("resolution.abandoned", {"ballot": carried.pk, "reason": "Biểu quyết lại"})
    carried.refresh_from_db()
    again = draft(carried, cast.secretary)
    assert again != resolution
    assert again.ballot == carried


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_draft_is_not_abandoned_without_a_reason(cast, carried, reason):
    resolution = draft(carried, cast.secretary)
    with pytest.raises(RuleRefused) as refused:
        services.abandon_resolution(actor=cast.secretary, now=NOW, resolution=resolution, reason=reason)
    assert refused.value.code == "no_reason"
    resolution.refresh_from_db()
    assert (resolution.state, resolution.ballot) == ("draft", carried)


def test_what_was_issued_or_abandoned_is_neither_abandoned_nor_saved_nor_issued(cast, ready, quick_pdf):
    abandoned = services.abandon_resolution(actor=cast.secretary, now=NOW, resolution=ready, reason="Nhầm")
    for deed in (
        lambda: services.abandon_resolution(actor=cast.secretary, now=NOW, resolution=abandoned, reason="Nữa"),
        lambda: services.save_resolution(
            actor=cast.secretary, now=NOW, resolution=abandoned, revision=1, texts=texts()
        ),
        lambda: issue(abandoned, cast.secretary),
    ):
        with pytest.raises(RuleRefused) as refused:
            deed()
        assert refused.value.code == "state"
    earlier = ready_to_issue(cast.cell, cast.secretary.member, starts_at=at(date(2026, 10, 3)))
    with pytest.raises(RuleRefused):
        services.abandon_resolution(
            actor=cast.secretary, now=NOW, resolution=issue(earlier, cast.secretary), reason="Nhầm"
        )


def test_drafting_twice_is_the_same_resolution(cast, carried):
    assert draft(carried, cast.secretary) == draft(carried, cast.deputy)
    assert (Resolution.objects.count(), AuditEntry.objects.count()) == (1, 1)


def test_a_vote_that_did_not_carry_has_no_resolution(cast):
    ballot = voted(hold(MeetingFactory(organization=cast.cell)), in_favor=4, is_carried=False)
    with pytest.raises(RuleRefused) as refused:
        draft(ballot, cast.secretary)
    assert (refused.value.code, refused.value.missing) == ("blocked", ("vote_carried",))


@pytest.mark.parametrize("name", ["committee_member", "minute_taker", "member", "neighbour_secretary", "officer"])
def test_only_leaders_of_the_cell_draft_save_and_issue(cast, ready, name):
    actor = getattr(cast, name)
    with pytest.raises(PermissionDenied):
        draft(ready.ballot, actor)
    with pytest.raises(PermissionDenied):
        services.save_resolution(actor=actor, now=NOW, resolution=ready, revision=1, texts=texts())
    with pytest.raises(PermissionDenied):
        issue(ready, actor)


# Saving


def test_saving_writes_the_texts_and_the_next_revision(cast, ready):
    signer = cast.deputy.member
    values = texts(title=" Lãnh đạo sản xuất vụ đông ", signer=signer)
    services.save_resolution(actor=cast.deputy, now=NOW, resolution=ready, revision=1, texts=values)
    ready.refresh_from_db()
    assert (ready.title, ready.body, ready.signer, ready.revision) == (
        "Lãnh đạo sản xuất vụ đông",
        "<p>Mới</p>",
        signer,
        2,
    )
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.target) == ("resolution.saved", cast.deputy, f"resolution:{ready.pk}")


def test_a_stale_save_changes_nothing(cast, ready):
    services.save_resolution(actor=cast.deputy, now=NOW, resolution=ready, revision=1, texts=texts())
    with pytest.raises(RuleRefused) as refused:
        services.save_resolution(
            actor=cast.secretary, now=NOW, resolution=ready, revision=1, texts=texts(body="<p>Khác</p>")
        )
    contest = refused.value.detail["contest"]
    assert (refused.value.code, contest.names, contest.revision) == ("stale", ("body",), 2)
    ready.refresh_from_db()
    assert ready.body == "<p>Mới</p>"


def test_an_issued_resolution_is_not_edited(cast, ready, quick_pdf):
    issue(ready, cast.secretary)
    with pytest.raises(RuleRefused) as refused:
        services.save_resolution(actor=cast.secretary, now=NOW, resolution=ready, revision=1, texts=texts())
    assert refused.value.code == "state"
    assert refused.value.detail["action"] is Action.EDIT


# Issuing


def test_issuing_draws_the_number_stores_the_bytes_and_tells_the_cell(cast, ready):
    resolution = issue(ready, cast.secretary)
    resolution.refresh_from_db()
    assert (number_line(resolution), resolution.state) == ("Số 01-NQ/CB", ResolutionState.ISSUED)
    assert (resolution.issued_on, resolution.issued_at, resolution.issued_by, resolution.term) == (
        NOW.date(),
        NOW,
        cast.secretary,
        cast.term,
    )
    content = bytes(resolution.document.content)
    assert content.startswith(b"%PDF-")
    assert resolution.document.sha256 == sha256(content).hexdigest()
    assert resolution.document.filename == "nghi-quyet-01-2026-11.pdf"
    assert resolution.frozen["paper"]["letterhead"]["number_line"] == "Số 01-NQ/CB"
    assert resolution.frozen["paper"]["body"] == BODY
    assert resolution.frozen["paper"]["vote_sentence"].startswith("Nghị quyết được 7/8 đảng viên chính thức")
    assert FollowUp.objects.get().deed == "resolution_issued"
    entry = AuditEntry.objects.get(action="resolution.issued")
    assert entry.data == {"number": "Số 01-NQ/CB", "sha256": resolution.document.sha256}


def test_the_duty_of_a_meeting_is_done_with_the_last_of_what_it_resolved(cast, quick_pdf):
    meeting = hold(MeetingFactory(organization=cast.cell, starts_at=at(date(2026, 11, 19))), resolution_carried=True)
    month, admission = voted(meeting), voted(meeting, matter="admission")
    voted(meeting, matter="striking_off", is_carried=False)
    voted(meeting, matter="rating")
    lock(meeting)
    first, second = (draft(ballot, cast.secretary) for ballot in (month, admission))
    services.abandon_resolution(actor=cast.secretary, now=NOW, resolution=second, reason="Làm lại")
    second = draft(Ballot.objects.get(pk=admission.pk), cast.secretary)
    Resolution.objects.update(title="Nghị quyết", body="<p>Bản</p>", signer=cast.secretary.member)

    issue(first, cast.secretary)
    assert not FollowUp.objects.exists()
    later = NOW + timedelta(days=1)
    issue(second, cast.secretary, now=later)
    assert [row.at for row in FollowUp.objects.filter(meeting=meeting)] == [later]


def test_the_cell_and_its_supervising_official_are_told_once(cast, ready, quick_pdf):
    issue(ready, cast.secretary)
    told = set(OutboundMessage.objects.values_list("dedupe_key", flat=True))

    def key(member, channel):
        return f"meeting:{ready.meeting_id}:resolution:{ready.pk}:member:{member.pk}:{channel}"

    assert key(cast.member.member, "app") in told
    assert key(cast.supervisor.member, "app") in told
    assert key(cast.official, "paper") in told
    assert not any(f":member:{cast.away.pk}:" in each or f":{cast.neighbour.member.pk}:" in each for each in told)
    assert OutboundMessage.objects.first().link == f"/resolutions/{ready.pk}/"


def test_a_second_press_draws_no_second_number(cast, ready, quick_pdf):
    issue(ready, cast.secretary)
    with pytest.raises(RuleRefused, match="state"):
        issue(ready, cast.deputy)
    assert NumberSeries.objects.get().last_number == 1
    assert AuditEntry.objects.filter(action="resolution.issued").count() == 1


def test_numbers_follow_one_another_and_leave_no_gap_after_a_failure(cast, monkeypatch):
    rows = [ready_to_issue(cast.cell, cast.secretary.member, starts_at=at(day)) for day in MONTHS]
    monkeypatch.setattr(documents, "resolution_pdf", lambda _paper: b"x")
    numbers = [issue(row, cast.secretary).number for row in rows[:2]]

    def fail(_paper):
        raise OSError("no fonts")

    with monkeypatch.context() as broken:
        broken.setattr(documents, "resolution_pdf", fail)
        with pytest.raises(OSError, match="no fonts"):
            issue(rows[2], cast.secretary)
    rows[2].refresh_from_db()
    assert (rows[2].state, rows[2].number, StoredDocument.objects.count()) == (ResolutionState.DRAFT, None, 2)
    numbers += [issue(row, cast.secretary).number for row in rows[3:]]
    assert numbers == [1, 2, *range(3, 10)]
    assert number_line(rows[2]) == ""
    assert number_line(issue(rows[2], cast.secretary)) == "Số 10-NQ/CB"


def test_a_new_term_starts_again_at_one(cast, quick_pdf):
    TermFactory(organization=cast.cell, title="2028–2030", starts_on=date(2028, 1, 1), ends_on=date(2030, 12, 31))
    first = ready_to_issue(cast.cell, cast.secretary.member)
    later = ready_to_issue(cast.cell, cast.secretary.member, starts_at=at(date(2028, 1, 3)))
    assert issue(first, cast.secretary).number == 1
    assert issue(later, cast.secretary, now=at(date(2028, 1, 4))).number == 1
    assert NumberSeries.objects.count() == 2


def test_every_cell_has_its_own_series(cast, quick_pdf):
    TermFactory(organization=cast.neighbour_cell)
    mine = ready_to_issue(cast.cell, cast.secretary.member)
    theirs = ready_to_issue(cast.neighbour_cell, cast.neighbour_secretary.member)
    assert (issue(mine, cast.secretary).number, issue(theirs, cast.neighbour_secretary).number) == (1, 1)


def _unlocked(cast):
    meeting = hold(MeetingFactory(organization=cast.cell), resolution_carried=True)
    return draft(voted(meeting), cast.secretary)


def _not_carried(cast):
    resolution = ready_to_issue(cast.cell, cast.secretary.member)
    Resolution.objects.filter(pk=resolution.pk).update(ballot=None)
    return resolution


def _without(**values):
    def build(cast):
        resolution = ready_to_issue(cast.cell, cast.secretary.member)
        Resolution.objects.filter(pk=resolution.pk).update(**values)
        return resolution

    return build


def _signer_out_of_office(cast):
    former = RoleFactory(
        member=cast.official, organization=cast.cell, role=Role.DEPUTY_SECRETARY.value, ends_on=date(2026, 11, 19)
    )
    return ready_to_issue(cast.cell, former.member)


def _no_term(cast):
    cast.term.ends_on = date(2026, 11, 19)
    cast.term.save()
    return ready_to_issue(cast.cell, cast.secretary.member)


@pytest.mark.parametrize(
    ("build", "missing"),
    [
        (_unlocked, Need.MINUTES_LOCKED),
        (_not_carried, Need.VOTE_CARRIED),
        (_without(body=""), Need.TEXT),
        (_without(title=""), Need.TEXT),
        (_without(signer=None), Need.SIGNER),
        (_signer_out_of_office, Need.SIGNER),
        (_no_term, Need.TERM),
    ],
)
def test_nothing_is_issued_while_something_is_missing(cast, quick_pdf, build, missing):
    resolution = build(cast)
    with pytest.raises(RuleRefused) as refused:
        issue(resolution, cast.secretary)
    assert (refused.value.code, refused.value.missing) == ("blocked", (missing,))
    assert (NumberSeries.objects.count(), StoredDocument.objects.count()) == (0, 0)


def test_a_deputy_signs_for_the_secretary(cast, quick_pdf):
    resolution = issue(ready_to_issue(cast.cell, cast.deputy.member), cast.deputy)
    assert resolution.frozen["paper"]["signature"]["post"] == "PHÓ BÍ THƯ"


# What the database refuses


def by_save(row):
    row.title = "Khác"
    row.save()


def by_update(row):
    Resolution.objects.filter(pk=row.pk).update(title="Khác")


def by_delete(row):
    row.delete()


def by_sql(statement):
    def run(row):
        with connection.cursor() as cursor:
            cursor.execute(statement, [row.pk])

    return run


WAYS = [
    by_save,
    by_update,
    by_delete,
    by_sql("UPDATE resolutions_resolution SET body = 'x' WHERE id = %s"),
    by_sql("UPDATE resolutions_resolution SET state = 'draft' WHERE id = %s"),
    by_sql("DELETE FROM resolutions_resolution WHERE id = %s"),
]


@pytest.mark.parametrize("way", WAYS)
def test_the_database_refuses_any_change_of_an_issued_resolution(cast, ready, quick_pdf, way):
    issue(ready, cast.secretary)
    before = Resolution.objects.filter(pk=ready.pk).values().get()
    with pytest.raises(IntegrityError, match="An issued resolution is never changed"), transaction.atomic():
        way(Resolution.objects.get(pk=ready.pk))
    assert Resolution.objects.filter(pk=before["id"]).values().get() == before


def test_the_database_refuses_a_number_twice_and_an_issue_without_its_parts(cast, ready, quick_pdf):
    issue(ready, cast.secretary)
    other = ready_to_issue(cast.cell, cast.secretary.member, starts_at=at(MONTHS[0]))
    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.filter(pk=other.pk).update(term=cast.term, number=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.filter(pk=other.pk).update(state="issued")
    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.filter(pk=other.pk).update(state="signed")


# Two at once


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_leaders_pressing_at_once_draw_one_number(monkeypatch):
    skip_without_threads()
    cast = build_cast()
    monkeypatch.setattr(documents, "resolution_pdf", lambda _paper: b"x")
    ready = ready_to_issue(cast.cell, cast.secretary.member)
    deeds = [lambda who=who: issue(ready, who) for who in (cast.secretary, cast.deputy)]
    answers = at_once(deeds, Resolution.objects.all())
    assert (len(answers.results), answers.refusals) == (1, ["state"])
    assert NumberSeries.objects.get().last_number == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_resolutions_issued_at_once_get_numbers_without_gap(monkeypatch):
    skip_without_threads()
    cast = build_cast()
    monkeypatch.setattr(documents, "resolution_pdf", lambda _paper: b"x")
    rows = [ready_to_issue(cast.cell, cast.secretary.member, starts_at=at(day)) for day in MONTHS[:6]]
    issue(rows[0], cast.secretary)
    answers = at_once([lambda row=row: issue(row, cast.secretary) for row in rows[1:]], NumberSeries.objects.all())
    assert (len(answers.results), answers.refusals) == (5, [])
    assert sorted(Resolution.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_leaders_drafting_at_once_get_one_draft():
    skip_without_threads()
    cast = build_cast()
    meeting = hold(MeetingFactory(organization=cast.cell), resolution_carried=True)
    ballot = voted(meeting)
    deeds = [lambda who=who: draft(ballot, who) for who in (cast.secretary, cast.deputy)]
    answers = at_once(deeds, Meeting.objects.filter(pk=meeting.pk))
    assert answers.results == [Resolution.objects.get()] * 2


RACE = """
import threading
from django.db import connections
from chibo.rules.refusal import RuleRefused
from resolutions import documents, services
from resolutions.models import NumberSeries, Resolution
from tests.cast import NOW, build_cast
from tests.factories.resolutions import ready_to_issue

documents.resolution_pdf = lambda paper: b"x"
cast = build_cast()
ready = ready_to_issue(cast.cell, cast.secretary.member)
line, outcomes = threading.Barrier(4), []

def press(actor):
    line.wait()
    try:
        services.issue_resolution(actor=actor, now=NOW, resolution=ready)
        outcomes.append("issued")
    except RuleRefused as refused:
        outcomes.append(refused.code)
    finally:
        connections.close_all()

threads = [threading.Thread(target=press, args=(who,)) for who in (cast.secretary, cast.deputy) * 2]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
answer = [sorted(outcomes), NumberSeries.objects.get().last_number, Resolution.objects.get().number]
"""


def test_threads_on_a_database_file_draw_one_number(tmp_path):
    with sqlite_installation(tmp_path, migrated=True) as office:
        assert office.ask(RACE) == [["issued", "state", "state", "state"], 1, 1]


def test_the_message_names_the_number_and_the_title(cast, ready, quick_pdf):
    issue(ready, cast.secretary, now=NOW + timedelta(hours=1))
    message = OutboundMessage.objects.first()
    assert re.fullmatch(r"01-NQ/CB: .+", message.subject)
    assert message.body == "Nghị quyết 01-NQ/CB đã ban hành. Mời đồng chí đọc và thực hiện."
