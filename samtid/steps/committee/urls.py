"""Sammanträdenas adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "sammantraden/"
app_name = "committee"
urlpatterns = [
    path("", views.listing, name="list"),
    path("nytt/", views.new, name="new"),
    path("anmal/<uuid:decision_pk>/", views.raise_matter, name="raise"),
    path("arende/<uuid:pk>/", views.matter, name="matter"),
    path("arende/<uuid:pk>/ta-bort/", views.withdraw, name="withdraw"),
    path("arende/<uuid:pk>/flytta/", views.move_matter, name="move_matter"),
    path("arende/<uuid:pk>/blev/", views.settle, name="settle"),
    path("arende/<uuid:pk>/registrera/", views.register, name="register"),
    path("arende/<uuid:pk>/ratta/", views.correct, name="correct"),
    path("arende/<uuid:pk>/utdrag/", views.extract, name="extract"),
    path("<uuid:pk>/", views.meeting, name="meeting"),
    path("<uuid:pk>/kalla/", views.call, name="call"),
    path("<uuid:pk>/tid/", views.move, name="move"),
    path("<uuid:pk>/stall-in/", views.cancel, name="cancel"),
    path("<uuid:pk>/hallet/", views.hold, name="hold"),
    path("<uuid:pk>/justera/", views.adjust, name="adjust"),
    path("<uuid:pk>/ta-over/", views.take_over, name="take_over"),
    path("<uuid:pk>/ratta/", views.correct_meeting, name="correct_meeting"),
    path("<uuid:pk>/protokoll/", views.minutes, name="minutes"),
]
