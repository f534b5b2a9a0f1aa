import pytest

from chibo.core.models import AuditEntry
from chibo.demo.load import DemoRefused, check, load
from members.models import Organization, User
from tests.cast import NOW
from tests.factories.members import OrganizationFactory, UserFactory

PASSWORD = "Trinh-dien-Kien-Thuy"


@pytest.mark.django_db
def test_outside_the_demonstration_mode_nothing_is_loaded(settings):
    settings.CHIBO_DEMO = False
    with pytest.raises(DemoRefused, match="chế độ trình diễn"):
        load(now=NOW, password=PASSWORD)
    assert not Organization.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [OrganizationFactory, UserFactory])
def test_one_organisation_or_one_account_is_data_enough_to_be_left_alone(factory):
    factory()
    with pytest.raises(DemoRefused, match="đã có dữ liệu"):
        load(now=NOW, password=PASSWORD)
    assert Organization.objects.count() + User.objects.count() == 1


@pytest.mark.django_db
def test_a_load_that_breaks_off_leaves_nothing_and_can_be_done_again(monkeypatch):
    def break_off(_cells):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(now=NOW, password=PASSWORD, cells=0, watch=break_off)
    assert (Organization.objects.count(), User.objects.count(), AuditEntry.objects.count()) == (0, 0, 0)
    check()
