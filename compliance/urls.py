"""URLs of the report."""

from django.urls import path

from compliance import views

app_name = "compliance"

urlpatterns = [
    path("compliance/", views.current, name="matrix"),
    path("compliance/<int:year>/", views.year_matrix, name="year"),
    path("compliance/<int:year>/export.xlsx", views.export, name="export"),
    path("compliance/<int:year>/cells/<int:pk>/", views.cell, name="cell"),
    path("rules/", views.rules, name="rules"),
    path("rules/new/", views.add_rule, name="rule-add"),
]
