"""The pages of planning: what they show, refuse and keep."""

import pytest

from chibo.core.models import OutboundMessage
from meetings.models import Meeting
from tests.factories.meetings import (
    STARTS_AT,
)
from tests.meetings.reading import marked, text, told
from topics.models import Topic

pytestmark = pytest.mark.django_db


PLAN = {
    "kind": "regular",
    "period": "2026-12",
    "starts_on": "03/12/2026",
    "starts_time": "19:30",
    "minutes": "90",
    "place": "Nhà văn hóa thôn",
    "chair": "",
    "minute_taker": "",
}


def test_plan_is_filled_in_with_the_usual(cast, visit):
    form = visit("plan").context["form"]

    shown = {name: form[name].value() for name in ("period", "minutes", "place")}
    assert shown == {"period": "2026-12", "minutes": 90, "place": "Nhà văn hóa thôn"}
    assert f"{form['starts_on'].value():%d/%m/%Y} {form['starts_time'].value():%H:%M}" == "03/12/2026 19:30"


def test_plan_of_a_topic_follows_the_regular_meeting(cast, visit, meeting):
    topic = Topic.objects.create(organization=cast.cell, year=2026, quarter=4, title="Học tập", group="ideology")

    form = visit("plan", query="?kind=thematic").context["form"]

    assert (form.initial["topic"], form.initial["combined_with"]) == (topic, meeting)
    assert f"{form['starts_time'].value():%H:%M}" == "21:00"
    assert form["minutes"].value() == 30


def test_plan_is_made_and_opened(cast, visit):
    answer = visit("plan", data=PLAN)

    meeting = Meeting.objects.get()
    assert (answer.status_code, answer.url) == (303, f"/meetings/{meeting.pk}/")
    assert meeting.starts_at == STARTS_AT
    assert told(answer) == ["Đã lập sinh hoạt thường kỳ tháng 12 năm 2026, có sẵn chương trình mẫu."]


def test_plan_reads_dates_day_first_and_keeps_what_was_typed(cast, visit):
    answer = visit("plan", data=PLAN | {"starts_on": "12/31/2026", "place": "Nhà đồng chí Hoa"})

    assert answer.status_code == 422
    assert "Đồng chí ghi ngày/tháng/năm, ví dụ 03/12/2026." in text(answer)
    assert 'value="Nhà đồng chí Hoa"' in text(answer)
    assert 'value="12/31/2026"' in text(answer)


def test_plan_against_advice_asks_why_and_then_passes(cast, visit):
    late = PLAN | {"starts_on": "20/12/2026", "place": "Trường học"}

    first = visit("plan", data=late)
    second = visit("plan", data=late | {"reason": ""})
    third = visit("plan", data=late | {"reason": "Chờ văn bản của cấp trên"})

    assert [row.status_code for row in (first, second, third)] == [409, 409, 303]
    assert "Ngày đã chọn sau tuần đầu của tháng." in text(first)
    assert 'name="reason"' in text(first)
    assert 'value="Trường học"' in text(first)
    assert "Đồng chí ghi lý do vẫn làm" in text(second)
    assert Meeting.objects.get().reason == "Chờ văn bản của cấp trên"


def test_plan_of_a_taken_month_says_so(cast, visit, meeting):
    answer = visit("plan", data=PLAN | {"starts_on": "05/12/2026"})

    assert answer.status_code == 409
    assert "Tháng này đã có kỳ sinh hoạt thường kỳ của chi bộ." in text(answer)
    assert Meeting.objects.count() == 1


def test_plan_on_a_taken_hour_says_so(cast, visit, meeting):
    answer = visit("plan", data=PLAN | {"kind": "extraordinary", "starts_time": "20:00"})

    assert answer.status_code == 409
    assert "Thời gian trùng với sinh hoạt thường kỳ (19:30–21:00)." in text(answer)


def test_plan_is_closed_to_others(cast, visit):
    assert visit("plan", user=cast.member).status_code == 403
    assert visit("plan", query=f"?organization={cast.neighbour_cell.pk}").status_code == 404


# Changes ----------------------------------------------------------------------------------------------------------


def test_change_moves_the_meeting_and_tells(cast, visit, sent):
    answer = visit("change", sent.pk, data=PLAN | {"place": "Trường học", "revision": "1", "reason": "Sửa nhà"})

    assert answer.status_code == 303
    assert OutboundMessage.objects.filter(kind="moved").exists()


def test_change_of_what_another_saved_shows_both_and_loses_nothing(cast, visit, meeting):
    visit("change", meeting.pk, user=cast.deputy, data=PLAN | {"place": "Trường học", "revision": "1"})

    mine = PLAN | {"place": "Ủy ban nhân dân"}
    answer = visit("change", meeting.pk, data=mine | {"revision": "1"})
    assert answer.status_code == 409
    assert "Lê Văn Đức đã sửa phần này" in text(answer)
    assert marked(text(answer)) == {"Bản đang lưu": ["Trường học"], "Bản của đồng chí": ["Ủy ban nhân dân"]}
    assert 'name="revision" value="2"' in text(answer)
    assert 'value="Ủy ban nhân dân"' in text(answer)
    meeting.refresh_from_db()
    assert meeting.place == "Trường học"

    assert visit("change", meeting.pk, data=mine | {"revision": "2"}).status_code == 303
    meeting.refresh_from_db()
    assert meeting.place == "Ủy ban nhân dân"


def test_cancel_names_the_consequence_and_asks_why(cast, visit, sent):
    assert "Những người đã nhận thông báo sẽ được báo lại." in text(visit("cancel", sent.pk))
    assert visit("cancel", sent.pk, data={"reason": ""}).status_code == 422
    assert visit("cancel", sent.pk, data={"reason": "Mưa bão"}).status_code == 303
    again = visit("cancel", sent.pk, data={"reason": "Mưa bão"})
    assert (again.status_code, told(again)[-1]) == (303, "Kỳ sinh hoạt này đã hủy.")
