"""Triggers that make the database itself refuse a change: on SQLite and on PostgreSQL, written in this one place.

``Guard``, ``Unguard`` and ``Unguarded`` are migration operations. ``suspended()`` is for those, for a restore into an
empty installation and for emptying a test database; nothing else may use it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation

PREFIX = "guard_"


class Guard(Operation):
    """Refuse the given deeds on rows of ``table`` for which ``when`` holds.

    ``when`` is SQL over ``OLD`` (``NEW`` for an insert) that both databases understand. With ``both_ways`` an update is
    refused as well that would make it hold.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(
        self,
        name: str,
        table: str,
        when: str,
        message: str,
        deeds: tuple[str, ...] = ("UPDATE", "DELETE"),
        *,
        both_ways: bool = False,
    ) -> None:
        self.name, self.table, self.when, self.message = name, table, when, message
        self.deeds, self.both_ways = tuple(deeds), both_ways

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        names = ("name", "table", "when", "message", "deeds", "both_ways")
        return (type(self).__name__, [], {name: getattr(self, name) for name in names})

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models do not change."""

    def database_forwards(self, _label: str, editor: BaseDatabaseSchemaEditor, _before: Any, _after: Any) -> None:
        for statement in self.create(editor.connection.vendor):
            editor.execute(statement, params=None)

    def database_backwards(self, _label: str, editor: BaseDatabaseSchemaEditor, _before: Any, _after: Any) -> None:
        on_postgresql = editor.connection.vendor == "postgresql"
        for deed in self.deeds:
            tail = f" ON {self.table}" if on_postgresql else ""
            editor.execute(f"DROP TRIGGER IF EXISTS {self.trigger(deed)}{tail}", params=None)
            if on_postgresql:
                editor.execute(f"DROP FUNCTION IF EXISTS {self.trigger(deed)}()", params=None)

    def describe(self) -> str:
        return f"Guard {self.table}: {self.message}"

    @property
    def migration_name_fragment(self) -> str:
        return f"guard_{self.name}"

    def trigger(self, deed: str) -> str:
        return f"{PREFIX}{self.name}_{deed.lower()}"

    def _condition(self, deed: str) -> str:
        after = self.when.replace("OLD.", "NEW.")
        if deed == "UPDATE" and self.both_ways:
            return f"({self.when} OR {after})"
        return after if deed == "INSERT" else self.when

    def create(self, vendor: str) -> Iterator[str]:
        """The statements that install the triggers on this kind of database."""
        message = self.message.replace("'", "''")
        for deed in self.deeds:
            when = self._condition(deed)
            trigger = self.trigger(deed)
            head = f"CREATE TRIGGER {trigger} BEFORE {deed} ON {self.table} FOR EACH ROW"
            if vendor == "sqlite":
                yield f"{head} WHEN {when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
                continue
            kept = "OLD" if deed == "DELETE" else "NEW"
            yield (
                f"CREATE OR REPLACE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN "
                f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                f"RETURN {kept}; END $$"
            )
            yield f"{head} EXECUTE FUNCTION {trigger}()"


class Unguard(Guard):
    """Take the triggers of these deeds down again; backwards, put them up."""

    def database_forwards(self, label: str, editor: BaseDatabaseSchemaEditor, before: Any, after: Any) -> None:
        super().database_backwards(label, editor, before, after)

    def database_backwards(self, label: str, editor: BaseDatabaseSchemaEditor, before: Any, after: Any) -> None:
        super().database_forwards(label, editor, before, after)

    def describe(self) -> str:
        return f"Guard {self.table} no more: {', '.join(self.deeds)}"

    @property
    def migration_name_fragment(self) -> str:
        return f"unguard_{self.name}"


def _triggers(database: BaseDatabaseWrapper) -> list[tuple[str, str, str]]:
    """Installed guards as (name, table, statement)."""
    if database.vendor == "postgresql":
        query = (
            "SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger "
            "WHERE NOT tgisinternal AND starts_with(tgname, %s)"
        )
    else:
        query = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, 6) = %s"
    with database.cursor() as cursor:
        cursor.execute(query, [PREFIX])
        return [(name, table, statement) for name, table, statement in cursor.fetchall()]


@contextmanager
def suspended(database: BaseDatabaseWrapper = connection) -> Iterator[None]:
    """Take every guard down and put it up again, whatever happens in between."""
    guards = _triggers(database)
    tail = " ON {}" if database.vendor == "postgresql" else ""
    with database.cursor() as cursor:
        for name, table, _ in guards:
            cursor.execute(f"DROP TRIGGER {name}{tail.format(table)}")
    try:
        yield
    finally:
        with database.cursor() as cursor:
            for _, _, statement in guards:
                cursor.execute(statement)


class Unguarded(SeparateDatabaseAndState):
    """Operations that alter guarded tables, the guards put up again after them.

    SQLite alters a table by making it anew, and the triggers of the old one are lost with it.
    """

    def __init__(self, operations: list[Operation]) -> None:
        super().__init__(database_operations=operations, state_operations=operations)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (type(self).__name__, [], {"operations": self.state_operations})

    def database_forwards(self, label: str, editor: BaseDatabaseSchemaEditor, before: Any, after: Any) -> None:
        with suspended(editor.connection):
            super().database_forwards(label, editor, before, after)

    def database_backwards(self, label: str, editor: BaseDatabaseSchemaEditor, before: Any, after: Any) -> None:
        with suspended(editor.connection):
            super().database_backwards(label, editor, before, after)
