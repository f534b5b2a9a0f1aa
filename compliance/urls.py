"""URLs of the report."""

from django.urls import path, register_converter

from chibo.core.http import YearConverter
from compliance import views

register_converter(YearConverter, "year")

app_name = "compliance"

urlpatterns = [
    path("compliance/", views.current, name="matrix"),
    path("compliance/<year:year>/", views.year_matrix, name="year"),
    path("compliance/<year:year>/export.xlsx", views.export, name="export"),
    path("compliance/<year:year>/cells/<int:pk>/", views.cell, name="cell"),
    path("rules/", views.rules, name="rules"),
    path("rules/new/", views.add_rule, name="rule-add"),
    path("rules/score-sheet/", views.set_score_sheet, name="score-sheet"),
    path("rules/instruments/<slug:key>/adopt/", views.adopt, name="adopt"),
    path("rules/adoptions/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
