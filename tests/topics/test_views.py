"""Pages of the plan: what they show, what they do, what bad input gets."""

import pytest
from django.urls import reverse

from chibo.rules.powers import Role
from tests.cast import NOW
from tests.factories.members import RoleFactory
from tests.factories.resolutions import MeetingFactory
from tests.factories.topics import TopicFactory
from tests.meetings.reading import seen_on
from topics.models import Topic

LIST, PLAN = "/topics/", "/topics/new/"


@pytest.fixture(autouse=True)
def _clock(moved_clock):
    moved_clock(NOW)


def values(cell, **more):
    row = {"organization": cell.pk, "year": 2026, "quarter": 4, "title": "Giữ gìn đoàn kết", "group": "party_building"}
    return {**row, **more}


def text_of(client, user, address):
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_plan_asks_the_same_questions_for_any_number(client, cast, item_count, django_assert_num_queries):
    for _ in range(item_count):
        TopicFactory(organization=cast.cell)
    client.force_login(cast.secretary)
    with django_assert_num_queries(9):
        text = client.get(LIST).content.decode()
    assert text.count("chuyên đề số") == item_count


def test_the_plan_shows_gaps_and_offers_to_fill_them(client, cast):
    TopicFactory(organization=cast.cell, quarter=4, title="Phòng, chống lãng phí", author=cast.member.member)
    text = text_of(client, cast.committee_member, LIST)
    assert text.count("Chưa có chuyên đề.") == 3
    assert f"{PLAN}?year=2026&amp;quarter=1" in text
    assert "chuẩn bị: đồng chí Nguyễn Văn Ân" in text
    assert '<span class="tag tag-info">quý này</span>' in text


def test_a_member_reads_the_plan_and_changes_nothing(client, cast):
    topic = TopicFactory(organization=cast.cell)
    text = text_of(client, cast.member, LIST)
    assert topic.title in text
    assert PLAN not in text
    assert reverse("topics:change", args=[topic.pk]) not in text


@pytest.mark.parametrize(("year", "shown"), [("2027", 2027), ("2017", 2026), ("x", 2026), ("9" * 5000, 2026)])
def test_the_year_is_chosen_in_the_address(client, cast, year, shown):
    client.force_login(cast.member)
    assert client.get(LIST, {"year": year}).context["year"] == shown


def test_a_topic_is_planned_and_its_year_shown(client, cast):
    text = text_of(client, cast.secretary, f"{PLAN}?year=2027&quarter=2")
    assert 'value="2027"' in text
    assert '<option value="2" selected>' in text
    answer = client.post(PLAN, values(cast.cell, year=2027), follow=True)
    assert answer.redirect_chain == [("/topics/?year=2027", 302)]
    assert "Đã đưa chuyên đề vào kế hoạch." in answer.content.decode()
    assert Topic.objects.get().organization == cast.cell


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Đồng chí chưa ghi mục này."),
        ("title", "Kế hoạch TUYỆT MẬT", "Luật 117/2025/QH15"),
        ("year", "2029", "Quý của chuyên đề phải trong khoảng 01/01/2018 đến 31/12/2028."),
        ("basis", "TỐI MẬT", "Luật 117/2025/QH15"),
        ("year", "99999", "2099"),
        ("quarter", "5", "Hãy chọn"),
        ("group", "", "Đồng chí chưa chọn."),
    ],
)
def test_bad_input_comes_back_with_its_sentence(client, cast, field, value, sentence):
    client.force_login(cast.secretary)
    answer = client.post(PLAN, values(cast.cell, **{field: value}))
    text = answer.content.decode()
    assert answer.status_code in (409, 422)
    assert text.count("Chưa lưu được") == 1
    assert sentence in "".join(answer.context["form"].errors[field])
    assert "party_building" in text
    assert not Topic.objects.exists()


def test_another_cell_cannot_be_chosen(client, cast):
    client.force_login(cast.secretary)
    answer = client.post(PLAN, values(cast.neighbour_cell))
    assert answer.status_code == 422
    assert "organization" in answer.context["form"].errors


def test_somebody_planning_for_two_cells_cannot_mix_their_people(client, cast):
    RoleFactory(member=cast.secretary.member, organization=cast.neighbour_cell, role=Role.COMMITTEE_MEMBER.value)
    client.force_login(cast.secretary)
    answer = client.post(PLAN, values(cast.cell, author=cast.neighbour.member.pk))
    assert answer.status_code == 409
    assert "Đồng chí Vũ Thị Ước không có trong danh sách của chi bộ này." in answer.content.decode()
    assert not Topic.objects.exists()


def test_a_topic_is_changed(client, cast):
    topic = TopicFactory(organization=cast.cell, author=cast.neighbour.member)
    address = reverse("topics:change", args=[topic.pk])
    assert f'<option value="{cast.neighbour.member.pk}" selected>' in text_of(client, cast.deputy, address)
    client.post(address, values(cast.cell, title="Tên mới", quarter=3) | seen_on(client.get(address)))
    topic.refresh_from_db()
    assert (topic.title, topic.quarter, topic.author) == ("Tên mới", 3, None)
    assert client.post(address, values(cast.cell, title="")).status_code == 422


def test_removing_asks_first(client, cast):
    topic = TopicFactory(organization=cast.cell)
    address = reverse("topics:remove", args=[topic.pk])
    assert "được bỏ khỏi kế hoạch của năm" in text_of(client, cast.secretary, address)
    assert Topic.objects.exists()
    assert "Đã bỏ chuyên đề khỏi kế hoạch." in client.post(address, follow=True).content.decode()
    assert not Topic.objects.exists()


def test_a_topic_with_a_meeting_is_not_removed(client, cast):
    topic = TopicFactory(organization=cast.cell)
    MeetingFactory(organization=cast.cell, kind="thematic", topic=topic)
    client.force_login(cast.secretary)
    answer = client.post(reverse("topics:remove", args=[topic.pk]), follow=True)
    assert "Không bỏ được: đã có kỳ sinh hoạt về chuyên đề này." in answer.content.decode()
