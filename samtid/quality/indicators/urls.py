"""Siffrornas adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "styrning/"
app_name = "indicators"
urlpatterns = [
    path("", views.start, name="start"),
    path("laget/", views.now, name="now"),
    path("siffror.csv", views.download, name="download"),
    path("ordlista.csv", views.dictionary, name="dictionary"),
    path("<str:key>/", views.figure, name="figure"),
]
