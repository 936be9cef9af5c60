"""Jämförelsens adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "jamfor/"
app_name = "kolada"
urlpatterns = [
    path("", views.start, name="start"),
    path("<str:kpi>/varfor/", views.why, name="why"),
    path("<str:kpi>/", views.indicator, name="indicator"),
]
