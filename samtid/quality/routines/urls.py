"""Adresser. None tells what anything is about."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "rutiner/"
app_name = "routines"
urlpatterns = [
    path("", views.start, name="start"),
    path("sa-gor-vi/", views.here, name="here"),
    path("ny/", views.write, name="write"),
    path("version/<uuid:pk>/", views.version, name="version"),
    path("version/<uuid:pk>/besluta/", views.decide, name="decide"),
    path("version/<uuid:pk>/skicka-tillbaka/", views.send_back, name="send_back"),
    path("version/<uuid:pk>/last/", views.mark_read, name="mark_read"),
    path("<uuid:pk>/", views.routine, name="routine"),
    path("<uuid:pk>/ny-version/", views.propose, name="propose"),
    path("<uuid:pk>/se-over/", views.review, name="review"),
    path("<uuid:pk>/upphav/", views.withdraw, name="withdraw"),
]
