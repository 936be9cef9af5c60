"""Demons adresser. Included only when the program runs as a demonstration."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, path

from . import views

PREFIX = "demo/"
app_name = "demo"
urlpatterns: list[URLPattern] = []
if settings.DEMO:
    urlpatterns = [
        path("", views.start, name="start"),
        path("legitimera/", views.prove, name="prove"),
        path("logga-in/<str:username>/", views.log_in, name="log_in"),
    ]
