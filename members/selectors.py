"""What pages and rules read about organisations and people. Always asked on a day, always a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value

from chibo.core import audit
from chibo.core.calendar import public_holidays
from chibo.core.codes import Deed
from chibo.core.contest import LastEdit
from chibo.core.vietnamese import fold
from chibo.rules.census import CensusLine, Condition, Mark, Standing, conditions_here
from chibo.rules.instruments import Adoption, adopted
from chibo.rules.powers import Role
from chibo.rules.thresholds import FIGURE_TITLES, Rulebook, Threshold
from members.access import in_force
from members.codes import OrganizationKind
from members.models import (
    InstrumentAdoption,
    LocalRule,
    Member,
    MemberCondition,
    Membership,
    Organization,
    PartyGroup,
    RoleAssignment,
    Term,
    User,
)

COMMITTEE_ROLES = (Role.SECRETARY, Role.DEPUTY_SECRETARY, Role.COMMITTEE_MEMBER)
"""The chi ủy, in the order in which papers name it."""

FIRST_HOLIDAY_YEAR, LAST_HOLIDAY_YEAR = 2018, 2060
ROLE_ORDER = {role: place for place, role in enumerate((*COMMITTEE_ROLES, *Role))}


# The roll ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RollLine:
    """One person on the roll of a cell on a day."""

    member: Member
    membership: Membership
    standing: Standing
    conditions: frozenset[Condition]
    group: PartyGroup | None
    roles: tuple[Role, ...]  # held on this cell that day, the secretary's first

    @property
    def name(self) -> str:
        return self.member.full_name

    @property
    def is_official(self) -> bool:
        return self.standing is Standing.OFFICIAL

    def census(self, mark: Mark | None = None) -> CensusLine:
        """The line as the rules count it."""
        return CensusLine(self.standing, self.conditions, mark)


def roll(organization: Organization, on: date) -> list[RollLine]:
    """Everybody on the roll of the cell that day, in the order of Vietnamese names. Three queries.

    Conditions are those that count here, as the rulebook says (``conditions_here``).
    """
    memberships = list(
        Membership.objects.filter(in_force(on), organization=organization)
        .select_related("member", "group")
        .order_by("member__name_key", "member_id", "is_visiting")
    )
    people = [membership.member_id for membership in memberships]
    conditions, roles = _conditions(people, on), _roles(organization, people, on)
    seen: dict[int, RollLine] = {}
    for row in memberships:
        line = _roll_line(row, conditions[row.member_id], roles[row.member_id], on)
        seen.setdefault(row.member_id, line)
    return list(seen.values())


def _conditions(people: Sequence[int], on: date) -> defaultdict[int, set[Condition]]:
    found: defaultdict[int, set[Condition]] = defaultdict(set)
    rows = MemberCondition.objects.filter(in_force(on), member__in=people)
    for member_id, condition in rows.values_list("member_id", "condition"):
        found[member_id].add(Condition(condition))
    return found


def _roles(organization: Organization, people: Sequence[int], on: date) -> defaultdict[int, list[Role]]:
    found: defaultdict[int, list[Role]] = defaultdict(list)
    rows = RoleAssignment.objects.filter(in_force(on), organization=organization, member__in=people)
    for member_id, role in rows.values_list("member_id", "role"):
        found[member_id].append(Role(role))
    return found


def _roll_line(row: Membership, conditions: set[Condition], roles: list[Role], on: date) -> RollLine:
    return RollLine(
        member=row.member,
        membership=row,
        standing=Standing.OFFICIAL if row.member.is_official(on) else Standing.PROBATIONARY,
        conditions=conditions_here(conditions, is_visiting=row.is_visiting),
        group=row.group,
        roles=tuple(sorted(set(roles), key=lambda role: ROLE_ORDER[role])),
    )


# Figures ----------------------------------------------------------------------------------------------------------


@cache
def _holidays() -> frozenset[date]:
    years = range(FIRST_HOLIDAY_YEAR, LAST_HOLIDAY_YEAR + 1)
    return frozenset(day for year in years for day in public_holidays(year))


@lru_cache(maxsize=1000)
def _book(local: tuple[Threshold, ...]) -> Rulebook:
    """One rulebook for all who are under the same local figures, and with it everything it remembers."""
    place = max((rule.path for rule in local), key=len, default="")
    return Rulebook(path=place, local=local, holidays=_holidays())


def rulebooks(paths: Iterable[str]) -> dict[str, Rulebook]:
    """The figures that bind each of these organisations. One query for any number of them."""
    rules = _local_thresholds()
    if not rules:
        return dict.fromkeys(paths, _book(()))
    return {path: _book(tuple(rule for rule in rules if path.startswith(rule.path))) for path in paths}


def rulebook_of(organization: Organization) -> Rulebook:
    """The figures that bind this organisation."""
    return rulebooks([organization.path])[organization.path]


def _local_thresholds() -> list[Threshold]:
    """The figures that committees set, and those of the instruments that they adopted. One query for both."""
    own = LocalRule.objects.annotate(instrument=Value("")).values_list(
        "organization__path", "instrument", "code", "value", "basis", "since", "until"
    )
    whole = InstrumentAdoption.objects.annotate(code=Value(""), value=Value(""), basis=Value("")).values_list(
        "organization__path", "instrument", "code", "value", "basis", "since", "until"
    )
    rows = own.order_by().union(whole.order_by(), all=True)
    return [figure for row in sorted(rows, key=lambda row: row[:3] + row[5:6]) for figure in _figures(*row)]


def _figures(
    path: str, instrument: str, code: str, value: str, basis: str, since: date, until: date | None
) -> tuple[Threshold, ...]:
    if instrument:
        return adopted(Adoption(instrument, since, until), path)
    return (Threshold(code, FIGURE_TITLES.get(code, code), Fraction(value), basis, since, until, path),)


# Where people are reached -----------------------------------------------------------------------------------------


def people_of(recipients: Collection[str]) -> dict[str, Member]:
    """The people behind recipients such as ``member:7``, with their accounts; of members only. One query."""
    keys = {int(key) for kind, _, key in (each.partition(":") for each in recipients) if kind == "member"}
    return {f"member:{person.pk}": person for person in Member.objects.filter(pk__in=keys).select_related("user")}


def leaders_of(organizations: Collection[int], on: date) -> dict[int, list[tuple[Member, Role]]]:
    """Secretary, then deputies, of each of these cells that day. One query."""
    rows = RoleAssignment.objects.filter(
        in_force(on), organization__in=organizations, role__in=(Role.SECRETARY, Role.DEPUTY_SECRETARY)
    )
    found: defaultdict[int, list[tuple[Member, Role]]] = defaultdict(list)
    for row in rows.select_related("member").order_by("member__name_key", "member_id"):
        found[row.organization_id].append((row.member, Role(row.role)))
    return {key: sorted(held, key=lambda pair: ROLE_ORDER[pair[1]]) for key, held in found.items()}


# Who holds what ---------------------------------------------------------------------------------------------------


def holders(organization: Organization, role: Role, on: date) -> list[Member]:
    """Who holds the role on this very organisation that day, by name."""
    return [member for member, _ in _holders(organization, (role,), on)]


def committee_members(organization: Organization, on: date) -> list[tuple[Member, Role]]:
    """The chi ủy that day: secretary, deputies, then members, each person once with the first of the roles."""
    first: dict[int, tuple[Member, Role]] = {}
    for member, role in sorted(_holders(organization, COMMITTEE_ROLES, on), key=lambda pair: ROLE_ORDER[pair[1]]):
        first.setdefault(member.pk, (member, role))
    return list(first.values())


def supervisors_of(organization: Organization, on: date) -> list[Member]:
    """The officials of the committee above who follow this cell that day."""
    return holders(organization, Role.SUPERVISOR, on)


def _holders(organization: Organization, roles: Sequence[Role], on: date) -> list[tuple[Member, Role]]:
    rows = (
        RoleAssignment.objects.filter(in_force(on), organization=organization, role__in=roles)
        .select_related("member")
        .order_by("member__name_key", "member_id")
    )
    return [(row.member, Role(row.role)) for row in rows]


def term_on(organization: Organization, on: date) -> Term | None:
    """The term of office that the day falls into."""
    return Term.objects.filter(organization=organization, starts_on__lte=on, ends_on__gte=on).first()


# Organisations ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TreeLine:
    """One organisation in a picker or a list: ``depth`` 0 is the outermost one shown."""

    organization: Organization
    depth: int


def organization_tree(organizations: Iterable[Organization]) -> list[TreeLine]:
    """Organisations in the order of the tree, indented by those of their superiors that are shown too."""
    ordered = sorted(organizations, key=lambda organization: organization.path)
    lines: list[TreeLine] = []
    above: list[str] = []
    for organization in ordered:
        while above and not organization.path.startswith(above[-1]):
            above.pop()
        lines.append(TreeLine(organization, len(above)))
        above.append(organization.path)
    return lines


def groups_of(organizations: Iterable[Organization]) -> QuerySet[PartyGroup]:
    """The groups (tổ đảng) of these cells."""
    return PartyGroup.objects.filter(organization__in=list(organizations)).select_related("organization")


def cells_besides(organization: Organization) -> QuerySet[Organization]:
    """Every other cell of the installation, in the order of the tree."""
    return Organization.objects.cells().exclude(pk=organization.pk)


def all_organizations() -> QuerySet[Organization]:
    """Every organisation, for whoever keeps the tree."""
    return Organization.objects.all()


def committees() -> QuerySet[Organization]:
    """Every organisation that may have others below it."""
    return Organization.objects.filter(kind=OrganizationKind.COMMITTEE)


@dataclass(frozen=True, slots=True)
class Supervised:
    """A cell and who follows it."""

    cell: Organization
    assignments: list[RoleAssignment]


def supervised(cells: Iterable[Organization], on: date) -> list[Supervised]:
    """Each cell with the officials who follow it that day. Two queries."""
    rows = RoleAssignment.objects.filter(in_force(on), role=Role.SUPERVISOR, organization__in=list(cells))
    found: defaultdict[int, list[RoleAssignment]] = defaultdict(list)
    for row in rows.select_related("member").order_by("member__name_key"):
        found[row.organization_id].append(row)
    return [Supervised(cell, found[cell.pk]) for cell in cells]


def home_cell(member: Member, on: date) -> Organization | None:
    """The cell on whose roll the person stands that day; a guest's own cell before the one visited."""
    row = (
        Membership.objects.filter(in_force(on), member=member)
        .select_related("organization")
        .order_by("is_visiting", "-starts_on")
        .first()
    )
    return row.organization if row else None


def place_name_of(user: User, on: date) -> str:
    """The person's own cell, else the committee of which they are an officer; "" for a technician. One query."""
    member = Member.objects.filter(user=user)
    on_roll = Membership.objects.filter(in_force(on), organization=OuterRef("pk"), member__in=member)
    in_role = RoleAssignment.objects.filter(in_force(on), organization=OuterRef("pk"), member__in=member)
    places = Organization.objects.filter(Exists(on_roll) | Exists(in_role)).order_by("kind", "path")
    return places.values_list("name", flat=True).first() or ""


def name_of(user: User | None) -> str:
    """The person behind an account, or else the account; "" for nobody."""
    if user is None:
        return ""
    person: Member | None = getattr(user, "member", None)
    return person.full_name if person else user.get_username()


def last_save(target: str, *deeds: Deed) -> LastEdit:
    """Who did one of the deeds on the target last, and when: shown to whoever comes second."""
    entries = [audit.last(target, deed) for deed in deeds]
    newest = max((entry for entry in entries if entry), key=lambda entry: entry.at, default=None)
    return LastEdit(name_of(newest.actor), newest.at) if newest else LastEdit()


# Pages ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MemberPage:
    """Everything the page of a person prints. Lists run from the newest to the oldest."""

    member: Member
    standing: Standing
    user: User | None
    memberships: list[Membership]
    conditions: list[MemberCondition]
    roles: list[RoleAssignment]


def member_page(member: Member, on: date) -> MemberPage:
    """The person with everything held, now and before. Four queries."""
    memberships = Membership.objects.select_related("organization", "group").order_by("-starts_on")
    roles = RoleAssignment.objects.select_related("organization", "group").order_by("-starts_on")
    person = (
        Member.objects.select_related("user")
        .prefetch_related(
            Prefetch("memberships", queryset=memberships),
            Prefetch("conditions", queryset=MemberCondition.objects.order_by("-starts_on")),
            Prefetch("roles", queryset=roles),
        )
        .get(pk=member.pk)
    )
    return MemberPage(
        member=person,
        standing=Standing.OFFICIAL if person.is_official(on) else Standing.PROBATIONARY,
        user=person.user,
        memberships=list(person.memberships.all()),
        conditions=list(person.conditions.all()),
        roles=list(person.roles.all()),
    )


def account_lines(query: str, on: date) -> QuerySet[Member]:
    """Persons with their account and the cell (``cell_name``) they are on the roll of, found without marks."""
    cell = Membership.objects.filter(in_force(on), member=OuterRef("pk")).order_by("is_visiting", "-starts_on")
    people = Member.objects.select_related("user").annotate(cell_name=Subquery(cell.values("organization__name")[:1]))
    return people.filter(search_text__contains=fold(query)) if query else people


def bare_accounts() -> QuerySet[User]:
    """Accounts without a person: technicians, as a rule."""
    return User.objects.filter(member=None).order_by("username")


def members_below(paths: Iterable[str], on: date) -> QuerySet[Member]:
    """Everybody on a roll that day under any of these places in the tree."""
    scope = Q(pk__in=[])
    for path in paths:
        scope |= Q(organization__path__startswith=path)
    rows = Membership.objects.filter(in_force(on), scope, member=OuterRef("pk"))
    return Member.objects.filter(Exists(rows))
