"""The list of organisations: code, name, kind, the code of the one above."""

from collections.abc import Iterable
from dataclasses import fields as fields_of
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from import_export.fields import Field

from chibo.core.vietnamese import fold
from chibo.core.wording import local_date
from chibo.rules.agendas import CellKind
from chibo.rules.powers import Power
from chibo.rules.refusal import RuleRefused
from members.codes import OrganizationKind
from members.labels import CELL_KINDS, ORGANIZATION_KINDS, refusal_sentences
from members.models import Organization, User
from members.resources.report import Change, Report
from members.resources.sheet_resource import RowsDone, SheetResource, day_of_list
from members.resources.widgets import CellWidget, TextWidget, text_of
from members.services import OrganizationData, change_organization, create_organization
from members.services.guard import demand_everywhere
from members.sheets import Column, Row, Sheet, read_sheet

COLUMNS = (
    Column("code", "Mã tổ chức", ("ma to chuc", "ma to chuc dang", "ma", "ma so", "ma chi bo"), is_required=True),
    Column("name", "Tên tổ chức", ("ten to chuc", "ten to chuc dang", "ten", "ten chi bo"), is_required=True),
    Column("kind", "Loại", ("loai", "loai to chuc", "cap"), is_required=True),
    Column(
        "parent_code",
        "Mã cấp trên trực tiếp",
        ("ma cap tren truc tiep", "ma cap tren", "ma to chuc cap tren", "truc thuoc"),
    ),
    Column("cell_kind", "Loại hình chi bộ", ("loai hinh chi bo", "loai hinh")),
    Column("place_name", "Địa danh", ("dia danh", "dia danh ghi tren van ban")),
)
TITLES = {column.name: column.title for column in COLUMNS}
WRITTEN = ("name", "kind", "cell_kind", "place_name")


class KindWidget(CellWidget):
    def read(self, value: Any) -> str:
        words = f"{fold(text_of(value))} "
        if words.startswith("chi bo "):
            return OrganizationKind.CELL.value
        if words.startswith(("dang bo ", "dang uy ")):
            return OrganizationKind.COMMITTEE.value
        raise self.wrong(value, "Ghi Đảng bộ hoặc Chi bộ.")


class CellKindWidget(CellWidget):
    WORDS = {fold(label): kind.value for kind, label in CELL_KINDS.items()}

    def read(self, value: Any) -> str:
        kind = self.WORDS.get(fold(text_of(value)))
        if kind is None:
            raise self.wrong(value, f"Ghi một trong: {'; '.join(CELL_KINDS.values())}.")
        return kind


class IncomingOrganization:
    """What a row says, before it is known to be right. None: the cell was empty or the column is missing."""

    code: str = ""
    name: str = ""
    kind: str = ""
    parent_code: str | None = None
    cell_kind: str | None = None
    place_name: str | None = None


def _field(name: str, widget: CellWidget) -> Field:
    return Field(attribute=f"incoming__{name}", column_name=name, widget=widget, saves_null_values=False)


class OrganizationResource(SheetResource):
    """Few rows, each through the service; the transaction of the library makes the dry run."""

    code = _field("code", TextWidget("Mã tổ chức", 40, is_required=True))
    name = _field("name", TextWidget("Tên tổ chức", 200, is_required=True))
    kind = _field("kind", KindWidget("Loại", is_required=True))
    parent_code = _field("parent_code", TextWidget("Mã cấp trên trực tiếp", 40))
    cell_kind = _field("cell_kind", CellKindWidget("Loại hình chi bộ"))
    place_name = _field("place_name", TextWidget("Địa danh", 100))

    place_column = "parent_code"

    class Meta:
        model = Organization
        fields = ("code", "name", "kind", "parent_code", "cell_kind", "place_name")
        import_id_fields = ("code",)
        skip_diff = True
        store_instance = True

    def before_import(self, _dataset: Any, **_kwargs: Any) -> None:
        self.known = {row.code: row for row in Organization.objects.select_related("parent")}
        self.seen: set[str] = set()

    def get_instance(self, _loader: Any, row: Any) -> Organization | None:
        return self.known.get(text_of(row["code"]))

    def after_init_instance(self, instance: Organization, new: bool, row: Any, **_kwargs: Any) -> None:
        instance.incoming = IncomingOrganization()  # type: ignore[attr-defined]

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        super().import_instance(instance, row, **kwargs)
        incoming: IncomingOrganization = instance.incoming
        if incoming.code in self.seen:
            raise ValidationError(f"Mã {incoming.code} đã có ở một dòng trên.")
        self.seen.add(incoming.code)
        if incoming.parent_code and incoming.parent_code not in self.known:
            raise ValidationError(f"Không có tổ chức cấp trên mang mã {incoming.parent_code}.")
        instance.changes = self._compare(instance) if instance.pk else ()

    def _compare(self, known: Any) -> tuple[Change, ...]:
        incoming: IncomingOrganization = known.incoming
        changes = [
            Change(TITLES[name], _word(name, getattr(known, name)), _word(name, value))
            for name in WRITTEN
            if (value := getattr(incoming, name)) not in {None, "", getattr(known, name)}
        ]
        above = known.parent.code if known.parent else ""
        if incoming.parent_code not in {None, above}:
            changes.append(Change(TITLES["parent_code"], above, incoming.parent_code or ""))
        return tuple(changes)

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        return not import_validation_errors and bool(instance.pk) and not instance.changes

    def save_instance(self, instance: Any, is_create: bool, row: Any, **_kwargs: Any) -> None:
        incoming: IncomingOrganization = instance.incoming
        parent = self.known[incoming.parent_code] if incoming.parent_code else None
        try:
            if is_create:
                data = _new_data(incoming, parent)
                self.known[incoming.code] = create_organization(
                    actor=self.actor, now=self.now, parent=parent, data=data
                )
            else:
                self._change(instance, parent)
        except RuleRefused as refused:
            raise ValidationError(refusal_sentences(refused)) from refused

    def _change(self, known: Any, parent: Organization | None) -> None:
        values = {field.name: getattr(known, field.name) for field in fields_of(OrganizationData)}
        values |= {name: value for name in WRITTEN if (value := getattr(known.incoming, name))}
        change_organization(
            actor=self.actor,
            now=self.now,
            organization=known,
            data=OrganizationData(**values),
            parent=parent or known.parent,
        )

    def changes_of(self, instance: Any) -> tuple[Change, ...]:
        changes: tuple[Change, ...] = instance.changes
        return changes


def _new_data(incoming: IncomingOrganization, parent: Organization | None) -> OrganizationData:
    """The lines that papers print begin as the names; they can be mended on the organisation's page."""
    return OrganizationData(
        code=incoming.code,
        name=incoming.name,
        kind=incoming.kind,
        cell_kind=incoming.cell_kind or "",
        place_name=incoming.place_name or (parent.place_name if parent else ""),
        parent_line=parent.name if parent else "",
        issuer_line=incoming.name,
    )


def _word(name: str, value: str) -> str:
    if name == "kind":
        return ORGANIZATION_KINDS[OrganizationKind(value)]
    if name == "cell_kind":
        return CELL_KINDS[CellKind(value)] if value else ""
    return value


def _superiors_first(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows so ordered that whoever is named as superior comes before; circles stay at the end as they are."""
    waiting = list(rows)
    ordered: list[Row] = []
    codes = {text_of(row.values["code"]) for row in waiting}
    while waiting:
        ready = [row for row in waiting if text_of(row.values.get("parent_code")) not in codes]
        if not ready:
            break
        ordered += ready
        done = {row.number for row in ready}
        codes -= {text_of(row.values["code"]) for row in ready}
        waiting = [row for row in waiting if row.number not in done]
    return (*ordered, *waiting)


def import_organizations(
    *, actor: User | None, now: datetime, content: bytes, dry_run: bool, progress: RowsDone | None = None
) -> Report:
    """Read a spreadsheet of organisations; judge every row and, unless ``dry_run``, write the good ones.

    Raises SheetRefused for a file that is no such table, PermissionDenied without the power.
    """
    demand_everywhere(actor, Power.MANAGE_ORGANIZATIONS, now)
    sheet = read_sheet(content, COLUMNS)
    as_of = day_of_list(sheet, local_date(now))
    ordered = Sheet(sheet.columns, _superiors_first(sheet.rows), as_of)
    report = OrganizationResource(actor=actor, now=now, as_of=as_of, progress=progress).run(ordered, dry_run=dry_run)
    return Report(tuple(sorted(report.rows, key=lambda row: row.number)), as_of)
