"""URLs of topics."""

from django.urls import path

from topics import views

app_name = "topics"

urlpatterns = [
    path("topics/", views.topics, name="list"),
    path("topics/new/", views.plan, name="plan"),
    path("topics/<int:pk>/", views.change, name="change"),
    path("topics/<int:pk>/remove/", views.remove, name="remove"),
]
