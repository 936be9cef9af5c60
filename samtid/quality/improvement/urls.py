"""Adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "svart/"
app_name = "improvement"
urlpatterns = [
    path("", views.hard, name="hard"),
    path("lista/", views.hardships, name="hardships"),
]
