"""The frame of every page: where one may go, and in whose name one is here."""

import pytest

from chibo.core.models import Channel, Delivery
from members.models import User
from tests.cast import NOW
from tests.factories.core import MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(moved_clock):
    moved_clock(NOW)


def seen_by(client, user, address="/password/"):
    client.force_login(user)
    return client.get(address)


@pytest.mark.parametrize(
    ("who", "labels"),
    [
        ("member", "Hôm nay, Sinh hoạt, Chuyên đề, Nghị quyết, Nhiệm vụ, Đảng viên, Tin báo"),
        ("secretary", "Hôm nay, Sinh hoạt, Chuyên đề, Nghị quyết, Nhiệm vụ, Theo dõi, Đảng viên, Tin báo"),
        ("officer", "Hôm nay, Sinh hoạt, Chuyên đề, Nghị quyết, Theo dõi, Tin báo"),
        ("technician", "Hôm nay, Tổ chức, Tài khoản, Tin báo"),
        ("chief", "Hôm nay, Sinh hoạt, Chuyên đề, Nghị quyết, Nhiệm vụ, Theo dõi, Đảng viên, Tài khoản, Tin báo"),
    ],
)
def test_the_navigation_follows_the_powers(client, cast, who, labels):
    if who == "chief":  # a small cell's secretary is its technician as well
        User.objects.filter(pk=cast.secretary.pk).update(is_technician=True)
        who = "secretary"
    response = seen_by(client, getattr(cast, who))
    assert ", ".join(item.label for item in response.context["nav"]) == labels


def test_the_frame_names_the_cell_and_the_current_place(client, cast):
    response = seen_by(client, cast.secretary, "/members/")
    assert str(response.context["cell_name"]) == "Chi bộ thôn Văn Hòa"
    assert [item.label for item in response.context["nav"] if item.current] == ["Đảng viên"]
    assert seen_by(client, cast.officer).context["cell_name"] == "Đảng bộ xã Kiến Thụy"


def test_the_inbox_counts_what_is_unread(client, cast):
    for read_at in (None, None, NOW):
        MessageFactory(user=cast.member, channel=Channel.APP, state=Delivery.SENT, read_at=read_at)
    MessageFactory(user=cast.secretary, channel=Channel.APP, state=Delivery.SENT)
    inbox = seen_by(client, cast.member).context["nav"][-1]
    assert (inbox.label, inbox.url, inbox.count) == ("Tin báo", "/inbox/", 2)


def test_nobody_is_led_anywhere_before_signing_in(client, cast):
    assert "nav" not in client.get("/login/").context
