"""Spårets adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "tvang/"
app_name = "compulsory"
urlpatterns = [
    path("arende/<uuid:case_pk>/", views.open_track, name="open"),
    path("steg/<uuid:pk>/ratta/", views.correct, name="correct"),
    path("steg/<uuid:pk>/fel/", views.withdraw, name="withdraw"),
    path("<uuid:pk>/", views.track, name="track"),
    path("<uuid:pk>/skriv/", views.write, name="write"),
    path("<uuid:pk>/fel-barn/", views.annul, name="annul"),
]
