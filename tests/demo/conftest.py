import pytest
from django.conf import settings as django_settings


@pytest.fixture(scope="session", autouse=True)
def _demo_mode():
    """These tests run in the demonstration mode; the mark of it is a file that the start command leaves."""
    before = django_settings.CHIBO_DEMO
    django_settings.CHIBO_DEMO = True
    yield
    django_settings.CHIBO_DEMO = before
