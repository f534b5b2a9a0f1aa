"""A form with a token makes what it makes once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from chibo.core import once, tasks
from chibo.core.models import SentForm
from meetings.models import Meeting, Speech
from members.models import Member
from tests.meetings import staging
from tests.meetings.reading import at, text
from topics.models import Topic

pytestmark = pytest.mark.django_db

TOKEN = "0123456789abcdef" * 2


@pytest.fixture
def leader(client, cast, moved_clock):
    moved_clock(cast.now)
    client.force_login(cast.secretary)
    return client


@pytest.fixture
def sent(cast):
    return {"member": cast.official.pk, "kind": "speech", "text": "Nhất trí", "item": "", once.FIELD: TOKEN}


def test_twenty_equal_posts_make_one_and_all_get_the_same_answer(cast, leader, sent):
    meeting = staging.called(cast)
    answers = [leader.post(at("speech-add", meeting.pk), sent) for _ in range(20)]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (303, f"{at('session', meeting.pk)}?item=0#speech")
    }
    assert Speech.objects.count() == 1


def test_the_same_words_with_another_token_are_another_record(cast, leader, sent):
    meeting = staging.called(cast)
    for token in (TOKEN, TOKEN[::-1]):
        leader.post(at("speech-add", meeting.pk), sent | {once.FIELD: token})
    assert Speech.objects.count() == 2


@pytest.mark.parametrize("token", ["", "x", "A" * 32, "0" * 33, "0" * 31 + "\n", "0" * 5000, "\x00" * 32])
def test_without_a_token_of_ours_every_post_is_done(cast, leader, sent, token):
    meeting = staging.called(cast)
    for _ in range(2):
        assert leader.post(at("speech-add", meeting.pk), sent | {once.FIELD: token}).status_code == 303
    assert (Speech.objects.count(), SentForm.objects.count()) == (2, 0)


def test_what_was_wrong_or_refused_leaves_the_token_free(cast, leader, sent):
    meeting = staging.opened(cast)
    ballot = {"matter": "agenda", "subject": "chương trình", "in_favor": "1", "item": "", once.FIELD: TOKEN}
    assert leader.post(at("speech-add", meeting.pk), sent | {"text": ""}).status_code == 422
    assert leader.post(at("ballot-add", meeting.pk), ballot).status_code == 409
    assert not SentForm.objects.exists()
    assert leader.post(at("speech-add", meeting.pk), sent).status_code == 303


def test_the_token_of_somebody_else_is_no_token(cast, leader, sent, client):
    meeting = staging.called(cast)
    leader.post(at("speech-add", meeting.pk), sent)
    client.force_login(cast.minute_taker)
    client.post(at("speech-add", meeting.pk), sent)
    assert Speech.objects.count() == 2


def test_a_piece_of_a_page_is_shown_anew(cast, leader, sent):
    meeting = staging.called(cast)
    first, second = (leader.post(at("speech-add", meeting.pk), sent, headers={"HX-Request": "true"}) for _ in range(2))
    assert "Nhất trí" in text(first)
    assert (second.status_code, second["HX-Refresh"], second.content) == (200, "true", b"")
    assert Speech.objects.count() == 1


def token_in(page) -> str:
    return page.split(f'name="{once.FIELD}" value="')[1][:32]


def test_each_form_that_is_shown_has_a_token_of_its_own(cast, leader):
    meeting = staging.called(cast)
    pages = [text(leader.get(at("session", meeting.pk))) for _ in range(2)]
    assert token_in(pages[0]) != token_in(pages[1])
    assert all(page.count(f'name="{once.FIELD}"') >= 4 for page in pages)


def member(cast):
    values = {"full_name": "Bạch Thị Mới", "sex": "female", "born_on": "1/2/1990", "admitted_on": "03/02/2015"}
    place = {"recognized_on": "03/02/2016", "channel": "paper", "organization": cast.cell.pk, "starts_on": "01/11/2026"}
    return reverse("members:add"), values | place, Member


def topic(cast):
    values = {
        "organization": cast.cell.pk,
        "title": "Chống lãng phí",
        "year": "2026",
        "quarter": "4",
        "group": "party_building",
    }
    return reverse("topics:plan"), values, Topic


def meeting(cast):
    values = {"starts_on": "10/12/2026", "starts_time": "19:30", "minutes": "60", "place": "Nhà văn hóa"}
    return f"{reverse('meetings:plan')}?kind=extraordinary", values | {"kind": "extraordinary"}, Meeting


@pytest.mark.parametrize("what", [member, topic, meeting])
def test_whatever_is_made_is_made_once(cast, leader, what):
    url, values, model = what(cast)
    before = model.objects.count()
    answers = [leader.post(url, values | {once.FIELD: TOKEN, "reason": "Gấp"}) for _ in range(3)]
    assert {answer.status_code for answer in answers} <= {302, 303}
    assert len({answer["Location"] for answer in answers}) == 1
    assert model.objects.count() == before + 1


def test_an_old_token_is_forgotten(cast, moved_clock):
    for days in (6, 8):
        SentForm.objects.create(key=f"1:{days}", at=cast.now - timedelta(days=days))
    moved_clock(cast.now)
    tasks.beat()
    assert list(SentForm.objects.values_list("key", flat=True)) == ["1:6"]
