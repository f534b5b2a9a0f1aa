"""The list of members of one cell or of many."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from import_export.fields import Field
from simple_history.utils import bulk_create_with_history

from chibo.core import audit
from chibo.core.models import Channel
from chibo.core.wording import date_figures, local_date
from chibo.rules.dates import DayOf, check_day, check_person
from chibo.rules.powers import Power
from chibo.rules.refusal import RuleRefused
from members.access import organizations_where, require_anywhere
from members.codes import MemberDeed, Sex
from members.labels import SEXES, refusal_sentences
from members.models import (
    Member,
    MemberCondition,
    MemberIdentity,
    Membership,
    Organization,
    PartyGroup,
    RoleAssignment,
    User,
)
from members.resources.dated_rows import DatedRows, IncomingPlace, Planner
from members.resources.known_people import Keys, KnownPeople, identity_of
from members.resources.people_columns import (
    COLUMNS,
    TITLES,
    CellOfRow,
    Roles,
    RolesWidget,
    Status,
    StatusWidget,
)
from members.resources.report import Change, Report
from members.resources.sheet_resource import RowsDone, SheetResource, day_of_list
from members.resources.widgets import (
    CellWidget,
    DayFirstWidget,
    EmailWidget,
    NumberWidget,
    PhoneWidget,
    SexWidget,
    TextWidget,
)
from members.services import write_keys
from members.sheets import Row, Sheet, read_sheet

BATCH = 500
PERSON = ("full_name", "other_name", "sex", "born_on", "admitted_on", "recognized_on", "phone", "email")
PRIVATE = (
    "identity_number",
    "card_number",
    "card_place",
    "card_issued_on",
    "ethnicity",
    "religion",
    "hometown",
)
WRITTEN = [*PERSON, "name_key", "search_text"]
DATED: dict[type[models.Model], list[str]] = {
    # what a list may change of a row that is there
    Membership: ["group", "is_visiting", "ends_on", "leaving_reason"],
    RoleAssignment: ["ends_on"],
    MemberCondition: ["ends_on"],
}


class IncomingPerson:
    """What a row says beside the person's own data. None: the cell was empty or the column is missing."""

    organization: Organization
    group: str | None = None
    roles: Roles | None = None
    status: Status | None = None
    identity_number: str | None = None
    card_number: str | None = None
    card_place: str | None = None
    card_issued_on: date | None = None
    ethnicity: str | None = None
    religion: str | None = None
    hometown: str | None = None


def _own(name: str, widget: CellWidget) -> Field:
    return Field(attribute=name, column_name=name, widget=widget, saves_null_values=False)


def _beside(name: str, widget: CellWidget) -> Field:
    return Field(attribute=f"incoming__{name}", column_name=name, widget=widget, saves_null_values=False)


def _text(column: str, longest: int, *, is_required: bool = False) -> TextWidget:
    return TextWidget(TITLES[column], longest, is_required=is_required)


class MemberResource(SheetResource):
    """Reads and judges row by row, writes in bulk."""

    full_name = _own("full_name", _text("full_name", 120, is_required=True))
    other_name = _own("other_name", _text("other_name", 120))
    sex = _own("sex", SexWidget(TITLES["sex"], is_required=True))
    born_on = _own("born_on", DayFirstWidget(TITLES["born_on"]))
    admitted_on = _own("admitted_on", DayFirstWidget(TITLES["admitted_on"], is_required=True))
    recognized_on = _own("recognized_on", DayFirstWidget(TITLES["recognized_on"]))
    phone = _own("phone", PhoneWidget(TITLES["phone"]))
    email = _own("email", EmailWidget(TITLES["email"]))
    organization = _beside("organization", CellOfRow(TITLES["organization"]))
    group = _beside("group", _text("group", 100))
    roles = _beside("roles", RolesWidget(TITLES["roles"]))
    status = _beside("status", StatusWidget(TITLES["status"]))
    identity_number = _beside("identity_number", NumberWidget(TITLES["identity_number"]))
    card_number = _beside("card_number", NumberWidget(TITLES["card_number"]))
    card_place = _beside("card_place", _text("card_place", 120))
    card_issued_on = _beside("card_issued_on", DayFirstWidget(TITLES["card_issued_on"]))
    ethnicity = _beside("ethnicity", _text("ethnicity", 60))
    religion = _beside("religion", _text("religion", 60))
    hometown = _beside("hometown", _text("hometown", 200))

    name_column, place_column = "full_name", "organization"

    class Meta:
        model = Member
        fields = (*PERSON, "organization", "group", "roles", "status", *PRIVATE)
        import_id_fields = ("full_name",)
        use_bulk = True
        batch_size = None  # everything at once, at the end
        skip_diff = True  # the planner finds the differences itself
        store_instance = True

    def __init__(
        self,
        *,
        actor: User | None,
        now: datetime,
        as_of: date,
        cells: Sequence[Organization],
        managed: frozenset[int] | None,
        progress: RowsDone | None = None,
    ) -> None:
        super().__init__(actor=actor, now=now, as_of=as_of, progress=progress)
        self.managed = managed
        self.fields["organization"].widget.load(cells, managed)

    # Reading ------------------------------------------------------------------------------------------------------

    def before_import(self, dataset: Any, **_kwargs: Any) -> None:
        self.cells: dict[int, Organization] = {}
        keys = [self._keys(row) for row in dataset.dict]
        numbers = [number for key in keys for number in (key.identity_number, key.card_number) if number]
        self.people = KnownPeople(list(self.cells.values()), numbers)
        self.planner = Planner(self.people, self.as_of)
        self.keys = iter(keys)  # the rows come in this order
        self.fault = ""
        self.done: list[Any] = []

    def _keys(self, row: Any) -> Keys:
        cell = self._read("organization", row)
        if cell is not None:
            self.cells[cell.pk] = cell
        return Keys(
            identity_number=self._read("identity_number", row) or "",
            card_number=self._read("card_number", row) or "",
            full_name=self._read("full_name", row) or "",
            born_on=self._read("born_on", row),
            organization_id=cell.pk if cell else 0,
        )

    def _read(self, name: str, row: Any) -> Any:
        """A cell as a value; None where it is empty, missing or wrong."""
        try:
            return self.fields[name].clean(row) if name in row else None
        except ValueError:
            return None

    def get_instance(self, _loader: Any, row: Any) -> Member | None:
        keys, self.fault = next(self.keys), ""
        earlier = self.people.claim(keys, row["row_number"]) if keys.full_name else None
        if earlier is not None:
            self.fault = f"Trùng với dòng {earlier} của bảng."
            return None
        try:
            return self.people.find(keys)
        except ValueError as error:
            self.fault = str(error)
            return None

    def after_init_instance(self, instance: Any, new: bool, row: Any, **_kwargs: Any) -> None:
        instance.incoming = IncomingPerson()
        instance.before = {name: getattr(instance, name) for name in PERSON}

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        super().import_instance(instance, row, **kwargs)
        if self.fault:
            raise ValidationError(self.fault)
        self._check_reach(instance)
        self._check_days(instance)
        says: IncomingPerson = instance.incoming
        place = IncomingPlace(says.organization, says.group, says.roles, says.status)
        instance.dated = self.planner.plan(instance, place)
        instance.identity_row, instance.private_changes = _identity_changes(instance)

    def _check_days(self, member: Any) -> None:
        today = local_date(self.now)
        try:
            check_person(member.born_on, member.admitted_on, member.recognized_on, today)
            check_day(DayOf.CARD, member.incoming.card_issued_on, today)
        except RuleRefused as refused:
            raise ValidationError(refusal_sentences(refused)) from None

    def _check_reach(self, member: Any) -> None:
        """A person kept by cells of others is left to them; only as a guest may they be entered here."""
        if not member.pk or self.managed is None:
            return
        says: IncomingPerson = member.incoming
        rows = [
            row for row in self.people.held_by(member).memberships if row.ends_on is None or row.ends_on >= self.as_of
        ]
        homes = [row.organization for row in rows if not row.is_visiting]
        foreign = next((home for home in homes if home.pk not in self.managed), None)
        if foreign is None:
            return
        if says.status is None or not says.status.is_visiting:
            raise ValidationError(
                f"Đồng chí này đang trong danh sách của {foreign.name}, không do đồng chí quản lý. "
                f"Đồng chí đề nghị nơi ấy chuyển sinh hoạt trước."
            )
        for name, value in member.before.items():
            setattr(member, name, value)
        member.incoming = _guest_only(says)

    # Judging ------------------------------------------------------------------------------------------------------

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        return not import_validation_errors and bool(instance.pk) and not self.changes_of(instance)

    def changes_of(self, instance: Any) -> tuple[Change, ...]:
        own = [
            Change(TITLES[name], _word(name, before), _word(name, getattr(instance, name)))
            for name, before in instance.before.items()
            if getattr(instance, name) != before
        ]
        return (*own, *instance.private_changes, *instance.dated.changes)

    def notes_of(self, instance: Any) -> tuple[str, ...]:
        roles = instance.incoming.roles
        others = roles.others if roles else ()
        return tuple(f"Chức vụ “{other}” không phải chức vụ của chi bộ nên không ghi." for other in others)

    # Writing ------------------------------------------------------------------------------------------------------

    def before_save_instance(self, instance: Any, row: Any, **_kwargs: Any) -> None:
        write_keys(instance)
        if not instance.pk:
            instance.channel = Channel.EMAIL if instance.email else Channel.PAPER
        self.done.append((instance, not instance.pk))

    def bulk_create(self, using_transactions: bool, dry_run: bool, *_args: Any, **_kwargs: Any) -> None:
        if self.create_instances and not dry_run:
            bulk_create_with_history(
                self.create_instances, Member, batch_size=BATCH, default_user=self.actor, default_date=self.now
            )
        self.create_instances.clear()

    def bulk_update(self, using_transactions: bool, dry_run: bool, *_args: Any, **_kwargs: Any) -> None:
        changed = [
            member
            for member in self.update_instances
            if any(getattr(member, name) != value for name, value in member.before.items())
        ]
        if changed and not dry_run:
            _rewrite(Member, changed, WRITTEN)
            Member.history.bulk_history_create(
                changed, batch_size=BATCH, update=True, default_user=self.actor, default_date=self.now
            )
        self.update_instances.clear()

    def after_import(self, _dataset: Any, _result: Any, **kwargs: Any) -> None:
        if kwargs.get("dry_run") or not self.done:
            return
        members = [member for member, _ in self.done]
        PartyGroup.objects.bulk_create([group for group in self.people.groups.values() if not group.pk])
        _save_identities([member.identity_row for member in members if member.identity_row])
        dated: list[DatedRows] = [member.dated for member in members]
        for model, names in DATED.items():
            rows = [row for each in dated for row in each.create if isinstance(row, model)]
            model._default_manager.bulk_create(rows, batch_size=BATCH)  # noqa: SLF001 - Django's documented name
            _rewrite(model, [row for each in dated for row in each.update if isinstance(row, model)], names)
        self._record()

    def _record(self) -> None:
        """One entry for each cell."""
        counts: dict[Organization, Counter[str]] = {}
        for member, is_new in self.done:
            found = counts.setdefault(member.incoming.organization, Counter(new=0, changed=0))
            found["new" if is_new else "changed"] += 1
        for cell, found in counts.items():
            audit.record(
                actor=self.actor,
                now=self.now,
                action=MemberDeed.IMPORTED,
                target=f"organization:{cell.pk}",
                path=cell.path,
                data={**found, "as_of": self.as_of.isoformat()},
            )


def _guest_only(says: IncomingPerson) -> IncomingPerson:
    guest = IncomingPerson()
    guest.organization, guest.group, guest.status = says.organization, says.group, says.status
    return guest


def _identity_changes(member: Any) -> tuple[MemberIdentity | None, tuple[Change, ...]]:
    """The row of private data to write, if it differs, and what differs, without values."""
    known = (identity_of(member) if member.pk else None) or MemberIdentity(member=member)
    values = {name: value for name in PRIVATE if (value := getattr(member.incoming, name)) is not None}
    changed = [name for name, value in values.items() if getattr(known, name) != value]
    for name in changed:
        setattr(known, name, values[name])
    changes = tuple(Change(TITLES[name], is_private=True) for name in changed)
    return (known if changed else None), changes


def _save_identities(rows: list[MemberIdentity]) -> None:
    MemberIdentity.objects.bulk_create([row for row in rows if not row.pk], batch_size=BATCH)
    _rewrite(MemberIdentity, [row for row in rows if row.pk], list(PRIVATE))


def _rewrite(model: type[models.Model], rows: Sequence[models.Model], names: list[str]) -> None:
    """Update many rows by one statement a batch; ``bulk_update`` writes a CASE a field and takes much longer."""
    model._default_manager.bulk_create(  # noqa: SLF001 - Django's documented name
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=names
    )


def _word(name: str, value: Any) -> str:
    if name == "sex":
        return SEXES[Sex(value)] if value else ""
    return date_figures(value) if isinstance(value, date) else str(value or "")


def _with_needed(sheet: Sheet) -> Sheet:
    """The cell's column always there, and the number of the row in the sheet for those that refer to it."""
    rows = tuple(Row(row.number, {"organization": "", **row.values, "row_number": row.number}) for row in sheet.rows)
    return Sheet((*dict.fromkeys((*sheet.columns, "organization")), "row_number"), rows, sheet.as_of)


def import_members(
    *, actor: User | None, now: datetime, content: bytes, dry_run: bool, progress: RowsDone | None = None
) -> Report:
    """Read a spreadsheet of members; judge every row and, unless ``dry_run``, write the good ones.

    ``actor`` None is the operator of the server, who may write to every cell.
    Raises SheetRefused for a file that is no such table, PermissionDenied for who manages no cell at all.
    """
    today = local_date(now)
    keys = None
    if actor is not None:
        require_anywhere(actor, Power.MANAGE_ROLL, today)
        managed = organizations_where(actor, Power.MANAGE_ROLL, today).cells()
        keys = frozenset(managed.values_list("pk", flat=True))
    sheet = _with_needed(read_sheet(content, COLUMNS))
    resource = MemberResource(
        actor=actor,
        now=now,
        as_of=day_of_list(sheet, today),
        cells=list(Organization.objects.cells()),
        managed=keys,
        progress=progress,
    )
    return resource.run(sheet, dry_run=dry_run)
