"""Frånvarons adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "borta/"
app_name = "hospital"
urlpatterns = [
    path("insats/<uuid:service_pk>/", views.of_service, name="of_service"),
    path("arende/<uuid:case_pk>/", views.open_stay, name="open"),
    path("<uuid:pk>/", views.stay, name="stay"),
    path("<uuid:pk>/skriv/", views.write, name="write"),
    path("<uuid:pk>/gallde-inte/", views.annul, name="annul"),
    path("steg/<uuid:pk>/ratta/", views.correct, name="correct"),
]
