"""All URLs of the program; the only place that mounts apps."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("chibo.core.urls")),
    path("", include("chibo.home.urls")),
    path("", include("members.urls")),
    path("", include("topics.urls")),
    path("", include("meetings.urls")),
    path("", include("resolutions.urls")),
    path("", include("compliance.urls")),
]

handler400 = "chibo.core.views.bad_request"
handler403 = "chibo.core.views.permission_denied"
handler404 = "chibo.core.views.page_not_found"
handler500 = "chibo.core.views.server_error"
