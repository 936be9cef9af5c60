"""Pengarnas adresser."""

from __future__ import annotations

from django.urls import path

from .views import budgeting, reading

PREFIX = "pengar/"
app_name = "economy"
urlpatterns = [
    path("", reading.start, name="start"),
    path("budget/", budgeting.budget, name="budget"),
    path("budget/<uuid:pk>/avgor/", budgeting.decide, name="decide"),
    path("pengar.csv", reading.download, name="download"),
]
