"""Adresser för frister och lagrum."""

from __future__ import annotations

from django.urls import path

from . import law_views

PREFIX = "frister/"
app_name = "law"
urlpatterns = [
    path("", law_views.rules, name="list"),
    path("<str:rule_id>/", law_views.rule, name="rule"),
]
