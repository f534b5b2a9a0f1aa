"""Addresses of the messages about a meeting."""

from django.urls import path

from meetings.notices import views

urlpatterns = [
    path("meetings/<int:pk>/delivery/", views.follow, name="delivery"),
    path("messages/<int:pk>/retry/", views.retry, name="message-retry"),
    path("messages/<int:pk>/delivered/", views.mark_delivered, name="message-delivered"),
]
