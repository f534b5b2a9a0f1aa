"""What every paper of a cell begins and ends with: letterhead, posts, the committee it goes to."""

from datetime import date

from chibo.core.papers import Letterhead, Person
from chibo.rules.powers import Role
from members.models import Member, Organization
from members.selectors import roll

POSTS = {
    Role.SECRETARY: "Bí thư Chi bộ",
    Role.DEPUTY_SECRETARY: "Phó Bí thư Chi bộ",
    Role.COMMITTEE_MEMBER: "Chi ủy viên",
}


def letterhead(organization: Organization, day: date, *, number_line: str | None = None) -> Letterhead:
    """The block on top of every paper of the cell; both lines in capitals, spelt as they were entered (HD 05)."""
    parent = organization.parent.name if organization.parent else ""
    return Letterhead(
        parent_line=(organization.parent_line or parent).upper(),
        issuer_line=(organization.issuer_line or organization.name).upper(),
        place=organization.place_name,
        day=day,
        number_line=number_line,
    )


def posts_on(organization: Organization, on: date) -> dict[int, str]:
    """The printed post of every officer of the cell on that day, by member."""
    return {line.member.pk: POSTS[role] for line in roll(organization, on) for role in line.roles[:1] if role in POSTS}


def named(member: Member | None, posts: dict[int, str]) -> Person:
    """Somebody as a paper names them, with the post; an empty name for nobody."""
    return Person(member.full_name, posts.get(member.pk, "")) if member else Person("")


def committee_name(organization: Organization) -> str:
    """The committee of an organisation: ``Đảng bộ xã Kiến Thụy`` → ``Đảng ủy xã Kiến Thụy``."""
    return organization.name.replace("Đảng bộ", "Đảng ủy", 1)
