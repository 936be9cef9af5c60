"""Belastningens adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = ""
app_name = "workload"
urlpatterns = [
    path("belastning/", views.start, name="start"),
    path("tank-om/", views.think, name="think"),
    path("tank-om/<uuid:pk>/spara/", views.keep, name="keep"),
]
