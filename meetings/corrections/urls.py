"""Addresses of corrections."""

from django.urls import path

from meetings.corrections import views

urlpatterns = [
    path("meetings/<int:pk>/open/undo/", views.undo_opening, name="opening-undo"),
    path("meetings/<int:pk>/times/", views.times, name="times"),
    path("meetings/<int:pk>/roll/update/", views.roll_update, name="roll-update"),
    path("meetings/<int:pk>/hand-over/", views.hand_over, name="hand-over"),
]
