"""Addresses of the session. The screen keeps the address that people have known it by."""

from django.urls import path

from meetings.session import views

urlpatterns = [
    path("meetings/<int:pk>/day/", views.session, name="session"),
    path("meetings/<int:pk>/open/", views.open_meeting, name="open"),
    path("meetings/<int:pk>/roll/", views.call_roll, name="roll"),
    path("meetings/<int:pk>/guests/new/", views.add_guest, name="guest-add"),
    path("meetings/<int:pk>/speeches/new/", views.add_speech, name="speech-add"),
    path("meetings/<int:pk>/ballots/new/", views.add_ballot, name="ballot-add"),
    path("items/<int:pk>/conclude/", views.conclude, name="conclude"),
    path("meetings/<int:pk>/assignments/new/", views.add_assignment, name="assign"),
    path("meetings/<int:pk>/close/", views.close_meeting, name="close"),
    path("entries/<str:kind>/<int:pk>/remove/", views.remove_entry, name="entry-remove"),
]
