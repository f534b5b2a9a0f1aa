"""Who may do what, asked of the services themselves: every one of them, every person of the cast, one table.

Views guard as well, so that only this table tells whether a service would let somebody through who comes another way.
Whoever may not is refused before anything is written; whoever may does the deed, so that no row is empty.
"""

import copy
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from chibo.rules.refusal import RuleRefused
from meetings.notices.services import enqueue_due_reminders, withdraw_vanished
from meetings.session.services import recount
from members import resources
from members.services import change_password, take_first_steps, take_upload
from tests.cast import build_cast
from tests.prepared import prepared
from tests.service_calls import CALLS

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent
WRITES = re.compile(r"(\d+ times: )?(INSERT|UPDATE|DELETE)\b")

LEADERS = {"secretary", "deputy"}
PLANNERS = LEADERS | {"committee_member"}
WRITERS = LEADERS | {"minute_taker"}
CELL = PLANNERS | WRITERS | {"member"}
OTHERS = {"neighbour_secretary", "neighbour", "supervisor", "officer", "other_officer", "technician", "nobody"}

MAY = {
    "planning.plan_meeting": PLANNERS,
    "planning.change_meeting": PLANNERS,
    "planning.cancel_meeting": LEADERS,
    "planning.cancel_meeting followed": LEADERS,
    "agenda.save_agenda": PLANNERS,
    "circulation.agree_content": LEADERS,
    "circulation.circulate_meeting": LEADERS,
    "circulation.record_download": CELL | {"supervisor"},
    "circulation.record_download unsent": PLANNERS,
    "drafts.add_draft": PLANNERS,
    "drafts.add_version": PLANNERS,
    "drafts.remove_draft": PLANNERS,
    "drafts.record_download": CELL | {"supervisor"},
    "drafts.record_download unsent": PLANNERS,
    "drafts.acknowledge": CELL,
    "drafts.acknowledge unsent": PLANNERS,
    "drafts.add_comment": CELL,
    "drafts.add_comment unsent": PLANNERS,
    "drafts.answer_comment": LEADERS,
    "notices.retry": LEADERS,
    "notices.retry too late": LEADERS,
    "notices.mark_delivered": LEADERS,
    "session.open_meeting": WRITERS,
    "session.call_roll": WRITERS,
    "session.call_roll after a vote": WRITERS,
    **{f"corrections.{name}": WRITERS for name in ("undo_opening", "correct_times", "update_roll", "hand_over")},
    "session.add_guest": WRITERS,
    "session.record_speech": WRITERS,
    "session.record_ballot": WRITERS,
    "session.conclude_item": WRITERS,
    "session.assign": WRITERS,
    "session.remove_entry": WRITERS,
    "session.close_meeting": WRITERS,
    "assignments.report_assignment": WRITERS | {"member"},  # theirs; not the helper's
    "minutes.save_minutes": WRITERS,
    "minutes.read_back": WRITERS,
    "minutes.lock_minutes": LEADERS,
    "minutes.record_download": CELL | {"supervisor", "officer"},
    "score.record_download": CELL | {"supervisor", "officer"},
    "score.save_score": WRITERS,
    "score.give_late_score": LEADERS,
    "score.send_score": LEADERS,
    "score.set_sheet": {"officer"},
    "resolutions.draft_resolution": LEADERS,
    "resolutions.save_resolution": LEADERS,
    "resolutions.abandon_resolution": LEADERS,
    "resolutions.issue_resolution": LEADERS,
    "resolutions.record_download": CELL | {"supervisor", "officer"},
    "topics.plan_topic": PLANNERS,
    "topics.change_topic": PLANNERS,
    "topics.remove_topic": PLANNERS,
    "members.create_organization": {"technician"},
    "members.change_organization": {"technician"},
    "members.place_organization": {"technician"},
    "members.start_term": LEADERS | {"technician"},
    "members.set_local_rule": {"officer"},
    "members.adopt_instrument": {"officer"},
    "members.withdraw_instrument": {"officer"},
    "members.register_member": LEADERS,
    "members.change_member": LEADERS,
    "members.change_identity": {"secretary"},
    "members.open_identity": {"secretary"},
    "members.transfer_member": LEADERS,
    "members.end_membership": LEADERS,
    "members.assign_role": LEADERS,
    "members.assign_role deputy": LEADERS | {"technician"},
    "members.assign_role supervisor": {"officer"},
    "members.assign_role officer": {"technician"},
    "members.end_role": LEADERS,
    "members.end_role supervisor": {"officer"},
    "members.set_condition": LEADERS,
    "members.end_condition": LEADERS,
    "members.create_account": {"technician"},
    "members.reset_password": {"technician"},
    "members.set_account_open": {"technician"},
    "members.set_account_open closed": {"technician"},
    "members.keep_upload": LEADERS | {"neighbour_secretary"},
    "members.keep_upload organizations": {"technician"},
    "members.import_members": LEADERS | {"neighbour_secretary"},
    "members.import_organizations": {"technician"},
    "members.import_organizations faulty": {"technician"},
    "compliance.export_year": LEADERS | {"neighbour_secretary", "officer"},
}

UNGUARDED = {
    recount: "within deeds that change the roll, and these are guarded",
    withdraw_vanished: "part of the beat's deed: nobody asks for it",
    enqueue_due_reminders: "the beat's own deed: nobody asks for it",
    take_first_steps: "there is nobody yet; the second time it is refused to everybody",
    change_password: "one's own: no other account can be named",
    take_upload: "finds one's own spreadsheet only; another's is not there",
}
"""Services without a guard, and why that is right."""


def services() -> Iterator[object]:
    """Every public function of the services that takes ``actor`` or ``now`` by name; the imports are deeds as well."""
    yield from (resources.import_members, resources.import_organizations)
    apps = ("compliance", "meetings", "members", "resolutions", "topics")
    files = {path for app in apps for name in ("services.py", "services/*.py") for path in (ROOT / app).rglob(name)}
    for path in files:
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for name, function in inspect.getmembers(module, inspect.isfunction):
            arguments = inspect.signature(function).parameters.values()
            named = {one.name for one in arguments if one.kind is one.KEYWORD_ONLY}
            if function.__module__ == module.__name__ and not name.startswith("_") and named & {"actor", "now"}:
                yield function


def test_every_service_has_its_row_or_says_why_not():
    called = {call.service for call in CALLS.values()}
    assert len(called) > 50
    assert called | set(UNGUARDED) == set(services())
    assert not called & set(UNGUARDED)


def test_every_call_has_its_row_and_every_row_its_call():
    assert set(MAY) == set(CALLS)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The cast, built once for all rows; whatever a row changes is taken back."""
    with prepared(build_cast, django_db_blocker) as made:
        yield made


def outcome(world, service, who, args):
    """What the person gets: done, refused by a rule, or not allowed, and whether anything was written before."""
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        try:
            service(actor=getattr(world, who), now=world.now, **copy.deepcopy(args))
            found = "done"
        except PermissionDenied:
            wrote = [query["sql"] for query in asked.captured_queries if WRITES.match(query["sql"])]
            found = f"wrote before the refusal: {wrote[0]}" if wrote else "not allowed"
        except RuleRefused as refused:
            found = f"refused: {refused.code}"
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("name", CALLS)
def test_the_service_asks_for_the_power(world, name):
    call = CALLS[name]
    with transaction.atomic():
        args = call.args(world)
        found = {who: outcome(world, call.service, who, args) for who in sorted(CELL | OTHERS)}
        transaction.set_rollback(True)
    assert found == {who: "done" if who in MAY[name] else "not allowed" for who in found}
