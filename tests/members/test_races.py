"""One list confirmed by many at the same moment is written once."""

import pytest
from django.test import Client
from django.urls import reverse

from chibo.core import clock
from members import services
from members.codes import ImportKind
from members.models import Member, Organization, StoredImport
from tests.cast import NOW, build_cast
from tests.members.test_resources import person, sheet
from tests.racing import at_once, committed

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

MANY = 8


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    with committed(build_cast, django_db_blocker) as people:
        yield people


@pytest.fixture(autouse=True)
def _clock():
    with clock.moved_to(NOW):
        yield


def kept(user, *names) -> StoredImport:
    content = sheet(*(person(name, Số_định_danh="") for name in names))
    return services.keep_upload(actor=user, now=NOW, kind=ImportKind.MEMBERS, filename="a.xlsx", content=content)


def confirming(user, upload):
    """A press on the button, in a browser of its own."""
    browser = Client()
    browser.force_login(user)
    return lambda: browser.post(reverse("members:import-members-confirm", args=[upload.pk])).url


def test_a_list_confirmed_by_many_presses_is_written_once(cast):
    upload = kept(cast.secretary, "Mai Thị Mới", "Mai Thị Hai")

    answers = at_once(
        [confirming(cast.secretary, upload) for _ in range(MANY)], StoredImport.objects.filter(pk=upload.pk)
    )

    written, again = reverse("members:roll"), reverse("members:import-members")
    assert sorted(answers.results) == sorted([written, *[again] * (MANY - 1)])
    assert Member.objects.filter(full_name__startswith="Mai Thị").count() == 2
    assert not StoredImport.objects.exists()


def test_one_list_uploaded_and_confirmed_by_two_is_written_once(cast):
    """Nobody on it has a number, so nothing but the roll itself can tell that they are there already."""
    deeds = [confirming(who, kept(who, "Đào Văn Mới", "Đào Văn Hai")) for who in (cast.secretary, cast.deputy) * 4]

    answers = at_once(deeds, Organization.objects.all())

    assert set(answers.results) == {reverse("members:roll")}
    assert Member.objects.filter(full_name__startswith="Đào Văn").count() == 2
