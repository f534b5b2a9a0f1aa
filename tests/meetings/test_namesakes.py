"""Every list of the program from which somebody is chosen tells two people of one name apart."""

from datetime import date

import pytest
from django.urls import reverse

from members.models import Member
from tests.factories.members import MemberFactory, MembershipFactory, RoleFactory
from tests.meetings import staging

OLD, YOUNG = "Nguyễn Văn An (sinh 1960)", "Nguyễn Văn An (sinh 1985)"


@pytest.fixture
def namesakes(cast, moved_clock):
    """Two of one name on the roll of the cell, both of its chi ủy; nobody else shares a name."""
    moved_clock(cast.now)
    for number, born_on in enumerate((date(1960, 3, 5), date(1985, 7, 1)), start=1):
        person = MemberFactory(full_name="Nguyễn Văn An", born_on=born_on)
        MembershipFactory(member=person, organization=cast.cell)
        role = "deputy_secretary" if number == 1 else "committee_member"
        RoleFactory(member=person, organization=cast.cell, role=role)
    return Member.objects.filter(full_name="Nguyễn Văn An")


def lists(text):
    """How often each of the two is offered."""
    return text.count(OLD), text.count(YOUNG)


@pytest.mark.parametrize(("address", "offered"), [("/meetings/new/", 2), ("/topics/new/", 1)])
def test_before_a_meeting(client, cast, namesakes, address, offered):
    client.force_login(cast.secretary)
    assert lists(client.get(address).content.decode()) == (offered, offered)


@pytest.mark.parametrize(("page", "offered"), [("change", 2), ("open", 2), ("agenda", 3)])
def test_of_a_planned_meeting(client, cast, namesakes, page, offered):
    meeting = staging.planned(cast)
    client.force_login(cast.secretary)
    old, young = lists(client.get(f"/meetings/{meeting.pk}/{page}/").content.decode())
    assert old == young >= offered


def test_in_session(client, cast, namesakes):
    """Roll call, speaker, who is given a task, who helps; and who is offered comes back when the entry is refused."""
    meeting = staging.opened(cast)
    client.force_login(cast.secretary)
    old, young = lists(client.get(reverse("meetings:session", args=[meeting.pk])).content.decode())
    assert old == young
    assert old >= 4
    row = meeting.attendances.filter(member__in=namesakes).first()
    answer = client.post(reverse("meetings:roll", args=[meeting.pk]), {f"mark_{row.pk}": "absent_excused"})
    assert f"lý do vắng của đồng chí {OLD if row.member.born_on.year == 1960 else YOUNG}." in answer.content.decode()


def test_of_those_who_watch_over_a_cell(client, cast, namesakes):
    client.force_login(cast.officer)
    assert lists(client.get(f"/supervisors/{cast.cell.pk}/new/").content.decode()) == (1, 1)


def test_of_accounts(client, cast, namesakes):
    client.force_login(cast.technician)
    old, young = lists(client.get("/accounts/", {"q": "van an"}).content.decode())
    assert old == young
    assert old >= 1
    assert "(sinh 1980)" not in client.get("/accounts/").content.decode()


def test_of_messages(client, cast, namesakes):
    """Before the sending, and where the messages are."""
    meeting = staging.planned(cast)
    client.force_login(cast.secretary)
    assert lists(client.get(f"/meetings/{meeting.pk}/circulate/").content.decode()) == (1, 1)
    client.post(f"/meetings/{meeting.pk}/circulate/", {"reason": "Gấp"})
    old, young = lists(client.get(f"/meetings/{meeting.pk}/delivery/").content.decode())
    assert old == young >= 1


def test_of_guests_who_are_offered(client, cast, namesakes):
    """The one that was recorded leaves the other to be recorded too."""
    client.force_login(cast.secretary)
    for person in namesakes:
        RoleFactory(member=person, organization=cast.cell, role="supervisor")
    meeting = staging.opened(cast)
    for left in (2, 1, 0):
        page = client.get(reverse("meetings:session", args=[meeting.pk])).content.decode()
        suggested = [name for name in (OLD, YOUNG) if f'name="name" value="{name}"' in page]
        assert len(suggested) == left
        if suggested:
            client.post(reverse("meetings:guest-add", args=[meeting.pk]), {"name": suggested[0], "post": "Theo dõi"})
