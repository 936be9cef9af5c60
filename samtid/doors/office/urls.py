"""Kansliets adresser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "organisation/"
app_name = "office"
urlpatterns = [
    path("", views.office, name="office"),
    path("start/", views.start, name="start"),
    path("enheter/<int:pk>/", views.unit, name="unit"),
    path("medarbetare/", views.everyone, name="everyone"),
    path("medarbetare/<int:pk>/", views.staff, name="staff"),
    path("delegation/", views.delegation, name="delegation"),
    path("varden/", views.values, name="values"),
    path("insatser/", views.catalogue, name="catalogue"),
    path("kommunen/", views.municipality, name="municipality"),
    path("omorganisation/", views.reorganisations, name="reorganisations"),
    path("omorganisation/ny/", views.begin_plan, name="begin_plan"),
    path("omorganisation/<uuid:plan_pk>/", views.reorganisation, name="reorganisation"),
    path("omorganisation/<uuid:plan_pk>/om/", views.change_plan, name="change_plan"),
    path("omorganisation/<uuid:plan_pk>/lagg-till/<str:do>/", views.add_move, name="add_move"),
    path("omorganisation/<uuid:plan_pk>/ta-bort/<int:number>/", views.drop_move, name="drop_move"),
    path("omorganisation/<uuid:plan_pk>/avgor/", views.settle, name="settle"),
    path("historik/", views.history, name="history"),
    path("forslag/<uuid:proposal_pk>/", views.proposal, name="proposal"),
    path("forslag/<uuid:proposal_pk>/avgor/", views.decide, name="decide"),
    path("ny/<str:subject>/", views.begin, name="begin"),
    path("andra/<str:subject>/<int:pk>/", views.change, name="change"),
    path("avsluta/<str:subject>/<int:pk>/", views.end, name="end"),
]
