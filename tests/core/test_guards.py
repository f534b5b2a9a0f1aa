"""The database itself refuses to change what is written once, whoever asks and however."""

import pytest
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.loader import MigrationLoader

from chibo.core import audit, guards, store
from chibo.core.models import AuditEntry, Heartbeat, StoredDocument
from tests.factories.core import DUE


@pytest.fixture
def entry(db):
    return audit.record(actor=None, now=DUE, action="meeting.locked", target="meeting:42")


@pytest.fixture
def document(db):
    return store.store(kind="minutes", title="Biên bản", filename="b.pdf", content=b"abc", now=DUE)


@pytest.fixture(params=["entry", "document"])
def row(request):
    return request.getfixturevalue(request.param)


def run(sql, model):
    with connection.cursor() as cursor:
        cursor.execute(sql.format(connection.ops.quote_name(model._meta.db_table)))


def by_save(row):
    row.save()


def by_update(row):
    type(row).objects.update(id=row.pk)


def by_bulk_update(row):
    type(row).objects.bulk_update([row], ["kind" if isinstance(row, StoredDocument) else "action"])


def by_delete(row):
    row.delete()


def by_queryset_delete(row):
    type(row).objects.all().delete()


def by_sql_update(row):
    run("UPDATE {} SET id = id", type(row))


def by_sql_delete(row):
    run("DELETE FROM {}", type(row))


WAYS = [by_save, by_update, by_bulk_update, by_delete, by_queryset_delete, by_sql_update, by_sql_delete]


@pytest.mark.parametrize("way", WAYS)
def test_what_is_written_once_is_never_changed_or_deleted(row, way):
    before = type(row).objects.filter(pk=row.pk).values().get()
    with pytest.raises(IntegrityError, match="is never changed"), transaction.atomic():
        way(row)
    assert type(row).objects.filter(pk=before["id"]).values().get() == before


def test_replacing_a_row_is_a_deletion_too(entry):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    with pytest.raises(IntegrityError, match="is never changed"), transaction.atomic():
        run("INSERT OR REPLACE INTO {0} SELECT * FROM {0}", AuditEntry)


def test_new_rows_are_welcome(entry, document):
    assert (AuditEntry.objects.count(), StoredDocument.objects.count()) == (1, 1)


def test_suspended_guards_come_back_whatever_happens(entry):
    names = {name for name, _, _ in guards._triggers(connection)}

    def delete_and_fail():
        entry.delete()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), guards.suspended():
        delete_and_fail()
    assert AuditEntry.objects.count() == 0
    assert {name for name, _, _ in guards._triggers(connection)} == names
    again = audit.record(actor=None, now=DUE, action="a", target="b:1")
    with pytest.raises(IntegrityError), transaction.atomic():
        again.delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_between_tests_the_database_is_emptied_in_spite_of_the_guards(turn):
    assert not AuditEntry.objects.exists()
    audit.record(actor=None, now=DUE, action="meeting.locked", target="meeting:42")


@pytest.mark.django_db(transaction=True)
def test_a_guard_is_put_up_and_taken_down_by_its_migration():
    guard = guards.Guard("pulse", "core_heartbeat", "OLD.id = 7", "It isn't moved.", ("INSERT", "UPDATE", "DELETE"))
    with connection.schema_editor() as editor:
        guard.database_forwards("core", editor, None, None)
    try:
        Heartbeat.objects.create(pk=1, at=DUE)
        with pytest.raises(IntegrityError, match="It isn't moved"), transaction.atomic():
            Heartbeat.objects.create(pk=7, at=DUE)
        assert Heartbeat.objects.filter(pk=1).update(at=DUE) == 1
        assert Heartbeat.objects.get().pk == 1
    finally:
        with connection.schema_editor() as editor:
            guard.database_backwards("core", editor, None, None)
    Heartbeat.objects.create(pk=7, at=DUE)
    Heartbeat.objects.all().delete()


def test_a_guard_can_be_written_into_a_migration():
    name, arguments, values = guards.Guard("a", "t", "1 = 1", "No.").deconstruct()
    assert (name, arguments) == ("Guard", [])
    assert guards.Guard(**values).deconstruct()[2] == values
    assert guards.Guard(**values).migration_name_fragment == "guard_a"


@pytest.mark.django_db
def test_every_guard_of_the_migrations_stands():
    """SQLite drops the triggers of a table that a migration alters: see ``Unguarded``."""
    loader = MigrationLoader(connection)
    made = [one for migration in loader.disk_migrations.values() for one in migration.operations]
    wanted = {one.trigger(deed) for one in made if type(one) is guards.Guard for deed in one.deeds}
    wanted -= {one.trigger(deed) for one in made if isinstance(one, guards.Unguard) for deed in one.deeds}
    assert len(wanted) > 20
    assert {name for name, *_ in guards._triggers(connection)} == wanted


@pytest.mark.django_db(transaction=True)
def test_a_guarded_table_is_altered_and_guarded_again():
    alter = guards.Unguarded([migrations.AlterField("heartbeat", "at", models.DateTimeField(default=None))])
    guard = guards.Guard("pulse", "core_heartbeat", "1 = 1", "It stays.", ("DELETE",))
    before = MigrationLoader(connection).project_state()
    after = before.clone()
    alter.state_forwards("core", after)
    with connection.schema_editor(atomic=True) as editor:
        guard.database_forwards("core", editor, before, before)
    try:
        Heartbeat.objects.create(pk=1, at=DUE)
        with connection.schema_editor(atomic=True) as editor:
            alter.database_forwards("core", editor, before, after)
        with pytest.raises(IntegrityError, match="It stays"), transaction.atomic():
            Heartbeat.objects.all().delete()
        with connection.schema_editor(atomic=True) as editor:
            alter.database_backwards("core", editor, after, before)
        with pytest.raises(IntegrityError, match="It stays"), transaction.atomic():
            Heartbeat.objects.all().delete()
    finally:
        with connection.schema_editor() as editor:
            guard.database_backwards("core", editor, before, before)
    Heartbeat.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_a_guard_is_taken_down_and_put_up_again_by_a_migration():
    values = ("pulse", "core_heartbeat", "1 = 1", "It stays.", ("DELETE",))
    guard, unguard = guards.Guard(*values), guards.Unguard(*values)
    Heartbeat.objects.create(pk=1, at=DUE)
    with connection.schema_editor() as editor:
        guard.database_forwards("core", editor, None, None)
        unguard.database_forwards("core", editor, None, None)
    Heartbeat.objects.all().delete()
    Heartbeat.objects.create(pk=1, at=DUE)
    with connection.schema_editor() as editor:
        unguard.database_backwards("core", editor, None, None)
    try:
        with pytest.raises(IntegrityError, match="It stays"), transaction.atomic():
            Heartbeat.objects.all().delete()
    finally:
        with connection.schema_editor() as editor:
            guard.database_backwards("core", editor, None, None)
    Heartbeat.objects.all().delete()
    assert unguard.migration_name_fragment == "unguard_pulse"


def test_altering_guarded_tables_can_be_written_into_a_migration():
    inner = [migrations.RemoveField("heartbeat", "at")]
    name, arguments, values = guards.Unguarded(inner).deconstruct()
    assert (name, arguments, values) == ("Unguarded", [], {"operations": inner})
