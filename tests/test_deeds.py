"""What is written down of every deed: which service writes which line, about what, by whom, in whose place.

A word without a line, a line without a word, a service without its row: each fails. So does a line that is dropped.
"""

import importlib
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.template import Variable

from chibo.core.codes import CoreDeed, Deed
from chibo.core.models import AuditEntry
from chibo.demo.codes import DemoDeed
from compliance.codes import ComplianceDeed
from meetings.codes import MeetingDeed
from members import services as members
from members.codes import MemberDeed
from members.resources import import_organizations
from members.services import FirstSteps
from resolutions.codes import ResolutionDeed
from tests.cast import NOW, build_cast
from tests.prepared import prepared
from tests.service_calls import CALLS, Call
from topics.codes import TopicDeed

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent

NOWHERE = ""
STORED = """
account.closed account.created account.opened account.password_changed account.password_reset compliance.exported
condition.ended condition.set demo.loaded draft.downloaded identity.changed identity.opened installation.set_up
instrument.adopted instrument.withdrawn local_rule.set meeting.agenda_saved meeting.assigned
meeting.assignment_reported meeting.ballot_recorded meeting.ballot_recounted meeting.cancelled meeting.changed
meeting.circulated meeting.closed meeting.comment_answered meeting.commented meeting.content_agreed
meeting.draft_added meeting.draft_removed meeting.draft_version_added meeting.entry_removed meeting.guest_added
meeting.handed_over meeting.item_concluded meeting.minutes_downloaded meeting.minutes_locked meeting.minutes_read_back
meeting.minutes_saved meeting.opened meeting.opening_undone meeting.packet_downloaded meeting.planned
meeting.resolution_issued meeting.roll_called meeting.roll_updated meeting.score_downloaded meeting.score_sent
meeting.scored meeting.scored_late meeting.set_free meeting.speech_recorded meeting.times_corrected member.changed
member.left member.received member.registered members.imported message.delivered message.dropped message.retried
organization.changed organization.created organization.placed resolution.abandoned resolution.downloaded
resolution.drafted resolution.issued resolution.saved role.assigned role.ended score_sheet.set term.started
topic.changed topic.planned topic.removed
"""

# Deed and target, and the place where it is not the cell; looked up among the arguments, the cast and the result.
LINES = {
    "planning.plan_meeting": [(MeetingDeed.PLANNED, "meeting:result")],
    "planning.change_meeting": [(MeetingDeed.CHANGED, "meeting:meeting")],
    "planning.cancel_meeting": [(MeetingDeed.CANCELLED, "meeting:meeting")],
    "planning.cancel_meeting followed": [
        (MeetingDeed.CANCELLED, "meeting:meeting"),
        (MeetingDeed.SET_FREE, "meeting:meeting.combined_by"),
    ],
    "agenda.save_agenda": [(MeetingDeed.AGENDA_SAVED, "meeting:meeting")],
    "circulation.agree_content": [(MeetingDeed.CONTENT_AGREED, "meeting:meeting")],
    "circulation.circulate_meeting": [(MeetingDeed.CIRCULATED, "meeting:meeting")],
    "circulation.record_download": [(MeetingDeed.PACKET_DOWNLOADED, "meeting:meeting")],
    "drafts.add_draft": [(MeetingDeed.DRAFT_ADDED, "meeting:meeting")],
    "drafts.add_version": [(MeetingDeed.DRAFT_VERSION_ADDED, "meeting:draft.meeting")],
    "drafts.remove_draft": [(MeetingDeed.DRAFT_REMOVED, "meeting:draft.meeting")],
    "drafts.record_download": [(MeetingDeed.DRAFT_DOWNLOADED, "draft:version.draft")],
    "drafts.acknowledge": [],  # the receipt is the line
    "drafts.add_comment": [(MeetingDeed.COMMENTED, "meeting:version.draft.meeting")],
    "drafts.answer_comment": [(MeetingDeed.COMMENT_ANSWERED, "meeting:comment.version.draft.meeting")],
    "notices.retry": [(CoreDeed.MESSAGE_RETRIED, "message:message")],
    "notices.retry too late": [(CoreDeed.MESSAGE_DROPPED, "message:message")],
    "notices.mark_delivered": [(CoreDeed.MESSAGE_DELIVERED, "message:message")],
    "session.open_meeting": [(MeetingDeed.OPENED, "meeting:meeting")],
    "session.call_roll": [(MeetingDeed.ROLL_CALLED, "meeting:meeting")],
    "session.call_roll after a vote": [
        (MeetingDeed.ROLL_CALLED, "meeting:meeting"),
        (MeetingDeed.BALLOT_RECOUNTED, "meeting:meeting"),
    ],
    "corrections.undo_opening": [(MeetingDeed.OPENING_UNDONE, "meeting:meeting")],
    "corrections.correct_times": [(MeetingDeed.TIMES_CORRECTED, "meeting:meeting")],
    "corrections.update_roll": [(MeetingDeed.ROLL_UPDATED, "meeting:meeting")],
    "corrections.hand_over": [(MeetingDeed.HANDED_OVER, "meeting:meeting")],
    "session.add_guest": [(MeetingDeed.GUEST_ADDED, "meeting:meeting")],
    "session.record_speech": [(MeetingDeed.SPEECH_RECORDED, "meeting:meeting")],
    "session.record_ballot": [(MeetingDeed.BALLOT_RECORDED, "meeting:meeting")],
    "session.conclude_item": [(MeetingDeed.ITEM_CONCLUDED, "meeting:item.meeting")],
    "session.assign": [(MeetingDeed.ASSIGNED, "meeting:meeting")],
    "session.remove_entry": [(MeetingDeed.ENTRY_REMOVED, "meeting:entry.meeting")],
    "session.close_meeting": [(MeetingDeed.CLOSED, "meeting:meeting")],
    "assignments.report_assignment": [(MeetingDeed.ASSIGNMENT_REPORTED, "meeting:assignment.meeting")],
    "minutes.save_minutes": [(MeetingDeed.MINUTES_SAVED, "meeting:meeting")],
    "minutes.read_back": [(MeetingDeed.MINUTES_READ_BACK, "meeting:meeting")],
    "minutes.lock_minutes": [(MeetingDeed.MINUTES_LOCKED, "meeting:meeting")],
    "minutes.record_download": [(MeetingDeed.MINUTES_DOWNLOADED, "meeting:meeting")],
    "score.save_score": [(MeetingDeed.SCORED, "meeting:meeting")],
    "score.give_late_score": [(MeetingDeed.SCORED_LATE, "meeting:meeting")],
    "score.record_download": [(MeetingDeed.SCORE_DOWNLOADED, "meeting:meeting")],
    "score.send_score": [(MeetingDeed.SCORE_SENT, "meeting:meeting")],
    "score.set_sheet": [(MeetingDeed.SHEET_SET, "organization:organization", "cast.committee.path")],
    "resolutions.draft_resolution": [(ResolutionDeed.DRAFTED, "resolution:result")],
    "resolutions.save_resolution": [(ResolutionDeed.SAVED, "resolution:resolution")],
    "resolutions.abandon_resolution": [(ResolutionDeed.ABANDONED, "resolution:resolution")],
    "resolutions.issue_resolution": [
        (MeetingDeed.RESOLUTION_ISSUED, "meeting:resolution.meeting"),
        (ResolutionDeed.ISSUED, "resolution:resolution"),
    ],
    "resolutions.record_download": [(ResolutionDeed.DOWNLOADED, "resolution:resolution")],
    "topics.plan_topic": [(TopicDeed.PLANNED, "topic:result")],
    "topics.change_topic": [(TopicDeed.CHANGED, "topic:topic")],
    "topics.remove_topic": [(TopicDeed.REMOVED, "topic:topic")],
    "members.create_organization": [(MemberDeed.ORGANIZATION_CREATED, "organization:result", "result.path")],
    "members.change_organization": [
        (MemberDeed.ORGANIZATION_CHANGED, "organization:organization", "organization.path")
    ],
    "members.place_organization": [(MemberDeed.ORGANIZATION_PLACED, "organization:organization", "organization.path")],
    "members.start_term": [(MemberDeed.TERM_STARTED, "organization:organization")],
    "members.set_local_rule": [(MemberDeed.LOCAL_RULE_SET, "organization:organization", "cast.committee.path")],
    "members.adopt_instrument": [(MemberDeed.INSTRUMENT_ADOPTED, "organization:organization", "cast.committee.path")],
    "members.withdraw_instrument": [
        (MemberDeed.INSTRUMENT_WITHDRAWN, "organization:adoption.organization", "cast.committee.path")
    ],
    "members.register_member": [(MemberDeed.REGISTERED, "member:result")],
    "members.change_member": [(MemberDeed.CHANGED, "member:member")],
    "members.change_identity": [(MemberDeed.IDENTITY_CHANGED, "member:member")],
    "members.open_identity": [(MemberDeed.IDENTITY_OPENED, "member:member")],
    "members.transfer_member": [
        (MemberDeed.LEFT, "member:membership.member"),
        (MemberDeed.RECEIVED, "member:membership.member", "cast.neighbour_cell.path"),
    ],
    "members.end_membership": [(MemberDeed.LEFT, "member:membership.member")],
    "members.assign_role": [(MemberDeed.ROLE_ASSIGNED, "member:member")],
    "members.end_role": [(MemberDeed.ROLE_ENDED, "member:assignment.member")],
    "members.set_condition": [(MemberDeed.CONDITION_SET, "member:member")],
    "members.end_condition": [(MemberDeed.CONDITION_ENDED, "member:condition.member")],
    "members.create_account": [(MemberDeed.ACCOUNT_CREATED, "user:result.0", NOWHERE)],
    "members.reset_password": [(MemberDeed.PASSWORD_RESET, "user:user", NOWHERE)],
    "members.set_account_open": [(MemberDeed.ACCOUNT_OPENED, "user:user", NOWHERE)],
    "members.set_account_open closed": [(MemberDeed.ACCOUNT_CLOSED, "user:user", NOWHERE)],
    "members.change_password": [(MemberDeed.PASSWORD_CHANGED, "user:actor", NOWHERE)],
    "members.keep_upload": [],  # nothing is done with it yet
    "members.import_members": [(MemberDeed.IMPORTED, "organization:cast.cell")],
    "compliance.export_year": [(ComplianceDeed.EXPORTED, "year:2026", NOWHERE)],
}

FIRST_STEPS = FirstSteps(
    parent_line="Đảng bộ xã Ngũ Phúc",
    cell_name="Chi bộ thôn Đông",
    cell_kind="village",
    place_name="Ngũ Phúc",
    meeting_place="Nhà văn hóa thôn",
    regular_day=3,
    regular_time=None,
    term_starts_on=date(2025, 1, 1),
    term_ends_on=date(2027, 12, 31),
    full_name="Đinh Thị Bí",
    sex="female",
    admitted_on=date(2010, 2, 3),
    recognized_on=date(2011, 2, 3),
    username="bithumoi",
    password="Mat-khau-moi-2026",
)

APART = {MemberDeed.SET_UP, DemoDeed.LOADED}
"""Nobody's own service does these: one test below, and one of the demonstration's."""

THROUGH_OTHERS = {import_organizations: "each organisation by its own service"}

OWN = {"members.change_password": Call(members.change_password, lambda _: {"password": "Mat-khau-moi-2026"})}
PERFORMED = CALLS | OWN

BY = {  # where it is not the deputy
    "assignments.report_assignment": "member",
    "drafts.acknowledge": "member",
    "drafts.add_comment": "member",
    "session.call_roll": "minute_taker",
    "members.create_organization": "technician",
    "members.change_organization": "technician",
    "members.place_organization": "technician",
    "members.set_local_rule": "officer",
    "score.set_sheet": "officer",
    "members.adopt_instrument": "officer",
    "members.withdraw_instrument": "officer",
    "members.change_identity": "secretary",
    "members.open_identity": "secretary",
    "members.create_account": "technician",
    "members.reset_password": "technician",
    "members.set_account_open": "technician",
    "members.set_account_open closed": "technician",
}


def words() -> set[Deed]:
    """Every word of the trail, of every app."""
    for path in [*ROOT.glob("*/codes.py"), *ROOT.glob("chibo/*/codes.py")]:
        importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return {deed for app in Deed.__subclasses__() for deed in app}


def test_every_word_is_written_by_a_service_of_the_table():
    written = {line[0] for lines in LINES.values() for line in lines}
    assert len(words()) > 60
    assert written | APART == words()
    assert not written & APART


def test_every_service_says_what_it_writes():
    assert set(LINES) <= set(PERFORMED)
    performed = {call.service for call in PERFORMED.values()} - set(THROUGH_OTHERS)
    assert {PERFORMED[name].service for name in LINES} == performed


def test_the_words_are_stored_as_they_always_were():
    assert len({str(deed) for deed in words()}) == len(words())
    assert sorted(words()) == STORED.split()


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The cast, built once for all rows; whatever a row writes is taken back."""
    with prepared(build_cast, django_db_blocker) as made:
        yield made


def entries(after):
    """The trail behind an entry, oldest first."""
    rows = AuditEntry.objects.filter(pk__gt=after).order_by("pk")
    return [(row.action, row.target, row.path, row.actor, row.at) for row in rows]


def newest():
    return AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def filled(lines, names):
    """The lines with ``meeting:42`` for what is known by now."""
    for deed, target, *place in lines:
        kind, _, where = target.partition(":")
        known = where.partition(".")[0] in names
        yield deed, f"{kind}:{Variable(f'{where}.pk').resolve(names)}" if known else target, *place


@pytest.mark.parametrize("name", LINES)
def test_the_service_writes_its_lines(world, name):
    who = getattr(world, BY.get(name, "deputy"))
    with transaction.atomic():
        args = PERFORMED[name].args(world)
        names, before = {**args, "cast": world, "actor": who}, newest()
        lines = list(filled(LINES[name], names))  # a row that the deed removes has its number only now
        names["result"] = PERFORMED[name].service(actor=who, now=NOW, **args)
        expected = [(deed, target, place_of(names, *place), who, NOW) for deed, target, *place in filled(lines, names)]
        found = entries(before)
        transaction.set_rollback(True)
    assert found == expected


def place_of(names, place="cast.cell.path"):
    return "" if place == NOWHERE else Variable(place).resolve(names)


def test_the_first_steps_are_written_down(world, monkeypatch):
    monkeypatch.setattr("members.services.setup.is_untouched", lambda: True)
    with transaction.atomic():
        before = newest()
        user = members.take_first_steps(now=NOW, data=FIRST_STEPS)
        *made, last = entries(before)
        cell = user.member.memberships.get().organization
        transaction.set_rollback(True)
    assert last == (MemberDeed.SET_UP, f"organization:{cell.pk}", cell.path, user, NOW)
    assert {actor for *_, actor, _ in made} == {None}
