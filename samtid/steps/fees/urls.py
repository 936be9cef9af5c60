"""Avgifternas adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "avgifter/"
app_name = "fees"
urlpatterns = [
    path("", views.listing, name="list"),
    path("nytt-ar/", views.new_year, name="new_year"),
    path("arende/<uuid:case_pk>/", views.of_case, name="case"),
    path("arende/<uuid:case_pk>/underlag/", views.basis, name="note_basis"),
    path("arende/<uuid:case_pk>/rakna/", views.count, name="count"),
]
