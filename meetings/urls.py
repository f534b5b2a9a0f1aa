"""Addresses of meetings: those of every room."""

from django.urls import include, path

app_name = "meetings"
ROOMS = (
    "planning",
    "preparation",
    "notices",
    "session",
    "corrections",
    "minutes",
    "score",
    "assignments",
    "overview",
)
urlpatterns = [path("", include(f"meetings.{room}.urls")) for room in ROOMS]
