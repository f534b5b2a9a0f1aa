"""Addresses of assignments."""

from django.urls import path

from meetings.assignments import views

urlpatterns = [
    path("assignments/", views.assignments, name="assignments"),
    path("assignments/<int:pk>/", views.assignment, name="assignment"),
]
