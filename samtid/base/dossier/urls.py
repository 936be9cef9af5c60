"""Adresser i personakten."""

from __future__ import annotations

from django.urls import path

from .views import drafts, journal, notes

app_name = "dossier"
urlpatterns = [
    path("utkast/", drafts.drop, name="drop_draft"),
    path("utkast/<str:key>", drafts.draft, name="draft"),
    path("akt/<uuid:dossier_pk>/journal/", journal.show, name="journal"),
    path("arende/<uuid:case_pk>/anteckning/", notes.write_note, name="write_note"),
    path("anteckning/<uuid:pk>/", notes.note, name="note"),
    path("anteckning/<uuid:pk>/andra/", notes.change_note, name="change_note"),
    path("anteckning/<uuid:pk>/lagg-undan/", notes.set_aside, name="set_note_aside"),
    path("anteckning/<uuid:pk>/ta-tillbaka/", notes.take_back, name="take_note_back"),
    path("anteckning/<uuid:pk>/skriv-under/", notes.sign, name="sign"),
    path("anteckning/<uuid:pk>/ratta/", notes.correct, name="correct"),
    path("handling/<uuid:pk>/", notes.document, name="document"),
]
