"""The home app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "chibo.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"
