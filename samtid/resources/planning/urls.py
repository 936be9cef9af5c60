"""Planeringens adresser."""

from __future__ import annotations

from django.urls import path

from .views import board, moving, proposing

PREFIX = "planera/"
app_name = "planning"
urlpatterns = [
    path("", board.own, name="own"),
    path("enhet/<int:unit_pk>/", board.board, name="board"),
    path("enhet/<int:unit_pk>/foresla/", proposing.propose, name="propose"),
    path("forslag/<uuid:offered_pk>/anta/", proposing.adopt, name="adopt"),
    path("forslag/<uuid:offered_pk>/lagg-undan/", proposing.lay_aside, name="lay_aside"),
    path("forslag/<uuid:offered_pk>/tillbaka/", proposing.propose_back, name="propose_back"),
    path("besok/<uuid:pk>/om/", moving.consequences, name="consequences"),
    path("besok/<uuid:pk>/flytta/", moving.move, name="move"),
    path("besok/<uuid:pk>/las/", moving.lock, name="lock"),
]
