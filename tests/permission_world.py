"""One of everything that an address can name, for the table of permissions."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from chibo.core import health
from chibo.core.models import Channel, Delivery
from chibo.core.store import store
from meetings.models import AgendaItem, Assignment, Attendance, DraftComment, Guest, Minutes, QualityScore
from members.codes import ImportKind
from members.models import StoredImport
from resolutions.models import NumberSeries, Resolution
from tests.cast import NOW, Cast, build_cast
from tests.factories.core import MessageFactory
from tests.factories.members import AdoptionFactory, ConditionFactory, MemberFactory, MembershipFactory, RoleFactory
from tests.factories.resolutions import MeetingFactory, ResolutionFactory, at, hold, lock, voted
from tests.factories.topics import TopicFactory

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class World:
    """``args`` are the values of an address, by its name; addresses that take none are left out."""

    cast: Cast
    args: dict[str, list[Any]]


# What is sent where the power is asked only for a deed that makes sense; everywhere else next to nothing is sent.
SENT = {
    "meetings:assignment": {"progress": "done", "report": "Đã xong"},
    "meetings:cancel": {"reason": "Bão"},
    "meetings:comment-add": {"text": "Nhất trí"},
    "members:role-end": {"ends_on": "20/11/2026"},
}


def _meeting(cast, month, **values):
    return MeetingFactory(
        organization=cast.cell,
        starts_at=at(date(2026, month, 19 if month == 11 else 3)),
        chair=cast.secretary.member,
        minute_taker=cast.minute_taker.member,
        **values,
    )


def _issued(ballot, cast) -> Resolution:
    document = store(kind="resolution", title="Nghị quyết", filename="nq.pdf", content=b"%PDF-", now=NOW)
    NumberSeries.objects.create(organization=cast.cell, term=cast.term, document_type="NQ", last_number=1)
    issue = {"state": "issued", "number": 1, "term": cast.term, "document": document, "issued_on": cast.on}
    return ResolutionFactory(ballot=ballot, signer=cast.secretary.member, issued_at=NOW, **issue)


def build_world() -> World:
    """A meeting in every state, with what hangs on it; persons, positions, accounts, messages, imports."""
    cast = build_cast()
    health.leave_heartbeat(now=NOW)
    topics = {f"topics:{name}": [TopicFactory(organization=cast.cell).pk] for name in ("change", "remove")}
    report = {"compliance:year": [2026], "compliance:export": [2026], "compliance:cell": [2026, cast.cell.pk]}
    report["compliance:adopt"] = ["LC"]
    report["compliance:withdraw"] = [AdoptionFactory(organization=cast.committee).pk]
    return World(cast, {**_before(cast), **_room(cast), **_after(cast), **_people(cast), **topics, **report})


def _before(cast):
    planned, coming = _meeting(cast, 12, kind="extraordinary"), _meeting(cast, 12, state="circulated")
    for meeting in (planned, coming):
        AgendaItem.objects.create(meeting=meeting, position=1, kind="discussion", title="Một")
        voted(meeting)
    version = coming.drafts.get().versions.get()
    document = store(kind="draft", title="Tệp", filename="t.pdf", content=b"%PDF-", now=NOW)
    filed = version.draft.versions.create(number=2, file=document)
    version.draft.revision = 2
    version.draft.save()
    comment = DraftComment.objects.create(version=version, member=cast.member.member, text="Ý kiến", created_at=NOW)
    return {
        **{f"meetings:{name}": [coming.pk] for name in COMING},
        "meetings:circulate": [planned.pk],
        "meetings:draft": [version.pk],
        "meetings:draft-version-add": [version.draft_id],
        "meetings:draft-remove": [planned.drafts.get().pk],
        "meetings:draft-file": [filed.pk],
        "meetings:comment-add": [version.pk],
        "meetings:comment-answer": [comment.pk],
        **_messages(cast, coming),
    }


def _messages(cast, meeting):
    about = {"path": cast.cell.path, "about": f"meeting:{meeting.pk}"}
    told = MessageFactory(user=cast.member, channel=Channel.APP, state=Delivery.SENT, link="/topics/", **about)
    return {
        "meetings:message-retry": [MessageFactory(state=Delivery.FAILED, **about).pk],
        "meetings:message-delivered": [MessageFactory(channel=Channel.PAPER, **about).pk],
        "home:message-open": [told.pk],
    }


def _room(cast):
    meeting = _meeting(cast, 11, state="in_session", opened_at=at(date(2026, 11, 20), 7), circulated_at=NOW)
    item = AgendaItem.objects.create(meeting=meeting, position=1, kind="discussion", title="Một")
    Attendance.objects.create(
        meeting=meeting, member=cast.member.member, name="Nguyễn Văn Ân", name_key="a", standing="official"
    )
    Minutes.objects.create(meeting=meeting)
    guest = Guest.objects.create(meeting=meeting, name="Đại biểu")
    return {
        **{f"meetings:{name}": [meeting.pk] for name in RUNNING},
        "meetings:conclude": [item.pk],
        "meetings:entry-remove": ["guest", guest.pk],
    }


def _after(cast):
    held = hold(_meeting(cast, 10), resolution_carried=True)
    Minutes.objects.create(meeting=held)
    assignment = Assignment.objects.create(
        organization=cast.cell, meeting=held, title="Việc", member=cast.member.member, due_on=cast.on
    )
    locked = hold(_meeting(cast, 9), resolution_carried=True)
    paper = store(kind="score", title="Phiếu", filename="p.pdf", content=b"%PDF-", now=NOW)
    QualityScore.objects.create(meeting=locked, total=90, document=paper)
    pdf = store(kind="minutes", title="Biên bản", filename="bb.pdf", content=b"%PDF-", now=NOW)
    Minutes.objects.create(meeting=locked, locked_at=NOW, document=pdf, read_back_at=NOW)
    drafted, waiting = voted(locked), voted(locked)
    lock(locked)
    draft, issued = ResolutionFactory(ballot=drafted, signer=cast.secretary.member), _issued(voted(held), cast)
    return {
        **{f"meetings:{name}": [held.pk] for name in HELD},
        **{f"meetings:{name}": [locked.pk] for name in ("minutes-document", "score-send", "score-document")},
        "meetings:assignment": [assignment.pk],
        **{f"resolutions:{name}": [draft.pk] for name in ("edit", "issue", "abandon")},
        **{f"resolutions:{name}": [issued.pk] for name in ("detail", "document")},
        "resolutions:draft": [waiting.pk],
        "resolutions:of-meeting": [locked.pk],
    }


COMING = ("detail", "change", "cancel", "agenda", "agree", "open", "draft-add", "delivery", "packet")
RUNNING = (
    *("session", "roll", "guest-add", "speech-add", "ballot-add", "assign", "close"),
    *("opening-undo", "times", "roll-update", "hand-over"),
)
HELD = ("minutes", "minutes-read-back", "minutes-preview", "lock", "score")


def _people(cast):
    leaving = MemberFactory(full_name="Đinh Văn Đi")
    membership = MembershipFactory(member=leaving, organization=cast.cell)
    role = RoleFactory(member=leaving, organization=cast.cell, role="committee_member")
    condition = ConditionFactory(member=leaving, condition="reduced")
    kept = {
        kind: StoredImport.objects.create(
            user=user, kind=kind.value, filename=name, content=(DATA / name).read_bytes(), created_at=NOW
        )
        for kind, user, name in (
            (ImportKind.MEMBERS, cast.secretary, "danh-sach-dang-vien.xlsx"),
            (ImportKind.ORGANIZATIONS, cast.technician, "to-chuc-dang.xlsx"),
        )
    }
    person = ("detail", "edit", "identity", "identity-edit", "role-add", "condition-add")
    return {
        **{f"members:{name}": [cast.member.member.pk] for name in person},
        **{f"members:{name}": [membership.pk] for name in ("transfer", "leave")},
        "members:role-end": [role.pk],
        "members:condition-end": [condition.pk],
        **{f"members:import-{kind.value}-{step}": [kept[kind].pk] for kind in kept for step in ("preview", "confirm")},
        **{f"members:{name}": [cast.cell.pk] for name in ("organization-edit", "term-add", "supervisor-add")},
        "members:supervisor-end": [cast.supervisor.member.roles.get().pk],
        "members:account-add-for": [leaving.pk],
        **{f"members:account-{name}": [cast.member.pk] for name in ("password", "open", "close")},
    }
