"""Försökens adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "forsok/"
app_name = "trials"
urlpatterns = [
    path("", views.every, name="every"),
    path("nytt/", views.plan, name="plan"),
    path("<uuid:tried_pk>/", views.trial, name="trial"),
    path("<uuid:tried_pk>/plan/", views.change, name="change"),
    path("<uuid:tried_pk>/grans/", views.set_guard, name="set_guard"),
    path("grans/<uuid:guard_pk>/bort/", views.take_guard, name="take_guard"),
    path("<uuid:tried_pk>/bestam/", views.begin, name="begin"),
    path("<uuid:tried_pk>/stryk/", views.drop, name="drop"),
    path("<uuid:tried_pk>/rakna/", views.look, name="look"),
    path("<uuid:tried_pk>/fortsatt/", views.go_on, name="go_on"),
    path("<uuid:tried_pk>/avbryt/", views.stop, name="stop"),
    path("<uuid:tried_pk>/besluta/", views.decide, name="decide"),
    path("<uuid:tried_pk>/folj/", views.follow, name="follow"),
    path("<uuid:tried_pk>/ansvarig/", views.hand_over, name="hand_over"),
]
