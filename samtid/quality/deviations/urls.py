"""Adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "avvikelser/"
app_name = "deviations"
urlpatterns = [
    path("", views.tracks, name="tracks"),
    path("rapportera/", views.report, name="report"),
    path("<uuid:track_pk>/", views.track, name="track"),
    path("<uuid:track_pk>/steg/", views.step, name="step"),
    path("<uuid:track_pk>/utreder/", views.hand_over, name="hand_over"),
    path("<uuid:track_pk>/spar-till/", views.add, name="add"),
]
