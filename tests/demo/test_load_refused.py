import pytest

from chibo.demo.load import DemoRefused, load
from members.models import Organization
from tests.cast import NOW

PASSWORD = "Trinh-dien-Kien-Thuy"


@pytest.mark.django_db
def test_outside_the_demonstration_mode_nothing_is_loaded(settings):
    settings.CHIBO_DEMO = False
    with pytest.raises(DemoRefused, match="chế độ trình diễn"):
        load(now=NOW, password=PASSWORD)
    assert not Organization.objects.exists()
