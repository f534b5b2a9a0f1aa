"""All URLs of the program; the only place that mounts apps."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("chibo.core.urls")),
    path("", include("chibo.home.urls")),
    path("", include("topics.urls")),
    path("", include("meetings.urls")),
    path("", include("resolutions.urls")),
    path("", include("compliance.urls")),
]

