"""Parternas adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "parter/"
app_name = "parties"
urlpatterns = [
    path("arende/<uuid:case_pk>/", views.of_case, name="case"),
    path("arende/<uuid:case_pk>/informera/", views.inform, name="inform"),
    path("arende/<uuid:case_pk>/kommunicera/", views.communicate, name="communicate"),
    path("arende/<uuid:case_pk>/samtycke/", views.consent, name="consent"),
    path("beslut/<uuid:pk>/delge/", views.serve, name="serve"),
    path("beslut/<uuid:pk>/overklagat/", views.appeal, name="appeal"),
    path("svar/<uuid:pk>/", views.answer, name="answer"),
    path("ratta/<uuid:pk>/", views.correct, name="correct"),
]
