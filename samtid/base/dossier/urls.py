"""Adresser i personakten."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "dossier"
urlpatterns = [
    path("utkast/<str:key>", views.draft, name="draft"),
    path("arende/<uuid:case_pk>/anteckning/", views.write_note, name="write_note"),
    path("anteckning/<uuid:pk>/", views.note, name="note"),
    path("anteckning/<uuid:pk>/skriv-under/", views.sign, name="sign"),
    path("anteckning/<uuid:pk>/ratta/", views.correct, name="correct"),
    path("handling/<uuid:pk>/", views.document, name="document"),
]
