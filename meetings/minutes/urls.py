"""Addresses of the minutes."""

from django.urls import path

from meetings.minutes import views

urlpatterns = [
    path("meetings/<int:pk>/minutes/", views.minutes, name="minutes"),
    path("meetings/<int:pk>/minutes/read-back/", views.read_back, name="minutes-read-back"),
    path("meetings/<int:pk>/minutes/preview.pdf", views.preview, name="minutes-preview"),
    path("meetings/<int:pk>/minutes.pdf", views.document, name="minutes-document"),
    path("meetings/<int:pk>/lock/", views.lock, name="lock"),
]
