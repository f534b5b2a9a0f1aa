"""All URLs of the program; the only place that mounts apps."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("chibo.core.urls")),
]
