"""The trail holds what it was given, at the instant it was given."""

from datetime import timedelta

import pytest

from chibo.core import audit
from chibo.core.models import AuditEntry
from tests.factories.core import DUE
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


def test_a_deed_is_written_with_all_it_says():
    actor = UserFactory()
    audit.record(actor=actor, now=DUE, action="meeting.locked", target="meeting:42", path="0001.", data={"số": 5})
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.at, entry.action) == (actor, DUE, "meeting.locked")
    assert (entry.target, entry.path, entry.data) == ("meeting:42", "0001.", {"số": 5})


def test_the_program_itself_may_be_the_actor():
    audit.record(actor=None, now=DUE, action="backup.restored", target="core:0")
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.path, entry.data) == (None, "", {})


def test_the_callers_data_are_copied():
    data = {"was": "queued"}
    entry = audit.record(actor=None, now=DUE, action="a", target="b:1", data=data)
    data["was"] = "sent"
    assert entry.data == {"was": "queued"}


def test_the_last_deed_names_who_saved_before_me_on_this_very_thing():
    before, after = UserFactory(), UserFactory()
    for actor, minutes in ((after, 5), (before, 0)):
        audit.record(actor=actor, now=DUE + timedelta(minutes=minutes), action="minutes.saved", target="meeting:42")
    for action, target in (
        ("minutes.saved", "meeting:4"),
        ("minutes.saved", "meeting:421"),
        ("meeting.locked", "meeting:42"),
    ):
        audit.record(actor=before, now=DUE + timedelta(hours=1), action=action, target=target)
    assert audit.last("meeting:42", "minutes.saved").actor == after
    assert audit.last("meeting:43", "minutes.saved") is None
    same_instant = audit.record(
        actor=before, now=DUE + timedelta(minutes=5), action="minutes.saved", target="meeting:42"
    )
    assert audit.last("meeting:42", "minutes.saved") == same_instant
