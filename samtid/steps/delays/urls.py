"""Förseningens adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "forsening/"
app_name = "delays"
urlpatterns = [
    path("utredning/<uuid:pk>/", views.of_inquiry, name="of_inquiry"),
    path("anteckning/<uuid:pk>/fel/", views.wrong, name="wrong"),
]
