"""How every service is called so that it does its deed: all arguments but ``actor`` and ``now``, made from the cast.

Two tables lean on it: who may (``test_service_guards.py``) and what is written down (``test_deeds.py``). A second call
of the same service has a word behind its name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from chibo.core.models import Channel, Delivery
from chibo.rules.assigning import Progress
from chibo.rules.census import Condition, Mark
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.powers import Role
from chibo.rules.sessions import Post
from chibo.rules.voting import Matter
from compliance import services as compliance
from meetings.assignments import services as assignments
from meetings.codes import Disposition, DraftKind
from meetings.corrections import services as corrections
from meetings.corrections.selectors import roll_difference
from meetings.minutes import services as minutes
from meetings.minutes.services import MinutesTexts
from meetings.models import Assignment, Meeting, Minutes, QualityScore
from meetings.notices import services as notices
from meetings.planning import services as planning
from meetings.planning.services import MeetingPlan
from meetings.preparation.agenda import services as agenda
from meetings.preparation.agenda.services import ItemInput
from meetings.preparation.circulation import services as circulation
from meetings.preparation.drafts import services as drafts
from meetings.preparation.drafts.services import DraftContent
from meetings.score import services as score
from meetings.session import services as session
from meetings.session.services import MarkInput
from members import resources
from members import services as members
from members.codes import ImportKind, LeavingReason
from members.services import IdentityData, MemberData, OrganizationData
from resolutions import services as resolutions
from resolutions.models import Resolution
from resolutions.services import ResolutionTexts
from tests.cast import Cast
from tests.factories.core import MessageFactory
from tests.factories.meetings import CommentFactory, DraftFactory, ItemFactory, MeetingFactory, VersionFactory
from tests.factories.members import (
    AdoptionFactory,
    ConditionFactory,
    MemberFactory,
    MembershipFactory,
    OrganizationFactory,
    RoleFactory,
    UserFactory,
)
from tests.factories.resolutions import ResolutionFactory, hold, lock, ready_to_issue, voted
from tests.factories.topics import TopicFactory
from tests.meetings import staging
from topics import services as topics
from topics.codes import TopicGroup
from topics.services import TopicPlan

type_of_args = Callable[[Cast], dict[str, Any]]
TEXT = DraftContent(body="<p>Vận động nhân dân làm đường.</p>")
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Call:
    """A service, and what it is called with in the world of the cast."""

    service: Callable[..., Any]
    args: type_of_args


# Before the meeting -----------------------------------------------------------------------------------------------


def coming(cast: Cast, **values: Any) -> Meeting:
    """The meeting of December, which lacks nothing: agreed, with a presenter, long enough."""
    people = {"chair": cast.secretary.member, "minute_taker": cast.minute_taker.member}
    meeting = MeetingFactory(organization=cast.cell, committee_agreed_at=cast.now, **people, **values)
    ItemFactory(meeting=meeting, presenter=cast.official, minutes=95)
    return meeting


def sent(cast: Cast) -> Meeting:
    return coming(cast, state="circulated", circulated_at=cast.now)


def paper(meeting: Meeting) -> Any:
    """The first version of a paper of the meeting."""
    return VersionFactory(draft=DraftFactory(meeting=meeting))


def plan(cast: Cast, **values: Any) -> MeetingPlan:
    meeting = MeetingFactory.build(organization=cast.cell)
    chosen = {
        "kind": MeetingKind.REGULAR,
        "period": Period.parse(meeting.period),
        "starts_at": meeting.starts_at,
        "minutes": 120,
        "place": "Hội trường",
        "chair": cast.secretary.member,
        "minute_taker": cast.minute_taker.member,
    }
    return MeetingPlan(**{**chosen, **values})


def message(meeting: Meeting, **values: Any) -> Any:
    return MessageFactory(path=meeting.organization.path, about=f"meeting:{meeting.pk}", **values)


BEFORE = {
    "planning.plan_meeting": Call(
        planning.plan_meeting, lambda cast: {"organization": cast.cell, "plan": plan(cast), "reason": "Họp bù"}
    ),
    "planning.change_meeting": Call(
        planning.change_meeting, lambda cast: {"meeting": coming(cast), "plan": plan(cast), "revision": 1}
    ),
    "planning.cancel_meeting": Call(planning.cancel_meeting, lambda cast: {"meeting": coming(cast), "reason": "Bão"}),
    "planning.cancel_meeting followed": Call(
        planning.cancel_meeting, lambda cast: {"meeting": followed(cast), "reason": "Bão"}
    ),
    "agenda.save_agenda": Call(
        agenda.save_agenda,
        lambda cast: {
            "meeting": coming(cast),
            "revision": 1,
            "items": [ItemInput(pk=None, kind="discussion", title="Một", presenter_id=None, minutes=30)],
        },
    ),
    "circulation.agree_content": Call(
        circulation.agree_content,
        lambda cast: {"meeting": MeetingFactory(organization=cast.cell, minute_taker=cast.minute_taker.member)},
    ),
    "circulation.circulate_meeting": Call(
        circulation.circulate_meeting, lambda cast: {"meeting": coming(cast), "reason": "Việc gấp"}
    ),
    "circulation.record_download": Call(
        circulation.record_download, lambda cast: {"meeting": sent(cast), "large": True}
    ),
    "circulation.record_download unsent": Call(
        circulation.record_download, lambda cast: {"meeting": coming(cast), "large": True}
    ),
    "drafts.add_draft": Call(
        drafts.add_draft,
        lambda cast: {"meeting": coming(cast), "kind": DraftKind.PAPER, "title": "Báo cáo", "content": TEXT},
    ),
    "drafts.add_version": Call(
        drafts.add_version, lambda cast: {"draft": paper(coming(cast)).draft, "revision": 1, "content": TEXT}
    ),
    "drafts.remove_draft": Call(drafts.remove_draft, lambda cast: {"draft": paper(coming(cast)).draft}),
    "drafts.record_download": Call(drafts.record_download, lambda cast: {"version": paper(sent(cast))}),
    "drafts.record_download unsent": Call(drafts.record_download, lambda cast: {"version": paper(coming(cast))}),
    "drafts.acknowledge": Call(drafts.acknowledge, lambda cast: {"version": paper(sent(cast))}),
    "drafts.acknowledge unsent": Call(drafts.acknowledge, lambda cast: {"version": paper(coming(cast))}),
    "drafts.add_comment": Call(drafts.add_comment, lambda cast: {"version": paper(sent(cast)), "text": "Nhất trí"}),
    "drafts.add_comment unsent": Call(
        drafts.add_comment, lambda cast: {"version": paper(coming(cast)), "text": "Nhất trí"}
    ),
    "drafts.answer_comment": Call(
        drafts.answer_comment,
        lambda cast: {
            "comment": CommentFactory(version=paper(sent(cast)), member=cast.member.member),
            "disposition": Disposition.ACCEPTED,
            "answer": "Đã ghi",
        },
    ),
    "notices.retry": Call(notices.retry, lambda cast: {"message": message(sent(cast), state=Delivery.FAILED)}),
    "notices.retry too late": Call(
        notices.retry, lambda cast: {"message": message(sent(cast), state=Delivery.FAILED, useful_until=cast.now)}
    ),
    "notices.mark_delivered": Call(
        notices.mark_delivered, lambda cast: {"message": message(sent(cast), channel=Channel.PAPER)}
    ),
}


# In the room and after --------------------------------------------------------------------------------------------


def followed(cast: Cast) -> Meeting:
    """Ahead, with a thematic meeting that is to follow it."""
    meeting = coming(cast)
    at = meeting.starts_at + timedelta(minutes=90)
    MeetingFactory(organization=cast.cell, kind="thematic", period="2026-Q4", starts_at=at, combined_with=meeting)
    return meeting


def running(cast: Cast) -> Meeting:
    """In session, everybody called."""
    return staging.called(cast)


def scored(cast: Cast) -> Meeting:
    """Locked with its score kept."""
    meeting = hold(coming(cast, period="2026-11", starts_at=cast.now - WEEK))
    QualityScore.objects.create(meeting=meeting, total=90)
    Minutes.objects.create(meeting=meeting)
    return lock(meeting)


def guest(cast: Cast) -> Any:
    return running(cast).guests.create(name="Đại biểu")


def task(cast: Cast) -> Assignment:
    meeting = running(cast)
    helper = cast.committee_member.member
    return Assignment.objects.create(
        organization=cast.cell, meeting=meeting, title="Việc", member=cast.member.member, helper=helper, due_on=cast.on
    )


ROOM = {
    "session.open_meeting": Call(
        session.open_meeting,
        lambda cast: {"meeting": staging.planned(cast), "opened_at": cast.now, "reason": "Tài liệu phát trực tiếp"},
    ),
    "session.call_roll": Call(
        session.call_roll,
        lambda cast: {
            "meeting": (meeting := staging.opened(cast)),
            "marks": [MarkInput(staging.line(meeting, cast.official).pk, Mark.PRESENT)],
        },
    ),
    "session.call_roll after a vote": Call(
        session.call_roll,
        lambda cast: {
            "meeting": (meeting := staging.voted(cast)),
            "marks": [MarkInput(staging.line(meeting, cast.exempt).pk, Mark.PRESENT)],
        },
    ),
    "corrections.undo_opening": Call(corrections.undo_opening, lambda cast: {"meeting": staging.opened(cast)}),
    "corrections.correct_times": Call(
        corrections.correct_times, lambda cast: {"meeting": running(cast), "opened_at": cast.now}
    ),
    "corrections.update_roll": Call(
        corrections.update_roll,
        lambda cast: {"meeting": (meeting := running(cast)), "seen": roll_difference(meeting).key},
    ),
    "corrections.hand_over": Call(
        corrections.hand_over,
        lambda cast: {
            "meeting": running(cast),
            "post": Post.CHAIR,
            "after": cast.official,
            "at": cast.now,
        },
    ),
    "session.add_guest": Call(
        session.add_guest, lambda cast: {"meeting": running(cast), "name": "Đại biểu", "post": "Đảng ủy"}
    ),
    "session.record_speech": Call(
        session.record_speech,
        lambda cast: {"meeting": running(cast), "item": None, "member": cast.official, "text": "Nhất trí"},
    ),
    "session.record_ballot": Call(
        session.record_ballot,
        lambda cast: {
            "meeting": running(cast),
            "matter": Matter.RESOLUTION,
            "subject": "nghị quyết tháng 11",
            "votes": (4, 0, 0),
        },
    ),
    "session.conclude_item": Call(
        session.conclude_item,
        lambda cast: {"item": running(cast).items.first(), "revision": 1, "proceedings": "", "conclusion": "<p>Ba</p>"},
    ),
    "session.assign": Call(
        session.assign,
        lambda cast: {"meeting": running(cast), "title": "Việc", "member": cast.official, "due_on": cast.on + WEEK},
    ),
    "session.remove_entry": Call(session.remove_entry, lambda cast: {"entry": guest(cast)}),
    "session.close_meeting": Call(
        session.close_meeting, lambda cast: {"meeting": running(cast), "closed_at": cast.now}
    ),
    "assignments.report_assignment": Call(
        assignments.report_assignment,
        lambda cast: {"assignment": task(cast), "progress": Progress.DONE, "report": "Đã xong"},
    ),
    "minutes.save_minutes": Call(
        minutes.save_minutes,
        lambda cast: {"meeting": staging.held(cast), "revision": 1, "texts": MinutesTexts(opening="<p>Ba</p>")},
    ),
    "minutes.read_back": Call(minutes.read_back, lambda cast: {"meeting": staging.held(cast), "votes": 6}),
    "minutes.lock_minutes": Call(minutes.lock_minutes, lambda cast: {"meeting": staging.read_back(cast)}),
    "minutes.record_download": Call(
        minutes.record_download,
        lambda cast: {"meeting": (meeting := staging.locked(cast)), "document": meeting.minutes.document},
    ),
    "score.save_score": Call(
        score.save_score, lambda cast: {"meeting": staging.held(cast), "points": staging.POINTS, "remedy": ""}
    ),
    "score.give_late_score": Call(
        score.give_late_score, lambda cast: {"meeting": staging.locked(cast), "points": staging.POINTS, "remedy": ""}
    ),
    "score.record_download": Call(
        score.record_download,
        lambda cast: {"meeting": (meeting := staging.locked(cast)), "document": meeting.minutes.document},
    ),
    "score.set_sheet": Call(
        score.set_sheet,
        lambda cast: {
            "organization": cast.committee,
            "lines": [("Chuẩn bị", 40), ("Nội dung", 60)],
            "basis": "HD 5-HD/ĐU",
            "since": cast.on + timedelta(days=60),
        },
    ),
    "score.send_score": Call(score.send_score, lambda cast: {"meeting": scored(cast)}),
}


# Resolutions and topics -------------------------------------------------------------------------------------------


def ready(cast: Cast) -> Resolution:
    return ready_to_issue(cast.cell, cast.secretary.member)


def issued(cast: Cast) -> Resolution:
    return resolutions.issue_resolution(actor=cast.secretary, now=cast.now, resolution=ready(cast))


TOPIC = TopicPlan(year=2026, quarter=4, title="Học tập và làm theo Bác", group=TopicGroup.HO_CHI_MINH)
PAPERS = {
    "resolutions.draft_resolution": Call(
        resolutions.draft_resolution,
        lambda cast: {"ballot": voted(hold(coming(cast), resolution_carried=True))},
    ),
    "resolutions.save_resolution": Call(
        resolutions.save_resolution,
        lambda cast: {
            "resolution": ResolutionFactory(ballot=voted(hold(coming(cast)))),
            "revision": 1,
            "texts": ResolutionTexts("Lãnh đạo nhiệm vụ", "<p>Một</p>", "Lưu", cast.deputy.member),
        },
    ),
    "resolutions.abandon_resolution": Call(
        resolutions.abandon_resolution,
        lambda cast: {"resolution": ResolutionFactory(ballot=voted(hold(coming(cast)))), "reason": "Biểu quyết lại"},
    ),
    "resolutions.issue_resolution": Call(resolutions.issue_resolution, lambda cast: {"resolution": ready(cast)}),
    "resolutions.record_download": Call(resolutions.record_download, lambda cast: {"resolution": issued(cast)}),
    "topics.plan_topic": Call(topics.plan_topic, lambda cast: {"organization": cast.cell, "plan": TOPIC}),
    "topics.change_topic": Call(
        topics.change_topic, lambda cast: {"topic": TopicFactory(organization=cast.cell), "plan": TOPIC}
    ),
    "topics.remove_topic": Call(topics.remove_topic, lambda cast: {"topic": TopicFactory(organization=cast.cell)}),
}


# Organisations, people, accounts ----------------------------------------------------------------------------------


def person(cast: Cast) -> Any:
    """Somebody else on the roll of the cell, without an account."""
    return MembershipFactory(member=MemberFactory(full_name="Đinh Văn Đi"), organization=cast.cell).member


def small_cell(cast: Cast) -> Any:
    return OrganizationFactory(name="Chi bộ thôn Đoài", parent=cast.committee, number=9)


def role(cast: Cast, kind: Role) -> Any:
    return RoleFactory(member=person(cast), organization=cast.cell, role=kind.value)


def appointed(kind: Role, where: str = "cell") -> type_of_args:
    """The arguments that give somebody a position."""
    return lambda cast: {
        "member": MembershipFactory(member=MemberFactory(), organization=cast.cell).member,
        "organization": getattr(cast, where),
        "role": kind,
        "starts_on": cast.on,
    }


def sheet(*rows: tuple[str, ...]) -> bytes:
    """A spreadsheet of these rows."""
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


DATA = MemberData(full_name="Đinh Văn Mới", sex="male", admitted_on=date(2020, 5, 1))
ORGANIZATION = OrganizationData(code="99", name="Chi bộ thôn Trung", kind="cell", cell_kind="village")
TERM = {"title": "2028–2030", "starts_on": date(2028, 1, 1), "ends_on": date(2030, 12, 31)}
FIGURE = {"code": "publish_days_after_max", "value": "2", "basis": "Quy chế", "since": date(2026, 12, 1)}
PEOPLE = ("Họ và tên", "Giới tính", "Chi bộ", "Ngày vào Đảng")
PLACES = ("Mã tổ chức", "Tên tổ chức", "Loại")
KEPT = {"filename": "danh-sach.xlsx", "content": b"PK"}

MEMBERS = {
    "members.create_organization": Call(
        members.create_organization, lambda cast: {"parent": cast.committee, "data": ORGANIZATION}
    ),
    "members.change_organization": Call(
        members.change_organization,
        lambda cast: {"organization": small_cell(cast), "data": ORGANIZATION, "parent": cast.committee},
    ),
    "members.place_organization": Call(
        members.place_organization, lambda cast: {"organization": small_cell(cast), "parent": cast.other_committee}
    ),
    "members.start_term": Call(members.start_term, lambda cast: {"organization": cast.cell, **TERM}),
    "members.set_local_rule": Call(members.set_local_rule, lambda cast: {"organization": cast.committee, **FIGURE}),
    "members.adopt_instrument": Call(
        members.adopt_instrument, lambda cast: {"organization": cast.committee, "instrument": "LC", "since": cast.on}
    ),
    "members.withdraw_instrument": Call(
        members.withdraw_instrument,
        lambda cast: {"adoption": AdoptionFactory(organization=cast.committee), "on": cast.on},
    ),
    "members.register_member": Call(
        members.register_member, lambda cast: {"organization": cast.cell, "data": DATA, "starts_on": cast.on}
    ),
    "members.change_member": Call(members.change_member, lambda cast: {"member": person(cast), "data": DATA}),
    "members.change_identity": Call(
        members.change_identity, lambda cast: {"member": person(cast), "data": IdentityData(ethnicity="Kinh")}
    ),
    "members.open_identity": Call(members.open_identity, lambda cast: {"member": person(cast)}),
    "members.transfer_member": Call(
        members.transfer_member,
        lambda cast: {
            "membership": person(cast).memberships.get(),
            "organization": cast.neighbour_cell,
            "starts_on": cast.on,
        },
    ),
    "members.end_membership": Call(
        members.end_membership,
        lambda cast: {"membership": person(cast).memberships.get(), "ends_on": cast.on, "reason": LeavingReason.LEFT},
    ),
    "members.assign_role": Call(members.assign_role, appointed(Role.COMMITTEE_MEMBER)),
    "members.assign_role deputy": Call(members.assign_role, appointed(Role.DEPUTY_SECRETARY)),
    "members.assign_role supervisor": Call(members.assign_role, appointed(Role.SUPERVISOR)),
    "members.assign_role officer": Call(members.assign_role, appointed(Role.OFFICER, "committee")),
    "members.end_role": Call(
        members.end_role, lambda cast: {"assignment": role(cast, Role.COMMITTEE_MEMBER), "ends_on": cast.on}
    ),
    "members.end_role supervisor": Call(
        members.end_role, lambda cast: {"assignment": role(cast, Role.SUPERVISOR), "ends_on": cast.on}
    ),
    "members.set_condition": Call(
        members.set_condition,
        lambda cast: {"member": person(cast), "condition": Condition.EXEMPT, "starts_on": cast.on},
    ),
    "members.end_condition": Call(
        members.end_condition, lambda cast: {"condition": ConditionFactory(member=person(cast)), "ends_on": cast.on}
    ),
    "members.create_account": Call(
        members.create_account, lambda cast: {"member": person(cast), "username": "dangvienmoi"}
    ),
    "members.reset_password": Call(members.reset_password, lambda _: {"user": UserFactory()}),
    "members.set_account_open": Call(
        members.set_account_open, lambda _: {"user": UserFactory(is_active=False), "is_open": True}
    ),
    "members.set_account_open closed": Call(
        members.set_account_open, lambda _: {"user": UserFactory(), "is_open": False}
    ),
    "members.keep_upload": Call(members.keep_upload, lambda _: {"kind": ImportKind.MEMBERS, **KEPT}),
    "members.keep_upload organizations": Call(
        members.keep_upload, lambda _: {"kind": ImportKind.ORGANIZATIONS, **KEPT}
    ),
    "members.import_members": Call(
        resources.import_members,
        lambda cast: {
            "content": sheet(PEOPLE, ("Trần Văn Bình", "Nam", cast.cell.name, "03/02/2010")),
            "dry_run": False,
        },
    ),
    "members.import_organizations": Call(
        resources.import_organizations,
        lambda _: {"content": sheet(PLACES, ("88", "Đảng bộ xã Ngũ Phúc", "Đảng bộ")), "dry_run": False},
    ),
    "members.import_organizations faulty": Call(
        resources.import_organizations,
        lambda _: {"content": sheet(PLACES, ("88", "Hội người cao tuổi", "Hội")), "dry_run": False},
    ),
}

REPORT = {"compliance.export_year": Call(compliance.export_year, lambda _: {"year": 2026})}

CALLS = {**BEFORE, **ROOM, **PAPERS, **MEMBERS, **REPORT}
