"""URLs of the core."""

from django.urls import path

from chibo.core import views

app_name = "core"
urlpatterns = [path("healthz", views.healthz, name="healthz")]
