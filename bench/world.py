"""Made-up rows in bulk: enough cells, people and meetings to measure on."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from chibo.core.vietnamese import fold, name_key
from chibo.rules.census import Mark, Standing
from chibo.rules.powers import Role
from chibo.rules.workflow import MeetingState
from meetings.codes import FollowUpDeed
from meetings.models import (
    AgendaItem,
    Attendance,
    DraftComment,
    DraftDocument,
    DraftVersion,
    FollowUp,
    Meeting,
    Minutes,
)
from members.codes import OrganizationKind
from members.models import Member, Membership, Organization, RoleAssignment, Term, User

YEAR = 2026
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ")
GIVEN = ("An", "Bình", "Chung", "Dũng", "Đào", "Hà", "Hải", "Hoa", "Lan", "Minh", "Nga", "Phúc", "Quân", "Tâm", "Yến")


def plant_cells(count: int) -> list[Organization]:
    """One committee with ``count`` cells under it."""
    top = Organization.objects.create(
        path="0001.", code="B", name="Đảng bộ xã", kind=OrganizationKind.COMMITTEE, search_text="dang bo xa"
    )
    cells = [
        Organization(
            parent=top,
            path=f"0001.{number:04d}.",
            code=f"B{number}",
            name=f"Chi bộ số {number}",
            kind=OrganizationKind.CELL,
            cell_kind="village",
            search_text=f"chi bo so {number}",
        )
        for number in range(1, count + 1)
    ]
    return Organization.objects.bulk_create(cells)


def plant_members(cell: Organization, count: int) -> list[Member]:
    """People on the roll of the cell; the first is its secretary and has an account."""
    random = Random(count)
    names = [f"{random.choice(FAMILIES)} {random.choice(GIVEN)} {random.choice(GIVEN)}" for _ in range(count)]
    members = Member.objects.bulk_create(
        Member(
            full_name=name,
            sex="female",
            admitted_on=date(2010, 2, 3),
            recognized_on=date(2011, 2, 3),
            name_key=name_key(name),
            search_text=fold(name),
        )
        for name in names
    )
    Membership.objects.bulk_create(
        Membership(member=member, organization=cell, starts_on=date(2010, 2, 3)) for member in members
    )
    first = members[0]
    first.user = User.objects.create_user(f"bench-{cell.pk}", password="bench-only-password")
    first.save()
    RoleAssignment.objects.create(member=first, organization=cell, role=Role.SECRETARY, starts_on=date(2020, 1, 1))
    Term.objects.create(organization=cell, title="2025–2027", starts_on=date(2025, 1, 1), ends_on=date(2027, 6, 30))
    return members


def plant_year(cells: list[Organization]) -> None:
    """Twelve regular and four thematic meetings for each cell, some late, some missing, all finished."""
    random = Random(500)
    meetings = [
        _finished(cell, kind, period, month, random)
        for cell in cells
        for kind, period, month in _duties()
        if random.random() > 0.05
    ]
    kept = Meeting.objects.bulk_create(meetings, batch_size=500)
    deeds = [
        FollowUp(meeting=row, deed=deed, at=row.closed_at + timedelta(days=random.randint(0, 5)))
        for row in kept
        for deed in FollowUpDeed
        if row.closed_at and random.random() > 0.1
    ]
    FollowUp.objects.bulk_create(deeds, batch_size=1000)


def _duties() -> list[tuple[str, str, int]]:
    months = [("regular", f"{YEAR}-{month:02d}", month) for month in range(1, 13)]
    return [*months, *(("thematic", f"{YEAR}-Q{quarter}", quarter * 3) for quarter in range(1, 5))]


def _finished(cell: Organization, kind: str, period: str, month: int, random: Random) -> Meeting:
    starts_at = datetime(YEAR, month, random.choice((3, 3, 3, 5, 12)), 12, 30, tzinfo=UTC)
    if kind == "thematic":
        starts_at += timedelta(days=10)
    closed_at = starts_at + timedelta(minutes=random.choice((80, 95, 110, 125)))
    return Meeting(
        organization=cell,
        kind=kind,
        period=period,
        state=MeetingState.LOCKED,
        starts_at=starts_at,
        committee_agreed_at=starts_at - timedelta(days=random.randint(1, 6)),
        circulated_at=starts_at - timedelta(days=random.randint(0, 5)),
        opened_at=starts_at,
        closed_at=closed_at,
        locked_at=closed_at + timedelta(days=random.choice((0, 0, 1, 4))),
        expected=20,
        present=random.randint(15, 20),
        resolution_carried=random.random() > 0.2,
    )


def plant_meeting(
    cell: Organization, members: list[Member], *, items: int, people: int, month: int = 11, year: int = YEAR + 1
) -> Meeting:
    """One meeting in session with so many items and so many people on its roll call."""
    meeting = Meeting.objects.create(
        organization=cell,
        kind="regular",
        period=f"{year}-{month:02d}",
        state=MeetingState.IN_SESSION,
        starts_at=datetime(year, month, 3, 12, 30, tzinfo=UTC),
        circulated_at=datetime(year, month, 1, 12, 30, tzinfo=UTC),
        opened_at=datetime(year, month, 3, 12, 30, tzinfo=UTC),
        place="Nhà văn hóa thôn",
        chair=members[0],
        minute_taker=members[1],
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=n, kind="discussion", title=f"Nội dung {n}", presenter=members[n])
        for n in range(1, items + 1)
    )
    _plant_drafts(meeting, members)
    Minutes.objects.create(meeting=meeting)
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            member=member,
            name=member.full_name,
            name_key=member.name_key,
            standing=Standing.OFFICIAL,
            mark=Mark.PRESENT,
        )
        for member in members[:people]
    )
    return meeting


def _plant_drafts(meeting: Meeting, members: list[Member]) -> None:
    for number in (1, 2):
        draft = DraftDocument.objects.create(meeting=meeting, kind="paper", title=f"Tài liệu {number}")
        version = DraftVersion.objects.create(draft=draft, number=1, body="<p>Nội dung</p>")
        DraftComment.objects.create(version=version, member=members[2], text="Góp ý", created_at=meeting.starts_at)
