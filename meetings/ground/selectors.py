"""What every room reads of a meeting: its title, who may take part, who wrote last."""

from datetime import date

from django.db.models import QuerySet

from chibo.core.contest import LastEdit
from chibo.rules.census import CANNOT_COME, Condition, can_come, conditions_here
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.powers import Role
from chibo.rules.scoring import LocalSheet, ScoreSheet
from chibo.rules.sheets import drawn_up
from meetings.codes import MeetingDeed
from meetings.labels import KINDS
from meetings.models import AgendaItem, CommitteeSheet, Meeting, Minutes
from members.access import in_force
from members.models import Member, MemberCondition, Membership, Organization
from members.selectors import RollLine, committee_members, last_save, name_of, roll


def title_of(meeting: Meeting) -> str:
    """``Sinh hoạt thường kỳ tháng 12 năm 2026``."""
    return f"{KINDS[MeetingKind(meeting.kind)]} {Period.parse(meeting.period).label}"


def last_edit(row: AgendaItem | Minutes) -> LastEdit:
    """The newest entry in the history of the row."""
    entry = row.history.select_related("history_user__member").first()
    if entry is None:
        return LastEdit()
    return LastEdit(name_of(entry.history_user), entry.history_date)


def last_saver(meeting: Meeting, *deeds: MeetingDeed) -> LastEdit:
    """Who did one of the deeds on the meeting last, and when."""
    return last_save(f"meeting:{meeting.pk}", *deeds)


def invited(organization: Organization, kind: str, on: date) -> list[RollLine]:
    """The roll of a meeting of that kind on that day: of the cell, or for a họp chi ủy of the serving chi ủy alone.

    Source: QĐ 294-QĐ/TW, 9.3.3 – a committee counts its serving members.
    """
    lines = roll(organization, on)
    if kind != MeetingKind.COMMITTEE:
        return lines
    serving = {member.pk for member, _ in committee_members(organization, on)}
    return [line for line in lines if line.member.pk in serving]


def able_members(organization: Organization, kind: str, on: date) -> list[Member]:
    """Who may be given a part in a meeting of that day: those invited but who cannot come, by name."""
    return [line.member for line in invited(organization, kind, on) if can_come(line.conditions)]


def signers(organization: Organization, on: date) -> list[tuple[Member, Role]]:
    """Who may sign for the cell that day: secretary, then deputies."""
    held = committee_members(organization, on)
    return [(member, role) for member, role in held if role in (Role.SECRETARY, Role.DEPUTY_SECRETARY)]


def count_able(meeting: Meeting) -> int:
    """How many ``able_members`` there are on the day of the meeting. For a cell two light queries; nobody is read."""
    on = meeting.starts_on
    if meeting.kind == MeetingKind.COMMITTEE:
        return len(able_members(meeting.organization, meeting.kind, on))
    rows = Membership.objects.filter(in_force(on), organization=meeting.organization_id).order_by()
    visiting: dict[int, bool] = {}
    for member_id, is_visiting in rows.values_list("member_id", "is_visiting"):
        visiting[member_id] = visiting.get(member_id, True) and is_visiting
    held: dict[int, set[Condition]] = {}
    barred = MemberCondition.objects.filter(in_force(on), member__in=visiting, condition__in=CANNOT_COME).order_by()
    for member_id, condition in barred.values_list("member_id", "condition"):
        held.setdefault(member_id, set()).add(Condition(condition))
    gone = [pk for pk, own in held.items() if not can_come(conditions_here(own, is_visiting=visiting[pk]))]
    return len(visiting) - len(gone)


def sheet_for(organization: Organization, on: date) -> ScoreSheet:
    """The score sheet in force for the organisation on that day: one query."""
    rows = _sheets_above(organization).order_by()
    fields = rows.values_list("lines", "basis", "since", "until", "organization__path")
    local = [
        LocalSheet(drawn_up(tuple((title, points) for title, points in lines), since), basis, since, until, place)
        for lines, basis, since, until, place in fields
    ]
    return ScoreSheet.of(on, path=organization.path, local=local)


def sheets_ahead(organization: Organization, on: date) -> list[CommitteeSheet]:
    """The score sheets set for the organisation that come into force after that day, the next one first."""
    return list(_sheets_above(organization).filter(since__gt=on).select_related("organization").order_by("since"))


def _sheets_above(organization: Organization) -> QuerySet[CommitteeSheet]:
    path = organization.path
    above = [path[: place + 1] for place, char in enumerate(path) if char == "."]
    return CommitteeSheet.objects.filter(organization__path__in=above)


def sheet_of(meeting: Meeting) -> ScoreSheet:
    """The score sheet in force on the day of the meeting: one query."""
    return sheet_for(meeting.organization, meeting.held_on)
