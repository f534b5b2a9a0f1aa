from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from chibo.core.models import AuditEntry, Channel, Delivery, OutboundMessage
from chibo.core.store import damaged
from chibo.demo.beginnings import leader, plain_members
from chibo.demo.codes import DemoDeed
from chibo.demo.load import DemoRefused, load
from chibo.rules.assessment import Verdict
from chibo.rules.powers import Power
from chibo.rules.workflow import MeetingState
from compliance.selectors import findings_of
from meetings.codes import MeetingDeed
from meetings.models import Assignment, Meeting, Minutes, Speech
from members.access import holds_power
from members.models import InstrumentAdoption, Organization, RoleAssignment, Term, User
from members.selectors import roll
from resolutions.models import NumberSeries, Resolution
from topics.models import Topic

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 23, 8, tzinfo=HANOI)
PASSWORD = "Trinh-dien-Kien-Thuy"
NAMES = {
    *("bithu", "phobithu", "chiuyvien", "thuky", "dangvien", "bithu2", "dangvien2"),
    *("theodoi", "capuy", "kythuat"),
}


def cells_with_past():
    return list(Organization.objects.cells()[:2])


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield load(now=NOW, password=PASSWORD, cells=2, months=3)
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db):
    return loaded


def test_the_lists_are_taken_in_and_the_bad_rows_named(demo):
    assert demo.cells == 13
    assert [row.number for row in demo.refused] == [318, 319, 320, 321]


def test_the_loading_is_written_down(demo):
    entry = AuditEntry.objects.get(action=DemoDeed.LOADED)
    assert (entry.target, entry.actor, entry.at.astimezone(HANOI).date()) == ("installation", None, NOW.date())


def test_cells_print_what_was_settled(demo):
    cell = cells_with_past()[0]
    assert (cell.parent_line, cell.issuer_line, cell.place_name, cell.regular_day, str(cell.regular_time)) == (
        "ĐẢNG BỘ XÃ KIẾN THỤY",
        "CHI BỘ THÔN VĂN HÒA",
        "Kiến Thụy",
        3,
        "19:30:00",
    )
    assert cell.terms.get().title == "2025–2027"


def test_the_committee_adopted_one_local_instrument_and_left_the_other(demo):
    cell = cells_with_past()[0]
    assert [(row.organization, row.instrument, row.until) for row in InstrumentAdoption.objects.all()] == [
        (cell.parent, "LC", None)
    ]
    sources = {finding.assessment.citation for finding in findings_of([cell], 2026, NOW)[cell.pk]}
    assert "QĐ 29-QĐ/TU (Lào Cai), 26/01/2026" in sources
    assert not any("QĐ 08" in source for source in sources)


def test_everybody_signs_in_with_the_one_password(demo, client):
    assert set(User.objects.values_list("username", flat=True)) >= NAMES
    for name in ("bithu", "capuy", "kythuat"):
        assert client.login(username=name, password=PASSWORD), name
    assert not User.objects.filter(must_change_password=True).exists()


def test_the_named_accounts_hold_what_their_names_promise(demo):
    first, second = cells_with_past()
    account = {user.username: user for user in User.objects.filter(username__in=NAMES)}
    on = NOW.date()
    assert holds_power(account["bithu"], Power.LOCK_MINUTES, first, on)
    assert holds_power(account["phobithu"], Power.CIRCULATE, first, on)
    assert holds_power(account["chiuyvien"], Power.PLAN_MEETING, first, on)
    assert not holds_power(account["dangvien"], Power.PLAN_MEETING, first, on)
    assert holds_power(account["dangvien"], Power.COMMENT, first, on)
    assert holds_power(account["bithu2"], Power.LOCK_MINUTES, second, on)
    assert not holds_power(account["bithu2"], Power.READ_SCHEDULE, first, on)
    assert holds_power(account["theodoi"], Power.READ_CIRCULATED, second, on)
    assert holds_power(account["capuy"], Power.READ_COMPLIANCE, first, on)
    assert account["kythuat"].is_technician
    assert Meeting.objects.filter(organization=first, minute_taker__user=account["thuky"]).exists()


def test_whoever_leads_a_cell_can_sign_in_to_it_also_a_deputy_who_led_before(demo):
    cells = list(Organization.objects.cells())
    for number, cell in enumerate(cells, 1):
        secretary = User.objects.get(username=f"bithu{number if number > 1 else ''}")
        assert holds_power(secretary, Power.PLAN_MEETING, cell, NOW.date()), cell
        assert not holds_power(secretary, Power.PLAN_MEETING, cells[number % 13], NOW.date()), cell
        assert leader(cell, NOW.date() - timedelta(days=60)).user, cell


def test_only_whoever_leads_a_cell_moved_its_meetings_on(demo):
    moves = (MeetingDeed.PLANNED, MeetingDeed.CIRCULATED, MeetingDeed.OPENED, MeetingDeed.MINUTES_LOCKED)
    for cell in cells_with_past():
        deeds = AuditEntry.objects.filter(action__in=moves, path=cell.path).select_related("actor__member")
        assert {deed.action for deed in deeds} == set(moves)
        assert {deed.actor.member for deed in deeds} <= {leader(cell, deed.at.date()) for deed in deeds}
    assert not AuditEntry.objects.filter(at__gt=NOW).exists()


def test_positions_begin_with_the_term_and_not_before_their_holders_became_members(demo):
    starts_on = Term.objects.values_list("starts_on", flat=True).distinct().get()
    held = list(RoleAssignment.objects.select_related("member"))
    assert len(held) > 30
    assert [role for role in held if not role.member.admitted_on <= role.starts_on] == []
    assert [role for role in held if role.starts_on > max(starts_on, role.member.admitted_on)] == []


def test_a_cell_answers_for_its_meetings_only_from_the_months_that_are_told(demo):
    assert set(Organization.objects.cells().values_list("bound_since", flat=True)) == {date(2026, 9, 1)}


def test_topics_are_written_by_official_members_in_turn(demo):
    for cell in cells_with_past():
        topics = list(Topic.objects.filter(organization=cell).select_related("author"))
        assert [(topic.year, topic.quarter) for topic in topics] == sorted(
            (topic.year, topic.quarter) for topic in topics
        )
        assert len({topic.author for topic in topics}) == len({topic.title for topic in topics}) == len(topics) == 4
        assert all(topic.author in plain_members(cell, date(2026, 9, 1)) for topic in topics)


def test_the_speakers_of_a_meeting_are_on_the_roll_of_their_cell(demo):
    for cell in cells_with_past():
        own = {line.member for line in roll(cell, NOW.date())}
        assert {speech.member for speech in Speech.objects.filter(meeting__organization=cell)} <= own
        assert {task.member for task in Assignment.objects.filter(organization=cell)} <= own


def test_the_report_shows_what_is_met_late_and_missed(demo):
    found = findings_of(cells_with_past(), 2026, NOW)
    verdicts = Counter(one.assessment.reported for rows in found.values() for one in rows)
    assert {Verdict.MET, Verdict.LATE, Verdict.MISSED} <= verdicts.keys()


def test_minutes_are_locked_with_sound_documents(demo):
    assert Minutes.objects.exclude(locked_at=None).count() == 11
    assert not Minutes.objects.exclude(locked_at=None).filter(document=None).exists()
    assert list(damaged()) == []


def test_numbers_run_without_a_gap_in_the_order_of_issue(demo):
    for cell in cells_with_past():
        rows = Resolution.objects.filter(organization=cell).exclude(number=None).order_by("issued_at")
        numbers = list(rows.values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert NumberSeries.objects.get(organization=cell).last_number == len(numbers) == 3


def test_no_letter_of_the_past_is_waiting(demo):
    assert not OutboundMessage.objects.filter(channel=Channel.EMAIL).exclude(state=Delivery.SENT).exists()
    assert not OutboundMessage.objects.filter(created_at__gt=NOW).exists()


def test_nothing_happened_after_the_present(demo):
    assert not Minutes.objects.filter(locked_at__gt=NOW).exists()
    assert not Resolution.objects.filter(issued_at__gt=NOW).exists()
    assert not Assignment.objects.filter(reported_at__gt=NOW).exists()
    assert not Minutes.history.filter(history_date__gt=NOW).exists()


def test_the_coming_meeting_of_the_first_cell_waits_for_its_secretary(demo):
    first, second = cells_with_past()
    coming = Meeting.objects.get(organization=first, period="2026-12")
    assert coming.state == MeetingState.PLANNED
    assert coming.items.count() == 5
    assert coming.items.filter(presenter=None).count() == 1
    assert coming.drafts.count() == 1
    assert Topic.objects.filter(organization=first, year=2026, quarter=4).exists()
    assert not Meeting.objects.filter(organization=first, period="2026-Q4").exists()
    assert Meeting.objects.get(organization=second, period="2026-12").state == MeetingState.CIRCULATED


def test_months_differ_in_what_was_said(demo):
    texts = Speech.objects.filter(meeting__organization=cells_with_past()[0], kind="speech").values_list(
        "text", "meeting"
    )
    by_meeting = {}
    for text, meeting in texts:
        by_meeting.setdefault(meeting, set()).add(text)
    assert len({frozenset(words) for words in by_meeting.values()}) == len(by_meeting)


def test_a_cell_with_a_position_or_a_condition_names_no_plain_member(demo):
    for cell in Organization.objects.cells():
        plain = plain_members(cell, NOW.date())
        lines = {line.member: line for line in roll(cell, NOW.date())}
        assert {(lines[member].roles, lines[member].conditions) for member in plain} == {((), frozenset())}
        assert [member.born_on for member in plain] == sorted((member.born_on for member in plain), reverse=True)


def test_a_second_load_is_refused_and_changes_nothing(demo):
    before = Meeting.objects.count()
    with pytest.raises(DemoRefused, match="đã có dữ liệu"):
        load(now=NOW, password=PASSWORD)
    assert Meeting.objects.count() == before
