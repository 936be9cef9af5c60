"""Hemmens och placeringarnas adresser."""

from __future__ import annotations

from django.urls import path

from .views import care, following, homes, tonight, where

app_name = "placements"
urlpatterns = [
    path("hem/", homes.register, name="homes"),
    path("hem/nytt/", homes.new, name="new_home"),
    path("hem/<uuid:pk>/", homes.home, name="home"),
    path("hem/<uuid:pk>/andra/", homes.change, name="change_home"),
    path("hem/<uuid:pk>/paus/", homes.pause, name="pause_home"),
    path("hem/paus/<uuid:pk>/sluta/", homes.end_pause, name="end_pause"),
    path("placeringar/i-natt/", tonight.tonight, name="tonight"),
    path("placeringar/dygn/", tonight.days, name="days"),
    path("placeringar/arende/<uuid:case_pk>/placera/", care.begin, name="begin"),
    path("placeringar/hem/<uuid:pk>/ratta/", care.correct, name="correct"),
    path("placeringar/folj/<uuid:pk>/fel/", following.take_back, name="take_back"),
    path("placeringar/<uuid:pk>/", care.care, name="care"),
    path("placeringar/<uuid:pk>/var/", where.where, name="where"),
    path("placeringar/plats/<uuid:ticket>/", where.shown, name="where_shown"),
    path("placeringar/<uuid:pk>/flytta/", care.move, name="move"),
    path("placeringar/<uuid:pk>/borta/", care.leave, name="leave"),
    path("placeringar/<uuid:pk>/avsluta/", care.end, name="end"),
    path("placeringar/<uuid:pk>/fel-barn/", following.annul, name="annul"),
    path("placeringar/<uuid:pk>/grund/", following.ground, name="ground"),
    path("placeringar/<uuid:pk>/folj/", following.follow, name="follow"),
    path("placeringar/<uuid:pk>/socialsekreterare/", following.secretary, name="secretary"),
    path("placeringar/<uuid:pk>/planera/", following.plan, name="plan"),
    path("placeringar/<uuid:pk>/besok/", following.visited, name="visited"),
]
