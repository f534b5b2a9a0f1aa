"""The program's URLs and one page with nothing on it but the frame."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path


def empty(request: HttpRequest) -> HttpResponse:
    """The frame of every page: bar, navigation, messages; logged in."""
    return render(request, "frame.html")


urlpatterns = [path("bench/empty/", empty), path("", include("chibo.urls"))]
