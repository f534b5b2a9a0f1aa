"""The home page and the inbox as they are printed."""

from datetime import date

import pytest
from django.urls import reverse

from chibo.core.models import Channel, Delivery, OutboundMessage
from tests.cast import NOW
from tests.factories.core import MessageFactory
from tests.factories.members import MembershipFactory
from tests.factories.resolutions import MeetingFactory, at


@pytest.fixture(autouse=True)
def _clock(moved_clock):
    moved_clock(NOW)


def page(client, user, address="/"):
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("secretary", "Còn 13 ngày đến kỳ sinh hoạt tháng 12"),
        ("member", "Còn 13 ngày đến kỳ sinh hoạt tháng 12"),
        ("supervisor", "Còn 13 ngày đến kỳ sinh hoạt tháng 12"),
        ("officer", "2 chi bộ cần chú ý"),
        ("other_officer", "Hôm nay"),
        ("technician", "Tổ chức đảng"),
        ("nobody", "Tài khoản chưa gắn với chi bộ nào"),
    ],
)
def test_everybody_has_a_home(client, cast, name, expected):
    MeetingFactory(organization=cast.cell, state="circulated", circulated_at=NOW)
    assert expected in page(client, getattr(cast, name))


def test_the_secretary_sees_what_is_missing_and_the_one_action(client, cast):
    meeting = MeetingFactory(organization=cast.cell, place="")
    text = page(client, cast.secretary)
    assert "Chưa ghi địa điểm." in text
    assert f'<a class="btn btn-primary" href="/meetings/{meeting.pk}/">Mở kỳ sinh hoạt</a>' in text
    assert "Chi ủy thống nhất" in text


def test_the_officer_is_led_to_the_report(client, cast):
    text = page(client, cast.officer)
    assert reverse("compliance:matrix") in text
    assert "Chi bộ thôn Tam Kiệt" in text
    assert "việc không đạt" in text


def test_a_member_without_anything_is_told_what_will_be_here(client, cast):
    text = page(client, cast.member)
    assert "Khi bí thư lập và gửi kỳ sinh hoạt" in text
    assert "Không có việc nào chờ đồng chí." in text


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("secretary", "Đồng chí lập kỳ sinh hoạt, soạn chương trình rồi gửi cho đảng viên"),
        ("deputy", "Đồng chí lập kỳ sinh hoạt, soạn chương trình rồi gửi cho đảng viên"),
        ("committee_member", "bí thư hoặc phó bí thư gửi cho đảng viên"),
        ("member", "Khi bí thư lập và gửi kỳ sinh hoạt"),
    ],
)
def test_an_empty_cell_tells_each_what_he_or_she_can_do(client, cast, name, sentence):
    text = page(client, getattr(cast, name))
    assert sentence in text
    leads = name != "member"
    assert (f'href="/meetings/new/?organization={cast.cell.pk}"' in text) is leads
    assert ("Khi bí thư lập" in text) is not leads


def test_an_officers_page_begins_with_the_cells_that_need_attention(client, cast):
    MembershipFactory(member=cast.officer.member, organization=cast.cell)
    MeetingFactory(organization=cast.cell, state="circulated", starts_at=at(date(2026, 12, 3)))
    text = page(client, cast.officer)
    assert 0 < text.index('id="attention"') < text.index('id="next-meeting"')
    assert 'id="steps"' not in text


def test_the_inbox_shows_and_opens_messages(client, cast):
    message = MessageFactory(user=cast.member, channel=Channel.APP, state=Delivery.SENT, sent_at=NOW, link="/topics/")
    text = page(client, cast.member, "/inbox/")
    assert "Mời họp chi bộ tháng 12" in text
    assert "chưa đọc" in text
    assert "20/11/2026 08:30" in text
    assert client.post(f"/inbox/{message.pk}/open/")["Location"] == "/topics/"
    assert OutboundMessage.objects.get().read_at == NOW
    assert "chưa đọc" not in page(client, cast.member, "/inbox/")


def test_a_long_inbox_comes_in_pages(client, cast):
    for number in range(45):
        MessageFactory(
            user=cast.member, channel=Channel.APP, state=Delivery.SENT, subject=f"Tin số {number:02d}", sent_at=NOW
        )
    text = page(client, cast.member, "/inbox/")
    assert (text.count("<b>Tin số"), "Trang 1/3" in text) == (20, True)
    last = page(client, cast.member, "/inbox/?page=3")
    assert (last.count("<b>Tin số"), "Trang 3/3" in last) == (5, True)
    assert "Trang 1/3" in page(client, cast.member, "/inbox/?page=abc")
    assert "Trang 3/3" in page(client, cast.member, "/inbox/?page=999999")


def test_a_message_without_a_page_leads_back_to_the_inbox(client, cast):
    message = MessageFactory(user=cast.member, channel=Channel.APP, state=Delivery.SENT, link="")
    client.force_login(cast.member)
    assert client.post(f"/inbox/{message.pk}/open/")["Location"] == "/inbox/"


def test_a_strangers_message_is_not_found(client, cast):
    message = MessageFactory(user=cast.member, channel=Channel.APP, state=Delivery.SENT)
    client.force_login(cast.secretary)
    assert client.post(f"/inbox/{message.pk}/open/").status_code == 404
    assert OutboundMessage.objects.get().read_at is None


def test_an_empty_inbox_says_what_comes_here(client, cast):
    assert "Chưa có thông báo" in page(client, cast.nobody, "/inbox/")
