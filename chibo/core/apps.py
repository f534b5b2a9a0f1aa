"""The core app."""

from django.apps import AppConfig
from django.core import checks


class CoreConfig(AppConfig):
    name = "chibo.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chibo.core.checks import check_thresholds  # noqa: PLC0415 - apps must be loaded first

        checks.register(check_thresholds)
