"""Everything goes into one file and comes back exactly, from either database to either."""

import json
import sqlite3
import zipfile
from collections import Counter
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from chibo.core import backup
from tests.core.installations import KINDS, sqlite_installation

FILL = """
from datetime import UTC, datetime
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from chibo.core import audit, health, store
from chibo.core.models import Enclosure, OutboundMessage
from members.models import Member, Organization, User
now = datetime(2026, 11, 20, 1, 30, 0, 123456, tzinfo=UTC)
user = User.objects.create(username="bithu", first_name="Hòa")
user.groups.add(Group.objects.create(name="nhóm"))
user.user_permissions.add(Permission.objects.order_by("-pk").first())
top = Organization.objects.create(path="0001.", code="31", name="Đảng bộ xã", kind="committee")
Organization.objects.create(parent=top, path="0001.0001.", code="31.1", name="Chi bộ 'Một'", kind="cell",
    regular_time="19:30")
member = Member.objects.create(user=user, full_name="Trần Thị Hoa", sex="female", admitted_on="2010-02-03",
    name_key="hoa")
member.full_name = "Trần Thị Hòa"
member.save()
audit.record(actor=user, now=now, action="a.b", target="x:1",
    data={"z": 1, "a": ["Đ", None, True], "line": "one\\ntwo"})
paper = store.make_once("<p>Một</p>", lambda: bytes(range(256)) * 40, kind="packet", title="Tài liệu", filename="b.pdf",
    now=now)
letter = OutboundMessage.objects.create(dedupe_key="k", channel="email", recipient="member:1", recipient_name="Hoa",
    path="0001.", about="meeting:1", kind="circulated", subject="Mời họp", body="Một\\r\\nHai\\u2028Ba", due_at=now)
Enclosure.objects.create(message=letter, document=paper)
health.leave_heartbeat(now=now)
Session.objects.create(session_key="s", session_data="", expire_date=now)
"""
NEXT_KEYS = """
from members.models import User
from chibo.core.models import StoredDocument
from chibo.core import store
from datetime import UTC, datetime
first = store.store(kind="k", title="t", filename="f", content=b"x", now=datetime(2026, 1, 1, tzinfo=UTC))
answer = [first.pk, User.objects.create(username="moi").pk]
"""
WHILE_OTHERS_WRITE = """
from threading import Thread
from django.db import connection
from chibo.core import backup
from members.models import User
def write():
    User.objects.create(username="khac")
    connection.close()
before = User.objects.count()
with backup._one_instant():
    User.objects.count()
    other = Thread(target=write)
    other.start()
    other.join(10)
    answer = [other.is_alive(), User.objects.count() - before]
answer.append(User.objects.count() - before)
"""
PEOPLE = "from members.models import User; answer = User.objects.count()"
REFUSED = """
from django.db import IntegrityError, transaction
from chibo.core.models import AuditEntry, StoredDocument
answer = 0
for model in (AuditEntry, StoredDocument):
    try:
        with transaction.atomic():
            model.objects.all().delete()
    except IntegrityError:
        answer += 1
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A filled SQLite installation and its backup."""
    folder = tmp_path_factory.mktemp("source")
    with sqlite_installation(folder / "data", migrated=True) as office:
        office.ask(FILL)
        office.manage("backup", folder / "backup.zip")
        yield office, folder / "backup.zip"


@pytest.fixture(scope="module", params=KINDS)
def elsewhere(request, source, tmp_path_factory):
    """The backup restored where there were no tables yet, and the backup that was made there at once."""
    folder = tmp_path_factory.mktemp("elsewhere")
    with KINDS[request.param](folder / "data") as office:
        assert "Đã khôi phục" in office.manage("restore", source[1])
        office.manage("backup", folder / "backup.zip")
        yield office, folder / "backup.zip"


@pytest.fixture
def empty(tmp_path):
    """Tables, and nothing in them but what the migrations leave."""
    with sqlite_installation(tmp_path / "data", migrated=True) as office:
        yield office


def manifest_of(path):
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("manifest.json"))


def digests(path):
    return {part["model"]: (part["rows"], part["sha256"]) for part in manifest_of(path)["parts"]}


def test_every_byte_is_the_same_elsewhere(source, elsewhere, request):
    assert digests(elsewhere[1]) == digests(source[1])
    assert manifest_of(elsewhere[1])["database"] == request.node.callspec.params["elsewhere"]


@pytest.mark.parametrize("elsewhere", ["postgresql"], indirect=True)
def test_every_byte_is_the_same_back_again(source, elsewhere, empty, tmp_path):
    empty.manage("restore", elsewhere[1])
    empty.manage("backup", tmp_path / "third.zip")
    assert digests(tmp_path / "third.zip") == digests(source[1])


def test_what_was_restored_works_on(elsewhere):
    office, _ = elsewhere
    assert office.manage("verify_documents").startswith("1 văn bản còn nguyên vẹn.")
    refused, keys, others = office.ask_each(REFUSED, NEXT_KEYS, WHILE_OTHERS_WRITE)
    assert refused == 2  # the guards stand again
    assert keys == [2, 2]
    assert others == [False, 0, 1]  # nobody waits, nothing half is seen


def test_a_backup_holds_all_but_sessions(source):
    found = {model: rows for model, (rows, _) in digests(source[1]).items()}
    assert "sessions.session" not in found
    assert found["members.historicalmember"] == 2
    assert found["members.user_groups"] == found["members.user_user_permissions"] == 1
    assert found["core.enclosure"] == found["core.madepaper"] == 1
    assert found["core.storeddocument"] == found["core.auditentry"] == found["core.outboundmessage"] == 1
    assert manifest_of(source[1])["program"] == "1.0.0"


def test_a_backup_is_for_its_owner_only_and_replaces_the_old_one_whole(source):
    office, path = source
    assert path.stat().st_mode & 0o777 == 0o600
    before = digests(path)
    office.manage("backup", path)
    assert digests(path) == before
    assert [entry.name for entry in path.parent.iterdir() if entry.name.startswith(".")] == []


def test_a_backup_that_cannot_be_written_says_so(source):
    office, path = source
    assert "Không ghi được tệp" in office.manage("backup", path.parent / "nowhere" / "b.zip", code=1)


def test_an_installation_with_contents_is_replaced_only_when_told(source, tmp_path, empty):
    _, path = source
    empty.manage("restore", path)
    empty.ask("from members.models import User; User.objects.create(username='them')")
    assert "đã có dữ liệu" in empty.manage("restore", path, code=1)
    assert empty.ask(PEOPLE) == 2
    empty.manage("restore", path, "--force")
    assert empty.ask_each(PEOPLE, REFUSED) == [1, 2]


def altered(path, target, change):
    """A copy of the backup in which ``change(name, content)`` has had its way; None leaves a part out."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return target


def change_one_letter(name, content):
    return content.replace(b"bithu", b"bitho") if name == "rows/members.user.jsonl" else content


def leave_a_part_out(name, content):
    return None if name == "rows/members.user.jsonl" else content


def of_another_version(name, content):
    return content.replace(b"0001_initial", b"0001_ancient") if name == "manifest.json" else content


def of_another_format(name, content):
    return content.replace(b'"format": 1', b'"format": 9') if name == "manifest.json" else content


def with_an_unknown_model(name, content):
    return content.replace(b'"members.term"', b'"members.turm"') if name == "manifest.json" else content


def without_manifest(name, content):
    return None if name == "manifest.json" else content


SENTENCES = {
    change_one_letter: "không còn nguyên vẹn: phần rows/members.user.jsonl",
    leave_a_part_out: "không còn nguyên vẹn: phần rows/members.user.jsonl",
    of_another_version: "không cùng phiên bản",
    of_another_format: "định dạng 9",
    with_an_unknown_model: "không cùng cấu trúc",
    without_manifest: "không phải là bản sao lưu",
}
NO_BACKUP = {"empty": b"", "text": b"not a zip", "nothing": None}
TRY_ALL = """
from pathlib import Path
from django.core.management import CommandError, call_command
answer = {{}}
for path in map(Path, {paths!r}):
    try:
        call_command("restore", path, force=True)
    except CommandError as refused:
        answer[path.stem] = str(refused)
"""


@pytest.fixture(scope="module")
def refusals(source, tmp_path_factory):
    """What one process says to every wrong backup in turn, by the name of what is wrong."""
    folder = tmp_path_factory.mktemp("wrong")
    paths = [folder / f"{name}.zip" for name in NO_BACKUP]
    for path in paths:
        if NO_BACKUP[path.stem] is not None:
            path.write_bytes(NO_BACKUP[path.stem])
    paths += [altered(source[1], folder / f"{change.__name__}.zip", change) for change in SENTENCES]
    return source[0].ask(TRY_ALL.format(paths=[str(path) for path in paths]))


@pytest.mark.parametrize("change", SENTENCES)
def test_a_wrong_backup_is_refused_in_words(refusals, change):
    assert SENTENCES[change] in refusals[change.__name__]


@pytest.mark.parametrize("what", NO_BACKUP)
def test_what_is_no_backup_at_all_is_refused_in_words(refusals, what):
    assert "Không đọc được bản sao lưu" in refusals[what]


def test_a_refusal_changes_nothing_and_ends_the_command_with_its_sentence_alone(source, refusals, tmp_path):
    out = source[0].manage("restore", tmp_path / "nowhere.zip", "--force", code=1)
    assert "Không đọc được bản sao lưu" in out
    assert "Traceback" not in out
    assert len(refusals) == len(SENTENCES) + len(NO_BACKUP)
    with closing(sqlite3.connect(Path(source[0].env["CHIBO_DATA"]) / "chibo.sqlite3")) as database:
        assert database.execute("SELECT username FROM members_user").fetchall() == [("bithu",)]


def with_rows(path, target, model, change):
    """A copy of the backup in which one part reads otherwise, with a manifest that vouches for it."""
    (digest,) = (part["sha256"] for part in manifest_of(path)["parts"] if part["model"] == model)
    with zipfile.ZipFile(path) as archive:
        rows = change(archive.read(f"rows/{model}.jsonl"))

    def vouch(name, content):
        return (
            rows
            if name == f"rows/{model}.jsonl"
            else content.replace(digest.encode(), sha256(rows).hexdigest().encode())
        )

    return altered(path, target, vouch)


def test_rows_the_database_refuses_leave_everything_as_it_was(source, elsewhere, tmp_path):
    twins = with_rows(
        source[1], tmp_path / "twins.zip", "members.user", lambda rows: rows + rows.replace(b'"id": 1,', b'"id": 2,')
    )
    orphan = with_rows(
        source[1],
        tmp_path / "orphan.zip",
        "members.member",
        lambda rows: rows.replace(b'"user_id": 1', b'"user_id": 9'),
    )
    office, _ = elsewhere
    office.manage("restore", source[1], "--force")
    for broken, table in ((twins, "members_user"), (orphan, "members_member")):
        out = office.manage("restore", broken, "--force", code=1)
        assert "dữ liệu cũ còn nguyên" in out
        assert table in out
    assert office.ask(REFUSED) == 2
    office.manage("backup", tmp_path / "after.zip")
    assert digests(tmp_path / "after.zip") == digests(source[1])


def test_every_model_is_kept_but_the_named_ones():
    labels = Counter(backup._about(model).label_lower for model in backup.kept_models())
    assert set(labels.values()) == {1}
    assert {"core.storeddocument", "members.user_groups", "meetings.historicalminutes"} <= set(labels)
    assert not backup.LEFT_OUT & set(labels)


def test_batches_are_bounded_by_rows_and_by_bytes(monkeypatch):
    monkeypatch.setattr(backup, "BATCH_ROWS", 3)
    monkeypatch.setattr(backup, "BATCH_BYTES", 10)
    lines = ["a", "b", "c", "d" * 20, "e", "f"]
    assert list(backup._batches(lines)) == [["a", "b", "c"], ["d" * 20], ["e", "f"]]
