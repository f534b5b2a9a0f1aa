"""Addresses of the self-score."""

from django.urls import path

from meetings.score import views

urlpatterns = [
    path("meetings/<int:pk>/score/", views.score, name="score"),
    path("meetings/<int:pk>/score/paper.pdf", views.document, name="score-document"),
    path("meetings/<int:pk>/score/send/", views.send_score, name="score-send"),
]
