"""Insatsernas adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "insatser/"
app_name = "services"
urlpatterns = [
    path("", views.running, name="running"),
    path("katalog/", views.catalogue_page, name="catalogue"),
    path("beslut/<uuid:decision_pk>/starta/", views.start, name="start"),
    path("arende/<uuid:case_pk>/starta/", views.start_open, name="start_open"),
    path("<uuid:pk>/", views.service, name="service"),
    path("<uuid:pk>/borjade/", views.begin, name="begin"),
    path("<uuid:pk>/mal/", views.add_goal, name="add_goal"),
    path("<uuid:pk>/avsluta/", views.end, name="end"),
]
