"""Addresses of the overview."""

from django.urls import path

from meetings.overview import views

urlpatterns = [
    path("meetings/", views.year, name="list"),
    path("meetings/<int:pk>/", views.detail, name="detail"),
]
