"""URLs of resolutions."""

from django.urls import path

from resolutions import views

app_name = "resolutions"

urlpatterns = [
    path("resolutions/", views.resolutions, name="list"),
    path("resolutions/<int:pk>/", views.detail, name="detail"),
    path("resolutions/<int:pk>/edit/", views.edit, name="edit"),
    path("resolutions/<int:pk>/abandon/", views.abandon, name="abandon"),
    path("resolutions/<int:pk>/issue/", views.issue, name="issue"),
    path("resolutions/<int:pk>/document.pdf", views.document, name="document"),
    path("ballots/<int:pk>/resolution/", views.draft, name="draft"),
    path("meetings/<int:pk>/resolutions/", views.of_meeting, name="of-meeting"),
]
