"""Avbrottspaketets adress."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "outage"
urlpatterns = [path("enheten/<int:pk>/avbrottspaket/", views.pack, name="pack")]
