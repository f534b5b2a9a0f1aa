"""The accounts of the demonstration: a few people with known names, and whoever leads a cell."""

from collections.abc import Iterator, Sequence
from typing import Any

from chibo.demo.beginnings import leader, plain_members
from chibo.demo.span import Span
from chibo.rules.powers import Role
from members.models import Member, Organization
from members.selectors import holders
from members.services import assign_role, create_account

TECHNICIAN = "kythuat"
OFFICE, FOLLOWED = 8, 2
"""The place of the cell of the committee's own office, and how many cells its supervisor follows."""


def _people(cells: Sequence[Organization], span: Span) -> Iterator[tuple[str, Member]]:
    """Account names with their persons; the first two cells and the office have named ones."""
    on = span.now.date()
    first, second, office = cells[0], cells[1], cells[OFFICE]
    yield "bithu", holders(first, Role.SECRETARY, on)[0]
    yield "phobithu", holders(first, Role.DEPUTY_SECRETARY, on)[0]
    yield "chiuyvien", holders(first, Role.COMMITTEE_MEMBER, on)[0]
    yield from zip(("thuky", "dangvien"), plain_members(first, span.starts_on), strict=False)
    yield "bithu2", holders(second, Role.SECRETARY, on)[0]
    yield "dangvien2", plain_members(second, span.starts_on)[1]
    yield from zip(("theodoi", "capuy"), plain_members(office, span.starts_on)[1:], strict=False)
    for number, cell in enumerate(cells[FOLLOWED:], FOLLOWED + 1):
        yield f"bithu{number}", leader(cell, on)
        if leader(cell, span.starts_on) != leader(cell, on):
            yield f"phobithu{number}", leader(cell, span.starts_on)


def open_accounts(cells: Sequence[Organization], span: Span, password: str) -> dict[str, Member]:
    """Make every account with the one password and give those above the cells their duties."""
    people = dict(_people(cells, span))
    given: dict[str, Any] = {"actor": None, "now": span.now, "password": password, "weak_allowed": True}
    for username, member in people.items():
        create_account(**given, member=member, username=username)
    create_account(**given, member=None, username=TECHNICIAN, is_technician=True)
    _appoint(cells, people, span)
    return people


def _appoint(cells: Sequence[Organization], people: dict[str, Member], span: Span) -> None:
    committee = cells[0].parent
    assert committee is not None  # noqa: S101 - the list of organisations puts a committee on top
    since = span.term[0]
    duties = [(people["theodoi"], cell, Role.SUPERVISOR) for cell in cells[:FOLLOWED]]
    duties.append((people["capuy"], committee, Role.OFFICER))
    for member, organization, role in duties:
        assign_role(actor=None, now=span.now, member=member, organization=organization, role=role, starts_on=since)
