"""Adresserna för värden och för den som läser."""

from __future__ import annotations

from django.urls import path

from . import views

PREFIX = "arbetsstugor/"
app_name = "workshops"
urlpatterns = [
    path("", views.workshops, name="workshops"),
    path("ny/", views.new, name="new"),
    path("forslag/", views.proposals, name="proposals"),
    path("<uuid:workshop_pk>/", views.workshop, name="workshop"),
    path("<uuid:workshop_pk>/steg/", views.add_step, name="add_step"),
    path("steg/<uuid:step_pk>/bort/", views.drop_step, name="drop_step"),
    path("<uuid:workshop_pk>/inbjudna/", views.invite, name="invite"),
    path("<uuid:workshop_pk>/grupper/", views.deal, name="deal"),
    path("<uuid:workshop_pk>/lappar/", views.slips, name="slips"),
    path("<uuid:workshop_pk>/vidare/", views.move, name="move"),
    path("<uuid:workshop_pk>/skarm/", views.screen, name="screen"),
    path("<uuid:workshop_pk>/sortera/", views.cluster, name="cluster"),
    path("tema/<uuid:theme_pk>/hor-till/", views.merge, name="merge"),
    path("tema/<uuid:theme_pk>/skilj/", views.part, name="part"),
    path("tema/<uuid:theme_pk>/forslag/", views.pick, name="pick"),
    path("<uuid:workshop_pk>/resultat/", views.results, name="results"),
]
