"""Pengarnas adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "pengar/"
app_name = "economy"
urlpatterns = [
    path("", views.start, name="start"),
    path("pengar.csv", views.download, name="download"),
]
