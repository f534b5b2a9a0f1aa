"""The whole installation in one file, and back: portable between SQLite and PostgreSQL.

A backup is a zip: ``manifest.json`` and one part per model, a JSON object a line. The manifest names the program, the
migrations the tables have had, and rows and SHA-256 of each part. Sessions stay out: whoever was signed in signs in
again. All bytes are rows, so there are no other parts; a part of a ``kind`` unknown here is refused, not skipped.
"""

import base64
import io
import json
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django.db.models.options import Options

from chibo.core import guards
from chibo.core.health import applied_migrations, missing_migrations

FORMAT = 1
ROWS = "rows"
MANIFEST = "manifest.json"
LEFT_OUT = frozenset({"sessions.session"})
MADE_BY_MIGRATE = frozenset({"contenttypes.contenttype", "auth.permission", "core.heartbeat"})
BATCH_ROWS, BATCH_BYTES = 500, 8 * 1024 * 1024
CHUNK = 1024 * 1024

Model = type[models.Model]


class BackupError(Exception):
    """A backup that cannot be read or must not be restored here; the message is a sentence for the operator."""


@dataclass(frozen=True, slots=True)
class ZipPart:
    """One file of the zip. ``rows`` is a count, ``sha256`` a hexadecimal digest of the uncompressed bytes."""

    name: str
    kind: str
    model: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself. ``made_at`` is ISO with offset, ``database`` the kind it was read from."""

    format: int
    program: str
    made_at: str
    database: str
    migrations: tuple[str, ...]
    parts: tuple[ZipPart, ...]

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts)


def kept_models() -> list[Model]:
    """Every model with a table of its own, history and many-to-many tables included, in the order of the apps."""
    every = apps.get_models(include_auto_created=True)
    return [
        model
        for model in every
        if _about(model).managed and not _about(model).proxy and _about(model).label_lower not in LEFT_OUT
    ]


def _about(model: Model) -> Options[models.Model]:
    return model._meta  # noqa: SLF001 - Django's documented API


def _rows(model: Model) -> models.Manager[models.Model]:
    """All rows: a manager of our own might hide some."""
    return model._base_manager  # noqa: SLF001 - Django's documented API


# Backup -------------------------------------------------------------------------------------------------------


def backup(target: Path, *, now: datetime) -> Manifest:
    """Write everything, as it was at one instant, to ``target``; readable by its owner only.

    The file appears under its name when it is whole. Raises OSError where it cannot be written.
    """
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, _one_instant():
            parts = tuple(_write_part(archive, model) for model in kept_models())
            manifest = Manifest(FORMAT, _version(), now.isoformat(), connection.vendor, _migrations(), parts)
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


@contextmanager
def _one_instant() -> Iterator[None]:
    """Every query within sees the same state, while others go on writing. Not within a transaction."""
    if connection.vendor == "postgresql":
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # atomic() would begin IMMEDIATE here and keep every writer waiting
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _write_part(archive: zipfile.ZipFile, model: Model) -> ZipPart:
    label = _about(model).label_lower
    name, rows, digest = f"rows/{label}.jsonl", 0, sha256()
    with archive.open(name, "w", force_zip64=True) as part:
        for line in _lines(model):
            part.write(line)
            digest.update(line)
            rows += 1
    return ZipPart(name, ROWS, label, rows, digest.hexdigest())


def _lines(model: Model) -> Iterator[bytes]:
    fields = _columns(model)
    has_bytes = any(isinstance(field, models.BinaryField) for field in fields.values())
    rows = _rows(model).order_by("pk").values(*fields)
    for row in rows.iterator(chunk_size=1 if has_bytes else BATCH_ROWS):
        yield json.dumps(row, default=_encode, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _columns(model: Model) -> dict[str, Any]:
    return {field.attname: field for field in _about(model).concrete_fields}


def _encode(value: Any) -> str:
    """Instants to the microsecond (Django's own encoder drops them), bytes as base64."""
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _migrations() -> tuple[str, ...]:
    return tuple(sorted(applied_migrations()))


def _version() -> str:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


# Restore ------------------------------------------------------------------------------------------------------


def restore(source: Path, *, force: bool = False) -> Manifest:
    """Replace the contents of this installation by those of the backup, or change nothing at all.

    A database without tables is migrated first. Raises BackupError: not a backup, damaged, of another version, or
    the installation has contents and ``force`` is not set.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _read_manifest(archive)
            _check_parts(archive, manifest)
            _check_installation(manifest, force=force)
            with transaction.atomic(durable=True), guards.suspended(), transaction.atomic():
                _load(archive, manifest)
    except (OSError, zipfile.BadZipFile, EOFError) as error:
        raise BackupError(f"Không đọc được bản sao lưu {source}: {error}.") from error
    except DatabaseError as error:
        raise BackupError(f"Cơ sở dữ liệu không nhận bản sao lưu, dữ liệu cũ còn nguyên: {error}") from error
    ContentType.objects.clear_cache()
    return manifest


def _read_manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        values = json.loads(archive.read(MANIFEST))
        if values["format"] != FORMAT:
            raise BackupError(
                f"Bản sao lưu theo định dạng {values['format']}, chương trình này đọc định dạng {FORMAT}."
            )
        parts = tuple(ZipPart(**part) for part in values.pop("parts"))
        return Manifest(**{**values, "migrations": tuple(values["migrations"]), "parts": parts})
    except (KeyError, TypeError, ValueError) as error:
        raise BackupError("Tệp này không phải là bản sao lưu của chương trình.") from error


def _check_parts(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Every part is of a kind and a model we know, and holds what was written."""
    known = {_about(model).label_lower for model in kept_models()}
    if {part.kind for part in manifest.parts} - {ROWS} or {part.model for part in manifest.parts} != known:
        raise BackupError(f"Bản sao lưu không cùng cấu trúc với chương trình này (bản sao lưu: {manifest.program}).")
    for part in manifest.parts:
        try:
            with archive.open(part.name) as content:
                digest = _digest(content)
        except KeyError:
            digest = ""
        if digest != part.sha256:
            raise BackupError(f"Bản sao lưu không còn nguyên vẹn: phần {part.name} đã thay đổi.")


def _digest(content: IO[bytes]) -> str:
    digest = sha256()
    while chunk := content.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _check_installation(manifest: Manifest, *, force: bool) -> None:
    if not applied_migrations():
        call_command("migrate", interactive=False, verbosity=0)
    if missing_migrations() or _migrations() != manifest.migrations:
        raise BackupError(
            "Cơ sở dữ liệu ở đây không cùng phiên bản với bản sao lưu. "
            f"Hãy khôi phục bằng phiên bản {manifest.program} rồi nâng cấp."
        )
    if not force and not is_empty():
        raise BackupError("Nơi khôi phục đã có dữ liệu. Nếu thật sự muốn thay thế toàn bộ, hãy thêm --force.")


def is_empty() -> bool:
    """Whether nobody has put anything in: no row but those the migrations and the beat make."""
    ours = (model for model in kept_models() if _about(model).label_lower not in MADE_BY_MIGRATE)
    return not any(_rows(model).exists() for model in ours)


def _load(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    _empty_tables()
    for part in manifest.parts:
        with archive.open(part.name) as content:
            _load_part(apps.get_model(part.model), content)
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept_models()):
            cursor.execute(statement)


def _empty_tables() -> None:
    every = chain(kept_models(), (apps.get_model(label) for label in LEFT_OUT))
    tables = [_about(model).db_table for model in every]
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables))


def _load_part(model: Model, content: IO[bytes]) -> None:
    columns = _columns(model)
    for lines in _batches(io.TextIOWrapper(content, encoding="utf-8")):
        rows = [
            model(**{name: columns[name].to_python(value) for name, value in json.loads(line).items()})
            for line in lines
        ]
        _rows(model).bulk_create(rows)


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    """Lines in groups small enough for the memory."""
    batch: list[str] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line)
        if len(batch) == BATCH_ROWS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
