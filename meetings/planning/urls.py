"""Addresses of planning."""

from django.urls import path

from meetings.planning import views

urlpatterns = [
    path("meetings/new/", views.plan, name="plan"),
    path("meetings/<int:pk>/change/", views.change, name="change"),
    path("meetings/<int:pk>/cancel/", views.cancel, name="cancel"),
]
