"""A score that was forgotten before the lock: given once, by a paper of its own, within the year of its deadline."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chibo.core.models import AuditEntry
from chibo.core.store import content_of
from chibo.rules.follow_up import late_score_ends_on
from chibo.rules.periods import MeetingKind
from chibo.rules.refusal import RuleRefused
from chibo.rules.thresholds import Figure
from meetings.codes import MeetingDeed
from meetings.labels import refusal_sentences
from meetings.models import QualityScore
from meetings.overview.selectors import main_action, meeting_page
from meetings.score import documents, services
from tests.factories.members import AdoptionFactory
from tests.meetings import staging
from tests.meetings.reading import at, text
from tests.meetings.staging import POINTS
from tests.rules.making import local_book, own_figure, regular

pytestmark = pytest.mark.django_db


def give(cast, meeting, now=None, **values):
    given = {"actor": cast.secretary, "now": now or cast.now, "points": POINTS, "remedy": " Nhắc "} | values
    return services.give_late_score(meeting=meeting, **given)


def test_it_is_kept_with_a_sealed_paper_and_written_down(cast):
    meeting = staging.locked(cast)
    score = give(cast, meeting)
    assert (score.total, score.remedy) == (90, "Nhắc")
    content = content_of(score.document)
    assert content.startswith(b"%PDF-1.7")
    assert score.document.filename == "phieu-tu-cham-diem-2026-11.pdf"
    entry = AuditEntry.objects.get(action=MeetingDeed.SCORED_LATE)
    assert entry.data == {"total": 90, "sha256": score.document.sha256}


def test_the_paper_says_that_the_minutes_were_locked_before(cast):
    meeting = staging.locked(cast)
    score = give(cast, meeting)
    paper = documents.late_score_paper(score, meeting, (cast.deputy.member, "deputy_secretary"), cast.now)
    assert paper.note == "Chấm bổ sung sau khi biên bản đã khóa ngày 20/11/2026."
    assert (paper.signature.post, paper.signature.name) == ("PHÓ BÍ THƯ", "Lê Văn Đức")
    assert paper.subject == "sinh hoạt thường kỳ tháng 11 năm 2026"
    assert paper.score.total == "90"


def test_it_stands_for_good(cast):
    meeting = staging.locked(cast)
    give(cast, meeting)
    with pytest.raises(RuleRefused, match="score_stands"):
        give(cast, meeting)
    with pytest.raises(IntegrityError), transaction.atomic():
        QualityScore.objects.update(total=100)
    with pytest.raises(IntegrityError), transaction.atomic():
        QualityScore.objects.all().delete()


def test_it_is_sent_upward_like_any_other(cast):
    meeting = staging.locked(cast)
    give(cast, meeting)
    assert services.send_score(actor=cast.secretary, now=cast.now, meeting=meeting).at == cast.now


@pytest.mark.parametrize(
    ("stage", "values", "code"),
    [
        (staging.read_back, {}, "too_soon"),
        (staging.locked, {"kind": MeetingKind.THEMATIC, "key": "2026-Q4"}, "not_scored"),
        (staging.locked, {"kind": MeetingKind.EXTRAORDINARY}, "not_scored"),
    ],
)
def test_what_is_not_scored_late(cast, stage, values, code):
    meeting = stage(cast, **values)
    with pytest.raises(RuleRefused, match=code):
        give(cast, meeting)


@pytest.mark.parametrize(("day", "is_in_time"), [(date(2026, 12, 31), True), (date(2027, 1, 1), False)])
def test_only_within_the_year_of_its_deadline(cast, day, is_in_time):
    meeting = staging.locked(cast)
    now = cast.now.replace(year=day.year, month=day.month, day=day.day)
    if is_in_time:
        give(cast, meeting, now)
        return
    with pytest.raises(RuleRefused) as refused:
        give(cast, meeting, now)
    assert refusal_sentences(refused.value) == ["Chỉ chấm điểm bổ sung được đến hết ngày 31/12/2026."]


@pytest.mark.parametrize(("days", "ends_on"), [("0", date(2026, 12, 31)), ("5", date(2027, 12, 31))])
def test_a_deadline_that_falls_into_the_next_year_carries_the_score_along(days, ends_on):
    book = local_book(own_figure(Figure.SCORE_WORKING_DAYS, days))
    assert late_score_ends_on(regular(starts_at="31/12/2026 19:00"), book) == ends_on


@pytest.mark.parametrize("points", [POINTS | {"time": 6}, {"time": 5}])
def test_wrong_points_leave_nothing_behind(cast, points):
    meeting = staging.locked(cast)
    with pytest.raises(RuleRefused, match="points"):
        give(cast, meeting, points=points)
    assert not QualityScore.objects.exists()


# The pages ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def leader(client, cast, moved_clock):
    moved_clock(cast.now)
    client.force_login(cast.secretary)
    return client


def main_of(cast, meeting):
    link = main_action(meeting_page(meeting, cast.secretary, cast.now), cast.now)
    return link.url if link else ""


def test_the_main_button_leads_to_the_form_then_to_sending_then_to_the_minutes(cast, leader):
    AdoptionFactory(organization=cast.committee)
    meeting = staging.locked(cast)
    assert main_of(cast, meeting) == at("score", meeting.pk)
    assert "điểm được ghi thành phiếu riêng" in text(leader.get(at("score", meeting.pk)))
    wrong = leader.post(at("score", meeting.pk), POINTS | {"time": 9, "remedy": "Giữ lại"})
    assert wrong.status_code == 422
    assert "Giữ lại" in text(wrong)
    answer = leader.post(at("score", meeting.pk), POINTS | {"remedy": ""})
    assert (answer.status_code, answer["Location"]) == (303, at("minutes", meeting.pk))
    assert at("score-document", meeting.pk) in text(leader.get(at("minutes", meeting.pk)))
    assert main_of(cast, meeting) == at("score-send", meeting.pk)
    services.send_score(actor=cast.secretary, now=cast.now, meeting=meeting)
    assert main_of(cast, meeting) == at("minutes-document", meeting.pk)


def test_where_no_committee_asks_for_the_score_the_button_does_not_either(cast):
    meeting = staging.locked(cast)
    assert main_of(cast, meeting) == at("minutes-document", meeting.pk)
    assert give(cast, meeting).total == 90


def test_a_thematic_meeting_asks_for_no_score(cast, leader):
    meeting = staging.locked(cast, kind=MeetingKind.THEMATIC, key="2026-Q4")
    assert main_of(cast, meeting) == at("minutes-document", meeting.pk)


def test_the_paper_is_taken_away_and_that_is_written_down(cast, leader):
    meeting = staging.locked(cast)
    assert leader.get(at("score-document", meeting.pk)).status_code == 404
    score = give(cast, meeting)
    answer = leader.get(at("score-document", meeting.pk))
    assert answer.content == content_of(score.document)
    assert AuditEntry.objects.filter(action=MeetingDeed.SCORE_DOWNLOADED).count() == 1


def test_a_score_printed_in_the_minutes_has_no_paper_of_its_own(cast, leader):
    meeting = staging.read_back(cast)
    services.save_score(actor=cast.secretary, now=cast.now, meeting=meeting, points=POINTS, remedy="")
    staging.lock(cast, meeting)
    assert leader.get(at("score-document", meeting.pk)).status_code == 404
    assert leader.get(at("score", meeting.pk)).status_code == 303
