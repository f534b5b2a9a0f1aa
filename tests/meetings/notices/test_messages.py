"""Who is told what, on which channel, under which key."""

import pytest

from chibo.core.models import Channel
from chibo.rules.census import Condition
from meetings.notices import messages as notices
from meetings.preparation.circulation import notices as circulation
from tests.factories.meetings import DraftFactory, ItemFactory, MeetingFactory
from tests.factories.members import ConditionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast):
    return MeetingFactory(organization=cast.cell)


def channels(messages, person) -> dict[str, str]:
    return {row.channel.value: row.address for row in messages if row.recipient == f"member:{person.pk}"}


def reached_by(member, channel, **values):
    for name, value in values.items():
        setattr(member, name, value)
    member.channel = channel
    member.save()
    return member


def test_readers_are_the_roll_without_those_away_and_suspended(cast, meeting):
    ConditionFactory(member=cast.official, condition=Condition.SUSPENDED.value)

    names = [person.full_name for person in notices.readers(meeting)]

    assert "Phan Văn Viễn" not in names
    assert "Cao Văn Chính" not in names
    assert {"Tạ Thị Miên", "Ông Thị Dự", "Lưu Thị Khách"} <= set(names)


def test_email_goes_beside_the_program(cast, meeting):
    person = reached_by(cast.member.member, Channel.EMAIL, email="an@example.org")

    assert channels(circulation.circulated(meeting, cast.now), person) == {"app": "", "email": "an@example.org"}


def test_paper_goes_by_hand_with_the_telephone_number(cast, meeting):
    person = reached_by(cast.official, Channel.PAPER, phone="0912345678")

    assert channels(circulation.circulated(meeting, cast.now), person) == {"paper": "0912345678"}


def test_who_has_neither_account_nor_address_is_handed_the_paper(cast, meeting):
    person = reached_by(cast.official, Channel.EMAIL, email="")

    assert channels(circulation.circulated(meeting, cast.now), person) == {"paper": ""}


def test_keys_name_the_event_the_person_and_the_channel(cast, meeting):
    keys = [row.dedupe_key for row in circulation.circulated(meeting, cast.now)]

    assert len(keys) == len(set(keys))
    assert f"meeting:{meeting.pk}:circulated:member:{cast.member.member.pk}:app" in keys


def test_a_supervisor_on_the_roll_is_told_once(cast, meeting):
    people = [cast.official, cast.official]
    text = notices.Text("circulated", "circulated", "Thông báo", "Nội dung", "/")

    assert len(list(notices.compose(meeting, people, text))) == 1


def test_the_invitation_names_time_place_items_and_papers(cast, meeting):
    ItemFactory(meeting=meeting, position=1, title="Thông tin thời sự")
    DraftFactory(meeting=meeting, title="Dự thảo nghị quyết")

    assert notices.share_text(meeting, "https://chibo.example", cast.now) == (
        "Sinh hoạt thường kỳ tháng 12 năm 2026: thông báo và tài liệu\n"
        "\n"
        "Thời gian, địa điểm: 19:30 ngày 03/12/2026, tại Nhà văn hóa thôn.\n"
        "\n"
        "Nội dung:\n"
        "1. Thông tin thời sự\n"
        "\n"
        "Tài liệu, mời đồng chí đọc và góp ý:\n"
        "– Dự thảo nghị quyết\n"
        "\n"
        f"Đồng chí có tài khoản xem tại: https://chibo.example/meetings/{meeting.pk}/"
    )


def test_reach_counts_people_and_channels(cast, meeting):
    reached_by(cast.member.member, Channel.EMAIL, email="an@example.org")

    reach = notices.addressees(circulation.circulated(meeting, cast.now))

    assert (reach.people, reach.in_program, reach.letters) == (10, 6, 1)
    assert len(reach.by_hand) == 9
    assert "Cao Văn Chính" in reach.by_hand


def test_reach_counts_the_letters_that_take_the_papers_along(cast, meeting):
    reached_by(cast.member.member, Channel.EMAIL, email="an@example.org")
    reached_by(cast.official, Channel.EMAIL, email="chinh@example.org")
    reached_by(cast.committee_member.member, Channel.EMAIL, email="anh@example.org")
    cast.committee_member.is_active = False
    cast.committee_member.save()

    reach = notices.addressees(circulation.circulated(meeting, cast.now))

    assert (reach.letters, reach.with_papers) == (3, 2)


def test_a_closed_account_without_an_address_is_handed_the_paper(cast, meeting):
    person = reached_by(cast.member.member, Channel.EMAIL, email="", phone="0912")
    cast.member.is_active = False
    cast.member.save()
    assert channels(circulation.circulated(meeting, cast.now), person) == {"app": "", "paper": "0912"}
