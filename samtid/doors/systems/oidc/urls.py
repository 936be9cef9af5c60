"""Inloggningens adresser."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "oidc"
urlpatterns = [
    path("e-legitimation/", views.start, name="start"),
    path("e-legitimation/svar/", views.back, name="back"),
    path("e-legitimation/avslutad/", views.logged_out_there, name="logged_out_there"),
    path("legitimera/", views.prove, name="prove"),
    path("legitimera/vidare/", views.start_proof, name="start_proof"),
    path("valkommen/", views.welcome, name="welcome"),
    path("valkommen/vidare/", views.onward, name="onward"),
    path("utloggad/", views.logged_out, name="logged_out"),
    path("avbrutet/", views.interrupted, name="interrupted"),
]
