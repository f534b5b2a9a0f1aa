"""URLs of the home page."""

from django.urls import path

from chibo.home import views

app_name = "home"

urlpatterns = [
    path("", views.today, name="today"),
    path("inbox/", views.messages_page, name="inbox"),
    path("inbox/<int:pk>/open/", views.open_message, name="message-open"),
]
