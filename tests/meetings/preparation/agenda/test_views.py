"""The page of the programme: its buttons, what it refuses and keeps."""

import pytest
from django.urls import reverse

from tests.factories.meetings import ItemFactory, MeetingFactory
from tests.meetings.reading import marked, text

pytestmark = pytest.mark.django_db


def rows(*titles, **extra) -> dict[str, str]:
    data = {"items-TOTAL_FORMS": str(len(titles)), "items-INITIAL_FORMS": str(len(titles)), "revision": "1"}
    for index, title in enumerate(titles):
        data |= {
            f"items-{index}-pk": "",
            f"items-{index}-title": title,
            f"items-{index}-kind": "discussion",
            f"items-{index}-presenter": "",
            f"items-{index}-minutes": "10",
            f"items-{index}-basis": "",
        }
    return data | extra


def titles(response) -> list[str]:
    return [row["title"].value() or "" for row in response.context["formset"]]


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        ("add", ["A", "B", "C", ""]),
        ("up:1", ["B", "A", "C"]),
        ("down:1", ["A", "C", "B"]),
        ("remove:1", ["A", "C"]),
        ("up:0", ["A", "B", "C"]),
        ("up:99", ["A", "B", "C"]),
        ("nonsense", ["A", "B", "C"]),
    ],
)
def test_agenda_buttons_move_rows_and_save_nothing(cast, visit, meeting, deed, expected):
    answer = visit("agenda", meeting.pk, data=rows("A", "B", "C", deed=deed))

    assert (answer.status_code, titles(answer)) == (200, expected)
    assert meeting.items.get().title == "Thông tin thời sự"


def test_agenda_buttons_answer_htmx_with_the_rows_alone(cast, visit, meeting):
    answer = text(visit("agenda", meeting.pk, data=rows("A", deed="add"), HTTP_HX_REQUEST="true"))

    assert answer.lstrip().startswith('<div id="_agenda"')
    assert "<html" not in answer


def test_agenda_keeps_what_was_typed_when_rows_move(cast, visit, meeting):
    answer = visit("agenda", meeting.pk, data=rows("A", "B", deed="up:1") | {"items-1-minutes": "không"})

    assert 'value="không"' in text(answer)


def test_agenda_is_saved_and_empty_rows_are_left_out(cast, visit, meeting):
    answer = visit("agenda", meeting.pk, data=rows("Một", "", "Ba"))

    assert answer.status_code == 303
    assert list(meeting.items.values_list("position", "title")) == [(1, "Một"), (2, "Ba")]


def test_agenda_with_an_error_names_the_row(cast, visit, meeting):
    answer = visit("agenda", meeting.pk, data=rows("Một", "Hai") | {"items-1-minutes": "0"})

    assert answer.status_code == 422
    assert "Nội dung 2, số phút:" in text(answer)
    assert 'href="#id_items-1-minutes"' in text(answer)


def test_agenda_of_another_is_shown_beside_mine(cast, visit, meeting):
    visit("agenda", meeting.pk, user=cast.committee_member, data=rows("Của đồng chí Ánh"))

    answer = visit("agenda", meeting.pk, data=rows("Của tôi"))

    assert answer.status_code == 409
    assert "Phạm Minh Ánh đã sửa phần này" in text(answer)
    assert marked(text(answer)) == {"Bản đang lưu": ["đồng chí Ánh"], "Bản của đồng chí": ["tôi"]}
    assert titles(answer) == ["Của tôi"]
    assert 'name="revision" value="2"' in text(answer)
    assert meeting.items.get().title == "Của đồng chí Ánh"


def test_agenda_shows_the_time_against_the_minimum(cast, visit, meeting):
    assert "Tổng cộng 95 phút, tối thiểu 90" in text(visit("agenda", meeting.pk))
    assert "còn thiếu 80 phút" in text(visit("agenda", meeting.pk, data=rows("A", deed="count")))


def sent(response) -> dict[str, str]:
    """What a browser sends from the page as it stands."""
    formset = response.context["formset"]
    data = {f"items-{name}_FORMS": str(formset.total_form_count()) for name in ("TOTAL", "INITIAL")}
    for form in formset:
        data |= {form.add_prefix(name): form[name].value() or "" for name in form.fields}
    return data | {"revision": response.context["revision"]}


def test_an_item_moved_and_renamed_on_the_page_stays_the_same_item(cast, visit, meeting):
    first = meeting.items.get()
    second = ItemFactory(meeting=meeting, position=2, title="Thu đảng phí", presenter=cast.official)

    moved = visit("agenda", meeting.pk, data=sent(visit("agenda", meeting.pk)) | {"deed": "up:1"})
    answer = visit("agenda", meeting.pk, data=sent(moved) | {"items-0-title": "Thu, nộp đảng phí"})

    assert answer.status_code == 303
    assert list(meeting.items.values_list("pk", "position", "title")) == [
        (second.pk, 1, "Thu, nộp đảng phí"),
        (first.pk, 2, "Thông tin thời sự"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_agenda_takes_the_same_queries(cast, visit, meeting, django_assert_num_queries, client, count):
    for _ in range(count):
        ItemFactory(meeting=meeting, presenter=cast.official)
    visit("agenda", meeting.pk)

    with django_assert_num_queries(17):
        client.get(reverse("meetings:agenda", args=[meeting.pk]))


def test_a_presenter_who_cannot_come_any_more_is_kept_until_somebody_else_is_chosen(cast, visit, meeting):
    ItemFactory(meeting=meeting, position=2, title="Ý kiến người đi xa", presenter=cast.away)

    page = visit("agenda", meeting.pk)
    offered = [label for _, label in page.context["formset"][0].fields["presenter"].choices]
    assert offered.count("Phan Văn Viễn") == offered.count("Cao Văn Chính") == 1
    assert visit("agenda", meeting.pk, data=sent(page)).status_code == 303
    assert meeting.items.last().presenter == cast.away

    newcomer = visit("agenda", meeting.pk, data=rows("A", **{"items-0-presenter": str(cast.neighbour.member.pk)}))
    assert newcomer.status_code == 422


def test_the_partner_of_an_occasion_brings_its_minutes_along(cast, visit, meeting):
    topic = MeetingFactory(organization=cast.cell, kind="thematic", period="2026-Q4", combined_with=meeting)
    ItemFactory(meeting=topic, minutes=20)

    screen = visit("agenda", topic.pk).context
    assert (screen["partner_minutes"], screen["total"]) == (95, 115)
    screen = visit("agenda", topic.pk, data=rows("A", deed="count")).context
    assert (screen["total"], screen["short"]) == (105, 15)


@pytest.mark.parametrize("revision", ["", "một", "-1"])
def test_a_programme_sent_without_its_revision_is_not_saved(cast, visit, meeting, revision):
    assert visit("agenda", meeting.pk, data=rows("Một") | {"revision": revision}).status_code == 422
    assert meeting.items.get().title == "Thông tin thời sự"


@pytest.mark.parametrize("state", ["locked", "cancelled"])
def test_the_programme_of_what_is_over_leads_back_to_its_page(cast, visit, state):
    over = MeetingFactory(organization=cast.cell, state=state)

    for data in (None, rows("Một")):
        answer = visit("agenda", over.pk, data=data)
        assert (answer.status_code, answer.url) == (303, f"/meetings/{over.pk}/")
    assert not over.items.exists()
