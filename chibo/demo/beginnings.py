"""The organisations, their rolls, terms and plans of topics, before any meeting."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime

from django.conf import settings

from chibo.demo.cells import STORIES, Story
from chibo.demo.span import USUAL_DAY, USUAL_TIME, Span
from chibo.demo.writing import theme_of
from chibo.rules.powers import Role
from chibo.rules.sources import SOURCES
from meetings.score.services import set_sheet
from members.models import Member, Organization, RoleAssignment, User
from members.resources import Report, import_members, import_organizations
from members.selectors import committee_members, roll
from members.services import OrganizationData, adopt_instrument, change_organization, start_term
from topics.services import TopicPlan, plan_topic

LISTS = settings.BASE_DIR / "tests" / "data"
PARENT_LINE, PLACE_NAME = "ĐẢNG BỘ XÃ KIẾN THỤY", "Kiến Thụy"
ADOPTED = "LC"  # the score goes upward within three working days
OWN_SHEET = (
    ("Thời gian, thời lượng", 5),
    ("Tỷ lệ đảng viên dự", 5),
    ("Công tác chuẩn bị", 10),
    ("Tổ chức sinh hoạt (nội dung, trình tự)", 30),
    ("Điều hành của bí thư", 10),
    ("Nguyên tắc tổ chức và sinh hoạt đảng", 5),
    ("Kết quả lãnh đạo thực hiện nghị quyết, kết luận kỳ trước", 30),
    ("Kết thúc", 5),
)
LEADING = (Role.SECRETARY, Role.DEPUTY_SECRETARY)


def import_lists(now: datetime) -> Report:
    """Take in both lists the way every installation does; the report of the people names the refused rows."""
    import_organizations(actor=None, now=now, content=(LISTS / "to-chuc-dang.xlsx").read_bytes(), dry_run=False)
    return import_members(actor=None, now=now, content=(LISTS / "danh-sach-dang-vien.xlsx").read_bytes(), dry_run=False)


def story_of(cell: Organization) -> Story:
    """What happens in this cell."""
    return STORIES[cell.code.rpartition(".")[2]]


def settle(cells: Iterable[Organization], span: Span) -> None:
    """Write what is printed about every cell, open its term, and let positions begin with the term at the latest.

    The list does not say since when a position is held, so the import knows no better than the year of the list.
    """
    starts_on, ends_on = span.term
    for cell in cells:
        values = {field.name: getattr(cell, field.name) for field in fields(OrganizationData)}
        printed = {
            "parent_line": PARENT_LINE,
            "issuer_line": cell.name.upper(),
            "place_name": PLACE_NAME,
            "meeting_place": story_of(cell).place,
            "regular_day": USUAL_DAY,
            "regular_time": USUAL_TIME,
            "bound_since": span.starts_on,
        }
        change_organization(
            actor=None,
            now=span.now,
            organization=cell,
            data=OrganizationData(**values | printed),
            parent=cell.parent,
        )
        title = f"{starts_on.year}–{ends_on.year}"
        start_term(actor=None, now=span.now, organization=cell, title=title, starts_on=starts_on, ends_on=ends_on)
    later = list(RoleAssignment.objects.filter(starts_on__gt=starts_on).select_related("member"))
    for role in later:
        role.starts_on = max(starts_on, role.member.admitted_on)
    RoleAssignment.objects.bulk_update(later, ["starts_on"])


def adopt(cells: Iterable[Organization], span: Span) -> None:
    """The committee above the cells adopts one local instrument, not the other; next year it has its own sheet."""
    issued_on = SOURCES[ADOPTED].issued_on or span.starts_on
    for committee in {cell.parent for cell in cells if cell.parent}:
        adopt_instrument(
            actor=None,
            now=span.now,
            organization=committee,
            instrument=ADOPTED,
            since=max(span.starts_on, issued_on),
        )
        set_sheet(
            actor=None,
            now=span.now,
            organization=committee,
            lines=OWN_SHEET,
            basis="Hướng dẫn chấm điểm của Ban Thường vụ Đảng ủy",
            since=date(span.coming.year + 1, 1, 1),
        )


def plain_members(cell: Organization, on: date) -> list[Member]:
    """Official members of the cell without position or condition, the youngest first."""
    lines = [line for line in roll(cell, on) if line.is_official and not line.roles and not line.conditions]
    return sorted((line.member for line in lines), key=lambda member: member.born_on or date.min, reverse=True)


def leader(cell: Organization, on: date) -> Member:
    """Who leads the cell that day: the secretary, or a deputy where there is none yet."""
    return next(member for member, role in committee_members(cell, on) if role in LEADING)


def plan_topics(cell: Organization, place: int, span: Span, actor: User) -> None:
    """Put a topic on every quarter of the span and of the coming year, written by members in turn, the young first."""
    authors = plain_members(cell, span.starts_on)
    for turn, quarter in enumerate(span.quarters):
        theme = theme_of(place, quarter)
        plan = TopicPlan(
            year=quarter.year,
            quarter=quarter.number,
            title=theme.title,
            group=theme.group,
            author=authors[(turn + 2) % len(authors)],
            basis=theme.basis,
        )
        plan_topic(actor=actor, now=span.now, organization=cell, plan=plan)
